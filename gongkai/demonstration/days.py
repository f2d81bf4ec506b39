"""Days on which the demonstration district works and publishes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chinese_calendar import is_workday

from gongkai.demonstration.draws import draw

CHINA = ZoneInfo("Asia/Shanghai")
FIRST = date(2019, 5, 15)  # the regulation comes into force: earlier items would stand under another law
LAST = date(2026, 11, 13)  # the last day of the demonstration's records

# Office hours 8:30-12:00 and 14:30-18:00, as minutes of the day.
MORNING, AFTERNOON = (8 * 60 + 35, 11 * 60 + 55), (14 * 60 + 35, 17 * 60 + 55)


def working_day(day: date) -> date:
    """`day` itself when offices work on it, else the next day on which they do."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def after_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`, the day itself not counted."""
    for _ in range(count):
        day = working_day(day + timedelta(days=1))
    return day


def office_moment(day: date, seed: str) -> datetime:
    """A time of `day` within office hours, in China time."""
    low, high = MORNING if draw(seed + "上午", 0, 1) else AFTERNOON
    minute = draw(seed + "分", low, high)
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=CHINA)


def spelled(day: date) -> str:
    """The day as documents write it: 2020年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_day(day: date) -> str:
    """The day without its year: 3月5日."""
    return f"{day.month}月{day.day}日"


def spread(year: int, month: int, nth: int, of: int, seed: str) -> date:
    """A working day for the `nth` (from 0) of `of` like events in a month, in their order."""
    last = 10 if (year, month) == (LAST.year, LAST.month) else 26
    width = max(1, (last - 2) // of)
    return working_day(date(year, month, 2 + nth * width + draw(seed + "日", 0, width - 1)))
