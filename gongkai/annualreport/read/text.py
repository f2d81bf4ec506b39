"""Reading a report published as plain text: a cell a line, cells between bars, or run together."""

from __future__ import annotations

import re

from gongkai.annualreport.formats import Format, UnknownYear, format_for, mixed
from gongkai.annualreport.read.kinds import CannotRead, decode
from gongkai.annualreport.read.labels import fold
from gongkai.annualreport.read.outline import Outline, outline, paragraphs
from gongkai.annualreport.read.rows import read_table2, read_table3, read_table4
from gongkai.annualreport.read.tables import Reading
from gongkai.annualreport.report import Cell, Report

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
    return _report(parts, form, tables)


def _report(parts: Outline, form: Format, tables: tuple[Reading, Reading, Reading]) -> Report:
    two, three, four = tables
    table2: dict[str, dict[str, Cell]] = {}
    for _, label, column in form.table2_cells():
        table2.setdefault(label, {})[column] = two.cells.get(f"表2/{label}/{column}")
    missing = [] if parts.organ else ["标题：没有找到机关名称。"]
    missing += [f"没有找到“{form.sections[n - 1]}”这一部分。" for n in range(1, 7) if n not in parts.sections]
    return Report(
        organ=parts.organ,
        year=parts.year or 0,
        format=form,
        table2=table2,
        table3={
            row.key: tuple(three.cells.get(f"表3/{row.key}/{column}") for column in form.table3_columns)
            for row in form.table3_rows
        },
        table4=tuple(four.cells.get(f"表4/{group.name}/{column}") for group, column in form.table4_cells()),
        title=parts.title,
        intro=parts.intro,
        sections=_narrative(parts, form, tables),
        issuer=parts.issuer,
        dated=parts.dated,
        amount_unit=next((unit for place, unit in two.units.items() if "采购" in place and unit), None),
        unread=tuple(missing + two.unread + three.unread + four.unread),
        marks={**two.marks, **three.marks, **four.marks},
    )


def _narrative(parts: Outline, form: Format, tables: tuple[Reading, Reading, Reading]) -> dict[str, str]:
    """Sections 一, 五, 六 in full; of 二, 三, 四 the sentences beside the tables."""
    words = {number: paragraphs(parts.sections.get(number, "")) for number in (1, 5, 6)}
    words |= {number: "\n".join(table.sentences) for number, table in zip((2, 3, 4), tables, strict=True)}
    return {form.sections[number - 1]: words[number] for number in range(1, 7)}


def _format_used(parts: Outline, year: int) -> Format:
    """The format the tables themselves show; the format of the year where they show nothing."""
    due = format_for(year).name
    names = [
        next((name for name, sign in signs if sign.search(fold(parts.sections.get(number, "")))), due)
        for number, signs in ((2, _TABLE2_SIGNS), (3, _TABLE3_SIGNS))
    ]
    return mixed(*names)
