"""Properties of the clock over random histories, and the slow count on a wall calendar that must agree.

HISTORIES=100000 tries that many against the slow count.
"""

import os
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.clock import Event, Reckoning, reckon
from gongkai.law.clock.events import KINDS
from gongkai.law.clock.tests.oracle import due, history
from gongkai.law.workdays import Calendar, Mark

OFFICIAL = Calendar.official()
HISTORIES = int(os.environ.get("HISTORIES", "1500"))
seeds = st.integers(0, 10**9)
ONE = timedelta(days=1)


def count(events: list[Event], calendar: Calendar = OFFICIAL) -> Reckoning:
    return reckon(events, calendar=calendar)


def test_the_clock_agrees_with_counting_on_a_wall_calendar() -> None:
    for seed in range(HISTORIES):
        events = history(Random(seed), OFFICIAL, decided=True)
        assert count(events).due == due(events, OFFICIAL), (seed, events)


def test_the_histories_go_through_everything_that_can_happen() -> None:
    kinds = {event.kind for seed in range(300) for event in history(Random(seed), OFFICIAL, decided=True)}
    assert kinds == KINDS.keys() - {"delayed"}


@given(seeds)
def test_a_day_set_by_a_decision_stays_whatever_happens(seed: int) -> None:
    events = history(Random(seed), OFFICIAL, decided=True)
    decisions = [event for event in events if event.kind == "reopened"]
    found = count(events)
    if decisions and decisions[-1].until:
        assert (found.due, found.decided, found.ledger) == (decisions[-1].until, True, ())
    else:
        assert not found.decided


@given(seeds)
def test_the_ledger_counts_up_to_the_due_day(seed: int) -> None:
    found = count(history(Random(seed), OFFICIAL))
    assert found.due and found.term
    assert found.ledger[-1].day == found.due
    assert found.ledger[-1].number == found.term.days
    assert [line.day for line in found.ledger] == [
        found.term.start + ONE * ahead for ahead in range(1, len(found.ledger) + 1)
    ]
    assert sum(line.counted for line in found.ledger) == found.term.days
    assert all(OFFICIAL.is_working_day(line.day) for line in found.ledger if line.counted)


@given(seeds, st.integers(0, 120))
def test_one_holiday_more_never_brings_a_due_day_forward(seed: int, ahead: int) -> None:
    term = count(history(Random(seed), OFFICIAL)).term
    assert term
    free = term.start + ONE * ahead
    more = replace(OFFICIAL, marks={**OFFICIAL.marks, free: Mark(False, "测试假日", free.year)})
    before, after = term.due(OFFICIAL), term.due(more)
    assert before and after and before <= after


@given(seeds, st.integers(1, 19), st.integers(1, 19))
def test_extensions_add_up(seed: int, one: int, two: int) -> None:
    term = count(history(Random(seed), OFFICIAL)).term
    assert term
    assert term.longer(one).longer(two).due(OFFICIAL) == term.longer(one + two).due(OFFICIAL)


@given(st.dates(date(2019, 5, 15), date(2025, 12, 1)), st.integers(1, 60), st.integers(0, 40))
def test_a_pause_begun_when_late_gives_nothing_back(day: date, late: int, long: int) -> None:
    received = Event("received", day, channel="counter")
    base = count([received]).due
    assert base
    asked = Event("third_party_consulted", base + ONE * late, served=base + ONE * late)
    replied = Event("third_party_replied", asked.day + ONE * long)
    assert count([received, asked]).due == base
    assert count([received, asked, replied]).due == base


@given(seeds)
def test_an_earlier_receipt_never_falls_due_later(seed: int) -> None:
    dice = Random(seed)
    day = date(2019, 5, 15) + ONE * dice.randrange(2500)
    one, two = (count([Event("received", d, channel="counter")]).due for d in (day, day + ONE))
    assert one and two and one <= two


@given(seeds)
def test_what_is_known_only_later_is_provisional_until_then(seed: int) -> None:
    events = history(Random(seed), OFFICIAL)
    early = OFFICIAL.through(events[-1].day.year)
    then, now = count(events, early), count(events)
    assert then.due in (None, now.due)
    assert then.provisional == (then.due is None)
