from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annualreport.check import check
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.formats import format_for
from gongkai.annualreport.report import UNREAD, Cell, Report
from gongkai.annualreport.rules import RULES
from gongkai.annualreport.tests.building import footed

COUNT = st.integers(0, 500)
SIX = st.tuples(*[COUNT] * 6)


@st.composite
def footed_reports(draw: st.DrawFn) -> Report:
    year = draw(st.sampled_from((2019, 2021)))
    leaves = draw(st.lists(SIX, min_size=(n := len(format_for(year).leaf_rows)), max_size=n))
    return footed(year, leaves, draw(SIX), draw(st.lists(COUNT, min_size=12, max_size=12)))


def errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "error"]


def rules(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in findings}


def with_cell(report: Report, key: str, column: int, value: Cell) -> Report:
    row = list(report.table3[key])
    row[column] = value
    return replace(report, table3={**report.table3, key: tuple(row)})


@given(footed_reports())
def test_a_report_whose_totals_are_computed_has_no_errors(report: Report) -> None:
    assert errors(check(report)) == []


@given(footed_reports(), st.data())
def test_any_one_cell_of_table_3_changed_is_found_and_its_row_named(
    report: Report, data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from(report.format.table3_rows))
    column = data.draw(st.integers(0, 6))
    changed = with_cell(report, row.key, column, (report.table3[row.key][column] or 0) + 1)
    found = errors(check(changed))
    assert f"表三·{row.label}" in {finding.where for finding in found if finding.rule == "T3-3"}
    named = {finding.where for finding in found if finding.rule in ("T3-1", "T3-2")}
    assert named == {f"表三·{report.format.table3_columns[column]}"}


@given(footed_reports(), st.integers(0, 14))
def test_any_one_cell_of_table_4_changed_is_found(report: Report, index: int) -> None:
    cells = list(report.table4)
    cells[index] = (cells[index] or 0) + 1
    found = errors(check(replace(report, table4=tuple(cells))))
    group = report.format.table4[index // 5].name.replace("/", "·")
    assert [(finding.rule, finding.where) for finding in found] == [("T4-1", f"表四·{group}")]


def test_the_message_names_the_sum_the_place_both_sides_and_the_difference() -> None:
    report = with_cell(Report.empty("清河镇", 2021), "new", 0, 60)
    report = with_cell(with_cell(report, "new", 6, 60), "result_total", 0, 61)
    [found] = [f for f in check(report) if f.rule == "T3-1" and f.where == "表三·自然人"]
    assert found.message == (
        "第一项加第二项之和，等于第三项加第四项之和（表三·自然人）：左60 ≠ 右61，差−1。"
        "请核对本列的新收、上年结转、总计和结转下年度四个数，改正后再报。"
    )
    assert set(found.places) == {
        f"表3/{key}/自然人" for key in ("new", "carried_in", "result_total", "carried_out")
    }


def test_a_blank_counts_as_zero_and_is_told_once_per_table() -> None:
    report = replace(Report.empty("清河镇", 2021), table4=(0,) * 14 + (None,))
    report = with_cell(with_cell(report, "new", 0, None), "granted", 3, None)
    blanks = [finding for finding in check(report) if finding.rule == "BLANK"]
    assert [finding.where for finding in blanks] == ["表三", "表四"]
    assert "有2格空白" in blanks[0].message
    assert "（一）予以公开·社会公益组织" in blanks[0].message
    assert "行政诉讼·复议后起诉·总计" in blanks[1].message
    assert errors(check(report)) == []


def test_a_row_that_is_blank_throughout_is_named_once() -> None:
    report = Report.empty("清河镇", 2021)
    report = replace(report, table3={**report.table3, "granted": (None,) * 7})
    [blank] = [finding for finding in check(report) if finding.rule == "BLANK"]
    assert "：（一）予以公开（整行）。" in blank.message


def test_a_slash_is_allowed_for_made_rules_only() -> None:
    report = Report.empty("清河镇", 2021)
    row = dict.fromkeys(report.table2["规章"])
    allowed = replace(
        report, table2={**report.table2, "规章": row}, marks={f"表2/规章/{column}": "/" for column in row}
    )
    assert not rules(check(allowed)) & {"MARK", "BLANK", "T2-2"}
    wrong = replace(with_cell(report, "new", 0, None), marks={"表3/new/自然人": "/"})
    [mark] = [finding for finding in check(wrong) if finding.rule == "MARK"]
    assert mark.where == "表三·一、本年新收政府信息公开申请数量·自然人"


def test_sums_with_an_unread_cell_are_not_judged_but_the_cell_is_named() -> None:
    report = with_cell(with_cell(Report.empty("清河镇", 2021), "new", 0, 5), "new", 6, 5)
    columns = report.format.table3_columns
    report = replace(
        report,
        table3={**report.table3, "granted": (None,) * 7, "result_total": (5, 0, 0, 0, 0, 0, 5)},
        marks={f"表3/granted/{column}": UNREAD for column in columns},
    )
    found = check(report)
    assert errors(found) == []
    [unread] = [finding for finding in found if finding.rule == "READ"]
    assert "（一）予以公开（整行）" in unread.message


def test_a_table_of_which_nothing_was_read_cannot_pass() -> None:
    report = Report.empty("清河镇", 2021)
    places = [place for place, _ in report.cells() if place.startswith("表4")]
    found = errors(check(replace(report, table4=(None,) * 15, marks=dict.fromkeys(places, UNREAD))))
    assert [(finding.rule, finding.where) for finding in found] == [("READ", "表四")]


def unassessed(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {finding.rule: finding.message for finding in findings if not finding.assessable}


def test_a_rule_that_cannot_be_applied_says_why_once_and_last() -> None:
    columns = format_for(2021).table3_columns
    marks = {f"表3/{key}/{column}": UNREAD for key in ("new", "deny1") for column in columns}
    found = check(replace(Report.empty("清河镇", 2021), marks=marks))
    said = [finding.rule for finding in found if not finding.assessable]
    assert sorted(said) == ["T3-1", "T3-2", "T3-3", "T3-4"]
    assert [finding.assessable for finding in found] == sorted(
        (finding.assessable for finding in found), reverse=True
    )
    assert "有2处（表三·一、本年新收政府信息公开申请数量；表三·1.属于国家秘密）" in unassessed(found)["T3-3"]
    assert "各处都含没有读出的单元格" in unassessed(found)["T3-1"]


def test_a_made_rule_of_an_organ_of_unknown_level_is_not_judged() -> None:
    report = Report.empty("某某市统计局", 2021)
    table2 = {**report.table2, "规章": {"本年制发件数": 1, "本年废止件数": 0, "现行有效件数": 1}}
    found = check(replace(report, table2=table2))
    assert "T2-2" in unassessed(found)
    assert errors(found) == []
    assert "T2-2" not in unassessed(check(report))
    assert [f.rule for f in errors(check(replace(report, table2=table2), level="county"))] == ["T2-2"] * 2


def test_without_last_years_report_the_carry_over_is_said_not_to_be_assessed() -> None:
    report = Report.empty("清河镇", 2022)
    assert unassessed(check(report)).keys() == {"T3-4"}
    assert unassessed(check(report, previous=Report.empty("清河镇", 2021))) == {}
    old = replace(Report.empty("清河镇", 2020), table2={})
    assert unassessed(check(Report.empty("清河镇", 2021), previous=old)).keys() == {"T2-1"}


def test_run_on_digits_that_no_cutting_makes_fit_are_doubted() -> None:
    first = "表2/行政规范性文件/本年制发件数"
    columns = ("本年制发件数", "本年废止件数", "现行有效件数")
    places = tuple(f"表2/行政规范性文件/{column}" for column in columns)
    last = Report.empty("清河镇", 2021)
    last = replace(
        last, table2={**last.table2, "行政规范性文件": dict(zip(columns, (0, 0, 10), strict=True))}
    )
    report = Report.empty("清河镇", 2022)
    blank = {**report.table2, "行政规范性文件": dict.fromkeys(columns)}
    report = replace(report, table2=blank, marks=dict.fromkeys(places, UNREAD))
    fits = replace(report, candidates={first: ((2, 11, 9), (2, 1, 11))})
    never = replace(report, candidates={first: ((2, 11, 9), (21, 1, 9))})
    assert "读作2、1、11" in unassessed(check(fits, previous=last))["T2-1"]
    [found] = [f for f in check(never, previous=last) if f.rule == "T2-1"]
    assert (found.severity, found.assessable, found.places) == ("warning", True, places)
    assert "T2-1" in unassessed(check(report, previous=last))


def test_a_blank_total_beside_numbers_is_told_with_the_number_to_fill_in() -> None:
    report = with_cell(with_cell(Report.empty("清河镇", 2021), "granted", 0, 3), "granted", 6, None)
    [row] = [f for f in check(report) if f.rule == "T3-3"]
    assert (row.where, row.expected, row.found) == ("表三·（一）予以公开", 3, 0)
    assert "总计空白，而各项合计3。请在总计格填3。" in row.message
    report = replace(Report.empty("清河镇", 2021), table4=(1, 0, 0, 1, None, *(0,) * 10))
    [group] = [f for f in check(report) if f.rule == "T4-1"]
    assert "请在总计格填2。" in group.message
    filled = replace(Report.empty("清河镇", 2021), table4=(None, None, None, None, 2, *(0,) * 10))
    [group] = [f for f in check(filled) if f.rule == "T4-1"]
    assert "各分项都空白，而总计填了2。" in group.message


def test_a_table_left_blank_is_told_as_a_whole() -> None:
    [blank] = [
        f for f in check(replace(Report.empty("清河镇", 2021), table4=(None,) * 15)) if f.rule == "BLANK"
    ]
    assert "表四整张表都是空白" in blank.message


def test_rows_missing_or_added_are_named_and_not_said_to_be_unread_as_well() -> None:
    report = Report.empty("清河镇", 2021)
    blank = {**report.table2, "行政许可": {"本年处理决定数量": None}}
    report = replace(
        report,
        table2=blank,
        marks={"表2/行政许可/本年处理决定数量": UNREAD},
        unread=(
            "表二“行政许可”行：没有找到这一行。",
            "表三多出一行“9.其他情形”，不属于规定的表式，没有计入。",
        ),
    )
    said = [(f.rule, f.where) for f in check(report) if f.rule in ("ROWS", "READ")]
    assert said == [("ROWS", "表二"), ("ROWS", "表三")]


def test_a_count_with_a_fraction_is_an_error() -> None:
    report = with_cell(Report.empty("清河镇", 2021), "new", 0, Decimal("1.5"))
    [found] = [f for f in check(report) if f.rule == "T3-6"]
    assert "填的是1.5，应为不小于0的整数" in found.message


def test_the_sum_of_organs_is_not_held_against_unread_cells() -> None:
    whole = with_cell(Report.empty("崆峒区", 2021), "new", 0, 4)
    part = replace(Report.empty("清河镇", 2021), marks={"表3/new/自然人": UNREAD})
    found = [f for f in check(whole, parts=[part]) if f.rule == "X-2"]
    assert [f.assessable for f in found] == [False]


def test_last_years_report_of_another_year_is_not_compared() -> None:
    last = with_cell(Report.empty("清河镇", 2021), "carried_out", 0, 9)
    found = check(Report.empty("清河镇", 2023), previous=last)
    assert "T3-4" not in rules(found)
    assert "PREVIOUS" in rules(found)


def test_last_years_report_of_another_organ_is_doubted_and_compared() -> None:
    last = Report.empty("白水镇", 2021)
    last = replace(last, table3={**last.table3, "carried_out": (1, 0, 0, 0, 0, 0, 1)})
    assert {"PREVIOUS", "T3-4"} <= rules(check(Report.empty("清河镇", 2022), previous=last))


def test_carry_over_is_compared_across_the_two_formats() -> None:
    last = Report.empty("清河镇", 2020)
    last = replace(last, table3={**last.table3, "carried_out": (1, 0, 0, 0, 0, 0, 1)})
    found = [f for f in check(Report.empty("清河镇", 2021), previous=last) if f.rule == "T3-4"]
    assert [(f.where, f.expected, f.found) for f in found] == [("表三·自然人", 1, 0), ("表三·总计", 1, 0)]


@given(st.lists(SIX, min_size=21, max_size=21), st.lists(SIX, min_size=21, max_size=21))
def test_a_sum_of_organs_passes_and_a_changed_sum_does_not(
    one: list[tuple[int, ...]], two: list[tuple[int, ...]]
) -> None:
    parts = [footed(2021, leaves, (0,) * 6, (0,) * 12) for leaves in (one, two)]
    both = [tuple(map(sum, zip(a, b, strict=True))) for a, b in zip(one, two, strict=True)]
    whole = footed(2021, both, (0,) * 6, (0,) * 12)
    assert "X-2" not in rules(check(whole, parts=parts))
    wrong = with_cell(whole, "granted", 1, (whole.table3["granted"][1] or 0) + 2)
    [found] = [finding for finding in check(wrong, parts=parts) if finding.rule == "X-2"]
    assert (found.where, found.difference) == ("表三·（一）予以公开·商业企业", -2)


@pytest.mark.parametrize("year", [2020, 2022])
def test_organs_of_another_year_or_format_are_not_added_up(year: int) -> None:
    found = check(Report.empty("崆峒区", 2021), parts=[Report.empty("清河镇", year)])
    [refused] = [finding for finding in found if finding.rule == "X-2"]
    assert "清河镇" in refused.message
    assert "不能汇总" in refused.message


@pytest.mark.parametrize("year", [0, 2018])
def test_a_year_without_a_form_of_its_own_is_no_error_but_said(year: int) -> None:
    found = check(replace(Report.empty("清河镇", 2019), year=year))
    assert errors(found) == []
    [form] = [finding for finding in found if finding.rule == "FORMAT"]
    assert (form.severity, form.assessable, form.where) == ("info", False, "报告年度")


def test_every_rule_names_its_source_and_every_finding_a_rule() -> None:
    assert all(rule.basis and rule.meaning for rule in RULES.values())
    messy = replace(Report.empty("清河镇", 2021), year=2019, table2={}, table4=(), sections={})
    assert rules(check(messy)) <= RULES.keys()
