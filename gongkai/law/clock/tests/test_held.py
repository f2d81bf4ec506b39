"""What the clock rests on: its numbers with their days in force and articles, and values that nobody changes."""

from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date
from typing import Any

import pytest
import yaml

from gongkai.law.cite import Article
from gongkai.law.clock import refusals as no
from gongkai.law.clock.events import Event, EventRefused
from gongkai.law.clock.fold import Reckoning, reckon
from gongkai.law.clock.rules import FEE_DAYS, TERMS, Terms, received_by
from gongkai.law.clock.state import Asked, State, Step, Violation
from gongkai.law.clock.term import Pause, Term
from gongkai.law.dated import NotInForce
from gongkai.law.publication import EDITION_2007, REGULATION
from gongkai.law.workdays import Calendar

OFFICIAL = Calendar.official()
DAY = date(2026, 3, 2)


def event(kind: str, day: str, **said: Any) -> Event:
    return Event.read({"kind": kind, "day": date.fromisoformat(day)} | said)


def told(*events: Event) -> Reckoning:
    return reckon(events, calendar=OFFICIAL)


VALUES: tuple[Any, ...] = (
    Step("文件", "理由", DAY, None),
    Violation("late_answer", "逾期。", DAY),
    event("received", "2026-03-02", channel="post"),
    Pause(DAY, None, "征求意见", Article(REGULATION, 32)),
    Term(DAY, 20),
    TERMS.on(DAY).value,
    told(event("received", "2026-03-02", channel="post")),
)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_what_has_been_said_stays_as_it_was_said(value: Any) -> None:
    assert is_dataclass(value)
    for field in fields(value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, None)


@pytest.mark.parametrize("kind", [Step, Violation, Event, Asked, State], ids=lambda kind: kind.__name__)
def test_of_what_there_are_very_many_none_carries_a_dictionary(kind: Any) -> None:
    assert "__dict__" not in dir(kind)


def test_a_case_is_judged_by_the_regulation_of_its_day() -> None:
    first, last, new = date(2008, 5, 1), date(2019, 5, 14), date(2019, 5, 15)
    with pytest.raises(NotInForce):
        TERMS.on(date(2008, 4, 30))
    for day in (first, last):
        assert TERMS.on(day).value.answer == 15
        assert TERMS.on(day).article == Article(REGULATION, 24, edition=EDITION_2007)
    assert TERMS.on(new).value.answer == 20
    assert TERMS.on(new).article == Article(REGULATION, 33)
    assert isinstance(TERMS.on(new).value, Terms)


def test_twenty_working_days_to_pay_since_2021() -> None:
    with pytest.raises(NotInForce):
        FEE_DAYS.on(date(2020, 12, 31))
    rule = FEE_DAYS.on(date(2021, 1, 1))
    assert (rule.value, rule.article) == (20, Article(REGULATION, 42))


@pytest.mark.parametrize(
    ("channel", "item"), [("counter", 1), ("post", 2), ("plain_letter", 2), ("online", 3), ("fax", 3)]
)
def test_each_channel_has_its_item_of_article_31(channel: str, item: int) -> None:
    assert received_by(channel) == Article(REGULATION, 31, None, item)


def test_two_calendars_that_count_alike_give_the_same_reckoning() -> None:
    one = event("received", "2024-03-04", channel="counter")
    shorter = OFFICIAL.through(2025)
    assert reckon([one], calendar=OFFICIAL) == reckon([one], calendar=shorter)
    assert "calendar" not in repr(reckon([one], calendar=shorter))


def test_the_calendar_is_named() -> None:
    with pytest.raises(TypeError):
        reckon([], OFFICIAL)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("kind", "said"), [("supplement_requested", {}), ("third_party_consulted", {}), ("extended", {"days": 5})]
)
def test_after_the_answer_nothing_goes_on(kind: str, said: dict[str, Any]) -> None:
    with pytest.raises(no.AlreadyAnswered):
        told(
            event("received", "2026-03-02", channel="counter"),
            event("answered", "2026-03-10", posted=date(2026, 3, 10)),
            event(kind, "2026-03-11", **said),
        )


@pytest.mark.parametrize(
    "written",
    [
        "{kind: extended, day: 2026-03-02, days: 十天}",
        "{kind: extended, day: 2026-03-02, days: true}",
        "{kind: extended, day: 2026-03-02, days: 1.5}",
        "{kind: received, day: 2026-03-02, channel: 微信}",
    ],
)
def test_a_file_that_says_no_number_or_no_channel_is_refused(written: str) -> None:
    with pytest.raises(EventRefused):
        Event.read(yaml.safe_load(written))


def test_a_party_written_as_a_number_is_a_name() -> None:
    written = "{kind: third_party_consulted, day: 2026-03-02, party: 3}"
    assert Event.read(yaml.safe_load(written)).party == "3"


def test_an_extension_told_before_the_due_day_is_no_fault() -> None:
    found = told(
        event("received", "2026-09-18", channel="post"),
        event("extended", "2026-10-12", days=5, served=date(2026, 10, 13)),
    )
    assert found.violations == ()


def test_on_the_due_day_itself_a_later_day_may_still_be_set() -> None:
    found = told(
        event("received", "2026-09-18", channel="post"),
        event("delayed", "2026-10-22", until=date(2026, 12, 1)),
    )
    assert (found.due, found.fixed) == (date(2026, 12, 1), True)


def test_a_supplement_in_time_is_not_called_late() -> None:
    found = told(
        event("received", "2026-03-02", channel="counter"),
        event("supplement_requested", "2026-03-04", by=date(2026, 3, 20)),
        event("supplement_received", "2026-03-10"),
    )
    assert not any("已过补正期限" in step.reason for step in found.steps)


def test_the_first_of_three_waits_longest_and_each_answer_ends_its_own_wait() -> None:
    asked = [("乙", "2026-03-03"), ("甲", "2026-03-04"), ("丙", "2026-03-05")]
    events = [event("received", "2026-03-02", channel="counter")]
    events += [
        event("third_party_consulted", day, party=party, served=date.fromisoformat(day))
        for party, day in asked
    ]
    early = [event("third_party_replied", "2026-03-06", party=party) for party in ("甲", "丙")]
    waiting, late = told(*events, *early), event("third_party_replied", "2026-03-10", party="乙")
    # 乙 alone is waited for, through the 15th working day; then through the 10th of March: 5 working days.
    assert waiting.due == date(2026, 4, 21)
    assert told(*events, *early, late).due == date(2026, 4, 7)


def test_an_organ_that_answers_does_not_answer_for_the_third_party() -> None:
    found = told(
        event("received", "2026-03-02", channel="counter"),
        event("third_party_consulted", "2026-03-03", served=date(2026, 3, 3)),
        event("organ_consulted", "2026-03-04", served=date(2026, 3, 4)),
        event("organ_replied", "2026-03-05"),
    )
    assert found.due == date(2026, 4, 21)  # the third party is waited for through the 24th of March
