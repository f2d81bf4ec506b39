"""What must hold of every count of working days, whatever the days."""

from datetime import date, timedelta

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.workdays import Calendar

OFFICIAL = Calendar.official()
ONE = timedelta(days=1)
DAYS = st.dates(date(2008, 1, 1), date(2026, 8, 31))
COUNTS = st.integers(0, 40)
LOCAL = st.dictionaries(DAYS, st.just("地方节日"), max_size=20)


@given(DAYS, COUNTS)
def test_the_due_day_is_the_one_a_slow_count_finds(day: date, n: int) -> None:
    found, left = day, n
    while left:
        found += ONE
        left -= bool(chinese_calendar.is_workday(found))
    assert OFFICIAL.add_working_days(day, n) == found


@given(DAYS, COUNTS)
def test_counting_back_gives_what_was_added(day: date, n: int) -> None:
    assert OFFICIAL.working_days_between(day, OFFICIAL.add_working_days(day, n)) == n


@given(DAYS, COUNTS, COUNTS)
def test_adding_twice_is_adding_the_sum(day: date, a: int, b: int) -> None:
    assert OFFICIAL.add_working_days(OFFICIAL.add_working_days(day, a), b) == OFFICIAL.add_working_days(
        day, a + b
    )


@given(DAYS, DAYS, COUNTS)
def test_a_later_start_is_never_due_earlier(a: date, b: date, n: int) -> None:
    first, second = sorted((a, b))
    assert OFFICIAL.add_working_days(first, n) <= OFFICIAL.add_working_days(second, n)


@given(DAYS, COUNTS)
def test_one_day_more_is_always_due_later(day: date, n: int) -> None:
    assert OFFICIAL.add_working_days(day, n) < OFFICIAL.add_working_days(day, n + 1)


@given(DAYS, DAYS, DAYS)
def test_spans_add_up_in_any_order(a: date, b: date, c: date) -> None:
    between = OFFICIAL.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)


@given(DAYS, st.integers(1, 40))
def test_the_ledger_leaves_no_day_out_and_ends_on_the_due_day(day: date, n: int) -> None:
    ledger = OFFICIAL.count(day, n)
    assert [line.day for line in ledger] == [day + ONE * step for step in range(1, len(ledger) + 1)]
    assert ledger[-1].day == OFFICIAL.add_working_days(day, n)
    assert ledger[-1].counted
    assert [line.number for line in ledger if line.counted] == list(range(1, n + 1))


@given(DAYS, COUNTS, LOCAL)
def test_local_rest_days_never_bring_a_due_day_forward(day: date, n: int, local: dict[date, str]) -> None:
    due = OFFICIAL.with_local_rest_days(local).add_working_days(day, n)
    assert due >= OFFICIAL.add_working_days(day, n)
    assert due not in local or n == 0


@given(DAYS)
def test_the_working_days_before_and_after_enclose_a_day(day: date) -> None:
    before, after = OFFICIAL.on_or_before(day + ONE * 20), OFFICIAL.on_or_after(day)
    assert OFFICIAL.is_working_day(before)
    assert OFFICIAL.is_working_day(after)
    assert day <= after <= before <= day + ONE * 20
    assert (after == day) == OFFICIAL.is_working_day(day)
