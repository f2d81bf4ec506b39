"""Table 2 (主动公开政府信息情况) from the tables of a file: one table of several blocks, or a table a block."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gongkai.annualreport.formats import Block, Format
from gongkai.annualreport.read.alignment import likeness
from gongkai.annualreport.read.blocks import Grid, GridCell
from gongkai.annualreport.read.gridrows import GridRow, is_words, rows_of
from gongkai.annualreport.read.gridvalues import put_row
from gongkai.annualreport.read.labels import bare
from gongkai.annualreport.read.tables import Line, Reading

HEAD = "信息内容"
FEWEST_ROWS = 2  # rows that make a table without any heading a piece of it
_AMOUNT = "采购总金额"
_UNIT = re.compile("万?元")


def read_grid2(grids: Sequence[Grid], form: Format) -> tuple[Reading | None, frozenset[int]]:
    """The table and the numbers of the grids it stands in; None where no grid holds a row of it."""
    blocks = {label: block for block in form.table2 for label in block.rows}
    reading, used = Reading(), set()
    read: set[str] = set()
    for grid in grids:
        for label, row, headings in _rows(grid, blocks):
            if label not in read:
                _put(row, label, blocks[label], headings, reading)
                read.add(label)
                used.add(grid.number)
    if not read:
        return None, frozenset()
    for label in (label for label in blocks if label not in read):
        reading.leave(_places(label, blocks[label]), f"表二“{label}”行：没有找到这一行。")
    return reading, frozenset(used)


def _rows(grid: Grid, blocks: Mapping[str, Block]) -> list[tuple[str, GridRow, tuple[GridCell, ...]]]:
    """The official rows of this grid with the headings over them; none if it is no piece of the table."""
    found: list[tuple[str, GridRow, tuple[GridCell, ...]]] = []
    headings: tuple[GridCell, ...] = ()
    headed = False
    for row in rows_of(grid):
        texts = [cell.text for cell in row.labels]
        if any(bare(text) == HEAD for text in texts):
            headings, headed = row.labels[[bare(text) for text in texts].index(HEAD) + 1 :], True
            continue
        label = next((name for text in texts if (name := _label(text, blocks))), None)
        if label and row.values and (headed or not any(is_words(cell.text) for cell in row.values)):
            found.append((label, row, headings))
    return found if headed or len(found) >= FEWEST_ROWS else []


def _label(text: str, blocks: Mapping[str, Block]) -> str | None:
    if (
        bare(text).removeprefix("行政") == "规范性文件"
    ):  # named with and without 行政 in reports of both formats
        return next(label for label in blocks if label.endswith("规范性文件"))
    best = max(blocks, key=lambda label: likeness(text, label))
    return best if likeness(text, best) else None


def _put(row: GridRow, label: str, block: Block, headings: Sequence[GridCell], reading: Reading) -> None:
    places = _places(label, block)
    order = [
        max(range(len(places)), key=lambda i: likeness(head.text, block.columns[i])) for head in headings
    ]
    if sorted(order) == list(range(len(places))):  # the columns may stand in another order
        places = tuple(places[index] for index in order)
    columns = [head.column for head in headings] if len(headings) == len(places) else None
    put_row(row, Line(label, label, places), columns, reading, "表二", foots=False)
    unit = _UNIT.search(next((head.text for head in headings if _AMOUNT in bare(head.text)), ""))
    for place in places:
        if unit and place.endswith(_AMOUNT):
            reading.units.setdefault(place, unit[0])


def _places(label: str, block: Block) -> tuple[str, ...]:
    return tuple(f"表2/{label}/{column}" for column in block.columns)
