"""Days (日期) as people type them and as Excel counts them."""

import calendar
import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

from gongkai.spreadsheets.text import brief

_REMEDY = "请按“2020-03-05”或“2020年3月5日”的样子填写。"
_WRITTEN = re.compile(
    r"(?P<year>\d{4})\s*(?:(?P<mark>[-/.])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<day>\d{1,2})"
    r"|年\s*(?P<month2>\d{1,2})\s*月\s*(?P<day2>\d{1,2})\s*[日号])"
    r"(?:[T\s]*(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?))?"
)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_LAST_SERIAL = 2_958_465  # 9999-12-31
_LEAP_THAT_NEVER_WAS = 60  # Excel counts a 29 February 1900


class Unfit(Exception):
    """A cell does not hold what its column asks for; the message is the rest of a Chinese sentence."""


def day_of_text(text: str) -> tuple[date, str]:
    """The day a text names, and what to tell its author ("" for nothing). Raises Unfit."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("—", "-").replace("–", "-").replace("−", "-")
    if together := _RUN_TOGETHER.fullmatch(plain):
        return _day(*together.groups(), found=text), ""
    if not (written := _WRITTEN.fullmatch(plain)):
        raise Unfit(f"填的是“{brief(text)}”，不是完整的年月日。{_REMEDY}")
    day = _day(
        written["year"], written["month"] or written["month2"], written["day"] or written["day2"], found=text
    )
    midnight = not written["time"] or not re.search("[1-9]", written["time"])
    return day, "" if midnight else f"填的是“{brief(text)}”，只取日期，没有取时间。"


def day_of_serial(serial: Decimal, *, from_1904: bool) -> tuple[date, str]:
    """The day behind a number that Excel shows as a day. Raises Unfit."""
    if serial > _LAST_SERIAL and serial == serial.to_integral_value():
        return day_of_text(f"{serial:f}")  # 20200305 typed into a cell formatted as a day
    days = int(serial)
    if serial < 0 or days > _LAST_SERIAL - (1_462 if from_1904 else 0):
        raise Unfit(f"是按日期显示的数 {serial:f}，对应不到任何一天。{_REMEDY}")
    if days == 0 and not from_1904:
        raise Unfit(f"只有时间，没有日期。{_REMEDY}")
    if from_1904:
        day = date(1904, 1, 1) + timedelta(days=days)
    elif days == _LEAP_THAT_NEVER_WAS:
        raise Unfit(f"是 1900年2月29日，日历上没有这一天。{_REMEDY}")
    else:
        day = date(1899, 12, 31 if days < _LEAP_THAT_NEVER_WAS else 30) + timedelta(days=days)
    return day, "" if serial == days else "带有时间，只取日期，没有取时间。"


def day_of_number(number: Decimal) -> date:
    """The day a plain number names, as 20200305. Raises Unfit, saying if a day format may be lost."""
    text = f"{number:f}"
    if _RUN_TOGETHER.fullmatch(text):
        return day_of_text(text)[0]
    hint = ""
    if 20_000 <= number < 80_000:
        likely, _ = day_of_serial(number, from_1904=False)
        hint = f"（可能是丢了日期格式的 {chinese(likely)}，请核对）"
    raise Unfit(f"填的是数 {brief(text)}，不是日期{hint}。{_REMEDY}")


def chinese(day: date) -> str:
    """The day as people write it: 2020年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _day(year: str, month: str, day: str, *, found: str) -> date:
    """The day if the calendar has it. Raises Unfit naming why not."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise Unfit(
            f"填的是“{brief(found)}”，日历上没有这一天{_why(int(year), int(month))}，请改正。"
        ) from error


def _why(year: int, month: int) -> str:
    """What is wrong with an impossible day."""
    if not 1 <= month <= 12:
        return f"（没有{month}月）"
    if year < 1:
        return ""
    return f"（{year}年{month}月只有{calendar.monthrange(year, month)[1]}天）"
