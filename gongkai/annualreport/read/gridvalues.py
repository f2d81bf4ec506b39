"""Putting the value cells of a row in their places: one by one, or by the headings above them."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.annualreport.read.blocks import GridCell
from gongkai.annualreport.read.gridrows import GridRow, cell_value
from gongkai.annualreport.read.reading import Line, Reading
from gongkai.annualreport.read.values import Value
from gongkai.annualreport.report import Origin


def put_row(
    row: GridRow, line: Line, columns: Sequence[int] | None, reading: Reading, table: str, *, foots: bool
) -> None:
    """Fill the row's places, of which an empty one is a column that does not count.

    `columns` are the columns of their headings, None where those were not found. A row with as many cells as
    places is taken in order. One with fewer is taken by its columns; where its last cell should be the sum of the
    others (`foots`) and is not, nothing is guessed and the row is left by name.
    """
    cells = _trimmed(row.values, len(line.places))
    chosen = _chosen(row, cells, columns, len(line.places))
    if chosen is None:
        _leave(row, line, reading, table, f"应有{len(line.places)}格，实有{len(cells)}格")
        return
    shared = {id(cell) for cell in chosen if cell and sum(other is cell for other in chosen) > 1}
    values = [_value(cell, row, id(cell) in shared) for cell in chosen]
    if len(cells) < len(line.places) and foots and not _foots(values):
        _leave(row, line, reading, table, f"应有{len(line.places)}格，实有{len(cells)}格，无法确定缺哪一格")
        return
    for place, cell, value in zip(line.places, chosen, values, strict=True):
        if not place:
            continue
        reading.origins[place] = origin(row, cell)
        if value is None:
            raw = " ".join(cell.text.split()) if cell else ""
            merged = cell is not None and (id(cell) in shared or _hangs(cell, row))
            why = "是合并的单元格，无法确定属于哪一格" if merged else "不是一个数"
            reading.leave([place], f"{table}“{line.label}”行：“{raw[:20]}”{why}。")
        else:
            reading.put(place, value)


def _trimmed(cells: Sequence[GridCell], count: int) -> Sequence[GridCell]:
    """The cells without empty ones too many on one side: the room of a label, or what an editor left behind."""
    while len(cells) > count and bool(cells[0].text.strip()) != bool(cells[-1].text.strip()):
        cells = cells[1:] if cells[-1].text.strip() else cells[:-1]
    return cells


def _chosen(
    row: GridRow, cells: Sequence[GridCell], columns: Sequence[int] | None, count: int
) -> list[GridCell | None] | None:
    """The cell of each place; None when that cannot be told."""
    if len(cells) == count:
        return list(cells)
    if columns is None or any(cell.text.strip() and not _covers(cell, columns) for cell in cells):
        return None
    above = [
        cell
        for cell in row.grid.cells
        if cell.row < row.number < cell.row + cell.rowspan and cell.column >= columns[0]
    ]
    return [next((cell for cell in (*cells, *above) if _covers(cell, (column,))), None) for column in columns]


def _covers(cell: GridCell, columns: Sequence[int]) -> bool:
    return any(cell.column <= column < cell.column + cell.colspan for column in columns)


def _hangs(cell: GridCell, row: GridRow) -> bool:
    """Whether a cell begins in a row above this one."""
    return cell.row < row.number


def origin(row: GridRow, cell: GridCell | None) -> Origin:
    """Where a cell was read; rows and columns counted from 1, as people do."""
    return Origin(
        raw=cell.text if cell else "",
        page=row.grid.page,
        table=row.grid.number,
        row=(cell.row if cell else row.number) + 1,
        column=cell.column + 1 if cell else 0,
    )


def _value(cell: GridCell | None, row: GridRow, shared: bool) -> Value | None:
    """The value; None where there is none, or where a number other than 0 stands in a cell of several places."""
    value = cell_value(cell.text) if cell else Value(None)
    if value is not None and value.number and cell is not None and (shared or _hangs(cell, row)):
        return None
    return value


def _foots(values: Sequence[Value | None]) -> bool:
    numbers = [value.number or 0 if value else 0 for value in values]
    return sum(numbers[:-1]) == numbers[-1]


def _leave(row: GridRow, line: Line, reading: Reading, table: str, why: str) -> None:
    raw = "、".join(" ".join(cell.text.split()) or "空" for cell in row.values)
    reading.leave([p for p in line.places if p], f"{table}“{line.label}”行：{why}（原文“{raw[:60]}”）。")
