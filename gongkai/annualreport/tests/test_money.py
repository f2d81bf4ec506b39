"""Money in table 2 and in the words: units that are missing or mixed up are doubted, never called wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.annualreport.check import check
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.report import Cell, Report
from gongkai.annualreport.tests.telling import said_of

FEES = {"行政事业性收费": "本年收费金额（单位：万元）"}


def with_fees(amount: Cell, organ: str = "清河镇人民政府", year: int = 2022) -> Report:
    report = Report.empty(organ, year)
    return replace(report, table2={**report.table2, "行政事业性收费": {"本年收费金额（单位：万元）": amount}})


def bought(projects: Cell, amount: Cell, unit: str | None) -> Report:
    report = Report.empty("清河镇人民政府", 2020)
    row = {"采购项目数量": projects, "采购总金额": amount}
    return replace(report, table2={**report.table2, "政府集中采购": row}, amount_unit=unit)


def said(report: Report, previous: Report | None = None) -> list[Finding]:
    return [found for found in check(report, previous=previous) if found.rule == "T2-MONEY"]


@pytest.mark.parametrize(
    ("organ", "amount", "doubted"),
    [
        ("清河镇人民政府", 9_999, False),
        ("清河镇人民政府", 172_425, True),
        ("某某县人民政府", Decimal("24252.311082"), False),
        ("某某县人民政府", 242_523_110, True),
        ("某某市人民政府", 316_441, False),
        ("清河镇人民政府", 0, False),
    ],
)
def test_an_amount_no_organ_of_the_level_takes_is_doubted(organ: str, amount: Cell, doubted: bool) -> None:
    found = said(with_fees(amount, organ))
    assert [one.severity for one in found] == ["warning"] * doubted


def test_an_amount_a_thousand_times_last_years_is_doubted() -> None:
    last = with_fees(Decimal("1.2"), year=2021)
    assert len(said(with_fees(1_300), last)) == 1
    assert said(with_fees(1_100), last) == []
    assert len(said(with_fees(Decimal("0.5")), with_fees(600, year=2021))) == 1


@pytest.mark.parametrize(
    ("projects", "amount", "unit", "doubted"),
    [
        (9, 172_425, "元", False),
        (9, 17, "元", True),
        (0, 17, "元", True),
        (9, 172_425, "万元", True),
        (9, 17, "万元", False),
        (0, 0, None, False),
    ],
)
def test_purchases_written_in_the_other_unit_are_doubted(
    projects: Cell, amount: Cell, unit: str | None, doubted: bool
) -> None:
    assert bool(said(bought(projects, amount, unit))) == doubted


@pytest.mark.parametrize(
    "text",
    [
        "全年行政事业性收费123.45万元。",
        "行政事业性收费金额共计123万元。",
        "行政事业性收费收入1234500元。",
        "2022年行政事业性收费99万元。",
    ],
)
def test_fees_quoted_at_any_precision_are_right(text: str) -> None:
    assert said_of(text, "X-1") == []


def test_fees_quoted_in_another_unit_are_found() -> None:
    [found] = said_of("全年行政事业性收费123.45元。", "X-1")
    assert "填的是123.45" in found.message
    assert "请核对金额和单位" in found.message


@pytest.mark.parametrize(("unit", "doubted"), [("元", 1), ("万元", 1), (None, 0)])
def test_purchases_quoted_are_compared_in_the_units_that_are_stated(unit: str | None, doubted: int) -> None:
    report = bought(9, 30 if unit == "万元" else 172_425, unit)
    text = "政府集中采购项目总金额17.24万元。" if unit is None else "政府集中采购金额20万元。"
    report = replace(report, sections={report.format.sections[0]: text})
    assert len([found for found in check(report) if found.rule == "X-1" and found.assessable]) == doubted
