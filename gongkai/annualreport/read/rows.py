"""Tables 2, 3 and 4 of a report from the text of its sections 二, 三 and 四."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.annualreport.formats import Format
from gongkai.annualreport.read.cuts import summed_cuts
from gongkai.annualreport.read.footed import footed
from gongkai.annualreport.read.labels import GAP, fold, label_pattern
from gongkai.annualreport.read.tables import Found, Line, Reading, fill, find_rows, misfit
from gongkai.annualreport.read.values import Value, cuts
from gongkai.annualreport.report import UNREAD

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
    ways = {
        row.line.name: summed_cuts(row.tokens or (), len(row.line.places)) if glued else [] for row in misfits
    }
    known = {line.name: tuple(reading.cells[place] or 0 for place in line.places) for line in lines
             if all(reading.marks.get(place) != UNREAD and place in reading.cells for place in line.places)}  # fmt: skip
    whole = {name: cells for name, cells in known.items() if all(isinstance(cell, int) for cell in cells)}
    open_ways = {name: cuts for name, cuts in ways.items() if cuts}
    left = footed(form, whole, open_ways)  # type: ignore[arg-type]
    for row in misfits:
        _settle(row, left.get(row.line.name, []), reading, "表三")
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
        ways = summed_cuts(row.tokens or (), size, len(form.table4)) if _run_together(text, row) else []
        _settle(row, ways, reading, "表四")
    return reading


def _settle(row: Found, ways: list[tuple[int, ...]], reading: Reading, table: str) -> None:
    if len(ways) == 1:
        for place, number in zip(row.line.places, ways[0], strict=True):
            reading.put(place, Value(number))
    else:
        reading.leave(row.line.places, f"{table}{misfit(row, ways)}")
        if ways:
            reading.candidates[row.line.places[0]] = tuple(ways)


def _run_together(text: str, row: Found) -> bool:
    """Whether cells stand without separators: no line or bar in the text, or a number too long to be one."""
    tokens = row.tokens or ()
    one_line = not re.search(r"[\n|\t]", text.strip())
    return one_line or (len(tokens) == 1 and len(tokens[0]) >= max(LONGEST_COUNT, len(row.line.places)))


def _anything(_: tuple[int, ...]) -> bool:
    return True


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
