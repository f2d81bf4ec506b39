"""How numbers, dates and paragraphs are spelled, the same in every file."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from gongkai.annualreport.report import Cell

# XML, and so HTML, DOCX and XLSX, can carry no control characters; .doc files leave them in pasted text.
_UNPRINTABLE = re.compile("[^\t\n\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")


def plain(text: str) -> str:
    """The text with every kind of line break as a newline and without characters no file can hold."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """The text on one line, for titles, names and cells."""
    return " ".join(plain(text).split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a narrative, without the spaces used for indenting; empty ones are dropped."""
    lines = (line.strip() for line in plain(text).split("\n"))
    return [line for line in lines if line]


def number(value: Cell) -> str:
    """A number as printed: plain digits without grouping or trailing zeros; blank for None."""
    if value is None:
        return ""
    if isinstance(value, int) or value == value.to_integral_value():
        return str(int(value))
    return format(value, "f").rstrip("0")


def chinese_date(day: date) -> str:
    """A date as it is signed: 2021年1月14日."""
    return f"{day.year}年{day.month}月{day.day}日"


def decimals(value: Decimal | int) -> int:
    """How many digits stand behind the point of `number(value)`."""
    return len(number(value).partition(".")[2])
