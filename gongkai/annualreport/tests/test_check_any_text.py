"""Whatever stands in a report, a check ends, soon, in findings: no text is a crash or a hang."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annualreport.check import check
from gongkai.annualreport.report import UNREAD, Report, Statistic
from gongkai.annualreport.tests.telling import telling_report
from gongkai.annualreport.tests.test_before2019 import old

PIECES = (
    *(
        "收到",
        "受理",
        "政府信息",
        "公开",
        "申请",
        "依申请",
        "共计",
        "其中",
        "（",
        "）",
        "，",
        "；",
        "。",
        "、",
        "\n",
    ),
    *(
        "3",
        "75",
        "1,234",
        "３",
        "十",
        "百",
        "零",
        "万",
        "件",
        "条",
        "%",
        "占",
        ".",
        "〇",
        "二〇二三年",
        "2月30日",
    ),
    *(
        "未",
        "没有",
        "无",
        "行政复议",
        "诉讼",
        "均维持",
        "结转下年度",
        "规范性文件",
        "万元",
        "行政事业性收费",
        "《",
        "“",
    ),
    *(
        "统计期限自",
        "至",
        "年",
        "月",
        "日",
        "其他",
        "中，",
        "分别为",
        "不予公开",
        "自然人",
        "\u3000",
        "\x00",
        "A",
        "-",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
NUMBERS = st.one_of(st.none(), st.integers(-9, 10**12), st.decimals(-9, 10**6, places=2))


@settings(max_examples=50)
@given(TEXTS, TEXTS, st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 2100))
def test_any_text_ends_in_findings(overview: str, intro: str, dated: date, year: int) -> None:
    report = replace(telling_report(), intro=intro, dated=dated, year=year)
    report = replace(report, sections=dict.fromkeys(report.format.sections, overview))
    found = check(report, previous=replace(report, year=year - 1), siblings=[replace(report, organ="云岭乡")])
    assert all(one.message and one.as_json() for one in found)
    assert all(len(one.quote) <= 130 for one in found)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(max_size=12), st.lists(NUMBERS, max_size=3)), max_size=20), TEXTS)
def test_any_statistics_table_ends_in_findings(
    rows: list[tuple[str, list[Decimal | int | None]]], text: str
) -> None:
    report = replace(old(()), statistics=tuple(Statistic(label, "", tuple(v)) for label, v in rows))
    report = replace(report, sections={"一、概述": text})
    assert check(report, previous=replace(report, year=2012))


@settings(max_examples=50)
@given(st.data())
def test_any_cells_and_marks_end_in_findings(data: st.DataObject) -> None:
    report = Report.empty("清河镇", data.draw(st.sampled_from((2020, 2023))))
    places = [place for place, _ in report.cells()]
    marks = data.draw(
        st.dictionaries(st.sampled_from([*places, "表9/没有"]), st.sampled_from(("/", UNREAD, "无")))
    )
    rows = data.draw(st.lists(st.lists(NUMBERS, max_size=9), min_size=1, max_size=5))
    table3 = {key: tuple(rows[n % len(rows)]) for n, key in enumerate((*report.table3, "没有"))}
    report = replace(
        report, table3=table3, table4=tuple(data.draw(st.lists(NUMBERS, max_size=20))), marks=marks
    )
    assert check(report, previous=replace(report, year=report.year - 1), parts=[report])


@pytest.mark.parametrize(
    "text",
    [
        "收到申请" + "共计" * 5_000,
        "收到" + "政务信息" * 5_000 + "公开申请",
        "未" + "有关" * 5_000 + "公开申请",
        "信息9条（其中" + "（" * 20_000 + "）" * 20_000,
        "信息9999条，其中" + "甲类1条，" * 10_000,
        "占1.5%" * 20_000,
        "3件，占3%，" * 5_000,
        "，".join(f"{n}件，占{n % 100}%" for n in range(3_000)),
        "，".join(f"收到申请{n}件" for n in range(3_000)),
        "收到" * 20_000,
        "9" * 100_000 + "件申请",
        "统计期限自" * 10_000,
        "一二三四五六七八九十" * 5_000 + "件",
    ],
    ids=range(13),
)
def test_no_text_takes_long(text: str) -> None:
    report = replace(telling_report(), intro=text)
    report = replace(report, sections=dict.fromkeys(report.format.sections[:2], text))
    begun = time.process_time()
    check(report, siblings=[replace(report, organ="云岭乡")])
    assert time.process_time() - begun < 5
