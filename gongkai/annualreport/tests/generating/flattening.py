"""Reports as text, in every way the tables of a page come out when they are copied or saved as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.annualreport.report import Report

Rows = Iterator[tuple[str, ...]]


def _value(report: Report, place: str, value: object) -> str:
    return report.marks.get(place, "") if value is None else str(value)


def _table2(report: Report) -> Rows:
    for block in report.format.table2:
        yield (block.caption,)
        yield ("信息内容", *block.columns)
        for label in block.rows:
            yield (
                label,
                *(_value(report, f"表2/{label}/{c}", report.table2[label][c]) for c in block.columns),
            )


def _table3(report: Report) -> Rows:
    form = report.format
    yield (form.table3_note, "申请人情况")
    yield ("自然人", "法人或其他组织", "总计")
    yield form.table3_columns[1:-1]
    group = subgroup = None
    for row in form.table3_rows:
        above = [row.group] if row.group and row.group != group else []
        above += [row.subgroup] if row.subgroup and row.subgroup != subgroup else []
        group, subgroup = row.group, row.subgroup
        values = zip(form.table3_columns, report.table3[row.key], strict=True)
        yield (*above, row.label, *(_value(report, f"表3/{row.key}/{c}", value) for c, value in values))


def _table4(report: Report) -> Rows:
    names = report.format.table4[0].columns
    yield ("行政复议", "行政诉讼")
    yield (*names, "未经复议直接起诉", "复议后起诉")
    yield (*names, *names)
    cells = zip(report.format.table4_cells(), report.table4, strict=True)
    yield tuple(_value(report, f"表4/{group.name}/{column}", value) for (group, column), value in cells)


def _text(report: Report, table: Callable[[Rows], str], between: str = "\n") -> str:
    tables = {1: _table2, 2: _table3, 3: _table4}
    parts = [report.title, report.intro]
    for number, heading in enumerate(report.format.sections):
        parts.append(heading)
        parts += report.sections[heading].splitlines()
        if number in tables:
            parts.append(table(tables[number](report)))
    return between.join([*parts, report.issuer, f"{report.year + 1}年1月18日"])


def one_cell_a_line(report: Report) -> str:
    """Every cell on a line of its own, empty ones as empty lines lost."""
    return _text(report, lambda rows: "\n".join(cell for row in rows for cell in row if cell))


def piped(report: Report) -> str:
    """A row a line, cells between bars, empty cells as nothing between two bars."""
    return _text(report, lambda rows: "\n".join(f"|{'|'.join(row)}|" for row in rows))


def tabbed(report: Report) -> str:
    """A row a line, a tab between cells."""
    return _text(report, lambda rows: "\n".join("\t".join(row) for row in rows))


def alternating(report: Report) -> str:
    """The labels of a row on one line, its values with blanks between on the next."""

    def lines(rows: Rows) -> Iterator[str]:
        for row in rows:
            labels = [
                cell for cell in row if not cell.lstrip("-").replace(".", "", 1).isdecimal() and cell != "/"
            ]
            yield " ".join(labels)
            yield " ".join(row[len(labels) :])

    return _text(report, lambda rows: "\n".join(line for line in lines(rows) if line))


def run_together(report: Report) -> str:
    """Everything without any separator, as text taken from a page's markup comes out."""
    return _text(report, lambda rows: "".join(cell for row in rows for cell in row), between=" ")


FLATTENINGS = {f.__name__: f for f in (one_cell_a_line, piped, tabbed, alternating, run_together)}
