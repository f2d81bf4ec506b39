"""The three official tables as rows of cells, before any hand has written them: what oddities are made of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gongkai.annualreport.read.spans import Placed
from gongkai.annualreport.report import Report

Rows = list[list[Placed]]


def written(report: Report, place: str, value: object) -> str:
    """What stands in a cell of the report: its number, its mark, or nothing."""
    return report.marks.get(place, "") if value is None else str(value)


def table2(report: Report) -> list[Rows]:
    """One table a block, each under its caption."""
    tables = []
    for block in report.format.table2:
        width = 12 // len(block.columns)
        rows = [[Placed(block.caption, 1, 13)]]
        rows.append([Placed("信息内容"), *(Placed(column, 1, width) for column in block.columns)])
        for label in block.rows:
            values = ((f"表2/{label}/{c}", report.table2[label][c]) for c in block.columns)
            rows.append([Placed(label), *(Placed(written(report, *value), 1, width) for value in values)])
        tables.append(rows)
    return tables


def table3(report: Report) -> Rows:
    """Three rows of headings, then the rows of the form with their spanning labels."""
    person, *organs, total = report.format.table3_columns
    rows = [
        [Placed(report.format.table3_note, 3, 3), Placed("申请人情况", 1, 7)],
        [Placed(person, 2), Placed("法人或其他组织", 1, 5), Placed(total, 2)],
        [Placed(organ) for organ in organs],
    ]
    labels = _labels(report)
    for row in report.format.table3_rows:
        values = zip(report.format.table3_columns, report.table3[row.key], strict=True)
        cells = [Placed(written(report, f"表3/{row.key}/{column}", value)) for column, value in values]
        rows.append([*next(labels), *cells])
    return rows


def _labels(report: Report) -> Iterator[list[Placed]]:
    rows = report.format.table3_rows
    for group, members in groupby(rows, key=lambda row: row.group):
        of_group = list(members)
        above = [Placed(group, len(of_group))] if group else []
        for subgroup, leaves in groupby(of_group, key=lambda row: row.subgroup):
            of_subgroup = list(leaves)
            over = [Placed(subgroup, len(of_subgroup))] if subgroup else []
            for row in of_subgroup:
                own = Placed(row.label, 1, 3 - bool(group) - bool(subgroup))
                yield [*above, *over, own]
                above, over = [], []


def table4(report: Report) -> Rows:
    """Three rows of headings and the row of fifteen."""
    names = report.format.table4[0].columns
    return [
        [Placed("行政复议", 1, 5), Placed("行政诉讼", 1, 10)],
        [*(Placed(name, 2) for name in names), Placed("未经复议直接起诉", 1, 5), Placed("复议后起诉", 1, 5)],
        [Placed(name) for name in (*names, *names)],
        [Placed(text) for text in table4_values(report)],
    ]


def table4_values(report: Report) -> list[str]:
    """The fifteen cells as written."""
    cells = zip(report.format.table4_cells(), report.table4, strict=True)
    return [written(report, f"表4/{group.name}/{column}", value) for (group, column), value in cells]
