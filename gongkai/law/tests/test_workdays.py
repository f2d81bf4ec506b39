"""Working days are those of the official notices, and a year without a notice is refused."""

from datetime import date, datetime

import chinese_calendar
import holidays
import pytest

from gongkai.law.notice import NoticeRefused
from gongkai.law.noticecheck import load_notice, statutory_balance
from gongkai.law.tests.invented import LONG_NEW_YEAR, NEW_YEAR, NOTICE_2027
from gongkai.law.workdays import NOTICES, Calendar, CountedDay, NoticeMissing

OFFICIAL = Calendar.official()
TO_2026 = OFFICIAL.through(2026)
WITH_2027 = TO_2026.with_notice(load_notice(NOTICE_2027))


def day(text: str) -> date:
    return date.fromisoformat(text)


VECTORS = """
2020-01-20 20 2020-02-25
2020-01-23 20 2020-02-28
2021-02-01 20 2021-03-04
2021-09-13 20 2021-10-15
2024-01-22 20 2024-02-22
2024-02-09 20 2024-03-14
2024-04-26 20 2024-05-27
2024-09-29 20 2024-10-31
2025-01-20 20 2025-02-21
2025-01-26 20 2025-02-28
2025-12-31 20 2026-01-29
2026-01-04 20 2026-01-30
2026-02-09 20 2026-03-13
2026-02-14 20 2026-03-20
2026-09-18 20 2026-10-22
2026-09-30 20 2026-11-03
2024-01-22 7 2024-01-31
2026-02-09 7 2026-02-25
2024-01-31 15 2024-02-26
2026-09-30 3 2026-10-10
2024-02-22 20 2024-03-21
2026-01-29 20 2026-03-04
2026-10-22 20 2026-11-19
2026-03-03 20 2026-03-31
2026-02-21 20 2026-03-20
2026-02-24 20 2026-03-23
"""


@pytest.mark.parametrize("line", VECTORS.split("\n")[1:-1])
def test_the_known_due_days(line: str) -> None:
    start, days, due = line.split()
    assert OFFICIAL.add_working_days(day(start), int(days)) == day(due)


@pytest.mark.parametrize(
    ("letter_sent", "reply", "suspended"),
    [("2024-01-30", "2024-02-21", 13), ("2024-01-30", "2024-02-26", 16)],
)
def test_the_working_days_a_consultation_takes(letter_sent: str, reply: str, suspended: int) -> None:
    assert OFFICIAL.working_days_between(day(letter_sent), day(reply)) == suspended


WORKED = """2020-02-03 2021-02-07 2024-02-04 2024-02-18 2024-02-09 2025-01-26
    2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10"""
RESTED = "2020-01-31 2020-02-01 2020-02-02 2021-02-11 2025-01-28 2026-01-02 2026-02-16 2026-02-23"


@pytest.mark.parametrize("text", WORKED.split())
def test_the_known_days_worked(text: str) -> None:
    assert OFFICIAL.is_working_day(day(text))


@pytest.mark.parametrize("text", RESTED.split())
def test_the_known_days_off(text: str) -> None:
    assert not OFFICIAL.is_working_day(day(text))


# 放假办法: 11 days from 2008, 13 from 2025; one more in 2015 (抗战胜利70周年), two in 2020 (疫情).
TOTALS = {year: 11 if year < 2025 else 13 for year in range(2008, 2027)} | {2015: 12, 2020: 13}


@pytest.mark.parametrize(("year", "total"), TOTALS.items())
def test_a_years_notice_gives_the_statutory_days(year: int, total: int) -> None:
    marks = {d: mark for d, mark in OFFICIAL.marks.items() if mark.notice_year == year}
    rest = tuple(d for d, mark in marks.items() if not mark.working)
    work = tuple(d for d, mark in marks.items() if mark.working)
    assert statutory_balance(rest, work) == total


@pytest.mark.parametrize("year", range(2008, 2027))
def test_every_day_agrees_with_chinesecalendar(year: int) -> None:
    for one in chinese_calendar.get_dates(date(year, 1, 1), date(year, 12, 31)):
        assert OFFICIAL.is_working_day(one) == chinese_calendar.is_workday(one), one


@pytest.mark.parametrize("year", range(2019, 2027))
def test_every_day_agrees_with_holidays(year: int) -> None:
    china = holidays.country_holidays("CN", years=year)
    for one in chinese_calendar.get_dates(date(year, 1, 1), date(year, 12, 31)):
        assert OFFICIAL.is_working_day(one) == china.is_working_day(one), one


def test_the_shipped_2026_file_says_what_chinesecalendar_says() -> None:
    notice = load_notice((NOTICES / "2026.yaml").read_text(encoding="utf-8"))
    rest = {d for d in chinese_calendar.constants.holidays if d.year == 2026}
    work = {d for d in chinese_calendar.constants.workdays if d.year == 2026}
    assert (set(notice.rest), set(notice.work)) == (rest, work)


def test_a_year_without_a_notice_is_refused() -> None:
    for ask in (TO_2026.is_working_day, TO_2026.on_or_after, TO_2026.on_or_before):
        with pytest.raises(NoticeMissing) as refusal:
            ask(date(2027, 3, 1))
        assert refusal.value.year == 2027
        assert "2027年放假安排尚未载入" in str(refusal.value)
        assert "由管理员在“工作日历”中载入" in str(refusal.value)
    with pytest.raises(NoticeMissing):
        TO_2026.working_days_between(date(2026, 12, 1), date(2027, 1, 4))


def test_the_years_before_the_regulation_are_refused() -> None:
    with pytest.raises(NoticeMissing) as refusal:
        OFFICIAL.is_working_day(date(2007, 12, 31))
    assert refusal.value.year == 2007


def test_a_count_past_the_last_notice_is_refused_with_what_was_counted() -> None:
    with pytest.raises(NoticeMissing) as refusal:
        TO_2026.add_working_days(date(2026, 12, 10), 20)
    so_far = refusal.value.so_far
    assert (so_far[0].day, so_far[-1].day, so_far[-1].number) == (date(2026, 12, 11), date(2026, 12, 31), 15)


def test_a_count_that_ends_on_the_last_known_day_needs_no_further_notice() -> None:
    assert TO_2026.add_working_days(date(2026, 12, 10), 15) == date(2026, 12, 31)


def test_the_ledger_says_why_each_day_counts_or_not() -> None:
    ledger = OFFICIAL.count(date(2026, 9, 30), 3)
    assert [str(line) for line in ledger[:1] + ledger[-3:]] == [
        "2026年10月1日（周四）不计（国庆节假期）",
        "2026年10月8日（周四）第1个工作日",
        "2026年10月9日（周五）第2个工作日",
        "2026年10月10日（周六）第3个工作日（国庆节调休上班）",
    ]
    assert OFFICIAL.count(date(2026, 10, 16), 1)[0] == CountedDay(date(2026, 10, 17), False, 0, "周末")


def test_no_days_at_all_is_the_day_itself_and_fewer_is_refused() -> None:
    assert OFFICIAL.count(date(2026, 10, 1), 0) == ()
    assert OFFICIAL.add_working_days(date(2026, 10, 1), 0) == date(2026, 10, 1)
    with pytest.raises(ValueError, match="不能为负数"):
        OFFICIAL.count(date(2026, 10, 1), -1)


def test_a_period_of_plain_days_ends_on_the_next_working_day() -> None:
    # Review period: served 2026-08-03, sixtieth day 2026-10-02, a holiday.
    assert OFFICIAL.on_or_after(date(2026, 10, 2)) == date(2026, 10, 8)
    assert OFFICIAL.on_or_after(date(2026, 10, 10)) == date(2026, 10, 10)
    assert OFFICIAL.on_or_before(date(2026, 1, 31)) == date(2026, 1, 30)


def test_a_moment_is_no_day() -> None:
    with pytest.raises(TypeError, match="不应带有时刻"):
        OFFICIAL.is_working_day(datetime(2026, 10, 1, 8, 0))


def test_a_loaded_notice_extends_the_calendar_and_leaves_the_old_one_alone() -> None:
    assert WITH_2027.last_year == 2027
    assert TO_2026.last_year == 2026
    assert WITH_2027.reason(date(2027, 2, 14)) == (True, "春节调休上班")
    assert WITH_2027.reason(date(2027, 2, 8)) == (False, "春节假期")
    assert WITH_2027.add_working_days(date(2026, 12, 10), 20) == date(2027, 1, 8)
    assert WITH_2027.through(2026) == TO_2026
    assert hash(WITH_2027.through(2026)) == hash(TO_2026)


def test_a_notice_that_would_leave_a_gap_is_refused() -> None:
    with pytest.raises(NoticeRefused, match="请先载入2026年的放假安排，再载入2027年的"):
        OFFICIAL.through(2025).with_notice(load_notice(NOTICE_2027))
    with pytest.raises(NoticeMissing):
        TO_2026.through(2027)


def test_an_amended_notice_replaces_its_year_and_no_other() -> None:
    moved = NOTICE_2027.replace("6月9日", "6月8日").replace("2027-06-09", "2027-06-08")
    amended = WITH_2027.with_notice(load_notice(moved))
    assert amended.is_working_day(date(2027, 6, 9))
    assert amended.reason(date(2027, 6, 8)) == (False, "端午节假期")
    assert amended.through(2026) == TO_2026


def test_new_years_days_in_december_belong_to_the_next_years_notice() -> None:
    assert OFFICIAL.is_working_day(date(2018, 12, 29))
    assert not OFFICIAL.is_working_day(date(2018, 12, 31))
    before = OFFICIAL.through(2018)
    assert not before.is_working_day(date(2018, 12, 29))
    assert before.is_working_day(date(2018, 12, 31))


def test_reloading_a_year_keeps_the_december_days_of_the_next() -> None:
    long_new_year = TO_2026.with_notice(load_notice(NOTICE_2027.replace(NEW_YEAR, LONG_NEW_YEAR)))
    shipped = load_notice((NOTICES / "2026.yaml").read_text(encoding="utf-8"))
    reloaded = long_new_year.with_notice(shipped)
    assert reloaded == long_new_year
    assert reloaded.reason(date(2026, 12, 27)) == (True, "元旦调休上班")
    assert reloaded.reason(date(2026, 12, 31)) == (False, "元旦假期")


def test_local_rest_days_count_only_where_they_hold() -> None:
    local = TO_2026.with_local_rest_days({date(2026, 5, 27): "古尔邦节", date(2026, 5, 30): "古尔邦节"})
    assert local.reason(date(2026, 5, 27)) == (False, "古尔邦节（地方放假）")
    assert local.reason(date(2026, 5, 30)) == (False, "周末")
    assert OFFICIAL.is_working_day(date(2026, 5, 27))
    assert local.add_working_days(date(2026, 4, 27), 20) == date(2026, 5, 28)
    assert not local.with_notice(load_notice(NOTICE_2027)).is_working_day(date(2026, 5, 27))
