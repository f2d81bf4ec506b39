"""Dates: the statistical period, the signature against the year and the regulation, days that do not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.annualreport.check import check
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.report import Report


def said(report: Report, rule: str) -> list[Finding]:
    return [found for found in check(report) if found.rule == rule]


def opened(intro: str, year: int = 2022) -> Report:
    return replace(Report.empty("清河镇人民政府", year), intro=intro)


def told(text: str, *, section: int = 0, year: int = 2023) -> Report:
    report = Report.empty("清河镇人民政府", year)
    return replace(report, sections={report.format.sections[section]: text})


@pytest.mark.parametrize(
    "intro",
    [
        "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。",
        "统计期限为2022年1月1日至12月31日。",
        "统计时限：2022年1月1日—2022年12月31日。",
        "数据统计时间为2022.1.1-2022.12.31。",
        "统计期限为2022年1月至12月。",
        "统计期限为２０２２年１月１日至１２月３１日。",
        "统计期限自二〇二二年一月一日至二〇二二年十二月三十一日。",
        "统计期限为2022年度。",
        "信息公开期限为20个工作日。",
        "统计数据由县统计局提供。",
        "",
    ],
)
def test_a_period_of_the_whole_year_in_any_writing_is_right(intro: str) -> None:
    assert said(opened(intro), "D-PERIOD") == []


@pytest.mark.parametrize(
    ("intro", "why"),
    [
        ("本报告所列数据的统计期限自至。", "缺失或读不出"),
        ("本报告所列数据的统计期限自202211日起至20221231日止。", "缺失或读不出"),
        ("统计期限自2021年1月1日至2021年12月31日。", "写的是2021年，报告年度是2022年"),
        ("统计期限自2022年1月1日至2022年11月30日。", "不是一个完整年度"),
        ("统计期限自2021年1月1日至2022年12月31日。", "不是一个完整年度"),
    ],
)
def test_a_period_that_is_lost_or_of_another_year_is_doubted(intro: str, why: str) -> None:
    [found] = said(opened(intro), "D-PERIOD")
    assert why in found.message
    assert "请写明2022年1月1日至2022年12月31日" in found.message
    assert found.quote and found.quote in intro
    assert found.where == "开头·统计期限"


def test_the_period_may_stand_in_any_section() -> None:
    [found] = said(told("统计期限自至。"), "D-PERIOD")
    assert found.where == "一、总体情况·统计期限"


@pytest.mark.parametrize(
    ("dated", "rule"),
    [
        (date(2022, 12, 31), "D-SIGNED"),
        (date(2022, 1, 14), "D-SIGNED"),
        (date(2023, 1, 1), None),
        (date(2023, 1, 31), None),
        (date(2023, 2, 1), "D-LATE"),
        (None, None),
    ],
)
def test_a_township_signs_after_the_year_and_before_february(dated: date | None, rule: str | None) -> None:
    report = replace(Report.empty("清河镇人民政府", 2022), dated=dated)
    found = [one for one in check(report) if one.rule.startswith("D-")]
    assert [(one.rule, one.severity) for one in found] == ([(rule, "warning")] if rule else [])


@pytest.mark.parametrize(
    ("organ", "day", "late"),
    [
        ("某某县统计局", date(2023, 2, 1), True),
        ("某某县人民政府", date(2023, 2, 1), False),
        ("某某县人民政府办公室", date(2023, 3, 31), False),
        ("某某县人民政府", date(2023, 4, 1), True),
        ("某某县高新区管理委员会", date(2023, 3, 20), False),
        ("某某公司", date(2023, 3, 31), False),
    ],
)
def test_a_government_has_until_the_end_of_march(organ: str, day: date, late: bool) -> None:
    found = said(replace(Report.empty(organ, 2022), dated=day), "D-LATE")
    assert bool(found) == late
    assert all("《政府信息公开条例》第四十九条" in one.message for one in found)


@pytest.mark.parametrize(
    "text", ["2月30日召开会议。", "2023年11月31日。", "13月1日。", "6月0日。", "2023年2月29日。"]
)
def test_a_day_that_does_not_exist_is_found(text: str) -> None:
    [found] = said(told(text), "D-DATE")
    assert "没有这一天" in found.message


def test_days_that_exist_are_left_alone() -> None:
    assert said(told("2月29日、2024年2月29日、12月31日、1月1日召开会议。"), "D-DATE") == []


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("2022年，我镇主动公开信息32条。", 0),
        ("（一）主动公开情况。2022年度，全年公开信息32条。", 0),
        ("2022年，未发生收取信息处理费情况。", 5),
    ],
)
def test_the_work_of_an_earlier_year_told_as_this_ones_is_doubted(text: str, section: int) -> None:
    [found] = said(told(text, section=section), "D-YEAR")
    assert "可能是沿用上年文字" in found.message
    assert found.quote


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("2023年，我镇主动公开信息32条。", 0),
        ("2022年，我镇公开信息30条，2023年公开32条。", 0),
        ("2022年信息公开年报1条。", 0),
        ("与2022年相比，公开信息增加2条。", 0),
        ("2022年，上级指出的问题已全部整改，公开及时。", 4),
        ("2024年，我镇将继续公开信息。", 4),
        ("2022年12月印发的文件已公开。", 0),
        ("2021年，全国公开工作要点印发以来，我镇认真落实，对照整改。", 0),
    ],
)
def test_other_years_in_their_place_are_left_alone(text: str, section: int) -> None:
    assert said(told(text, section=section), "D-YEAR") == []


def test_an_opening_that_reports_another_year_is_doubted() -> None:
    text = "现将2022年度政府信息公开工作情况报告如下："
    [found] = said(replace(told("公开32条。"), intro=text), "D-YEAR")
    assert found.where == "开头·2022年"
    assert said(replace(told("公开32条。", year=2022), intro=text), "D-YEAR") == []
