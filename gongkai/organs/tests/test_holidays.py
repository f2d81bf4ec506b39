"""工作日历: next year's notice is loaded once, in its turn, and every due day follows."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from gongkai.law.tests.invented import NOTICE_2027
from gongkai.law.workdays import Calendar, NoticeMissing
from gongkai.organs import acts
from gongkai.organs.calendar import working_calendar
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db


def test_a_loaded_notice_is_counted_with_at_once(stranger: Any, moment: datetime) -> None:
    assert Calendar.official().last_year == 2026
    with pytest.raises(NoticeMissing):
        working_calendar().count(date(2026, 12, 10), 20)
    acts.load_holidays(text=NOTICE_2027, by=stranger, at=moment)
    assert working_calendar().last_year == 2027
    assert working_calendar().count(date(2026, 12, 30), 1)[-1].day == date(2026, 12, 31)
    assert working_calendar().count(date(2026, 12, 31), 1)[-1].day == date(2027, 1, 4)
    assert Act.objects.first().detail == {"年份": 2027, "文号": "测试〔2026〕1号"}


def test_a_notice_is_loaded_once(stranger: Any, moment: datetime) -> None:
    deed = {"by": stranger, "at": moment}
    acts.load_holidays(text=NOTICE_2027, **deed)
    with refused("2027年的放假安排已经有了。"):
        acts.load_holidays(text=NOTICE_2027, **deed)


def test_no_year_is_skipped(stranger: Any, moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "working_calendar", lambda: SimpleNamespace(last_year=2025))
    with refused("请先载入2026年的放假安排。"):
        acts.load_holidays(text=NOTICE_2027, by=stranger, at=moment)


@pytest.mark.parametrize(
    "text",
    ["", "[", "year: 2027", "元旦放假三天", NOTICE_2027.replace("rest: 2027-06-09", "rest: 2027-06-10")],
)
def test_a_notice_that_does_not_hold_together_is_refused(stranger: Any, moment: datetime, text: str) -> None:
    with refused("。"):
        acts.load_holidays(text=text, by=stranger, at=moment)


def test_only_an_administrator_loads_a_notice(officer: Any, moment: datetime) -> None:
    with refused("只有管理员可以载入放假安排。"):
        acts.load_holidays(text=NOTICE_2027, by=officer, at=moment)
