"""A file as its blocks, in reading order: paragraphs, and tables with every span resolved.

Each reader of a kind of file gives these; `published` makes the report of them, whatever the file was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

MOST_COLUMNS = 64  # an official table has at most 15; what is wider is layout or an attack
MOST_BLOCKS = 20_000  # of one file; a report has some hundred paragraphs, a page of a portal two thousand
MOST_ROWS = 2_000  # of one table
MOST_SPAN = MOST_ROWS  # rowspan and colspan beyond the table's own size mean nothing


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph, in one line; `page` from 1, 0 where the file has no pages."""

    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Absent:
    """Something that is not in the file as text: a picture where it stands (`why` is empty), or why the page is empty."""

    why: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table: its text, and the row and column (from 0) of its upper left corner."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Grid:
    """One table: its cells by their corners. `number` counts the tables of the file from 1."""

    cells: tuple[GridCell, ...]
    number: int
    page: int = 0

    @cached_property
    def height(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """How many columns it has."""
        return max((cell.column + cell.colspan for cell in self.cells), default=0)

    @cached_property
    def rows(self) -> tuple[tuple[GridCell, ...], ...]:
        """The cells that begin in each row, from left to right."""
        rows: list[list[GridCell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows)


Block = Words | Grid | Absent
PICTURE = "\ue000"  # the line that stands for a picture in a file's text
