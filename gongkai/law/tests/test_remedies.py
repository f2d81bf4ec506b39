"""Where to go against an answer, in which order and until when, by the day it was served."""

from datetime import date

import pytest

from gongkai.law.dated import NotInForce
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.remedies import (
    court_after_review_due,
    court_due,
    remedies_text,
    review_comes_first,
    review_due,
)
from gongkai.law.workdays import Calendar

CALENDAR = Calendar.official().through(2026)
ORGANS = {"review_organ": "某某县人民政府", "court": "某某县人民法院"}


def test_a_last_day_of_rest_moves_to_the_next_working_day() -> None:
    end = review_due(date(2026, 8, 3), calendar=CALENDAR)  # day 60 is 2 October
    assert (end.day, end.provisional, str(end.basis)) == (
        date(2026, 10, 8),
        False,
        "《行政复议法》第二十条第一款",
    )


def test_a_last_day_of_work_stays() -> None:
    assert review_due(date(2026, 3, 2), calendar=CALENDAR).day == date(2026, 5, 6)  # 5月1日至5日放假
    assert review_due(date(2026, 3, 10), calendar=CALENDAR).day == date(2026, 5, 9)  # a Saturday worked


def test_an_end_in_a_year_without_a_notice_is_provisional() -> None:
    end = review_due(date(2026, 11, 20), calendar=CALENDAR)
    assert (end.day, end.provisional) == (date(2027, 1, 19), True)


@pytest.mark.parametrize(
    ("served", "due"),
    [
        ("2025-11-30", "2026-05-30"),
        ("2025-08-31", "2026-02-28"),  # no 31st: the last of February, a Saturday worked
        ("2014-06-30", "2014-09-30"),  # three months before 2015-05-01
        ("2024-02-29", "2024-08-29"),
    ],
)
def test_a_suit_without_review_has_months(served: str, due: str) -> None:
    found = court_due(date.fromisoformat(served), calendar=CALENDAR)
    assert found.day == CALENDAR.on_or_after(date.fromisoformat(due))


def test_a_suit_after_review_has_fifteen_days() -> None:
    assert court_after_review_due(date(2026, 3, 2), calendar=CALENDAR).day == date(2026, 3, 17)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_refusal_goes_to_review_first_since_2024(outcome: str) -> None:
    refusal = outcome not in ("granted", "other1", "other2", "other3")
    assert review_comes_first(outcome, date(2024, 1, 1)) is refusal
    assert review_comes_first(outcome, date(2023, 12, 31)) is False


def test_the_text_of_a_refusal_sends_to_review_first_by_the_day_of_service() -> None:
    now = remedies_text("deny4", date(2024, 1, 1), **ORGANS)
    assert now == (
        "如不服本答复，应当先自收到本答复之日起60日内向某某县人民政府申请行政复议；对行政复议决定不服的，"
        "可以自收到行政复议决定书之日起15日内向某某县人民法院提起行政诉讼。"
    )
    then = remedies_text("deny4", date(2023, 12, 31), **ORGANS)
    assert "应当先" not in then
    assert "六个月内向某某县人民法院提起行政诉讼" in then
    assert "三个月内" in remedies_text("deny4", date(2015, 4, 30), **ORGANS)


def test_what_was_granted_leaves_the_choice() -> None:
    assert "或者自收到本答复之日起六个月内" in remedies_text("granted", date(2026, 1, 5), **ORGANS)


def test_an_unknown_outcome_and_a_time_without_law_are_refused() -> None:
    with pytest.raises(ValueError, match="没有“closed”"):
        review_comes_first("closed", date(2024, 1, 1))
    with pytest.raises(NotInForce):
        review_due(date(1999, 9, 30), calendar=CALENDAR)
