"""Reports built for the tests: from leaf rows with right totals, and from the short form of the cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gongkai.annualreport.formats import format_named
from gongkai.annualreport.report import Cell, Report


def footed(
    year: int, leaves: Sequence[Sequence[int]], carried_out: Sequence[int], courts: Sequence[int]
) -> Report:
    """A report that foots: six counts per leaf row, six carried out, twelve court results."""
    report = Report.empty("某某县清河镇人民政府", year)
    form = report.format
    rows = {row.key: tuple(counts) for row, counts in zip(form.leaf_rows, leaves, strict=True)}
    rows["carried_out"] = tuple(carried_out)
    rows["result_total"] = tuple(map(sum, zip(*leaves, strict=True)))
    rows["new"] = tuple(a + b for a, b in zip(rows["result_total"], carried_out, strict=True))
    rows["carried_in"] = (0,) * 6
    table3 = {row.key: (*rows[row.key], sum(rows[row.key])) for row in form.table3_rows}
    groups = [courts[start : start + 4] for start in (0, 4, 8)]
    return replace(report, table3=table3, table4=tuple(n for g in groups for n in (*g, sum(g))))


def report_of_case(case: Mapping[str, Any], year: int | None = None) -> Report:
    """The report a case of cases/footing.yaml describes."""
    report = Report.empty(case.get("organ", "某某机关"), year or case["year"])
    if "format" in case:
        empty = Report.empty("某某机关", int(case["format"]))
        report = replace(empty, year=report.year, format=format_named(case["format"]))
    table2 = {row: dict(columns) for row, columns in report.table2.items()}
    for label, columns in case.get("table2", {}).items():
        assert label in table2, label
        assert columns.keys() <= table2[label].keys(), columns
        table2[label].update({column: _cell(value) for column, value in columns.items()})
    table3 = dict(report.table3)
    for key, value in case.get("table3", {}).items():
        assert key in table3, key
        table3[key] = tuple(value) if isinstance(value, list) else (value, 0, 0, 0, 0, 0, value)
    headings = {heading[0]: heading for heading in report.format.sections}
    return replace(
        report,
        table2=table2,
        table3=table3,
        table4=tuple(case.get("table4", report.table4)),
        sections={headings[number]: text for number, text in case.get("sections", {}).items()},
    )


def _cell(value: int | float) -> Cell:
    return value if isinstance(value, int) else Decimal(str(value))
