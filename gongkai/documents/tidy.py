"""Text as it is kept for searching: no invisible characters, one blank for many, cells apart by a tab."""

import re

from gongkai.spreadsheets.text import whole

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[^\S\n\t]+")
_AROUND_TAB = re.compile(r" ?\t[ \t]*")
_AROUND_LINE_END = re.compile(r"[ \t]*\n[ \t\n]*")
IDEOGRAPH = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = f"{IDEOGRAPH}\u3001-\u301f\uff01-\uff5e“”‘’…—"
_BESIDE_WIDE = re.compile(f"(?<=[{_WIDE}]) +(?=[{_WIDE}0-9])|(?<=[0-9]) +(?=[{_WIDE}])")


def tidy(text: str) -> str:
    """The text with every run of blanks as one, a tab kept as a tab, empty lines and invisible signs gone."""
    text = _LINE_ENDS.sub("\n", whole(text))
    text = _INVISIBLE.sub("", text)
    text = _AROUND_TAB.sub("\t", _BLANKS.sub(" ", text))
    return _AROUND_LINE_END.sub("\n", text).strip()


def closed_up(line: str) -> str:
    """A line set with blanks between its characters (邮 编, 12 号) as the words it says; numbers stay apart."""
    return _BESIDE_WIDE.sub("", line)


def unwrapped(lines: list[str]) -> str:
    """Lines of a page as paragraphs: a full line goes on in the next, so that a word cut by it is found.

    A line is full if it reaches nearly as far as the page's widest. Two numbers or Latin words never join.
    """
    widest = max((_width(line) for line in lines), default=0)
    text = ""
    for before, line in zip(["", *lines], lines, strict=False):
        runs_on = before and line and _width(before) >= 0.85 * widest and widest >= 20
        apart = not runs_on or (_is_latin(before[-1]) and _is_latin(line[0])) or before[-1] in "。；："
        text += ("\n" if apart else "") + line
    return text.lstrip("\n")


def _width(line: str) -> int:
    """How many half-width characters a line takes."""
    return sum(1 if letter.isascii() else 2 for letter in line)


def _is_latin(letter: str) -> bool:
    """Whether the character is a digit or Latin letter, so that joining it to another changes both."""
    return letter.isalnum() and ord(letter) < 0x2E80
