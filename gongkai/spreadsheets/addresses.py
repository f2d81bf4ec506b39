"""Cell addresses: C7 ↔ (7, 3), and merged ranges."""

import re
from typing import NamedTuple

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


def letters(column: int) -> str:
    """The letters of a column counted from 1: 1 → A, 27 → AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """The address of a cell, as C7."""
    return f"{letters(column)}{row}"


def place(text: str) -> tuple[int, int]:
    """Row and column of an address. Raises ValueError if it is none."""
    found = _ADDRESS.fullmatch(text)
    if not found:
        raise ValueError(text)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


class Merged(NamedTuple):
    """A merged range (合并单元格)."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, text: str) -> "Merged":
        """The range written as B5:B7. Raises ValueError if it is none."""
        first, _, last = text.partition(":")
        return cls(*place(first), *place(last or first))

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in the range."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right
