"""Days as documents write them: 2020年3月5日, 二〇二〇年三月五日, 2020-03-05, 2020/3/5."""

import re
from datetime import date
from typing import NamedTuple

_NUMERALS = {letter: str(value) for value, letter in enumerate("〇一二三四五六七八九")}
_NUMERALS |= dict.fromkeys("零○ОOoＯΟ◯", "0")
_YEAR = f"[{''.join(_NUMERALS)}]{{4}}"
_SMALL = "[一二三四五六七八九十廿卅]{1,3}"
DAY = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)\s*(?:年\s*(?P<month>1[0-2]|0?[1-9])\s*月\s*"
    r"(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号]"
    r"|(?P<mark>[-/.])\s*(?P<month2>1[0-2]|0?[1-9])\s*(?P=mark)\s*(?P<day2>3[01]|[12]\d|0?[1-9])(?!\d))"
    r"|(?<!\d)(?P<run>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
    rf"|(?P<year3>{_YEAR})\s*年\s*(?P<month3>{_SMALL})\s*月\s*(?P<day3>{_SMALL})\s*日"
)
_TIME = re.compile(r"[T\s]{0,3}([01]?\d|2[0-3])[:：]([0-5]\d)(?:[:：]([0-5]\d))?")


class Written(NamedTuple):
    """A day found in a text, the time that follows it as 17:06 ("" if none), and where both stand."""

    day: date
    time: str
    start: int
    end: int


def first_day(text: str, start: int = 0) -> Written | None:
    """The first day of the calendar that the text writes from `start` on; 2月30日 is none."""
    for found in DAY.finditer(text, start):
        day = _day(found)
        if day is not None:
            time = _TIME.match(text, found.end())
            shown = f"{int(time[1]):02d}:{time[2]}" + (f":{time[3]}" if time[3] else "") if time else ""
            return Written(day, shown, found.start(), time.end() if time else found.end())
    return None


def _day(found: re.Match[str]) -> date | None:
    """The day that was written, if the calendar has it."""
    if run := found["run"]:
        parts = [int(run[:4]), int(run[4:6]), int(run[6:])]
    elif year := found["year3"]:
        parts = [int("".join(_NUMERALS[letter] for letter in year))]
        parts += [small_number(found["month3"]), small_number(found["day3"])]
    else:
        parts = [
            int(found["year"]),
            int(found["month"] or found["month2"]),
            int(found["day"] or found["day2"]),
        ]
    try:
        return date(*parts)
    except ValueError:
        return None


def small_number(text: str) -> int:
    """A number below a hundred in Chinese numerals: 三 → 3, 十二 → 12, 二十一 → 21, 廿一 → 21."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, units = text.rpartition("十")
    if not ten:
        return int("".join(_NUMERALS[letter] for letter in text))
    return (int(_NUMERALS.get(tens, "1")) if tens else 1) * 10 + (
        int(_NUMERALS.get(units, "0")) if units else 0
    )
