"""The tables of a report (表格) by place: one mapping of place to number, and back into a report's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gongkai.annualreport.formats import Format
from gongkai.annualreport.report import Cell, Report


def with_cells(report: Report, form: Format, values: Mapping[str, Cell]) -> Report:
    """The report in this format with these numbers; a place that `values` does not name is blank."""
    table2: dict[str, dict[str, Cell]] = {}
    for _, label, column in form.table2_cells():
        table2.setdefault(label, {})[column] = values.get(f"表2/{label}/{column}")
    return replace(
        report,
        format=form,
        table2=table2,
        table3={
            row.key: tuple(values.get(f"表3/{row.key}/{column}") for column in form.table3_columns)
            for row in form.table3_rows
        },
        table4=tuple(values.get(f"表4/{group.name}/{column}") for group, column in form.table4_cells()),
    )
