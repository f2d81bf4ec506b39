"""Tables 2 and 3 of a report from the text of its sections 二 and 三."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gongkai.annualreport.formats import Format
from gongkai.annualreport.read.columns import SURPLUS, names_in
from gongkai.annualreport.read.cuts import summed_cuts
from gongkai.annualreport.read.footed import footed
from gongkai.annualreport.read.labels import GAP, bare, fold, label_pattern
from gongkai.annualreport.read.reading import Line, Reading
from gongkai.annualreport.read.tables import Found, Text, fill, find_rows, misfit
from gongkai.annualreport.read.values import Value, cuts
from gongkai.annualreport.report import UNREAD

LONGEST_COUNT = 7  # digits: no organ counts a million applications
_TABLE2 = re.compile(rf"第{GAP}二{GAP}十{GAP}条{GAP}第|信{GAP}息{GAP}内{GAP}容")
_AMOUNT_HEADER = re.compile(rf"采购总金额{GAP}(?:单位{GAP})?(万?{GAP}元)")
_CHARGE_HEADER = re.compile(rf"收费金额{GAP}(?:单位{GAP})?(万?{GAP}元)")
TEN_THOUSAND = 10_000


def read_table2(part: Text, form: Format) -> Reading:
    """Section 二. A unit written in the cell or its heading is applied: 采购总金额 is kept in 元."""
    reading = Reading()
    folded = fold(part.text)
    lines = [
        Line(label, label, tuple(f"表2/{label}/{column}" for column in block.columns))
        for block in form.table2
        for label in block.rows
    ]
    begins = _TABLE2.search(folded)  # sentences before it speak of 行政许可 and 行政处罚 too
    found = find_rows(part, lines, reading, "表二", begins.start() if begins else 0)
    for row in found:
        if fill(row, reading):
            continue
        ways = (
            cuts(row.tokens or (), len(row.line.places), _anything) if _run_together(part.text, row) else []
        )
        settle(row, ways, reading, "表二")
    header, charge = _AMOUNT_HEADER.search(folded), _CHARGE_HEADER.search(folded)
    for place in reading.cells:
        if charge and place.endswith("（单位：万元）"):
            reading.units.setdefault(place, bare(charge[1]))
    apply_units(reading, bare(header[1]) if header else "")
    reading.leave_missing([row.line if row.tokens is None else None for row in found], "表二")
    return reading


def read_table3(part: Text, form: Format) -> Reading:
    """Section 三. Digits run together are cut where row totals and column sums leave one way only."""
    reading = Reading()
    first = label_pattern(form.table3_rows[0].label).search(fold(part.text))
    names = names_in(part.text[: first.start()] if first else "", form.table3_columns)
    lines = _lines(form, names)
    found = find_rows(part, lines, reading, "表三")
    if names != form.table3_columns and (_fit_better(found, names, form) or _foot_better(found, names, form)):
        names = form.table3_columns
        lines = _lines(form, names)
        found = [Found(line, row.tokens, row.rows) for line, row in zip(lines, found, strict=True)]
    misfits = [row for row in found if not fill(row, reading)]
    usual = names == form.table3_columns
    glued = usual and any(_run_together(part.text, row) for row in misfits)
    ways = {row.line.name: summed_cuts(row.tokens or (), len(names)) if glued else [] for row in misfits}
    open_ways = {name: cuts for name, cuts in ways.items() if cuts}
    left = footed(form, _known(lines, reading), open_ways) if usual else {}
    for row in misfits:
        settle(row, left.get(row.line.name, []), reading, "表三")
    _name_columns(names, form, reading)
    reading.leave_missing([row.line if row.tokens is None else None for row in found], "表三")
    return reading


def _lines(form: Format, names: Sequence[str]) -> list[Line]:
    return [
        Line(row.key, row.label, tuple(f"表3/{row.key}/{name}" if name else "" for name in names))
        for row in form.table3_rows
    ]


def _fit_better(found: Sequence[Found], names: Sequence[str], form: Format) -> bool:
    """Whether more rows have a value for each official column than for each heading: some heading was not known."""
    counts = [len(row.tokens) for row in found if row.tokens]
    return counts.count(len(form.table3_columns)) > counts.count(len(names))


def _foot_better(found: Sequence[Found], names: Sequence[str], form: Format) -> bool:
    """Whether the rows add up in the official order of columns, and not in the order of the headings."""
    if sorted(names) != sorted(form.table3_columns):
        return False
    rows = [list(map(int, row.tokens)) for row in found
            if row.tokens and len(row.tokens) == len(names) and all(map(str.isdecimal, row.tokens))]  # fmt: skip
    last = names.index(form.table3_columns[-1])
    return sum(sum(row) == 2 * row[-1] for row in rows) > sum(sum(row) == 2 * row[last] for row in rows)


def _known(lines: Sequence[Line], reading: Reading) -> dict[str, tuple[int, ...]]:
    """The rows read without doubt and in whole numbers."""
    known: dict[str, tuple[int, ...]] = {}
    for line in lines:
        if all(reading.marks.get(place) != UNREAD and place in reading.cells for place in line.places):
            cells = tuple(reading.cells[place] or 0 for place in line.places)
            if all(isinstance(cell, int) for cell in cells):
                known[line.name] = cells  # type: ignore[assignment]
    return known


def _name_columns(names: Sequence[str], form: Format, reading: Reading) -> None:
    for name in (name for name in form.table3_columns if name not in names):
        places = [f"表3/{row.key}/{name}" for row in form.table3_rows]
        reading.leave(places, f"表三没有“{name}”这一列，请对照规定的表式补上。")
    if "" in names:
        surplus = sorted(SURPLUS, key=len)[0]
        reading.unread.append(f"表三多出一列“{surplus}”，不属于规定的表式，没有计入。")


def settle(row: Found, ways: list[tuple[int, ...]], reading: Reading, table: str) -> None:
    """Take the only way to cut a row's digits; with several or none, leave it by name."""
    places = [place for place in row.line.places if place]
    for place in places:
        reading.origins[place] = row.origin(0)
    if len(ways) == 1:
        for place, number in zip(places, ways[0], strict=True):
            reading.put(place, Value(number))
    else:
        reading.leave(places, f"{table}{misfit(row, ways)}")
        if ways:
            reading.candidates[places[0]] = tuple(ways)


def _run_together(text: str, row: Found) -> bool:
    return run_together(text, row.tokens or (), len(row.line.places))


def run_together(text: str, tokens: Sequence[str], cells: int) -> bool:
    """Whether cells stand without separators: no line or bar in the text, or a number too long to be one."""
    one_line = not re.search(r"[\n|\t]", text.strip())
    return one_line or (len(tokens) == 1 and len(tokens[0]) >= max(LONGEST_COUNT, cells))


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
            reading.cells[place] = _plain(Decimal(value) / TEN_THOUSAND)


def _plain(amount: Decimal) -> Decimal | int:
    return int(amount) if amount == amount.to_integral_value() else amount
