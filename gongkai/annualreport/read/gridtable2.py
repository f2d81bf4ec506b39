"""Table 2 (主动公开政府信息情况) from the tables of a file: one table of several blocks, or a table a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongkai.annualreport.formats import Block, Format
from gongkai.annualreport.read.alignment import likeness
from gongkai.annualreport.read.blocks import Grid, GridCell
from gongkai.annualreport.read.gridrows import GridRow, is_words, rows_of
from gongkai.annualreport.read.gridvalues import put_row
from gongkai.annualreport.read.labels import bare
from gongkai.annualreport.read.reading import Line, Reading

HEAD = "信息内容"
FEWEST_ROWS = 2  # rows that make a table without any heading a piece of it
_AMOUNTS = ("采购总金额", "收费金额")
_UNIT = re.compile("万?元")


class _Row(NamedTuple):
    """A row of the table under its headings; `label` is the official one, None for a row of another name."""

    label: str | None
    row: GridRow
    headings: tuple[GridCell, ...]


def read_grid2(grids: Sequence[Grid], form: Format) -> tuple[Reading | None, frozenset[int]]:
    """The table and the numbers of the grids it stands in; None where no grid holds a row of it."""
    blocks = {label: block for block in form.table2 for label in block.rows}
    reading, used = Reading(), set()
    read: set[str] = set()
    for grid in grids:
        for label, row, headings in _rows(grid, blocks):
            if label is None:
                raw = "、".join(" ".join(cell.text.split()) for cell in (*row.labels, *row.values))
                reading.unread.append(f"表二多出一行“{raw[:40]}”，不属于规定的表式，没有计入。")
            elif label not in read:
                _put(row, label, blocks[label], headings, reading)
                read.add(label)
                used.add(grid.number)
    if not read:
        return None, frozenset()
    lines = [Line(label, label, tuple(f"表2/{label}/{c}" for c in blocks[label].columns)) for label in blocks]
    reading.leave_missing([line if line.name not in read else None for line in lines], "表二")
    return reading, frozenset(used)


def _rows(grid: Grid, blocks: Mapping[str, Block]) -> list[_Row]:
    """The rows of this grid with the headings over them; none if it is no piece of the table."""
    found: list[_Row] = []
    headings: tuple[GridCell, ...] = ()
    headed = False
    for row in rows_of(grid):
        texts = [bare(cell.text) for cell in row.labels]
        if HEAD in texts:
            headings, headed = row.labels[texts.index(HEAD) + 1 :], True
            continue
        label = next((name for cell in row.labels if (name := _label(cell.text, blocks))), None)
        if row.labels and row.values and (headed or not any(is_words(cell.text) for cell in row.values)):
            found.append(_Row(label, row, headings))
    hits = [index for index, one in enumerate(found) if one.label]
    if not hits or not (headed or len(hits) >= FEWEST_ROWS):
        return []
    return [one for one in found[hits[0] : hits[-1] + 1] if one.label or _is_stranger(one.row)]


def _is_stranger(row: GridRow) -> bool:
    return any(bare(cell.text).isdecimal() for cell in row.values)


def _label(text: str, blocks: Mapping[str, Block]) -> str | None:
    if (
        bare(text).removeprefix("行政") == "规范性文件"
    ):  # named with and without 行政 in reports of both formats
        return next(label for label in blocks if label.endswith("规范性文件"))
    best = max(blocks, key=lambda label: likeness(text, label))
    return best if likeness(text, best) else None


def _put(row: GridRow, label: str, block: Block, headings: Sequence[GridCell], reading: Reading) -> None:
    names = tuple(_named(headings, block.columns))
    at: list[int] | None = [head.column for head in headings]
    if not any(names) or len(set(filter(None, names))) < sum(map(bool, names)):
        names, at = block.columns, None  # the headings tell nothing: the columns as the form has them
    places = tuple(f"表2/{label}/{name}" if name else "" for name in names)
    put_row(row, Line(label, label, places), at, reading, "表二", foots=False)
    for name in (name for name in block.columns if name not in names):
        reading.leave([f"表2/{label}/{name}"], f"表二“{label}”行：没有“{name}”这一列。")
    for head, place in zip(headings, places, strict=False) if at else ():
        unit = _UNIT.search(bare(head.text))
        if unit and any(amount in place for amount in _AMOUNTS):
            reading.units.setdefault(place, unit[0])


def _named(headings: Sequence[GridCell], columns: Sequence[str]) -> Iterator[str]:
    """The official column of each heading; "" where it is none of them."""
    for head in headings:
        best = max(columns, key=lambda column: likeness(head.text, column))
        yield best if likeness(head.text, best) else ""
