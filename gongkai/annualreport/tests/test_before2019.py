"""Reports of years before 2019: a table of totals and items instead of a national form."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongkai.annualreport.check import check
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.formats import BEFORE_2019, format_named
from gongkai.annualreport.report import Cell, Report, Statistic

HEADING = "三、依申请公开情况"
APPLICATIONS = (
    ("收到申请总数", (7, 28)),
    ("1．当面申请数", (0, 18)),
    ("2．网上申请数", (3, 4)),
    ("3．信函申请数", (4, 6)),
)


def old(
    rows: Sequence[tuple[str, tuple[Cell, ...]]],
    text: str = "",
    year: int = 2013,
    unread: tuple[str, ...] = (),
) -> Report:
    return Report(
        organ="某某县人民政府",
        year=year,
        format=format_named(BEFORE_2019),
        table2={},
        table3={},
        table4=(),
        sections={HEADING: text},
        unread=unread,
        statistics=tuple(Statistic(label, "条", values) for label, values in rows),
    )


def said(report: Report, *rules: str, previous: Report | None = None) -> list[Finding]:
    return [found for found in check(report, previous=previous) if found.rule in rules]


def test_no_rule_of_the_national_form_is_applied() -> None:
    found = check(old(APPLICATIONS, "2013年收到申请7件。"))
    assert [(one.rule, one.severity, one.assessable) for one in found] == [("FORMAT", "info", False)]
    assert "2013年度没有全国统一表式" in found[0].message


def test_a_total_is_the_sum_of_the_numbered_rows_below_it() -> None:
    wrong = (("收到申请总数", (8, 28)), *APPLICATIONS[1:], ("行政复议数", (5, 5)))
    [found] = said(old(wrong), "ST-1")
    assert (found.where, found.expected, found.found) == ("统计表·收到申请总数·本年度", 7, 8)
    together = (("收到申请总数", (7, 29)), *APPLICATIONS[1:])
    assert [one.where for one in said(old(together), "ST-1")] == ["统计表·收到申请总数·历年累计"]


def test_a_total_with_a_single_item_is_not_a_sum() -> None:
    assert said(old((("主动公开信息数", (10, 20)), ("其中：网站公开", (4, 8)))), "ST-1") == []


def test_a_table_that_was_not_read_is_said() -> None:
    [found] = said(old(()), "ST-1")
    assert not found.assessable


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全县共收到申请7条，网上申请数3条，信函申请数4条。", []),
        ("全县共收到申请7条，网上申请数4条，信函申请数3条。", [(3, 4), (4, 3)]),
        ("2012年网上申请数9条。", []),
        ("各乡镇网上申请1条。", []),
    ],
)
def test_the_text_is_compared_with_the_rows_it_names(text: str, found: list[tuple[int, int]]) -> None:
    assert [(one.expected, one.found) for one in said(old(APPLICATIONS, text), "ST-2")] == found


RUN_ON = (("主动公开信息数", (None, None)), ("1.网站公开", (None, None)), ("2.公报公开", (0, 7)))


def ways(label: str, digits: str, *listed: str) -> str:
    return f"统计表“{label}”：数字“{digits}”有{len(listed)}种读法：{'；'.join(listed)}。"


def test_run_on_digits_are_read_as_the_text_has_them() -> None:
    total = ways("主动公开信息数", "18535395", "1 8535395", "18 535395", "185 35395", "1853 5395")
    item = ways("1.网站公开", "17135017", "1 7135017", "17 135017", "171 35017", "1713 5017")
    report = old(RUN_ON, "全县主动公开政府信息1853条。", unread=(total, item))
    found = said(report, "ST-1")
    assert [(one.where, one.assessable) for one in found] == [
        ("统计表·主动公开信息数·本年度", True),
        ("统计表·主动公开信息数·历年累计", True),
    ]
    assert "无论怎样断开" in found[0].message
    undecided = said(old(RUN_ON, "", unread=(total, item)), "ST-1")
    assert (undecided[-1].where, undecided[-1].assessable) == ("统计表·主动公开信息数·本年度", False)


def test_the_years_together_are_last_years_and_this_ones() -> None:
    last = old((("主动公开文件数", (100, 81916)),), year=2015)
    right = old((("主动公开文件数", (3460, 85376)),), year=2016)
    wrong = old((("主动公开文件数", (3460, 85377)),), year=2016)
    assert said(right, "ST-3", previous=last) == []
    [found] = said(wrong, "ST-3", previous=last)
    assert (found.expected, found.found) == (85376, 85377)
    assert said(wrong, "ST-3", previous=old((("主动公开文件数", (1, 2)),), year=2013)) == []


def test_the_report_of_2019_cannot_be_carried_over_from_2018() -> None:
    found = check(Report.empty("某某县人民政府", 2019), previous=old((), year=2018))
    assert [one.assessable for one in found if one.rule == "T3-4"] == [False]
