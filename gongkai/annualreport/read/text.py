"""Reading a report published as plain text: a cell a line, cells between bars, or run together."""

from __future__ import annotations

import re

from gongkai.annualreport.formats import Format, format_for, mixed
from gongkai.annualreport.read.assembling import assembled
from gongkai.annualreport.read.before2019 import report_before_2019
from gongkai.annualreport.read.kinds import CannotRead, decode
from gongkai.annualreport.read.labels import fold, label_pattern
from gongkai.annualreport.read.outline import Outline, outline
from gongkai.annualreport.read.rows import read_table2, read_table3
from gongkai.annualreport.read.tables import Text
from gongkai.annualreport.read.texttable4 import read_table4
from gongkai.annualreport.read.twofold import refuse_two_reports
from gongkai.annualreport.report import Report

NO_REPORT = "这不像政府信息公开工作年度报告，请核对是不是选错了文件：没有找到标题和“一、总体情况”等六个部分。"
NO_YEAR = "没有找到报告年度。请在标题中写明，例如“某某镇2024年政府信息公开工作年度报告”。"
_TABLE2_SIGNS = (
    ("2021", re.compile("制发件数|现行有效")),
    ("2019", re.compile("新制作|对外公开总数|上一年项目")),
)
_TABLE3_SIGNS = (("2021", re.compile("逾期不补正|逾期未按|不再处理其政府")), ("2019", re.compile("其他处理")))
# Where a table begins that stands under no heading of its own: words of its first rows, and its first label.
_BEGINNINGS = {
    2: (re.compile("第二十条第|信息内容"), re.compile("制发件数|新制作|上一年项目|处理决定数")),
    3: (re.compile(r"[(]?本列数据的勾稽|申请人情况|自然人"), label_pattern("本年新收政府信息公开申请")),
    4: (re.compile("行政复议"), label_pattern("结果维持")),
}
_NEXT = {2: re.compile(r"[(]?本列数据的勾稽|申请人情况|附表"), 3: re.compile("行政复议|附表")}
_LAST_ROW = label_pattern("结转下年度继续办理")


def read_text(content: bytes) -> Report:
    """The report in the bytes of a text file; CannotRead when it is none."""
    return report_in(decode(content))


def report_in(text: str) -> Report:
    """The report in this text; what could not be placed is named in Report.unread."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refuse_two_reports(text)
    parts = outline(text)
    tables = {number: _table_text(parts, number) for number in (2, 3, 4)}
    if parts.year and parts.year < 2019 and parts.title and not any(map(_has_table, tables.items())):
        return report_before_2019(text, parts, [])
    headed = len(parts.sections) + sum(
        part is not None and n not in parts.sections for n, part in tables.items()
    )
    if not headed or (not parts.title and headed < 2):  # one heading alone may stand in any work report
        raise CannotRead(NO_REPORT)
    if parts.year is None:
        raise CannotRead(NO_YEAR)
    form = _format_used(tables, parts.year)
    two, three, four = (tables[number] or Text("") for number in (2, 3, 4))
    return assembled(parts, form, (read_table2(two, form), read_table3(three, form), read_table4(four, form)))


def _table_text(parts: Outline, number: int) -> Text | None:
    """The text of the section; where its table stands elsewhere, above all headings or below the signature, that."""
    opens, sure = _BEGINNINGS[number]
    own = Text(parts.sections[number], parts.lines[number]) if number in parts.sections else None
    if own is not None and sure.search(fold(own.text)):
        return own
    texts = {0: parts.opening, **parts.whole}
    before = max((n for n in parts.sections if n < number), default=0)
    for place in (before, *sorted(texts, reverse=True)):
        folded = fold(texts[place])
        label = sure.search(folded)
        if label is not None:
            first = opens.search(folded, max(label.start() - 200, 0), label.start())
            start = first.start() if first else label.start()
            line = parts.lines.get(place, 1) + folded.count("\n", 0, start)
            return Text(texts[place][start : _end(folded, label.end(), number)], line)
    return own


def _has_table(part: tuple[int, Text | None]) -> bool:
    """Whether the table of the common form begins in this part of the text."""
    number, text = part
    return text is not None and bool(_BEGINNINGS[number][1].search(fold(text.text)))


def _end(folded: str, start: int, number: int) -> int:
    """Where the next table begins below this one."""
    if number == 3 and (last := _LAST_ROW.search(folded, start)):
        start = last.end()
    following = _NEXT.get(number)
    found = following.search(folded, start) if following else None
    return found.start() if found else len(folded)


def _format_used(tables: dict[int, Text | None], year: int) -> Format:
    """The format the tables themselves show; the format of the year where they show nothing."""
    due = format_for(max(year, 2019)).name  # the tables of the common form under a year before it
    words = {number: fold(part.text) if part else "" for number, part in tables.items()}
    names = [
        next((name for name, sign in signs if sign.search(words[number])), due)
        for number, signs in ((2, _TABLE2_SIGNS), (3, _TABLE3_SIGNS))
    ]
    return mixed(*names)
