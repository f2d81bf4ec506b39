"""Putting the cells of a table in their rows and columns, as a browser does, spans resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.annualreport.read.blocks import MOST_COLUMNS, Grid, GridCell


class Placed(NamedTuple):
    """A cell as written in its row; a span of 0 reaches to the end of the table."""

    text: str
    rowspan: int = 1
    colspan: int = 1


def grid_of(rows: Sequence[Sequence[Placed]], number: int, page: int = 0) -> Grid:
    """The table whose rows list their own cells; a span never reaches beyond the rows there are.

    Columns beyond MOST_COLUMNS are counted in the grid's width, but their cells are not kept.
    """
    cells: list[GridCell] = []
    free: list[int] = []  # per column, the first row that is not taken yet
    for y, row in enumerate(rows):
        x = 0
        for text, rowspan, colspan in row:
            while x < len(free) and free[x] > y:
                x += 1
            if x > MOST_COLUMNS:
                break
            height = min(rowspan or len(rows), len(rows) - y)
            width = min(colspan or 1, MOST_COLUMNS + 1 - x)
            free.extend([0] * (x + width - len(free)))
            for column in range(x, x + width):
                free[column] = y + height
            cells.append(GridCell(text, y, x, height, width))
            x += width
    return Grid(tuple(cells), number, page)
