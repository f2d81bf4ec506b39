"""The tables of the report as a workbook: three sheets, merged cells, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.article import properties
from gongkai.annualreport.write.layout import Grid, Square, grids
from gongkai.annualreport.write.text import decimals, number

SHEETS: Mapping[str, str] = {"table2": "表2 主动公开", "table3": "表3 依申请", "table4": "表4 复议诉讼"}
_TOP = 1  # the report's title stands above each table
_MM = 1.5  # millimetres on paper for one unit of column width
_EXACT = 15  # significant digits a spreadsheet keeps


def report_xlsx(report: Report) -> bytes:
    """The report's tables as .xlsx: the same bytes for the same report. Totals are values, not formulas.

    A number of more than fifteen digits, which a spreadsheet would round, is written as text.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    facts = properties(report)
    book.set_properties(
        {
            "title": facts.title,
            "author": facts.author,
            "subject": "政府信息公开工作年度报告",
            "keywords": "，".join(facts.keywords),
            "comments": facts.description,
            "created": datetime.combine(facts.day, time()),
        }
    )
    for grid in grids(report):
        _Sheet(book, book.add_worksheet(SHEETS[grid.name]), grid).draw(facts.title)
    book.close()
    return stream.getvalue()


@dataclass
class _Sheet:
    book: Any
    sheet: Any
    grid: Grid

    def draw(self, title: str) -> None:
        self._page()
        form = self.book.add_format(
            {"font_name": "黑体", "font_size": 14, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.sheet.merge_range(0, 0, 0, len(self.grid.widths) - 1, "", form)
        self.sheet.write_string(0, 0, title, form)
        for y, x, square in self.grid.placed():
            self._square(y + _TOP, x, square)
        for y in range(len(self.grid.rows)):
            self.sheet.set_row(y + _TOP, self._height(y))

    def _page(self) -> None:
        sheet = self.sheet
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.set_footer("&C— &P —")
        sheet.hide_gridlines(2)
        if self.grid.head:
            sheet.repeat_rows(_TOP, _TOP + self.grid.head - 1)
            sheet.freeze_panes(_TOP + self.grid.head, 3 if self.grid.name == "table3" else 0)
        sheet.set_row(0, 40)
        numbers = [(x, s.text) for _, x, s in self.grid.placed() if s.place and s.colspan == 1]
        for x, width in enumerate(self.grid.widths):
            # A number wider than its column would be shown as ####.
            longest = max((len(text) for column, text in numbers if column == x), default=0)
            sheet.set_column(x, x, max(width / _MM, longest + 2))

    def _square(self, y: int, x: int, square: Square) -> None:
        form = self.book.add_format(_format(square))
        if square.rowspan > 1 or square.colspan > 1:
            last_y, last_x = y + square.rowspan - 1, x + square.colspan - 1
            self.sheet.merge_range(y, x, last_y, last_x, "", form)
        if not square.text:
            self.sheet.write_blank(y, x, None, form)
        elif square.value is None:
            # As a string always: a mark or a label that begins with "=" is no formula.
            self.sheet.write_string(y, x, square.text, form)
        elif _exact(square.value):
            self.sheet.write_number(y, x, float(square.value), form)
        else:
            self.sheet.write_string(y, x, square.text, form)

    def _height(self, y: int) -> float:
        """The height in points that the longest label of the row needs: Excel fits no merged cells itself."""
        lines = 1
        for row, x, square in self.grid.placed():
            if row == y and square.rowspan == 1:
                width = sum(self.grid.widths[x : x + square.colspan])
                lines = max(lines, ceil(len(square.text) * 3.9 / (width - 3)))
        return 6 + 13.5 * lines


def _exact(value: Decimal | int) -> bool:
    return len(number(value).replace(".", "").strip("-0")) <= _EXACT


def _format(square: Square) -> dict[str, object]:
    form: dict[str, object] = {
        "font_name": "宋体",
        "font_size": 10,
        "bold": square.is_heading,
        "border": 1,
        "align": "left" if square.is_label else "center",
        "valign": "vcenter",
        "text_wrap": True,
    }
    if square.value is not None:
        places = decimals(square.value)
        # Each character of the unit after a backslash stands for itself, whatever it is.
        form["num_format"] = ("0." + "0" * places if places else "0") + "".join(f"\\{c}" for c in square.unit)
    return form
