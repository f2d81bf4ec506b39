"""Adding up reports: what is refused, what is left out and named, and that the sum is the sum."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annualreport import Report, check, merge, read
from gongkai.annualreport.formats import BEFORE_2019, format_named, mixed
from gongkai.annualreport.merge import MergeRefused
from gongkai.annualreport.report import UNREAD, Cell
from gongkai.annualreport.tests.building import footed
from gongkai.annualreport.tests.generating.reports import blanked, generated, seeds

COUNTY = "某某县人民政府"
PURCHASES = "表2/政府集中采购/采购总金额"


def town(name: str, year: int = 2024, new: int = 0) -> Report:
    report = Report.empty(f"某某县{name}镇人民政府", year)
    leaves = [(new if row.key == "granted" else 0, 0, 0, 0, 0, 0) for row in report.format.leaf_rows]
    return replace(footed(year, leaves, (0,) * 6, (0,) * 12), organ=report.organ)


def with_cell(report: Report, place: str, value: Cell, mark: str = "") -> Report:
    table, row, column = place.split("/", 2)
    marks = {**report.marks, place: mark} if mark else report.marks
    if table == "表2":
        return replace(
            report, table2={**report.table2, row: {**report.table2[row], column: value}}, marks=marks
        )
    at = report.format.table3_columns.index(column)
    cells = list(report.table3[row])
    cells[at] = value
    return replace(report, table3={**report.table3, row: tuple(cells)}, marks=marks)


def buying(name: str, amount: Cell, unit: str | None) -> Report:
    return replace(with_cell(town(name, 2020), PURCHASES, amount), amount_unit=unit)


def wrong(name: str) -> Report:
    """A report with an error: a total that is too large."""
    return with_cell(town(name, new=3), "表3/new/总计", 5)


def cells(report: Report) -> Mapping[str, Cell]:
    return dict(report.cells())


def refusal(*reports: Report, **facts: object) -> str:
    with pytest.raises(MergeRefused) as refused:
        merge(reports, organ=COUNTY, **facts)  # type: ignore[arg-type]
    return str(refused.value)


# What is refused as a whole.


def test_nothing_cannot_be_added_up() -> None:
    assert "没有可以汇总的报告" in refusal()


def test_reports_of_two_years_are_not_added_up() -> None:
    said = refusal(town("清河"), town("云岭", 2023), town("红旗"))
    assert "“某某县云岭镇人民政府”是2023年度、2021年表式" in said
    assert "某某县红旗镇" not in said


def test_reports_in_two_formats_are_not_added_up_and_the_remedy_is_named() -> None:
    old = replace(town("云岭", 2020), year=2024)
    assert "先转换成同一表式" in refusal(town("清河"), old)
    half = replace(town("云岭"), format=mixed("2019", "2021"), table2=town("云岭", 2020).table2)
    assert "2019和2021年表式" in refusal(town("清河"), half)


def test_only_five_of_many_that_differ_are_named() -> None:
    said = refusal(town("清河"), *(town(f"第{number}", 2023) for number in range(9)))
    assert said.count("2023年度") == 5
    assert "等10份" in said


@pytest.mark.parametrize(
    "again", ["某某县清河镇", "清河镇人民政府", "某某县 清河镇人民政府", "某某县清河镇人民政府"]
)
def test_an_organ_is_not_counted_twice_however_it_is_written(again: str) -> None:
    said = refusal(town("清河"), town("云岭"), replace(town("清河"), organ=again))
    assert f"“{again}”有两份报告（另一份写作“某某县清河镇人民政府”）" in said


def test_where_nothing_is_left_each_reason_is_given() -> None:
    said = refusal(wrong("清河"), replace(town("云岭"), organ=" "))
    assert "没有一份报告可以汇总" in said
    assert "“某某县清河镇人民政府”：第一项加第二项之和" in said
    assert "没有写明机关名称" in said


# What is left out and named.


def test_a_report_with_an_error_is_left_out_with_its_errors() -> None:
    merged = merge([town("清河", new=2), wrong("云岭")], organ=COUNTY)
    assert merged.organs == ("某某县清河镇人民政府",)
    (part,) = merged.refused
    assert part.organ == "某某县云岭镇人民政府"
    assert any("左3 ≠ 右5" in reason for reason in part.reasons)
    assert cells(merged.report)["表3/new/总计"] == 2


def test_a_report_with_an_error_is_added_up_when_told_to_and_the_sum_shows_it() -> None:
    merged = merge([town("清河", new=2), wrong("云岭")], organ=COUNTY, despite_errors=True)
    assert merged.refused == ()
    assert cells(merged.report)["表3/new/总计"] == 7
    assert {found.rule for found in merged.findings if found.severity == "error"} >= {"T3-3"}
    assert "X-2" not in {found.rule for found in merged.findings}


@pytest.mark.parametrize("despite_errors", [False, True])
@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (
            lambda r: with_cell(r, "表3/granted/自然人", None, UNREAD),
            "有1个数没有读出（表三·（一）予以公开·自然人）",
        ),
        (lambda r: replace(r, organ="　"), "没有写明机关名称"),
        (lambda r: replace(r, year=0), "没有写明报告年度"),
        (lambda r: replace(r, organ=COUNTY), "是汇总机关自己的报告"),
        (lambda r: replace(r, organ="某某县"), "写成“某某县（本级）”"),
        (lambda r: replace(r, year=2013, format=format_named(BEFORE_2019)), "没有全国统一的表格"),
    ],
)
def test_what_cannot_be_counted_rightly_is_never_counted(spoil, reason: str, despite_errors: bool) -> None:  # type: ignore[no-untyped-def]
    merged = merge(
        [town("清河", new=2), spoil(town("云岭", new=1))], organ=COUNTY, despite_errors=despite_errors
    )
    (part,) = merged.refused
    assert reason in part.reasons[0]
    assert cells(merged.report)["表3/new/总计"] == 2


def test_the_offices_own_report_is_counted_when_it_says_so() -> None:
    merged = merge(
        [replace(town("x", new=1), organ="某某县人民政府（本级）"), town("清河", new=2)], organ=COUNTY
    )
    assert (merged.refused, cells(merged.report)["表3/new/总计"]) == ((), 3)


def test_a_sum_laid_beside_its_parts_is_not_counted_again() -> None:
    towns = [town("清河", new=2), town("云岭", new=3)]
    first = merge(towns, organ=COUNTY)
    again = merge([first.report, *towns], organ=COUNTY)
    assert cells(again.report) == cells(first.report)
    assert [part.organ for part in again.refused] == [COUNTY]


def test_more_than_five_unread_numbers_are_counted_and_the_first_named() -> None:
    spoiled = town("云岭")
    for column in spoiled.format.table3_columns:
        spoiled = with_cell(spoiled, f"表3/granted/{column}", None, UNREAD)
    (part,) = merge([town("清河"), spoiled], organ=COUNTY).refused
    assert part.reasons[0].startswith("有7个数没有读出")
    assert "等）" in part.reasons[0]


# Who is missing.


def test_who_has_not_reported_is_missing_in_the_order_of_the_list() -> None:
    expected = ["某某县红旗乡", " 清河镇 ", "某某县教育局", "", "某某县红旗乡"]
    merged = merge([town("清河")], organ=COUNTY, expected=expected)
    assert merged.missing == ("某某县红旗乡", "某某县教育局")
    assert merged.warnings == ()


def test_who_was_left_out_is_not_missing_too() -> None:
    merged = merge([town("清河"), wrong("云岭")], organ=COUNTY, expected=["清河镇", "云岭镇"])
    assert (merged.missing, len(merged.refused)) == ((), 1)


def test_who_is_not_on_the_list_is_named_but_counted() -> None:
    merged = merge([town("清河"), town("云岭", new=1)], organ=COUNTY, expected=["清河镇人民政府"])
    assert merged.warnings == ("“某某县云岭镇人民政府”不在应报机关名单里，请核对。",)
    assert cells(merged.report)["表3/new/总计"] == 1


@pytest.mark.parametrize(
    ("superior", "name", "due", "same"),
    [
        ("平凉市崆峒区人民政府", "崆峒区崆峒镇人民政府", "平凉市崆峒区崆峒镇", True),
        ("平凉市崆峒区人民政府", "崆峒镇人民政府", "崆峒区崆峒镇", True),
        ("青山市人民政府", "青山市市场监督管理局", "市场监督管理局", True),
        ("青山市人民政府", "青山市教育局", "青山市体育局", False),
        ("某某县人民政府", "邻县清河镇人民政府", "清河镇", False),
    ],
)
def test_names_are_matched_below_the_superior(superior: str, name: str, due: str, same: bool) -> None:
    merged = merge([replace(town("x"), organ=name)], organ=superior, expected=[due])
    assert (merged.missing == ()) is same


# The sum.


def test_blank_and_slash_count_nothing() -> None:
    column = "表2/规章/本年制发件数"
    blank = with_cell(town("清河"), "表2/行政许可/本年处理决定数量", None)
    slash = with_cell(town("云岭"), column, None, "/")
    full = with_cell(town("红旗"), "表2/行政许可/本年处理决定数量", 7)
    merged = merge([blank, slash, full], organ=COUNTY)
    assert merged.refused == ()
    assert cells(merged.report)["表2/行政许可/本年处理决定数量"] == 7
    assert cells(merged.report)[column] == 0
    assert merged.report.marks == {}


@pytest.mark.parametrize(
    ("amounts", "total", "unit", "warned"),
    [
        ([(100, "元"), (50, "元")], 150, "元", 0),
        ([(3, "万元"), (Decimal("1.5"), "万元")], Decimal("4.5"), "万元", 0),
        ([(3, "万元"), (50, "元")], 30_050, "元", 0),
        ([(50, "元"), (Decimal("0.01"), "万元")], Decimal("150.00"), "元", 0),
        ([(50, None), (7, "元")], 57, "元", 1),
        ([(50, None), (7, None)], 57, None, 2),
        ([(50, None), (3, "万元")], 30_050, "元", 1),
        ([(0, None), (3, "万元")], 3, "万元", 0),
        ([(None, None), (3, "元")], 3, "元", 0),
    ],
)
def test_purchases_are_added_up_in_one_unit(
    amounts: list[tuple[Cell, str | None]], total: Cell, unit: str | None, warned: int
) -> None:
    reports = [buying(f"第{at}", amount, unit) for at, (amount, unit) in enumerate(amounts)]
    for given_in_order in (reports, reports[::-1]):
        merged = merge(given_in_order, organ=COUNTY)
        assert cells(merged.report)[PURCHASES] == total
        assert merged.report.amount_unit == unit
        assert len([said for said in merged.warnings if "没有写明单位" in said]) == warned
        assert "X-2" not in {found.rule for found in merged.findings}


def test_a_unit_that_is_none_of_money_is_left_out() -> None:
    (part,) = merge([buying("清河", 5, "元"), buying("云岭", 5, "件")], organ=COUNTY).refused
    assert "单位“件”不是元或万元" in part.reasons[0]


def test_money_is_added_up_to_the_last_fen() -> None:
    place = "表2/行政事业性收费/本年收费金额（单位：万元）"
    parts = [with_cell(town(f"第{at}"), place, Decimal("0.0001")) for at in range(3)]
    assert cells(merge(parts, organ=COUNTY).report)[place] == Decimal("0.0003")


def test_the_sum_is_the_superiors_and_its_words_are_still_to_be_written() -> None:
    merged = merge([replace(town("清河"), sections={"一、总体情况": "我镇……"}, intro="开头")], organ=COUNTY)
    report = merged.report
    assert (report.organ, report.issuer, report.year) == (COUNTY, COUNTY, 2024)
    assert list(report.sections) == list(report.format.sections)
    assert (set(report.sections.values()), report.intro, report.dated) == ({""}, "", None)
    assert "S-EMPTY" in {found.rule for found in merged.findings}


def some_towns(seed: int, year: int = 2024) -> list[Report]:
    dice = Random(seed)
    made = [blanked(dice, generated(dice, year)) for _ in range(dice.randint(1, 5))]
    return [replace(report, organ=f"某某县第{at}镇人民政府") for at, report in enumerate(made)]


@given(seeds, st.sampled_from((2020, 2024)), st.randoms())
@settings(max_examples=25)
def test_every_cell_is_the_sum_and_no_order_changes_it(seed: int, year: int, order: Random) -> None:
    towns = some_towns(seed, year)
    merged = merge(towns, organ=COUNTY, despite_errors=True)
    for place, value in merged.report.cells():
        assert value == sum(cells(report)[place] or 0 for report in towns), place
    shuffled = list(towns)
    order.shuffle(shuffled)
    again = merge(shuffled, organ=COUNTY, despite_errors=True)
    assert again.report == merged.report
    assert again.findings == merged.findings


@given(seeds)
@settings(max_examples=25)
def test_sums_of_reports_that_foot_foot_and_pass_x2(seed: int) -> None:
    merged = merge(some_towns(seed), organ=COUNTY)
    assert merged.refused == ()
    assert [found.message for found in merged.findings if found.severity == "error"] == []
    assert check(merged.report, parts=some_towns(seed)) == merged.findings


@given(seeds)
@settings(max_examples=15)
def test_a_sum_of_sums_is_the_sum_of_all(seed: int) -> None:
    towns = some_towns(seed)
    halves = [
        merge(half, organ=f"某某市{name}县人民政府").report
        for half, name in ((towns[:2], "东"), (towns[2:], "西"))
        if half
    ]
    whole = merge(towns, organ="某某市人民政府").report
    assert cells(merge(halves, organ="某某市人民政府").report) == cells(whole)


def test_the_sum_is_written_and_read_back() -> None:
    merged = merge([town("清河", new=2), town("云岭", new=3)], organ=COUNTY)
    from gongkai.annualreport.write.as_page import report_page

    again = read(report_page(merged.report).encode())
    assert (again.organ, cells(again)) == (COUNTY, cells(merged.report))


def test_all_of_it_is_plain_json() -> None:
    merged = merge([town("清河"), wrong("云岭")], organ=COUNTY, expected=["红旗乡"])
    data = json.loads(json.dumps(merged.as_json(), ensure_ascii=False))
    assert data["organs"] == ["某某县清河镇人民政府"]
    assert data["missing"] == ["红旗乡"]
    assert data["refused"][0]["organ"] == "某某县云岭镇人民政府"
    assert data["report"]["cells"]["table4"] == [0] * 15
