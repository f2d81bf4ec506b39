"""FORMAT and ROWS: the form the law prescribes for the report's year, and rows that are missing or added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annualreport.check.facts import TABLES, Facts
from gongkai.annualreport.findings import Finding, finding, not_assessable
from gongkai.annualreport.formats import UnknownYear, format_for

# As the readers say it in Report.unread: a row that the form does not have.
_ADDED = re.compile(r"^(表[二三四])多出一行“(.+)”")
NAMED_AT_MOST = 6


def check_form(facts: Facts) -> Iterator[Finding]:
    """FORMAT by year and section; ROWS by table."""
    yield from _check_year(facts)
    if facts.has_tables:
        yield from _check_rows(facts)


def _check_year(facts: Facts) -> Iterator[Finding]:
    year = facts.report.year
    if not year:
        yield not_assessable("FORMAT", "报告年度", "没有找到报告年度。请在标题写明年度后再校验。")
        return
    try:
        due = format_for(year)
    except UnknownYear:
        why = f"{year}年度没有全国统一表式（自2019年度起才有），只核对正文和统计表。请确认报告年度无误。"
        yield not_assessable("FORMAT", "报告年度", why)
        return
    used = (("第二部分", facts.form.table2_name), ("第三部分", facts.form.name))
    wrong = [section for section, name in used if name != due.name]
    if wrong:
        message = f"{year}年度报告应使用{due.document}的表式，但{'、'.join(wrong)}用的是另一年度的表式。"
        yield finding("FORMAT", "、".join(wrong), message + "请按规定表式重填。")


def _check_rows(facts: Facts) -> Iterator[Finding]:
    for table, name in TABLES:
        if facts.is_whole(table):
            continue  # that nothing of it was read is said instead
        missing = [label for of, label in facts.missing_rows if of == name]
        if missing:
            message = f"{name}少了规定的{len(missing)}行：{_listed(missing)}。请按规定表式补齐，没有的填0。"
            yield finding("ROWS", name, message, places=tuple(sorted(facts.missing(table, name))))
        added = [m[2] for line in facts.report.unread if (m := _ADDED.match(line)) and m[1] == name]
        if added:
            message = f"{name}多了规定表式没有的{len(added)}行：{_listed(added)}，没有计入。请并入规定的行。"
            yield finding("ROWS", name, message)


def _listed(labels: list[str]) -> str:
    return "；".join(labels[:NAMED_AT_MOST]) + ("等" if len(labels) > NAMED_AT_MOST else "")
