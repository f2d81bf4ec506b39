"""Table 3 (收到和处理政府信息公开申请情况) from the tables of a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.annualreport.formats import Format
from gongkai.annualreport.read.alignment import aligned, likeness
from gongkai.annualreport.read.blocks import Grid
from gongkai.annualreport.read.gridrows import GridRow, headings_over, is_words, rows_of
from gongkai.annualreport.read.gridvalues import put_row
from gongkai.annualreport.read.labels import bare
from gongkai.annualreport.read.tables import Line, Reading

FEWEST_ROWS = 3  # labels of the form that make a table a piece of it
Columns = tuple[int, ...] | None  # of the headings 自然人 … 总计, where a piece has them


class _Line(NamedTuple):
    """A row of a piece, with the columns of the piece's headings."""

    row: GridRow
    columns: Columns


def read_grid3(grids: Sequence[Grid], form: Format) -> tuple[Reading | None, frozenset[int]]:
    """The table and the numbers of the grids it stands in; None where no grid holds a piece of it."""
    labels = [row.label for row in form.table3_rows]
    pieces = {grid.number: lines for grid in grids if (lines := _piece(grid, form, labels))}
    lines = [line for piece in pieces.values() for line in piece]
    if not lines:
        return None, frozenset()
    reading = Reading()
    headed = next((line.columns for line in lines if line.columns), None)
    chosen = aligned([line.row.label for line in lines], labels)
    for official, index in zip(form.table3_rows, chosen, strict=True):
        places = tuple(f"表3/{official.key}/{column}" for column in form.table3_columns)
        if index is None:
            reading.leave(places, f"表三“{official.label}”行：没有找到这一行。")
        else:
            row, columns = lines[index]
            put_row(
                row,
                Line(official.key, official.label, places),
                columns or headed,
                reading,
                "表三",
                foots=True,
            )
    _name_strangers([line.row for line in lines], {i for i in chosen if i is not None}, reading)
    return reading, frozenset(pieces)


def _piece(grid: Grid, form: Format, labels: Sequence[str]) -> list[_Line]:
    """The rows of this grid below its headings; none if it is no piece of the table."""
    first = min((cell.row for cell in grid.cells if likeness(cell.text, labels[0])), default=grid.height)
    headings = headings_over(grid, form.table3_columns, first)
    columns = tuple(headings[name] for name in form.table3_columns) if headings else None
    by_words = list(rows_of(grid))
    by_column = list(rows_of(grid, min(columns))) if columns else by_words
    count = len(form.table3_columns)
    lines = [
        _Line(words if len(words.values) == count != len(headed.values) else headed, columns)
        for headed, words in zip(by_column, by_words, strict=True)
        if words.labels and not _is_heading(words, form)
    ]
    hits = sum(index is not None for index in aligned([line.row.label for line in lines], labels))
    return lines if hits >= FEWEST_ROWS or 0 < hits == len(lines) else []


def _is_heading(row: GridRow, form: Format) -> bool:
    """Rows of headings, which may stand again on every page."""
    names = {bare(name) for name in (*form.table3_columns, "申请人情况", "法人或其他组织", form.table3_note)}
    return bool(row.labels) and all(bare(cell.text) in names for cell in row.labels) and not row.values[1:]


def _name_strangers(rows: Sequence[GridRow], used: set[int], reading: Reading) -> None:
    """A row between the official ones that has values and is none of them is named, never dropped silently."""
    for index, row in enumerate(rows):
        numbers = [cell for cell in row.values if cell.text.strip() and not is_words(cell.text)]
        if index not in used and numbers and any(other < index for other in used):
            raw = "、".join(" ".join(cell.text.split()) for cell in (*row.labels, *row.values))
            reading.unread.append(f"表三多出一行“{raw[:40]}”，不属于规定的表式，没有计入。")
