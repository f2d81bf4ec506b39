"""Two reports side by side: what changed, what was carried over, and what cannot be compared."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings

from gongkai.annualreport import Report, compare
from gongkai.annualreport.compare import Change, Comparison
from gongkai.annualreport.formats import BEFORE_2019, format_named, mixed
from gongkai.annualreport.report import UNREAD, Statistic
from gongkai.annualreport.tests.generating.reports import generated, seeds
from gongkai.annualreport.tests.test_merge import town, with_cell
from gongkai.annualreport.write.comparison_xlsx import SHEETS, comparison_workbook

GRANTED = "表3/granted/自然人"


def change(comparison: Comparison, place: str) -> Change:
    (found,) = [one for one in comparison.changes if one.place == place]
    return found


def old(year: int, *statistics: Statistic) -> Report:
    """A report of before 2019, which has no tables but a 统计表."""
    return Report("某某县清河镇", year, format_named(BEFORE_2019), {}, {}, (), statistics=statistics)


def test_every_number_is_told_with_its_difference_and_percent() -> None:
    found = change(compare(town("清河", 2023, new=8), town("清河", 2024, new=11)), GRANTED)
    assert (found.old, found.new, found.difference, found.percent) == (8, 11, 3, Decimal("37.5"))
    assert found.where == "表三·（一）予以公开·自然人"
    assert found.is_changed


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        (3, 4, "33.3"),
        (3, 2, "-33.3"),
        (800, 801, "0.1"),
        (800, 799, "-0.1"),
        (2000, 2001, "0.1"),
        (2001, 2002, "0.0"),
        (5, 0, "-100.0"),
        (7, 7, "0.0"),
        (0, 9, None),
        (None, 9, None),
        (Decimal("0.3"), Decimal("0.4"), "33.3"),
        (-4, -2, "50.0"),
        (1, 10**40, "9999999999999999999999999999999999999999" + "00" + ".0"),
    ],
)
def test_percents_are_to_a_tenth_and_there_is_none_of_nothing(before, after, percent: str | None) -> None:  # type: ignore[no-untyped-def]
    found = Change("x", "x", before, after).percent
    if percent and len(percent) > 30:
        assert found is not None and abs(found / Decimal(percent) - 1) < Decimal("1e-20")
    else:
        assert found == (Decimal(percent) if percent else None)


def test_blank_counts_nothing_and_is_no_change_beside_0() -> None:
    last, this = town("清河", 2023), with_cell(town("清河"), GRANTED, None)
    found = change(compare(last, this), GRANTED)
    assert (found.difference, found.is_changed) == (0, False)


def test_a_slash_beside_0_is_a_change_without_a_difference() -> None:
    place = "表2/规章/现行有效件数"
    found = change(compare(town("清河", 2023), with_cell(town("清河"), place, None, "/")), place)
    assert (found.new_mark, found.difference, found.is_changed) == ("/", 0, True)


def test_an_unread_number_has_no_difference_and_counts_as_changed() -> None:
    unread = with_cell(town("清河", 2023, new=4), GRANTED, None, UNREAD)
    found = change(compare(unread, town("清河", new=4)), GRANTED)
    assert (found.difference, found.percent, found.is_changed) == (None, None, True)


def test_what_was_carried_out_is_laid_beside_what_was_carried_in() -> None:
    last = with_cell(town("清河", 2023), "表3/carried_out/自然人", 2)
    comparison = compare(last, town("清河"))
    assert [one.where for one in comparison.carried] == [
        f"表三·{name}" for name in last.format.table3_columns
    ]
    assert [one.difference for one in comparison.carried] == [-2, 0, 0, 0, 0, 0, 0]
    assert comparison.notes == ()


def test_an_unread_carry_over_is_not_judged() -> None:
    last = with_cell(town("清河", 2023), "表3/carried_out/自然人", None, UNREAD)
    assert next(one.difference for one in compare(last, town("清河")).carried) is None


@pytest.mark.parametrize(
    ("last", "this", "note"),
    [
        (town("清河", 2022), town("清河"), "2022年度和2024年度不相连"),
        (town("清河"), town("清河"), "同一年度的报告"),
        (town("清河"), town("清河", 2023), "2024年度和2023年度不相连"),
        (town("清河", 2023), town("云岭"), "不是同一机关的"),
        (replace(town("清河", 2023), organ=""), town("清河"), "不是同一机关的"),
        (replace(town("清河", 2023), year=0), town("清河"), "没有写明年度"),
    ],
)
def test_where_the_years_do_not_follow_nothing_is_carried_over_and_it_is_said(
    last: Report, this: Report, note: str
) -> None:
    comparison = compare(last, this)
    assert comparison.carried == ()
    assert any(note in said for said in comparison.notes)


def test_an_organ_written_with_and_without_its_county_is_one() -> None:
    assert len(compare(replace(town("清河", 2023), organ="清河镇"), town("清河")).carried) == 7


def test_table_2_of_the_two_formats_is_not_compared_but_listed() -> None:
    comparison = compare(town("清河", 2020), town("清河", 2021))
    assert not [one for one in comparison.changes if one.place.startswith("表2")]
    assert (len(comparison.only_old), len(comparison.only_new)) == (22, 10)
    assert {one.place.split("/")[0] for one in (*comparison.only_old, *comparison.only_new)} == {"表2"}
    assert any("栏目含义不同" in note for note in comparison.notes)
    assert len(comparison.carried) == 7


@pytest.mark.parametrize("forward", [True, False])
def test_the_three_rows_of_other_results_are_compared_with_the_one(forward: bool) -> None:
    one = with_cell(town("清河", 2020), "表3/other/自然人", 9)
    three = town("清河", 2021)
    for key, value in (("other1", 1), ("other2", 2), ("other3", 4)):
        three = with_cell(three, f"表3/{key}/自然人", value)
    found = change(compare(one, three) if forward else compare(three, one), "表3/other/自然人")
    assert found.difference == (-2 if forward else 2)
    assert "其他处理" in found.where


def test_one_unread_row_of_three_leaves_their_sum_unread() -> None:
    three = with_cell(town("清河", 2021), "表3/other2/自然人", None, UNREAD)
    found = change(compare(town("清河", 2020), three), "表3/other/自然人")
    assert (found.new, found.new_mark, found.difference) == (None, UNREAD, None)


def test_three_blank_rows_are_blank_together() -> None:
    three = town("清河", 2021)
    for key in ("other1", "other2", "other3"):
        three = with_cell(three, f"表3/{key}/自然人", None)
    assert change(compare(town("清河", 2020), three), "表3/other/自然人").new is None


def test_a_mixed_report_is_compared_table_by_table() -> None:
    half = replace(town("清河", 2021), format=mixed("2021", "2019"), table3=town("清河", 2020).table3)
    comparison = compare(half, town("清河", 2022))
    assert (comparison.only_old, comparison.only_new) == ((), ())
    assert len(comparison.changes) == 10 + 23 * 7 + 15


def words(year: int, **sections: str) -> Report:
    report = town("清河", year)
    headings = {f"s{at}": heading for at, heading in enumerate(report.format.sections)}
    return replace(report, sections={headings[key]: text for key, text in sections.items()})


def test_texts_are_told_apart_by_sentences() -> None:
    last = words(2023, s0="一是加强学习。二是更新网站。", s4="人手不足。", s5="无")
    this = words(2024, s0="二是更新网站。\n一是加强学习。", s4="人手不足。经费不足。", s2="见表。")
    found = {text.heading[0]: (text.state, text.share) for text in compare(last, this).texts}
    assert found == {
        "一": ("未变", Decimal("0.000")),
        "三": ("新增", Decimal("1.000")),
        "五": ("改动", Decimal("0.333")),
        "六": ("删去", Decimal("1.000")),
    }


def test_reports_of_before_2019_are_compared_by_their_statistics() -> None:
    last = old(2016, Statistic("受理数", "条", (7, 9)), Statistic("其他", "", ()))
    this = old(2017, Statistic("受理数", "条", (3,)), Statistic("其他", "", (1,)))
    first, second = compare(last, this).changes
    assert (first.where, first.difference) == ("统计表·受理数（条）", -4)
    assert second.difference is None
    assert compare(last, this).carried == ()


def test_a_report_of_before_2019_has_nothing_to_compare_with_a_later_one() -> None:
    comparison = compare(old(2018), town("清河", 2019))
    assert (comparison.changes, comparison.carried, len(comparison.only_new)) == ((), (), 198)
    assert any("数字不能对照" in note for note in comparison.notes)


@given(seeds, seeds)
@settings(max_examples=25)
def test_no_number_is_lost_and_back_is_the_opposite_of_forth(one: int, other: int) -> None:
    last, this = generated(Random(one)), generated(Random(other))
    forth, back = compare(last, this), compare(this, last)
    assert {c.place: c.difference for c in forth.changes} == {
        c.place: None if c.difference is None else -c.difference for c in back.changes
    }
    assert forth.only_old == tuple(
        replace(c, old=c.new, new=None, old_mark=c.new_mark, new_mark="") for c in back.only_new
    )
    rows = 14 if last.format != this.format else 0  # of （六） 2021, which are in one with its sum
    assert len(forth.changes) + len(forth.only_new) + rows * (this.format.name == "2021") == len(
        list(this.cells())
    )
    json.dumps(forth.as_json(), allow_nan=False)


def test_the_workbook_has_every_number_and_is_the_same_each_time() -> None:
    from io import BytesIO

    last = replace(words(2023, s0="=一。"), organ="=1+1")
    this = with_cell(words(2024, s0="二。"), GRANTED, Decimal("1234567890123456.25"))
    comparison = compare(last, with_cell(this, "表2/规章/现行有效件数", None, "/"))
    written = comparison_workbook(comparison)
    assert written == comparison_workbook(comparison)
    book = openpyxl.load_workbook(BytesIO(written))
    assert book.sheetnames == list(SHEETS)
    lines = {row[0]: row for row in book[SHEETS[0]].iter_rows(min_row=3, values_only=True)}
    assert len(lines) == 200
    assert lines["表三·（一）予以公开·自然人"][2] == "1234567890123456.25"
    assert lines["表二·规章·现行有效件数"][1:4] == (0, "/", 0)
    assert book[SHEETS[0]]["A1"].data_type == "s"
    assert book[SHEETS[2]]["B3"].value == "改动"
