"""Table 4 (政府信息公开行政复议、行政诉讼情况) from the tables of a file: one row of fifteen, or pieces of five."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.annualreport.formats import Format
from gongkai.annualreport.read.blocks import Grid, GridCell
from gongkai.annualreport.read.gridrows import GridRow, is_words, rows_of
from gongkai.annualreport.read.gridvalues import put_row
from gongkai.annualreport.read.labels import bare
from gongkai.annualreport.read.tables import Line, Reading


def read_grid4(grids: Sequence[Grid], form: Format) -> tuple[Reading | None, frozenset[int]]:
    """The table and the numbers of the grids it stands in; None where no grid has its headings."""
    places = [f"表4/{group.name}/{column}" for group, column in form.table4_cells()]
    reading, used = Reading(), set()
    for grid in grids:
        heads = _headings(grid, form)
        if not heads or not places:
            continue
        used.add(grid.number)
        mine, places = places[: len(heads)], places[len(heads) :]
        _read(grid, heads, Line("table4", "各项", tuple(mine)), reading)
    if not used:
        return None, frozenset()
    if places:
        reading.leave(places, f"表四：少{len(places)}列，没有找到相应的表头。")
    return reading, frozenset(used)


def _headings(grid: Grid, form: Format) -> list[GridCell]:
    """The lowest headings of whole groups of results, from left to right; none if this is no such table."""
    names = [bare(column) for column in form.table4[0].columns]
    heads = sorted((cell for cell in grid.cells if bare(cell.text) in names), key=lambda cell: cell.column)
    in_order = [bare(cell.text) for cell in heads] == names * (len(heads) // len(names))
    return heads if heads and in_order and len(heads) <= len(names) * len(form.table4) else []


def _read(grid: Grid, heads: Sequence[GridCell], line: Line, reading: Reading) -> None:
    below = [row for row in rows_of(grid) if row.number > max(cell.row for cell in heads)]
    filled = [row for row in below if any(_is_number(cell) for cell in row.values)]
    row = next(iter(filled), None) or next((row for row in below if row.values), None)
    if row is None:
        reading.leave(line.places, "表四：只有表头，没有数字行。")
        return
    columns = [cell.column for cell in heads]
    put_row(_without_name(row, len(heads)), line, columns, reading, "表四", foots=False)
    for extra in filled[1:]:
        raw = "、".join(" ".join(cell.text.split()) for cell in extra.values)
        reading.unread.append(f"表四多出一行“{raw[:40]}”，没有计入。")


def _without_name(row: GridRow, count: int) -> GridRow:
    """The row's last `count` cells, where an empty cell for a name stands before them."""
    spare = len(row.values) - count
    if spare > 0 and not any(cell.text.strip() for cell in row.values[:spare]):
        return GridRow(row.grid, row.number, row.labels, row.values[spare:])
    return row


def _is_number(cell: GridCell) -> bool:
    return bool(cell.text.strip()) and not is_words(cell.text)
