"""Reading a report published as plain text: a cell a line, cells between bars, or run together."""

from __future__ import annotations

import re

from gongkai.annualreport.formats import Format, UnknownYear, format_for, mixed
from gongkai.annualreport.read.assembling import assembled
from gongkai.annualreport.read.kinds import CannotRead, decode
from gongkai.annualreport.read.labels import fold
from gongkai.annualreport.read.outline import Outline, outline
from gongkai.annualreport.read.rows import read_table2, read_table3, read_table4
from gongkai.annualreport.report import Report

NO_REPORT = "这不像政府信息公开工作年度报告：没有找到标题和“一、总体情况”等六个部分。"
_TABLE2_SIGNS = (
    ("2021", re.compile("制发件数|现行有效")),
    ("2019", re.compile("新制作|对外公开总数|上一年项目")),
)
_TABLE3_SIGNS = (("2021", re.compile("逾期不补正|逾期未按收费")), ("2019", re.compile("其他处理")))


def read_text(content: bytes) -> Report:
    """The report in the bytes of a text file; CannotRead when it is none, or of a year without a format."""
    return report_in(decode(content))


def report_in(text: str) -> Report:
    """The report in this text; what could not be placed is named in Report.unread."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = outline(text)
    if not parts.title and len(parts.sections) < 2:  # one heading alone may stand in any work report
        raise CannotRead(NO_REPORT)
    if parts.year is None:
        raise CannotRead("没有找到报告年度。请在标题中写明，例如“某某镇2024年政府信息公开工作年度报告”。")
    try:
        format_for(parts.year)
    except UnknownYear as unknown:
        raise CannotRead(str(unknown)) from unknown
    if not parts.sections:
        raise CannotRead(NO_REPORT)
    form = _format_used(parts, parts.year)
    sections = {number: parts.sections.get(number, "") for number in range(1, 7)}
    tables = (
        read_table2(sections[2], form),
        read_table3(sections[3], form),
        read_table4(sections[4], form),
    )
    return assembled(parts, form, tables)


def _format_used(parts: Outline, year: int) -> Format:
    """The format the tables themselves show; the format of the year where they show nothing."""
    due = format_for(year).name
    names = [
        next((name for name, sign in signs if sign.search(fold(parts.sections.get(number, "")))), due)
        for number, signs in ((2, _TABLE2_SIGNS), (3, _TABLE3_SIGNS))
    ]
    return mixed(*names)
