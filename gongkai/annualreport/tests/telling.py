"""A report with numbers in every table, for the tests of what its words say of them; all of it is invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from gongkai.annualreport.check import check
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.report import Cell, Report

YEAR = 2023
_ROWS = {  # 自然人, 商业企业
    "new": (70, 5),
    "carried_in": (3, 0),
    "granted": (38, 2),
    "partial": (8, 0),
    "deny6": (2, 0),
    "deny7": (3, 0),
    "unable1": (13, 2),
    "unable2": (4, 0),
    "refuse1": (2, 0),
    "other3": (1, 0),
    "result_total": (71, 4),
    "carried_out": (2, 1),
}


def telling_report() -> Report:
    """75 received, 3 carried in, 75 decided, 3 carried out; 2 reviews, 4 lawsuits; 12 documents issued, 60 in force."""
    report = Report.empty("某某县人民政府", YEAR)
    table3 = dict(report.table3)
    for key, (persons, firms) in _ROWS.items():
        table3[key] = (persons, firms, 0, 0, 0, 0, persons + firms)
    table2: dict[str, dict[str, Cell]] = {row: dict(columns) for row, columns in report.table2.items()}
    table2["行政规范性文件"] = {"本年制发件数": 12, "本年废止件数": 5, "现行有效件数": 60}
    table2["行政许可"]["本年处理决定数量"] = 345
    table2["行政处罚"]["本年处理决定数量"] = 67
    table2["行政强制"]["本年处理决定数量"] = 8
    table2["行政事业性收费"]["本年收费金额（单位：万元）"] = Decimal("123.45")
    return replace(report, table2=table2, table3=table3, table4=(1, 0, 0, 1, 2, 3, 0, 0, 0, 3, 1, 0, 0, 0, 1))


def said_of(text: str, *rules: str, section: int = 0) -> list[Finding]:
    """What these rules find in the report when a section of it has this text."""
    report = telling_report()
    report = replace(report, sections={report.format.sections[section]: text})
    return [found for found in check(report) if found.rule in rules and found.assessable]
