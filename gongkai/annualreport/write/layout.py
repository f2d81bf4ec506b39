"""The three official tables as grids: every span is defined here, and every writer draws from here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil, lcm
from typing import Literal

from gongkai.annualreport.formats import Block, Format, Group, Row
from gongkai.annualreport.report import Cell, Report
from gongkai.annualreport.write.text import number, one_line

Scope = Literal["col", "row", "colgroup", "rowgroup"]
WIDTH = 156.0  # mm between the margins of GB/T 9704
AMOUNT = "采购总金额"  # the one column whose unit is not in its heading
PADDING = 0.5  # mm left and right within a cell
EM = 3.175  # mm, one character of 小五 (9 pt), in which all tables are set
APPLICANTS, ORGANISATIONS = "申请人情况", "法人或其他组织"


@dataclass(frozen=True)
class Square:
    """One cell of a table as drawn: a heading (scope set), a number (place set) or a note (neither)."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    scope: Scope | None = None
    place: str | None = None  # e.g. 表3/granted/自然人, as Report.cells() names it
    value: Cell = None
    unit: str = ""  # already part of text; spreadsheets show it by number format

    @property
    def is_label(self) -> bool:
        """Set to the left: the name of a row, or the note in the corner."""
        return self.scope == "row" or (self.scope is None and self.place is None)

    @property
    def is_heading(self) -> bool:
        """Set in 黑体: what stands above columns."""
        return self.scope in ("col", "colgroup") or (self.scope == "rowgroup" and self.rowspan == 1)


@dataclass(frozen=True)
class Grid:
    """One table: rows of squares, each square named once at its upper left corner."""

    name: str  # table2, table3, table4
    caption: str
    rows: tuple[tuple[Square, ...], ...]
    head: int  # rows at the top that repeat on every page
    bodies: tuple[int, ...]  # how many rows each of the following groups has
    widths: tuple[float, ...]  # of the columns, in mm
    column_groups: tuple[int, ...]  # how many columns each group of columns has

    def placed(self) -> Iterator[tuple[int, int, Square]]:
        """Every square with the row and column (from 0) of its upper left corner."""
        taken: set[tuple[int, int]] = set()
        for y, row in enumerate(self.rows):
            x = 0
            for square in row:
                while (y, x) in taken:
                    x += 1
                yield y, x, square
                taken |= {(y + j, x + i) for j in range(square.rowspan) for i in range(square.colspan)}

    def room(self, x: int, square: Square) -> float:
        """The width in mm for the text of a square in column x."""
        return sum(self.widths[x : x + square.colspan]) - 2 * PADDING

    def margin(self, x: int, square: Square) -> float:
        """How far (mm) to indent the text of a square on both sides.

        A column heading is indented so that its lines are of equal length: 商业企业 breaks as 商业|企业
        and not as 商业企|业.
        """
        if square.is_label:
            return PADDING
        room, length = self.room(x, square), len(square.text)
        lines = ceil(length * EM / room)
        if square.scope not in ("col", "colgroup") or lines < 2:
            return 0.0
        return max(0.0, (room - ceil(length / lines) * EM - 0.2) / 2)


class _Numbers:
    """The number squares of one report, by place."""

    def __init__(self, report: Report) -> None:
        self.values: Mapping[str, Cell] = dict(report.cells())
        self.marks = report.marks
        self.unit = one_line(report.amount_unit or "")

    def square(self, place: str, colspan: int = 1) -> Square:
        """The square of the number at this place; a mark such as “/” stands where there is no number."""
        value = self.values[place]
        if value is None:
            return Square(one_line(self.marks.get(place, "")), colspan=colspan, place=place)
        unit = self.unit if value and place.endswith(f"/{AMOUNT}") else ""
        return Square(number(value) + unit, colspan=colspan, place=place, value=value, unit=unit)


def grids(report: Report) -> tuple[Grid, Grid, Grid]:
    """The tables of sections 二, 三 and 四 of the report."""
    numbers = _Numbers(report)
    return _table2(report.format, numbers), _table3(report.format, numbers), _table4(report.format, numbers)


def _table2(form: Format, numbers: _Numbers) -> Grid:
    """Blocks of one, two or three columns under each other: their edges together cut the columns."""
    unit = lcm(*(len(block.columns) for block in form.table2))
    cuts = sorted({i * unit // len(b.columns) for b in form.table2 for i in range(len(b.columns) + 1)})
    values = WIDTH - 40
    widths = (40.0, *(values * (b - a) / unit for a, b in pairwise(cuts)))
    return Grid(
        name="table2",
        caption="主动公开政府信息情况",
        rows=tuple(row for block in form.table2 for row in _block(block, unit, cuts, numbers)),
        head=0,
        bodies=tuple(2 + len(block.rows) for block in form.table2),
        widths=widths,
        column_groups=(1, len(cuts) - 1),
    )


def _block(block: Block, unit: int, cuts: list[int], numbers: _Numbers) -> Iterator[tuple[Square, ...]]:
    edges = [cuts.index(i * unit // len(block.columns)) for i in range(len(block.columns) + 1)]
    spans = [b - a for a, b in pairwise(edges)]
    columns = list(zip(block.columns, spans, strict=True))
    yield (Square(block.caption, colspan=len(cuts), scope="rowgroup"),)
    yield (
        Square("信息内容", scope="col"),
        *(Square(column, colspan=span, scope="col") for column, span in columns),
    )
    for row in block.rows:
        cells = (numbers.square(f"表2/{row}/{column}", span) for column, span in columns)
        yield Square(row, scope="row"), *cells


def _table3(form: Format, numbers: _Numbers) -> Grid:
    person, *organisations, total = form.table3_columns
    head = (
        (Square(form.table3_note, 3, 3), Square(APPLICANTS, colspan=len(form.table3_columns), scope="col")),
        (
            Square(person, rowspan=2, scope="col"),
            Square(ORGANISATIONS, colspan=len(organisations), scope="colgroup"),
            Square(total, rowspan=2, scope="col"),
        ),
        tuple(Square(column, scope="col") for column in organisations),
    )
    groups = [list(rows) for _, rows in groupby(form.table3_rows, key=lambda row: row.group)]
    body = tuple(
        (*labels, *(numbers.square(f"表3/{row.key}/{column}") for column in form.table3_columns))
        for rows in groups
        for row, labels in _labels(rows)
    )
    return Grid(
        name="table3",
        caption="收到和处理政府信息公开申请情况",
        rows=head + body,
        head=len(head),
        bodies=tuple(len(rows) for rows in groups),
        widths=(7.0, 25.0, 43.5, *([11.5] * len(form.table3_columns))),
        column_groups=(3, 1, len(organisations), 1),
    )


def _labels(rows: list[Row]) -> Iterator[tuple[Row, tuple[Square, ...]]]:
    """The label squares of each row of one group; names of groups stand in the first row of the group."""
    for index, row in enumerate(rows):
        squares: list[Square] = []
        if row.group and index == 0:
            squares.append(Square(row.group, rowspan=len(rows), scope="rowgroup"))
        above = rows[index - 1].subgroup if index else None
        if row.subgroup and row.subgroup != above:
            height = sum(1 for other in rows if other.subgroup == row.subgroup)
            squares.append(Square(row.subgroup, rowspan=height, scope="row"))
        width = 3 - bool(row.group) - bool(row.subgroup)
        yield row, (*squares, Square(row.label, colspan=width, scope="row"))


def _table4(form: Format, numbers: _Numbers) -> Grid:
    tops = [(name, list(groups)) for name, groups in groupby(form.table4, key=lambda group: group.group)]
    head = (
        tuple(Square(name, colspan=_columns(groups), scope="colgroup") for name, groups in tops),
        tuple(square for group in form.table4 for square in _under(group)),
        tuple(Square(column, scope="col") for g in form.table4 if g.subgroup for column in g.columns),
    )
    values = tuple(numbers.square(f"表4/{group.name}/{column}") for group, column in form.table4_cells())
    return Grid(
        name="table4",
        caption="政府信息公开行政复议、行政诉讼情况",
        rows=(*head, values),
        head=len(head),
        bodies=(1,),
        widths=(WIDTH / len(values),) * len(values),
        column_groups=tuple(_columns(groups) for _, groups in tops),
    )


def _under(group: Group) -> list[Square]:
    if group.subgroup:
        return [Square(group.subgroup, colspan=len(group.columns), scope="col")]
    return [Square(column, rowspan=2, scope="col") for column in group.columns]


def _columns(groups: list[Group]) -> int:
    return sum(len(group.columns) for group in groups)
