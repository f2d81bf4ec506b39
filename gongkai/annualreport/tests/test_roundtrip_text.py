"""What is flattened to text is read back; digits run together are cut only where the sums leave one way."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annualreport.formats import format_for
from gongkai.annualreport.read import read_bytes
from gongkai.annualreport.read.cuts import summed_cuts
from gongkai.annualreport.read.footed import footed
from gongkai.annualreport.report import UNREAD, Report
from gongkai.annualreport.tests.generating.flattening import FLATTENINGS, run_together
from gongkai.annualreport.tests.generating.reports import blanked, generated, seeds
from gongkai.annualreport.tests.test_roundtrip_pages import assert_same

WITH_BLANKS = ("piped", "tabbed")


@pytest.mark.parametrize("name", [name for name in FLATTENINGS if name != "run_together"])
@given(seed=seeds)
@settings(max_examples=30)
def test_text_with_separators_is_read_back(name: str, seed: int) -> None:
    dice = Random(seed)
    report = generated(dice)
    if name in WITH_BLANKS:  # the others lose an empty cell for good
        report = blanked(dice, report)
    assert_same(read_bytes(FLATTENINGS[name](report).encode()), report)


@given(seeds)
@settings(max_examples=30)
def test_digits_run_together_are_read_right_or_left_with_the_right_reading_among_them(seed: int) -> None:
    report = generated(Random(seed))
    found = read_bytes(run_together(report).encode())
    true = dict(report.cells())
    for place, value in found.cells():
        assert found.marks.get(place) == UNREAD or value == true[place], place
    for first, ways in found.candidates.items():
        table, row, _ = first.split("/", 2)
        cells = [value or 0 for place, value in true.items() if place.startswith(f"{table}/{row}/")]
        if table == "表3":
            assert tuple(cells) in ways


def test_a_row_with_several_readings_names_them() -> None:
    report = generated(Random(5), 2023)
    found = read_bytes(run_together(spoiled(report, "new", 6)).encode())
    doubtful = [said for said in found.unread if "数字连写" in said and "种读法：" in said]
    assert len(doubtful) == len(found.candidates)


def spoiled(report: Report, key: str, column: int) -> Report:
    from dataclasses import replace

    row = list(report.table3[key])
    row[column] = (row[column] or 0) + 1
    return replace(report, table3={**report.table3, key: tuple(row)})


def test_a_total_that_is_wrong_on_the_page_is_not_mended_by_another_cut() -> None:
    report = spoiled(generated(Random(11), 2021), "deny1", 6)
    found = read_bytes(run_together(report).encode())
    assert found.table3["deny1"] in (report.table3["deny1"], (None,) * 7)


numbers = st.lists(st.integers(0, 9_999), min_size=6, max_size=6)


@given(numbers)
def test_the_true_cut_is_always_among_the_cuts_and_all_of_them_foot(row: list[int]) -> None:
    true = (*row, sum(row))
    ways = summed_cuts(["".join(map(str, true))], 7)
    assert true in ways or not ways  # none at all only where too many would have to be tried
    assert all(sum(way[:-1]) == way[-1] and "".join(map(str, way)) == "".join(map(str, true)) for way in ways)


@pytest.mark.parametrize(
    ("tokens", "ways"),
    [
        (["713000074"], [(71, 3, 0, 0, 0, 0, 74)]),
        (["0000000"], [(0,) * 7]),
        (["230", "000023"], [(23, 0, 0, 0, 0, 0, 23)]),
        (["110800019"], [(1, 10, 8, 0, 0, 0, 19), (11, 0, 8, 0, 0, 0, 19)]),
        (["71300075"], []),
        (["12a"], []),
        (["1" * 400], []),
    ],
)
def test_rows_of_seven_are_cut_by_their_total(tokens: list[str], ways: list[tuple[int, ...]]) -> None:
    assert sorted(summed_cuts(tokens, 7)) == ways


def test_the_columns_decide_between_two_cuts_of_a_row() -> None:
    form = format_for(2023)
    zeros = dict.fromkeys((row.key for row in form.table3_rows), (0,) * 7)
    known = {**zeros, "new": (11, 0, 8, 0, 0, 0, 19), "result_total": (11, 0, 8, 0, 0, 0, 19)}
    del known["deny1"]
    ways = {"deny1": [(1, 10, 8, 0, 0, 0, 19), (11, 0, 8, 0, 0, 0, 19)]}
    assert footed(form, known, ways) == {"deny1": [(11, 0, 8, 0, 0, 0, 19)]}


def test_where_the_report_itself_does_not_foot_all_readings_stay() -> None:
    form = format_for(2023)
    known = dict.fromkeys((row.key for row in form.table3_rows), (5,) * 7)
    del known["deny1"]
    ways = {"deny1": [(1, 10, 8, 0, 0, 0, 19), (11, 0, 8, 0, 0, 0, 19)]}
    assert footed(form, known, ways) == ways
