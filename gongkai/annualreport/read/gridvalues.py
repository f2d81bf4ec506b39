"""Putting the value cells of a row in their places: one by one, or by the headings above them."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.annualreport.read.blocks import GridCell
from gongkai.annualreport.read.gridrows import GridRow, cell_value
from gongkai.annualreport.read.tables import Line, Reading
from gongkai.annualreport.read.values import Value
from gongkai.annualreport.report import Origin


def put_row(
    row: GridRow, line: Line, columns: Sequence[int] | None, reading: Reading, table: str, *, foots: bool
) -> None:
    """Fill the row's places. `columns` are the columns of their headings, None where those were not found.

    A row with as many cells as places is taken in order. One with fewer is taken by its columns; where its last
    cell should be the sum of the others (`foots`) and is not, nothing is guessed and the row is left by name.
    """
    cells = row.values
    if len(cells) == len(line.places):
        chosen: list[GridCell | None] = list(cells)
    elif columns is not None and not any(c.text.strip() for c in cells if c.column not in columns):
        by_column = {cell.column: cell for cell in cells}
        chosen = [by_column.get(column) for column in columns]
    else:
        _leave(row, line, reading, table, f"应有{len(line.places)}格，实有{len(cells)}格")
        return
    values = [_value(cell) for cell in chosen]
    if len(cells) < len(line.places) and foots and not _foots(values):
        _leave(row, line, reading, table, f"应有{len(line.places)}格，实有{len(cells)}格，无法确定缺哪一格")
        return
    for place, cell, value in zip(line.places, chosen, values, strict=True):
        reading.origins[place] = origin(row, cell)
        if value is None:
            assert cell is not None
            raw = " ".join(cell.text.split())
            reading.leave([place], f"{table}“{line.label}”行：“{raw[:20]}”不是一个数。")
        else:
            reading.put(place, value)


def origin(row: GridRow, cell: GridCell | None) -> Origin:
    """Where a cell was read; rows and columns counted from 1, as people do."""
    return Origin(
        raw=cell.text if cell else "",
        page=row.grid.page,
        table=row.grid.number,
        row=row.number + 1,
        column=cell.column + 1 if cell else 0,
    )


def _value(cell: GridCell | None) -> Value | None:
    return cell_value(cell.text) if cell else Value(None)


def _foots(values: Sequence[Value | None]) -> bool:
    numbers = [value.number or 0 if value else 0 for value in values]
    return sum(numbers[:-1]) == numbers[-1]


def _leave(row: GridRow, line: Line, reading: Reading, table: str, why: str) -> None:
    raw = "、".join(" ".join(cell.text.split()) or "空" for cell in row.values)
    reading.leave(line.places, f"{table}“{line.label}”行：{why}（原文“{raw[:60]}”）。")
