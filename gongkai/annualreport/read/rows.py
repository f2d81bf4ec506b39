"""Tables 2, 3 and 4 of a report from the text of its sections 二, 三 and 四."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import product
from math import prod

from gongkai.annualreport.formats import Format
from gongkai.annualreport.read.labels import GAP, fold, label_pattern
from gongkai.annualreport.read.tables import Found, Line, Reading, fill, find_rows, misfit
from gongkai.annualreport.read.values import Value, cuts
from gongkai.annualreport.report import Cell
from gongkai.annualreport.sums import footings

MOST_COMBINATIONS = 20_000
LONGEST_COUNT = 7  # digits: no organ counts a million applications
_AMOUNT_HEADER = re.compile(rf"采购总金额{GAP}(?:单位{GAP})?(万?元)")
TEN_THOUSAND = 10_000


def read_table2(text: str, form: Format) -> Reading:
    """Section 二. A unit written in the cell or its heading is applied: 采购总金额 is kept in 元."""
    reading = Reading()
    lines = [
        Line(label, label, tuple(f"表2/{label}/{column}" for column in block.columns))
        for block in form.table2
        for label in block.rows
    ]
    for row in find_rows(text, lines, reading, "表二"):
        if fill(row, reading, "表二"):
            continue
        ways = cuts(row.tokens or (), len(row.line.places), _anything) if _run_together(text, row) else []
        _settle(row, ways, reading, "表二")
    header = _AMOUNT_HEADER.search(fold(text))
    apply_units(reading, header[1] if header else "")
    return reading


def read_table3(text: str, form: Format) -> Reading:
    """Section 三. Digits run together are cut where row totals and column sums leave one way only."""
    reading = Reading()
    lines = [
        Line(row.key, row.label, tuple(f"表3/{row.key}/{column}" for column in form.table3_columns))
        for row in form.table3_rows
    ]
    misfits = [row for row in find_rows(text, lines, reading, "表三") if not fill(row, reading, "表三")]
    glued = any(_run_together(text, row) for row in misfits)
    ways = {row.line.name: _row_cuts(row) if glued else [] for row in misfits}
    open_rows = [row for row in misfits if len(ways[row.line.name]) > 1]
    for row in misfits:
        if row not in open_rows:
            _settle(row, ways[row.line.name], reading, "表三")
    choice = _footing_choice(form, reading, open_rows, ways)
    for row in open_rows:
        _settle(row, [choice[row.line.name]] if choice else ways[row.line.name], reading, "表三")
    return reading


def read_table4(text: str, form: Format) -> Reading:
    """Section 四: the fifteen values after the last 总计 of the headings."""
    reading = Reading()
    places = tuple(f"表4/{group.name}/{column}" for group, column in form.table4_cells())
    folded = fold(text)
    headings = list(label_pattern("总计").finditer(folded))
    line = Line("table4", "各项", places)
    start = headings[-1].start() if headings else len(folded)
    rows = find_rows(text[start:], [Line("table4", "总计", places)], reading, "表四")
    row = Found(line, rows[0].tokens)
    if not fill(row, reading, "表四"):
        size = len(form.table4[0].columns)
        ways = cuts(row.tokens or (), len(places), _groups_foot(size)) if _run_together(text, row) else []
        _settle(row, ways, reading, "表四")
    return reading


def _settle(row: Found, ways: list[tuple[int, ...]], reading: Reading, table: str) -> None:
    if len(ways) == 1:
        for place, number in zip(row.line.places, ways[0], strict=True):
            reading.put(place, Value(number))
    else:
        reading.leave(row.line.places, f"{table}{misfit(row, len(ways))}")


def _run_together(text: str, row: Found) -> bool:
    """Whether cells stand without separators: no line or bar in the text, or a number too long to be one."""
    tokens = row.tokens or ()
    one_line = not re.search(r"[\n|\t]", text.strip())
    return one_line or (len(tokens) == 1 and len(tokens[0]) >= max(LONGEST_COUNT, len(row.line.places)))


def _anything(_: tuple[int, ...]) -> bool:
    return True


def _row_cuts(row: Found) -> list[tuple[int, ...]]:
    count = len(row.line.places)
    return cuts(row.tokens or (), count, lambda cells: len(cells) < count or sum(cells[:-1]) == cells[-1])


def _groups_foot(size: int) -> Callable[[tuple[int, ...]], bool]:
    def fits(cells: tuple[int, ...]) -> bool:
        return len(cells) % size != 0 or sum(cells[-size:-1]) == cells[-1]

    return fits


def _footing_choice(
    form: Format, reading: Reading, rows: list[Found], ways: dict[str, list[tuple[int, ...]]]
) -> dict[str, tuple[int, ...]] | None:
    """The one choice of readings for which every column foots; None when none or several do."""
    options = [ways[row.line.name] for row in rows]
    if not rows or prod(map(len, options)) > MOST_COMBINATIONS:
        return None
    equations = [
        ([term.place for term in s.left], [term.place for term in s.right])
        for s in footings(form)
        if s.rule in ("T3-1", "T3-2")
    ]
    good = []
    for choice in product(*options):
        cells: dict[str, Cell] = dict(reading.cells)
        for row, numbers in zip(rows, choice, strict=True):
            cells.update(zip(row.line.places, numbers, strict=True))
        if all(_total(cells, left) == _total(cells, right) for left, right in equations):
            good.append(choice)
    return (
        {row.line.name: numbers for row, numbers in zip(rows, good[0], strict=True)}
        if len(good) == 1
        else None
    )


def _total(cells: dict[str, Cell], places: list[str]) -> int | Decimal:
    return sum((cells.get(place) or 0 for place in places), start=0)


def apply_units(reading: Reading, header_unit: str) -> None:
    """Keep 采购总金额 in 元 and 收费金额 in 万元, whatever unit stands beside the number or in the heading."""
    for place, value in reading.cells.items():
        unit = reading.units.get(place, "")
        if place.endswith("采购总金额") and value is not None:
            unit = unit or header_unit
            reading.cells[place] = value * TEN_THOUSAND if unit == "万元" else value
            reading.units[place] = "元" if unit in ("元", "万元") else ""
        elif place.endswith("（单位：万元）") and value is not None and unit == "元":
            reading.cells[place] = Decimal(value) / TEN_THOUSAND
