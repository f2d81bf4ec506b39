"""Where a finding (校验结果) belongs in a report: its cells, else the section it speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.annualreport.findings import Finding, place_name
from gongkai.annualreport.report import UNREAD, Report
from gongkai.annualreport.write.wording import equation

_TABLES = {"表二": "表2/", "表三": "表3/", "表四": "表4/"}
_SECTION_OF = {"表二": 1, "表三": 2, "表四": 3, "第二部分": 1, "第三部分": 2, "第四部分": 3}
STATISTICS = "统计表"
STATISTIC_COLUMNS = ("本年度", "历年累计")


def names_of(report: Report) -> dict[str, str]:
    """Every cell of the report with its name as people say it, in the order of the form: place → 表三·….

    A row of the statistics table (统计表) of a year before 2019 has the places 统计表/its label/本年度 or 历年累计.
    """
    names = {place: place_name(report.format, place) for place, _ in report.cells()}
    for row in report.statistics:
        for column, _ in zip(STATISTIC_COLUMNS, row.values, strict=False):
            names[f"{STATISTICS}/{row.label}/{column}"] = f"{STATISTICS}·{row.label.strip('：:')}·{column}"
    return names


def places_of(report: Report, found: Finding) -> tuple[str, ...]:
    """The cells of this report that the finding speaks of, in the order of the form; none when it names none.

    Those it names itself; else the cells of both sides of its sum; else those its `where` names as people
    say it: a cell, or a row or column of a table. A rule that could not be applied points at no cell unless
    it names it.
    """
    names = names_of(report)
    named = set(found.places) or (_implied(report, found, names) if found.assessable else set())
    return tuple(place for place in names if place in named)


def _implied(report: Report, found: Finding, names: Mapping[str, str]) -> set[str]:
    if found.where in _TABLES:
        return _lacking(report, found.rule, _TABLES[found.where])
    if which := equation(report.format, found):
        return {term.place for term in (*which.left, *which.right) if not term.previous}
    if found.rule == "T3-5":
        column = found.where.rpartition("·")[2]
        keys = ("new", "carried_in", *(row.key for row in report.format.leaf_rows))
        return {f"表3/{key}/{column}" for key in keys}
    return _called(found.where, names)


def _lacking(report: Report, rule: str, table: str) -> set[str]:
    """The cells of a table that were not read (READ) or hold nothing (BLANK)."""
    if rule == "READ":
        return {place for place, mark in report.marks.items() if mark == UNREAD and place.startswith(table)}
    if rule == "BLANK":
        return {
            place
            for place, value in report.cells()
            if value is None and place.startswith(table) and place not in report.marks
        }
    return set()


def _called(where: str, names: Mapping[str, str]) -> set[str]:
    """The cells called so: 表三·（一）予以公开·自然人, or a whole row 表二·规章, or a whole column 表三·自然人."""
    table, dot, rest = where.partition("·")
    if not dot:
        return set()
    inside = {place: name for place, name in names.items() if name.startswith(f"{table}·")}
    cell = {place for place, name in inside.items() if name == where}
    row = {place for place, name in inside.items() if name.startswith(f"{where}·")}
    return cell or row or {place for place, name in inside.items() if name.endswith(f"·{rest}")}


def section_of(report: Report, found: Finding) -> str:
    """The heading of the section the finding speaks of; empty when it speaks of the whole report."""
    head = found.where.partition("·")[0].partition("、第")[0]
    if head in _SECTION_OF and report.format.sections:
        return report.format.sections[_SECTION_OF[head]]
    headings = (*report.format.sections, *report.sections)
    return next((heading for heading in headings if heading and found.where.startswith(heading)), "")
