"""Where things are in a sheet's part: its cells, its hidden columns, and the letters that name columns."""

import re
from functools import cache

from gongkai.screening.content.carriers.markup import attributes, tokens

_BEGINS = re.compile(r"<(?:\w+:)?sheetData\b[^>]*>")
_LAST = 16_384
WIDEST_GAP = 60  # empty cells in a row that are kept, so that columns stand under each other


def cells_of(text: str) -> tuple[int, int]:
    """Where the cells begin and end; nowhere if there are none."""
    begin, end = _BEGINS.search(text), text.rfind("<", 0, max(text.rfind("sheetData>"), 0))
    if begin is None:
        return 0, 0
    return begin.end(), max(end, begin.end())


def hidden_columns(text: str) -> frozenset[int]:
    """The columns nobody sees: hidden, or of no width."""
    found = bytearray(_LAST + 1)  # overwritten as often as a hostile file may ask, in no time
    for token in tokens(text, 0, cells_of(text)[0]):
        if token.name == "col" and token.kind != "end":
            facts = {name: text[low:high] for name, low, high in attributes(text, token.low, token.high)}
            first, last = facts.get("min", ""), facts.get("max", "")
            hides = facts.get("hidden") in ("1", "true") or not facts.get("width", "1").strip("0.")
            if hides and first.isdecimal() and last.isdecimal():
                begin, end = min(int(first[:6]), _LAST), min(int(last[:6]), _LAST) + 1
                found[begin:end] = b"\1" * max(end - begin, 0)
    return frozenset(number for number, hides in enumerate(found) if hides)


class ColumnNames(dict[str, str]):
    """The columns of a sheet by their letters, named so that those of two sheets differ: part!C."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part

    def __missing__(self, letters: str) -> str:
        self[letters] = name = f"{self._part}!{letters}"
        return name


@cache
def column_number(letters: str) -> int:
    """C → 3."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """3 → C."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
