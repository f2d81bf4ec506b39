"""The rows of a table: what each is called, and the cells that hold its values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.annualreport.read.blocks import Grid, GridCell
from gongkai.annualreport.read.labels import bare, fold
from gongkai.annualreport.read.values import UNITS, Value, value_of

# What stands for “nothing” and is no label, however long.
_NOTHING = re.compile(r"[-/\\_—*~.·]+|暂?无|没有|未发生|不涉及")


@dataclass(frozen=True)
class GridRow:
    """One row of one table: its label cells from left to right, and its value cells after them."""

    grid: Grid
    number: int  # from 0
    labels: tuple[GridCell, ...]
    values: tuple[GridCell, ...]

    @property
    def label(self) -> str:
        """The name of the row itself: the last of its label cells."""
        return self.labels[-1].text if self.labels else ""


def rows_of(grid: Grid, first_value: int | None = None) -> Iterator[GridRow]:
    """Every row of the table. Values begin in column `first_value`, or after the last cell that is words."""
    for number, cells in enumerate(grid.rows):
        if first_value is None:
            start = max((i + 1 for i, cell in enumerate(cells) if is_words(cell.text)), default=0)
        else:
            start = sum(1 for cell in cells if cell.column < first_value)
        labels = tuple(cell for cell in cells[:start] if cell.text.strip())
        yield GridRow(grid, number, labels, tuple(cells[start:]))


@lru_cache(maxsize=20_000)  # the same few labels and numbers come again and again
def is_words(text: str) -> bool:
    """Whether a cell holds words and neither a value nor nothing."""
    plain = bare(text)
    if not plain or plain.isdecimal():
        return False
    if _NOTHING.fullmatch("".join(fold(text).split())):
        return False
    value = cell_value(text)
    return value is None or (value.number is None and len(plain) > 1)


@lru_cache(maxsize=20_000)
def cell_value(text: str) -> Value | None:
    """The value a cell holds, blank if it holds nothing; None if it is no value, such as 2.其他法律禁止公开."""
    plain = fold(text).strip()
    if not plain:
        return Value(None)
    if _NOTHING.fullmatch(together := "".join(plain.split())):
        return Value(None, mark=together)
    value = value_of(plain)
    if value is None or any(character.isdecimal() for character in value.mark):
        return None
    return value if not value.unit or value.unit in UNITS else None


def headings_over(grid: Grid, names: Sequence[str], stop: int) -> dict[str, int] | None:
    """The column in which each name stands as a heading above row `stop`; None unless each stands there once."""
    wanted = {bare(name): name for name in names}
    found: dict[str, int] = {}
    for cell in grid.cells:
        name = wanted.get(bare(cell.text))
        if name is None or cell.row >= stop:
            continue
        if name in found:
            return None
        found[name] = cell.column
    return found if len(found) == len(names) else None
