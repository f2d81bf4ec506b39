"""Table 4 (政府信息公开行政复议、行政诉讼情况) from the tables of a file.

One row of fifteen, three tables of five, a row for each kind of case, or stood on its side: wherever the five
results stand side by side or one below the other, their numbers are next to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from gongkai.annualreport.formats import Format
from gongkai.annualreport.read.blocks import Grid, GridCell
from gongkai.annualreport.read.gridrows import GridRow, is_words, rows_of
from gongkai.annualreport.read.gridvalues import put_row
from gongkai.annualreport.read.labels import bare
from gongkai.annualreport.read.reading import Line, Reading
from gongkai.annualreport.read.results import RESULTS, SURE, group_named, result_of


@dataclass(frozen=True)
class Five:
    """The five cells of one kind of case, in the order of the form, and the words that stand over them."""

    row: GridRow
    cells: tuple[GridCell, ...]
    words: str


def read_grid4(grids: Sequence[Grid], form: Format) -> tuple[Reading | None, frozenset[int]]:
    """The table and the numbers of the grids it stands in; None where no grid has its headings."""
    reading, fives, used = Reading(), list[Five](), set[int]()
    for grid in grids:
        heads = _headings(grid)
        if heads:
            used.add(grid.number)
            fives += _fives(grid, heads, reading)
    if not used:
        return None, frozenset()
    order = _groups([five.words for five in fives], _usual([g for g in grids if g.number in used]))
    for five, group in zip(fives, order, strict=False):
        if group is None or f"表4/{form.table4[group].name}/{RESULTS[0]}" in reading.cells:
            raw = "、".join(" ".join(cell.text.split()) for cell in five.cells)
            reading.unread.append(f"表四多出一行“{raw[:40]}”，没有计入。")
            continue
        places = tuple(f"表4/{form.table4[group].name}/{column}" for column in form.table4[group].columns)
        row = GridRow(five.row.grid, five.row.number, five.row.labels, five.cells)
        put_row(row, Line("table4", "各项", places), None, reading, "表四", foots=False)
    missing = [
        f"表4/{g.name}/{c}" for g, c in form.table4_cells() if f"表4/{g.name}/{c}" not in reading.cells
    ]
    if missing:
        reading.leave(missing, f"表四：少{len(missing)}格，没有找到相应的表头或数字。")
    return reading, frozenset(used)


def _groups(words: Sequence[str], usual: Sequence[int]) -> list[int | None]:
    """Which kind of case each five is: by the words over them where those tell all apart, else by their order."""
    named = [group_named(text) for text in words]
    if None not in named and len(set(named)) == len(named):
        return named
    return [usual[index] if index < len(usual) else None for index in range(len(words))]


def _usual(grids: Sequence[Grid]) -> tuple[int, ...]:
    """The order of the kinds of case; some offices set 复议后起诉 before 未经复议直接起诉."""
    kinds = [group_named(cell.text) for grid in grids for row in grid.rows for cell in row]
    turned = 1 in kinds and 2 in kinds and kinds.index(2) < kinds.index(1)
    return (0, 2, 1) if turned else (0, 1, 2)


def _headings(grid: Grid) -> list[list[GridCell]]:
    """The headings by fives, side by side or one below the other; none if this is no such table."""
    sure = [cell for cell in grid.cells if bare(cell.text) in SURE]
    if not sure:
        return []
    top, bottom = min(cell.row for cell in sure) - 1, max(cell.row for cell in sure) + 1
    named = [(result_of(cell.text), cell) for cell in grid.cells if top <= cell.row <= bottom]
    heads = [(name, cell) for name, cell in named if name is not None]
    across = sorted(heads, key=lambda head: (head[1].column, head[1].row))
    down = sorted(heads, key=lambda head: (head[1].row, head[1].column))
    for run in (across, down):
        fives = [[cell for _, cell in run[n : n + 5]] for n in range(0, len(run), 5)]
        if [name for name, _ in run] == list(RESULTS) * len(fives):
            return fives
    return []


def _fives(grid: Grid, heads: Sequence[Sequence[GridCell]], reading: Reading) -> Iterator[Five]:
    """The numbers below the headings, or beside them where they stand one below the other."""
    if all(before.row < after.row for before, after in pairwise(heads[0])):
        yield from _beside(grid, heads)
        return
    rows = list(rows_of(grid))
    bands = [list(band) for _, band in groupby(heads, key=lambda five: five[0].row)]
    tops = [min(cell.row for five in band for cell in five) for band in bands]
    if any(before + 1 >= after for before, after in pairwise(tops)):
        bands, tops = [list(heads)], tops[:1]  # headings on two levels, all of one row of numbers
    for band, stop in zip(bands, [*tops[1:], grid.height], strict=True):
        lowest = max(cell.row for five in band for cell in five)
        yield from _below(grid, band, rows[lowest + 1 : stop], reading)


def _below(
    grid: Grid, heads: Sequence[Sequence[GridCell]], below: Sequence[GridRow], reading: Reading
) -> Iterator[Five]:
    filled = [row for row in below if any(_is_number(cell) for cell in row.values)]
    rows = filled or [row for row in below if row.values][:1]
    count = 5 * len(heads)
    if not rows:
        reading.unread.append("表四：只有表头，没有数字行。")
    for row in rows if len(heads) == 1 else rows[:1]:
        cells = _of_columns(row, [cell for five in heads for cell in five], count)
        if cells is None:
            raw = "、".join(" ".join(cell.text.split()) or "空" for cell in row.values)
            reading.unread.append(f"表四：应有{count}格，实有{len(row.values)}格（原文“{raw[:60]}”）。")
            continue
        for n, five in enumerate(heads):
            yield Five(row, tuple(cells[5 * n : 5 * n + 5]), _words_over(grid, five, row))
    for extra in filled[1:] if len(heads) > 1 else ():
        raw = "、".join(" ".join(cell.text.split()) for cell in extra.values)
        reading.unread.append(f"表四多出一行“{raw[:40]}”，没有计入。")


def _of_columns(row: GridRow, heads: Sequence[GridCell], count: int) -> list[GridCell] | None:
    """The row's cells below the headings; the last ones, where empty cells for a name stand before them."""
    values = row.values
    spare = len(values) - count
    if spare > 0 and not any(cell.text.strip() for cell in values[:spare]):
        values = values[spare:]
    elif spare > 0 and not any(cell.text.strip() for cell in values[count:]):
        values = values[:count]
    if len(values) == count:
        return list(values)
    columns = {head.column for head in heads}
    if len(columns) < count or any(c.text.strip() and c.column not in columns for c in values):
        return None
    by_column = {cell.column: cell for cell in values}
    return [by_column.get(head.column, GridCell("", row.number, head.column)) for head in heads]


def _beside(grid: Grid, heads: Sequence[Sequence[GridCell]]) -> Iterator[Five]:
    """Results one below the other: the numbers stand right of them, in one column or in one a kind of case."""
    rows = list(rows_of(grid))
    for five in heads:
        lines = [[cell for cell in rows[head.row].values if cell.column > head.column] for head in five]
        top = five[0].row
        left = _words(cell for cell in grid.cells if cell.column < five[0].column and _reaches(cell, top))
        for n in range(min(map(len, lines))):
            cells = tuple(line[n] for line in lines)
            above = _words(_over(grid, cells[0].column, top))
            yield Five(rows[top], cells, left if len(heads) > 1 else above + left)


def _words_over(grid: Grid, five: Sequence[GridCell], row: GridRow) -> str:
    """The words over the headings of a five; where the table has one five only, those before its numbers too."""
    return _words(_over(grid, five[0].column, five[0].row)) + _words(row.labels)


def _over(grid: Grid, column: int, stop: int) -> list[GridCell]:
    """The words over a heading, up to the numbers of whatever stands above them."""
    above = [
        cell for cell in grid.cells if cell.row < stop and cell.column <= column < cell.column + cell.colspan
    ]
    above.sort(key=lambda cell: -cell.row)
    return list(takewhile(lambda cell: not _is_number(cell), above))


def _reaches(cell: GridCell, row: int) -> bool:
    return cell.row <= row < cell.row + cell.rowspan


def _words(cells: Iterable[GridCell]) -> str:
    return "".join(cell.text for cell in cells)


def _is_number(cell: GridCell) -> bool:
    return bool(cell.text.strip()) and not is_words(cell.text)
