"""工作日历: next year's notice is loaded once, in its turn, and every due day follows."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from gongkai.law.tests.invented import NOTICE_2027
from gongkai.law.workdays import Calendar, NoticeMissing
from gongkai.organs import acts
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Role
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(district: Any, moment: datetime) -> Any:
    """The district's administrator."""
    person = acts.enrol(username="quguanli", name="曲管理", password="quguanli-2021", by=None, at=moment)
    acts.appoint(person=person, organ=district, role=Role.ADMIN, since=date(2019, 1, 1), by=None, at=moment)
    return person


def test_a_loaded_notice_is_counted_with_at_once(keeper: Any, moment: datetime) -> None:
    assert Calendar.official().last_year == 2026
    with pytest.raises(NoticeMissing):
        working_calendar().count(date(2026, 12, 10), 20)
    acts.load_holidays(text=NOTICE_2027, by=keeper, at=moment)
    assert working_calendar().last_year == 2027
    assert working_calendar().count(date(2026, 12, 30), 1)[-1].day == date(2026, 12, 31)
    assert working_calendar().count(date(2026, 12, 31), 1)[-1].day == date(2027, 1, 4)
    assert Act.objects.first().detail == {"年份": 2027, "文号": "测试〔2026〕1号"}


def test_a_notice_is_loaded_once(keeper: Any, moment: datetime) -> None:
    deed = {"by": keeper, "at": moment}
    acts.load_holidays(text=NOTICE_2027, **deed)
    with refused("2027年的放假安排已经有了。"):
        acts.load_holidays(text=NOTICE_2027, **deed)


def test_no_year_is_skipped(keeper: Any, moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "working_calendar", lambda: SimpleNamespace(last_year=2025))
    with refused("请先载入2026年的放假安排。"):
        acts.load_holidays(text=NOTICE_2027, by=keeper, at=moment)


@pytest.mark.parametrize(
    "text",
    ["", "[", "year: 2027", "元旦放假三天", NOTICE_2027.replace("rest: 2027-06-09", "rest: 2027-06-10")],
)
def test_a_notice_that_does_not_hold_together_is_refused(keeper: Any, moment: datetime, text: str) -> None:
    with refused("。"):
        acts.load_holidays(text=text, by=keeper, at=moment)


def test_only_the_districts_administrator_loads_a_notice(
    officer: Any, stranger: Any, moment: datetime
) -> None:
    for person in (officer, stranger):
        with refused("只有区县的管理员可以载入放假安排，它关系到全区的期限。"):
            acts.load_holidays(text=NOTICE_2027, by=person, at=moment)
