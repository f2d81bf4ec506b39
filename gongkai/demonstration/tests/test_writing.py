"""How families are written: values, tables, markup, days, chance that never changes."""

from datetime import date

import pytest

from gongkai.demonstration.days import after_working_days, office_moment, spread, working_day
from gongkai.demonstration.draws import draw, invented_name
from gongkai.demonstration.markup import to_html
from gongkai.demonstration.values import Turn, evaluate, evaluate_all, tabulate

TURN = Turn("甲镇", 2022, "甲镇|低保|2022|0", nth=1, turn=5)


def test_a_draw_stays_in_its_range_and_never_changes():
    assert {draw(f"种子{n}", 3, 5) for n in range(60)} == {3, 4, 5}
    assert draw("种子", 0, 10**9) == draw("种子", 0, 10**9)
    assert invented_name("镇长") == invented_name("镇长")


def test_an_empty_range_is_refused():
    with pytest.raises(ValueError, match="empty range"):
        draw("种子", 5, 3)


@pytest.mark.parametrize(
    ("spec", "value"),
    [
        (["甲", "乙", "丙"], "丙"),
        ({"nth": ["甲", "乙"]}, "乙"),
        ({"sum": ["户", 3]}, 7),
        ({"product": ["户", "户"]}, 16),
        ({"minus": ["户", 1]}, 3),
        ({"per": [9, "户"]}, 2),
        ({"years": {2019: 100, 2021: 110, 2023: 120}}, 110),
        ("{户}户", "4户"),
    ],
)
def test_values_are_worked_out_as_written(spec, value):
    assert evaluate(spec, "名", {"户": 4}, TURN) == value


def test_later_values_may_use_earlier_ones():
    known = evaluate_all({"甲": [2, 2], "乙": {"sum": ["甲", "甲"]}}, {}, TURN)
    assert known == {"甲": 2, "乙": 4}


def test_steps_are_kept():
    assert evaluate([100, 500, 50], "名", {}, TURN) % 50 == 0


def test_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="unknown rule"):
        evaluate({"half": ["户"]}, "名", {"户": 4}, TURN)


def test_a_table_goes_round_the_places_and_totals_what_can_be_summed():
    spec = {
        "label": "村名",
        "rows": "places",
        "take": 2,
        "unsummed": ["价"],
        "cells": {"户": [3, 9], "价": [5, 5], "额": {"product": ["户", "价"]}},
        "columns": {"户": "户数", "价": "单价", "额": "金额"},
    }
    rows, totals = tabulate(spec, {"各地": ("甲村", "乙村", "丙村")}, TURN)
    assert rows[0] == ("村名", "户数", "单价", "金额")
    assert [row[0] for row in rows[1:]] == ["丙村", "甲村", "合计"]
    assert rows[3] == ("合计", str(totals["户合计"]), "—", str(totals["户合计"] * 5))


def test_markup_makes_headings_lists_and_escapes():
    html = to_html("# 一、甲\n乙<b>&\n- 丙\n- **丁**\n+ 戊\n[[表]]", [("村", "户"), ("上湾村", "3")])
    assert html == (
        "<h3>一、甲</h3><p>乙&lt;b&gt;&amp;</p><ul><li>丙</li><li><strong>丁</strong></li></ul><ol><li>戊</li></ol>"
        "<table><thead><tr><th>村</th><th>户</th></tr></thead><tbody><tr><td>上湾村</td><td>3</td></tr></tbody></table>"
    )


def test_working_days_know_the_long_new_year_holiday_of_2020_and_make_up_days():
    assert working_day(date(2020, 1, 28)) == date(2020, 2, 3)
    assert working_day(date(2025, 1, 26)) == date(2025, 1, 26)  # a Sunday on which offices worked
    assert after_working_days(date(2026, 9, 18), 20) == date(2026, 10, 22)


def test_events_of_one_month_keep_their_order():
    days = [spread(2020, 3, nth, 5, f"事{nth}") for nth in range(5)]
    assert days == sorted(days)


def test_an_office_moment_is_in_china():
    assert office_moment(date(2020, 3, 5), "种子").utcoffset().total_seconds() == 8 * 3600
