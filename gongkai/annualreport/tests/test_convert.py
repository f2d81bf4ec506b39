"""From one official format to the other: what is kept, what is not, and that it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings

from gongkai.annualreport import CannotConvert, Report, check, convert
from gongkai.annualreport.formats import BEFORE_2019, UnknownYear, format_named, mixed
from gongkai.annualreport.report import UNREAD, Cell, Origin
from gongkai.annualreport.tests.generating.reports import blanked, generated, seeds
from gongkai.annualreport.tests.test_merge import town, with_cell


def cells(report: Report) -> Mapping[str, Cell]:
    return dict(report.cells())


def table(report: Report, number: int) -> Mapping[str, Cell]:
    return {place: value for place, value in report.cells() if place.startswith(f"表{number}/")}


def test_nothing_changes_unless_it_is_asked_for() -> None:
    report = town("清河", 2020, new=3)
    for to in (None, "2019"):
        assert convert(report, to).report is report
        assert convert(report, to).lost == ()


@pytest.mark.parametrize("to", ["2020", "", "二〇二一", "2008"])
def test_there_is_no_other_format(to: str) -> None:
    with pytest.raises((UnknownYear, CannotConvert), match="年"):
        convert(town("清河"), to)


@pytest.mark.parametrize("to", ["2019", "2021"])
def test_a_report_of_before_2019_has_no_tables_to_convert(to: str) -> None:
    report = replace(Report.empty("清河镇", 2020), year=2016, format=format_named(BEFORE_2019))
    with pytest.raises(CannotConvert, match="2016年度的报告不能换成"):
        convert(report, to)
    assert convert(report).report is report


def test_the_one_row_of_other_results_goes_into_the_third_with_0_in_the_others() -> None:
    converted = convert(with_cell(town("清河", 2020), "表3/other/自然人", 5), "2021")
    found = cells(converted.report)
    assert [found[f"表3/{key}/自然人"] for key in ("other1", "other2", "other3")] == [0, 0, 5]
    assert len(converted.lost) == 1
    assert "已全部记入“3.其他”" in converted.lost[0]


def test_without_other_results_there_is_nothing_to_look_into() -> None:
    assert convert(town("清河", 2020, new=3), "2021").lost == ()


def test_a_blank_row_of_other_results_stays_blank() -> None:
    found = cells(convert(with_cell(town("清河", 2020), "表3/other/自然人", None), "2021").report)
    assert [found[f"表3/{key}/自然人"] for key in ("other1", "other2", "other3")] == [None] * 3


def test_an_unread_row_of_other_results_stays_unread() -> None:
    converted = convert(with_cell(town("清河", 2020), "表3/other/自然人", None, UNREAD), "2021")
    assert converted.report.marks == {"表3/other3/自然人": UNREAD}
    assert "没有读出" not in converted.lost[0]
    assert cells(converted.report)["表3/other1/自然人"] is None


def test_the_three_rows_are_added_up_and_what_they_were_is_said() -> None:
    report = with_cell(with_cell(town("清河"), "表3/other1/自然人", 2), "表3/other3/自然人", 4)
    converted = convert(report, "2019")
    assert cells(converted.report)["表3/other/自然人"] == 6
    assert converted.lost == (
        "表三·（六）其他处理·自然人：三个小项合为一行，不再分列（第1项2、第2项0、第3项4）。",
    )


def test_only_others_in_the_third_row_are_no_loss() -> None:
    converted = convert(with_cell(town("清河"), "表3/other3/自然人", 4), "2019")
    assert (cells(converted.report)["表3/other/自然人"], converted.lost) == (4, ())


def test_a_sum_with_an_unread_row_is_unread() -> None:
    converted = convert(with_cell(town("清河"), "表3/other2/自然人", None, UNREAD), "2019")
    assert converted.report.marks == {"表3/other/自然人": UNREAD}
    assert "第2项没有读出的数" in converted.lost[0]


def test_every_number_of_table_2_that_has_no_place_is_named() -> None:
    report = with_cell(town("清河", 2020), "表2/行政许可/处理决定数量", 12)
    report = with_cell(report, "表2/政府集中采购/采购总金额", Decimal("172425.00"))
    report = with_cell(replace(report, amount_unit="元"), "表2/规章/本年新公开数量", None, "/")
    converted = convert(report, "2021")
    assert set(table(converted.report, 2).values()) == {None}
    assert converted.report.amount_unit is None
    assert converted.report.marks == {}
    assert [sentence.split("：")[0] for sentence in converted.lost] == [
        "表二·规章·本年新公开数量（/）",
        "表二·行政许可·处理决定数量（12）",
        "表二·政府集中采购·采购总金额（172425）",
    ]


def test_words_year_and_signature_go_along_and_places_keep_their_origin() -> None:
    origin = Origin("3", table=2, row=4, column=3)
    report = replace(
        town("清河", 2020, new=3),
        title="题目",
        intro="开头",
        sections={"一、总体情况": "正文", "附：说明": "另附"},
        origins={
            "表3/granted/自然人": origin,
            "表3/other/自然人": origin,
            "表2/行政许可/处理决定数量": origin,
        },
        candidates={"表3/other/自然人": ((1, 2), (12,))},
        unread=("表三“x”行：没有找到这一行。",),
    )
    new = convert(report, "2021").report
    assert (new.title, new.intro, new.year, new.organ) == ("题目", "开头", 2020, report.organ)
    assert dict(new.sections) == dict(report.sections)
    assert new.origins == {"表3/granted/自然人": origin, "表3/other3/自然人": origin}
    assert new.candidates == {"表3/other3/自然人": ((1, 2), (12,))}
    assert new.unread == report.unread


def test_a_converted_report_is_in_the_wrong_format_for_its_year_and_the_check_says_so() -> None:
    said = {found.rule for found in check(convert(town("清河", 2020), "2021").report)}
    assert "FORMAT" in said


def test_of_a_mixed_report_only_the_other_table_is_converted() -> None:
    half = replace(town("清河", 2021), format=mixed("2021", "2019"), table3=town("清河", 2020, new=2).table3)
    half = with_cell(half, "表2/行政许可/本年处理决定数量", 8)
    converted = convert(half, "2021")
    assert table(converted.report, 2) == table(half, 2)
    assert cells(converted.report)["表3/granted/自然人"] == 2
    assert converted.lost == ()
    other = convert(half, "2019")
    assert table(other.report, 3) == table(half, 3)
    assert "（8）" in other.lost[0]


def footing_errors(report: Report) -> set[tuple[str, str]]:
    return {
        (found.rule, found.where) for found in check(report) if found.rule in ("T3-1", "T3-2", "T3-3", "T4-1")
    }


@given(seeds)
@settings(max_examples=40)
def test_there_and_back_keeps_all_that_both_formats_have(seed: int) -> None:
    dice = Random(seed)
    report = blanked(dice, generated(dice))
    here, there = (report.format.name, "2019" if report.format.name == "2021" else "2021")
    away = convert(report, there).report
    back = convert(away, here).report
    others = ("表3/other",)
    kept = {place: value for place, value in cells(report).items() if not place.startswith(("表2", *others))}
    assert {place: cells(back)[place] for place in kept} == kept
    for column in report.format.table3_columns:
        before, after = (
            sum(
                value or 0
                for place, value in cells(one).items()
                if place.startswith(others) and place.endswith(f"/{column}")
            )
            for one in (report, back)
        )
        assert before == after
    assert footing_errors(away) == footing_errors(back) == footing_errors(report) == set()
    if here == "2019":
        assert table(back, 3) == table(report, 3)
    filled = sum(bool(value) for value in table(report, 2).values()) + sum(
        p.startswith("表2") for p in report.marks
    )
    assert len([said for said in convert(report, there).lost if said.startswith("表二")]) == filled
