"""The findings of many files as a workbook (问题清单): a line for each file, for each finding, for each place not read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

import xlsxwriter

from gongkai.annualreport.checked import Checked
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.rules import RULES
from gongkai.annualreport.write.text import number, plain
from gongkai.annualreport.write.wording import basis, level_word

SHEETS = ("汇总", "问题清单", "未读出")
_MOST_ROWS = 1_000_000  # lines under the heading of one sheet; the rest goes to a further one
_LONGEST = 32_000  # characters in a cell; a spreadsheet holds 32,767
_EXACT = 15  # significant digits a spreadsheet keeps
_GRADES = {"有错误": "error", "读不出": "error", "错误": "error", "提醒": "warning"}
Value = str | int | Decimal | None


@dataclass(frozen=True)
class _Column:
    heading: str
    width: float  # in characters of the spreadsheet, two for a Chinese one


_FILE = (_Column("文件", 38), _Column("机关", 26), _Column("年度", 7))
_SUMMARY = (*_FILE, _Column("结论", 24), *(_Column(name, 8) for name in ("错误", "提醒", "未核对")))
_FINDINGS = (
    *_FILE,
    _Column("级别", 8),
    _Column("规则", 30),
    _Column("位置", 26),
    *(_Column(name, 12) for name in ("应为", "实为", "差")),
    _Column("说明", 60),
    _Column("依据", 32),
    _Column("原文", 46),
)
_UNREAD = (*_FILE, _Column("未读出的地方或者原因", 90))


def findings_workbook(checked: Sequence[Checked]) -> bytes:
    """汇总, 问题清单 and 未读出 of all files as .xlsx, in the order given: the same bytes for the same findings.

    Text is written as text, never as a formula. What is too long for a cell ends with （后略）.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    last = max((one.year for one in checked if one.year), default=1999)
    made = datetime.combine(date(min(max(last, 1980), 9999), 12, 31), time())  # no clock is read here
    book.set_properties({"title": "年度报告体检结果", "created": made})
    forms = _Forms(book)
    for name, columns, lines, none in (
        (SHEETS[0], _SUMMARY, (_summary(one) for one in checked), "没有文件。"),
        (SHEETS[1], _FINDINGS, (_line(one, f) for one in checked for f in one.findings), "没有发现问题。"),
        (SHEETS[2], _UNREAD, (line for one in checked for line in _unread(one)), "都已读出。"),
    ):
        _write(book, forms, name, columns, lines, none)
    book.close()
    return stream.getvalue()


def _about(one: Checked) -> tuple[Value, ...]:
    return one.file, one.organ, one.year or ("未写" if one.readable else None)


def _summary(one: Checked) -> tuple[Value, ...]:
    if not one.readable:
        return *_about(one), one.verdict, None, None, None
    return *_about(one), one.verdict, one.errors, one.warnings, one.not_assessed


def _line(one: Checked, found: Finding) -> tuple[Value, ...]:
    rule = RULES.get(found.rule)
    meaning = f"{rule.meaning}（{found.rule}）" if rule else found.rule
    numbers = (found.expected, found.found, found.difference)
    words = (found.message, basis(found), found.quote)
    return *_about(one), level_word(found), meaning, found.where, *numbers, *words


def _unread(one: Checked) -> Iterator[tuple[Value, ...]]:
    for place in one.unread or (() if one.readable else ("文件读不出。",)):
        yield *_about(one), place


class _Forms:
    """How cells look, each defined once in the workbook."""

    def __init__(self, book: Any) -> None:
        cell = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "top", "text_wrap": True}
        centred = {"align": "center", "valign": "vcenter"}
        self.head = book.add_format(
            {**cell, **centred, "font_name": "黑体", "bold": True, "bg_color": "#DCE6F1"}
        )
        self.text = book.add_format(cell)
        self.number = book.add_format({**cell, "align": "right"})
        self.grades = {
            "error": book.add_format({**cell, "bold": True, "font_color": "#A3160F"}),
            "warning": book.add_format({**cell, "font_color": "#7A4A00"}),
        }


def _write(
    book: Any,
    forms: _Forms,
    name: str,
    columns: Sequence[_Column],
    lines: Iterable[tuple[Value, ...]],
    none: str,
) -> None:
    """The lines under their headings; a sheet that is full is followed by another, so that none is lost."""
    rest, page = iter(lines), 1
    while (chunk := list(islice(rest, _MOST_ROWS))) or page == 1:
        sheet = book.add_worksheet(name if page == 1 else f"{name}{page}")
        _lay_out(sheet, forms, columns, len(chunk))
        for row, line in enumerate(chunk, start=1):
            for column, value in enumerate(line):
                _put(sheet, forms, row, column, value, columns[column].heading)
        if not chunk:
            sheet.write_string(1, 0, none, forms.text)
        page += 1


def _lay_out(sheet: Any, forms: _Forms, columns: Sequence[_Column], lines: int) -> None:
    for column, one in enumerate(columns):
        sheet.set_column(column, column, one.width)
        sheet.write_string(0, column, one.heading, forms.head)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(lines, 1), len(columns) - 1)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C第&P页，共&N页")


def _put(sheet: Any, forms: _Forms, row: int, column: int, value: Value, heading: str) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, forms.text)
    elif isinstance(value, str):
        form = forms.text
        if heading in ("结论", "级别"):
            grade = next((grade for word, grade in _GRADES.items() if value.startswith(word)), "")
            form = forms.grades.get(grade, forms.text)
        sheet.write_string(row, column, _fitted(plain(value)), form)
    elif len(number(value).replace(".", "").strip("-0")) <= _EXACT:
        sheet.write_number(row, column, float(value), forms.number)
    else:
        sheet.write_string(row, column, number(value), forms.number)  # would be rounded as a number


def _fitted(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（后略）"
