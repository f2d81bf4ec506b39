"""Two reports side by side (两年对照) as a workbook: every number, the carry-over, and which texts changed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter

from gongkai.annualreport.compare import Change, Comparison
from gongkai.annualreport.findings import Amount
from gongkai.annualreport.write.text import number, plain

SHEETS = ("数字对照", "结转核对", "文字变化", "说明")
_EXACT = 15  # significant digits a spreadsheet keeps
_NUMBERS = (("位置", 58), ("前", 14), ("后", 14), ("增减", 14), ("增减%", 10), ("备注", 34))
Value = str | Amount | None


def comparison_workbook(comparison: Comparison) -> bytes:
    """The comparison as .xlsx, changed numbers in bold: the same bytes for the same comparison.

    Text is written as text, never as a formula.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheets = _Sheets(book, f"{plain(comparison.old)} 与 {plain(comparison.new)} 对照")
    sheets.add(SHEETS[0], _NUMBERS, _numbers(comparison))
    sheets.add(SHEETS[1], _NUMBERS, _carried(comparison))
    sheets.add(
        SHEETS[2],
        (("部分", 44), ("状态", 10), ("不同的文字占%", 16)),
        ((t.heading, t.state, t.share * 100) for t in comparison.texts),
    )
    sheets.add(SHEETS[3], (("说明", 100),), ((note,) for note in (*comparison.notes, _HOW)))
    book.close()
    return stream.getvalue()


_HOW = "空白按0计算增减；“？”是没有读出的数，不计算增减；“/”是不适用。"


def _numbers(comparison: Comparison) -> Iterator[tuple[Value, ...]]:
    yield from (_line(change) for change in comparison.changes)
    yield from (_line(change, f"只有{comparison.old}有这一栏") for change in comparison.only_old)
    yield from (_line(change, f"只有{comparison.new}有这一栏") for change in comparison.only_new)


def _carried(comparison: Comparison) -> Iterator[tuple[Value, ...]]:
    for change in comparison.carried:
        yield _line(change, "不一致，请核对" if change.difference else "")


def _line(change: Change, note: str = "") -> tuple[Value, ...]:
    old = change.old_mark if change.old is None else change.old
    new = change.new_mark if change.new is None else change.new
    apart = None if note.startswith("只有") else change.difference
    return change.where, old, new, apart, None if apart is None else change.percent, note


class _Sheets:
    """The sheets of one workbook, alike in their looks."""

    def __init__(self, book: Any, title: str) -> None:
        cell = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter", "text_wrap": True}
        self.book, self.title = book, title
        self.above = book.add_format({"font_name": "黑体", "font_size": 14})
        self.head = book.add_format({**cell, "font_name": "黑体", "align": "center", "bg_color": "#DCE6F1"})
        self.plain, self.bold = book.add_format(cell), book.add_format({**cell, "bold": True})

    def add(self, name: str, columns: Sequence[tuple[str, int]], lines: Iterable[tuple[Value, ...]]) -> None:
        """One sheet; a line whose fourth value is a number other than 0 is set in bold."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, self.title, self.above)
        for at, (heading, width) in enumerate(columns):
            sheet.set_column(at, at, width)
            sheet.write_string(1, at, heading, self.head)
        sheet.freeze_panes(2, 1)
        for row, line in enumerate(lines, start=2):
            form = self.bold if len(line) > 3 and line[3] else self.plain
            for at, value in enumerate(line):
                _put(sheet, row, at, value, form)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)


def _put(sheet: Any, row: int, column: int, value: Value, form: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, column, plain(value), form)
    elif len(number(value).replace(".", "").strip("-0")) <= _EXACT:
        sheet.write_number(row, column, float(value), form)
    else:
        sheet.write_string(row, column, number(value), form)  # would be rounded as a number
