from __future__ import annotations

from dataclasses import replace

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
    assert found.message == ("第一项加第二项之和，等于第三项加第四项之和（表三·自然人）：左60 ≠ 右61，差−1。")


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


def test_a_year_without_a_format_is_a_finding_not_a_crash() -> None:
    found = errors(check(replace(Report.empty("清河镇", 2019), year=2018)))
    assert [finding.rule for finding in found] == ["FORMAT"]


def test_every_rule_names_its_source_and_every_finding_a_rule() -> None:
    assert all(rule.basis and rule.meaning for rule in RULES.values())
    messy = replace(Report.empty("清河镇", 2021), year=2019, table2={}, table4=(), sections={})
    assert rules(check(messy)) <= RULES.keys()
