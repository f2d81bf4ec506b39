"""Finding the numbers in a table that was read back: a rectangle of texts, merged cells repeated."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.annualreport.report import Report

Rectangle = Sequence[Sequence[str]]


def table2_texts(report: Report, rows: Rectangle) -> dict[str, str]:
    """Place → text of table 2; each block's columns are known from the row above its rows."""
    found: dict[str, str] = {}
    labels = {label for block in report.format.table2 for label in block.rows}
    headings: Sequence[str] = ()
    for row in rows:
        if row[0] == "信息内容":
            headings = row[1:]
        elif row[0] in labels:
            found |= {f"表2/{row[0]}/{h}": text for h, text in zip(headings, row[1:], strict=True)}
    return found


def table3_texts(report: Report, rows: Rectangle) -> dict[str, str]:
    """Place → text of table 3: the third column names the row, the last seven hold its numbers."""
    keys = {(row.subgroup or row.label, row.label): row.key for row in report.format.table3_rows}
    found: dict[str, str] = {}
    for row in rows[3:]:
        key = keys[row[1] if row[1] != row[2] else row[2], row[2]]
        columns = zip(report.format.table3_columns, row[3:], strict=True)
        found |= {f"表3/{key}/{column}": text for column, text in columns}
    return found


def table4_texts(report: Report, rows: Rectangle) -> dict[str, str]:
    """Place → text of table 4: three rows of headings over fifteen numbers."""
    found: dict[str, str] = {}
    for top, middle, low, text in zip(*rows, strict=True):
        name = f"{top}/{low}" if middle == low else f"{top}/{middle}/{low}"
        found[f"表4/{name}"] = text
    return found


def all_texts(report: Report, tables: Sequence[Rectangle]) -> dict[str, str]:
    """Place → text of all three tables."""
    two, three, four = tables
    return table2_texts(report, two) | table3_texts(report, three) | table4_texts(report, four)
