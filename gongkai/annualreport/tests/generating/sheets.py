"""A report as a sheet of paragraphs and tables that oddities change before it is written as a page or as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from gongkai.annualreport.read.spans import Placed
from gongkai.annualreport.report import Report
from gongkai.annualreport.tests.generating.tables import Rows, table2, table3, table4

Part = str | Rows  # a paragraph or a table


@dataclass
class Sheet:
    """A report as paragraphs and tables, section by section; part 0 is what stands above section 一."""

    report: Report
    parts: list[list[Part]]
    headings: list[str]
    lost: tuple[str, ...] = ()
    lost_in_text: tuple[str, ...] = ()  # lost as well where the report is copied as text
    says: str = ""  # what Report.unread must say
    closing: list[Part] = field(default_factory=list)

    def every(self, change: Callable[[Placed, bool], Placed], tables: str = "234") -> None:
        """Change every cell of these tables; the flag tells whether the cell is a number."""
        for number in map(int, tables):
            self.parts[number] = [
                part if isinstance(part, str) else [[change(c, is_number(c)) for c in row] for row in part]
                for part in self.parts[number]
            ]

    def rows3(self) -> Rows:
        """The rows of table 3, to be changed in place."""
        return next(part for part in self.parts[3] if not isinstance(part, str))


def is_number(cell: Placed) -> bool:
    """Whether a cell holds a number."""
    return cell.text.lstrip("-").replace(".", "", 1).isdecimal()


def sheet_of(report: Report) -> Sheet:
    """The report with its tables as the form has them."""
    headings = list(report.format.sections)
    texts = [list(report.sections[heading].splitlines()) for heading in headings]
    parts: list[list[Part]] = [[report.title, report.intro], *texts]  # type: ignore[list-item]
    parts[2] += table2(report)
    parts[3] += [table3(report)]
    parts[4] += [table4(report)]
    return Sheet(report, parts, headings, closing=[report.issuer, f"{report.year + 1}年1月18日"])


def page_of(sheet: Sheet) -> str:
    """The sheet as a web page."""
    body = []
    for number, parts in enumerate(sheet.parts):
        body += [f"<p>{escape(sheet.headings[number - 1])}</p>"] if number else []
        body += map(_html, parts)
    body += map(_html, sheet.closing)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{''.join(body)}</body></html>"


def _html(part: Part) -> str:
    if isinstance(part, str):
        return part if part.startswith("<") else f"<p>{escape(part)}</p>"
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in part)
    return f"<table border=1>{rows}</table>"


def _cell(cell: Placed) -> str:
    text = escape(cell.text).replace("\n", "<br>")
    return f"<td rowspan={cell.rowspan} colspan={cell.colspan}>{text}</td>"


def text_of(sheet: Sheet, between: str = " ", row_end: str = "\n") -> str:
    """The sheet as text: a row a line, `between` between its cells."""
    lines: list[str] = []
    for number, parts in enumerate([*sheet.parts, sheet.closing]):
        lines += [sheet.headings[number - 1]] if 0 < number < len(sheet.parts) else []
        for part in parts:
            if isinstance(part, str):
                lines.append(part)
            else:
                lines += [between.join(c.text.replace("\n", "") for c in row) for row in part]
    return row_end.join(lines)
