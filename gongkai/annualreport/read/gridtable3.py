"""Table 3 (收到和处理政府信息公开申请情况) from the tables of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.annualreport.formats import Format, Row
from gongkai.annualreport.read.alignment import aligned, likeness
from gongkai.annualreport.read.blocks import Grid
from gongkai.annualreport.read.columns import Columns, columns_over, official_name
from gongkai.annualreport.read.gridrows import GridRow, is_words, rows_of
from gongkai.annualreport.read.gridvalues import put_row
from gongkai.annualreport.read.labels import bare
from gongkai.annualreport.read.reading import Line, Reading

FEWEST_ROWS = 3  # labels of the form that make a table a piece of it


class _Line(NamedTuple):
    """A row of a piece, with the columns of the piece's headings, and its label."""

    row: GridRow
    columns: Columns | None
    label: str

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in its value cells."""
        return any(cell.text.strip() for cell in self.row.values)


def read_grid3(grids: Sequence[Grid], form: Format) -> tuple[Reading | None, frozenset[int]]:
    """The table and the numbers of the grids it stands in; None where no grid holds a piece of it."""
    labels = [row.label for row in form.table3_rows]
    pieces = {grid.number: lines for grid in grids if (lines := _piece(grid, form, labels))}
    lines = list(_joined([line for piece in pieces.values() for line in piece], labels))
    if not lines:
        return None, frozenset()
    reading = Reading()
    headed = next((line.columns for line in lines if line.columns), None)
    chosen = aligned([line.label for line in lines], labels)
    for official, index in zip(form.table3_rows, chosen, strict=True):
        if index is not None:
            _put(lines[index].row, official, lines[index].columns or headed, form, reading)
    reading.leave_missing(
        [
            _line(official, form.table3_columns) if index is None else None
            for official, index in zip(form.table3_rows, chosen, strict=True)
        ],
        "表三",
    )
    _name_strangers([line.row for line in lines], {i for i in chosen if i is not None}, reading)
    if headed is not None:
        name_columns(headed, form, reading)
    return reading, frozenset(pieces)


def _put(row: GridRow, official: Row, columns: Columns | None, form: Format, reading: Reading) -> None:
    names = columns.names if columns else form.table3_columns
    usual = columns is None or columns.usual(form.table3_columns)
    at = columns.at if columns else None
    put_row(row, _line(official, names), at, reading, "表三", foots=usual)


def _line(official: Row, names: Sequence[str]) -> Line:
    places = tuple(f"表3/{official.key}/{name}" if name else "" for name in names)
    return Line(official.key, official.label, places)


def name_columns(columns: Columns, form: Format, reading: Reading) -> None:
    """Say which columns are missing and which are too many; the cells of the missing ones are unread."""
    for name in columns.missing(form.table3_columns):
        places = [f"表3/{row.key}/{name}" for row in form.table3_rows]
        reading.leave(places, f"表三没有“{name}”这一列，请对照规定的表式补上。")
    reading.unread += [f"表三多出一列“{name}”，不属于规定的表式，没有计入。" for name in columns.surplus]


def _piece(grid: Grid, form: Format, labels: Sequence[str]) -> list[_Line]:
    """The rows of this grid below its headings; none if it is no piece of the table."""
    if grid.width < len(form.table3_columns):
        return []
    first = min((cell.row for cell in grid.cells if likeness(cell.text, labels[0])), default=grid.height)
    columns = columns_over(grid, form.table3_columns, first)
    by_words = list(rows_of(grid))
    if columns and _is_complete(columns, by_words, form):
        columns = None
    by_column = list(rows_of(grid, columns.at[0])) if columns and columns.at else by_words
    count = len(columns.names) if columns else len(form.table3_columns)
    lines = [
        _Line(row, columns, row.label)
        for headed, words in zip(by_column, by_words, strict=True)
        if words.labels and not _is_heading(words, form)
        for row in (words if len(words.values) == count != len(headed.values) else headed,)
    ]
    hits = sum(index is not None for index in aligned([line.label for line in lines], labels))
    filled = sum(line.is_filled for line in lines)
    return lines if hits >= FEWEST_ROWS or (hits and hits >= filled) else []


def _is_complete(columns: Columns, rows: Sequence[GridRow], form: Format) -> bool:
    """Whether the table has all columns in the official order, only that a heading has another name."""
    official = form.table3_columns
    ordered = columns.names == tuple(name for name in official if name in columns.names)
    filled = [len(row.values) for row in rows if row.values]
    return ordered and bool(columns.missing(official)) and 2 * filled.count(len(official)) > len(filled)


def _joined(lines: Sequence[_Line], labels: Sequence[str]) -> Iterator[_Line]:
    """The rows, those that the end of a page cut in two as one: numbers in one half, part of the label in the other."""
    held: _Line | None = None
    for line in lines:
        if held is None:
            held = line
            continue
        tail = _label_below(held, line)
        cut = held.row.grid.number != line.row.grid.number and held.is_filled != line.is_filled
        whole = held._replace(label=held.label + tail, row=held.row if held.is_filled else line.row)
        if (
            cut
            and tail
            and _best(whole.label, labels) > max(_best(held.label, labels), _best(line.label, labels))
        ):
            held = whole
            continue
        yield held
        held = line
    if held is not None:
        yield held


def _label_below(above: _Line, below: _Line) -> str:
    """What stands in the next row below the label of this one."""
    if not above.row.labels:
        return ""
    column = above.row.labels[-1].column
    return next((cell.text for cell in below.row.labels if cell.column == column), "")


def _best(label: str, labels: Sequence[str]) -> float:
    return max(likeness(label, official) for official in labels)


def _is_heading(row: GridRow, form: Format) -> bool:
    """Rows of headings, which may stand again on every page."""
    others = {bare(name) for name in ("申请人情况", "法人或其他组织", form.table3_note)}
    return (
        bool(row.labels)
        and all(
            bare(cell.text) in others or official_name(cell.text, form.table3_columns) is not None
            for cell in row.labels
        )
        and not any(cell.text.strip() for cell in row.values[1:])
    )


def _name_strangers(rows: Sequence[GridRow], used: set[int], reading: Reading) -> None:
    """A row between the official ones that has values and is none of them is named, never dropped silently."""
    for index, row in enumerate(rows):
        numbers = [cell for cell in row.values if cell.text.strip() and not is_words(cell.text)]
        if index not in used and numbers and any(other < index for other in used):
            raw = "、".join(" ".join(cell.text.split()) for cell in (*row.labels, *row.values))
            reading.unread.append(f"表三多出一行“{raw[:40]}”，不属于规定的表式，没有计入。")
