from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annualreport.formats import UnknownYear, mixed
from gongkai.annualreport.report import UNREAD, Report, cells_json, digest, report_from_json, report_json

CELL = st.one_of(
    st.none(), st.integers(-999, 999_999), st.decimals("0.01", "9999999999", allow_nan=False, places=6)
)


@pytest.mark.parametrize(("year", "count"), [(2020, 22 + 161 + 15), (2021, 10 + 175 + 15)])
def test_an_empty_report_is_all_zeros(year: int, count: int) -> None:
    cells = list(Report.empty("清河镇", year).cells())
    assert len(cells) == count
    assert {value for _, value in cells} == {0}


def test_an_empty_report_of_a_year_without_a_format_is_refused() -> None:
    with pytest.raises(UnknownYear):
        Report.empty("清河镇", 2018)


def test_every_cell_has_its_own_place_name() -> None:
    places = [place for place, _ in Report.empty("清河镇", 2021).cells()]
    assert len(places) == len(set(places))
    assert {"表2/规章/本年制发件数", "表3/granted/自然人", "表4/行政诉讼/复议后起诉/总计"} <= set(places)


def test_a_cell_the_report_lacks_is_blank_not_lost() -> None:
    report = replace(Report.empty("清河镇", 2021), table2={}, table3={}, table4=())
    cells = list(report.cells())
    assert len(cells) == 200
    assert {value for _, value in cells} == {None}


@given(amount=CELL, count=CELL, year=st.sampled_from((2019, 2021)))
def test_a_report_survives_json_without_loss(
    amount: Decimal | int | None, count: int | None, year: int
) -> None:
    report = replace(
        Report.empty("清河镇", year),
        table2={"政府集中采购": {"采购项目数量": 1, "采购总金额": amount}},
        table4=(count,) * 15,
        sections={"一、总体情况": "第一段。\n第二段。"},
        dated=date(2022, 1, 14),
        issuer="清河镇人民政府",
        amount_unit="元",
        unread=("表三没有读出。",),
        marks={"表3/new/自然人": UNREAD},
    )
    again = report_from_json(json.loads(json.dumps(report_json(report))))
    assert again == report
    assert digest(again) == digest(report)


def test_a_mixed_format_survives_json() -> None:
    report = replace(Report.empty("清河镇", 2019), format=mixed("2021", "2019"))
    assert report_from_json(report_json(report)).format == report.format


def test_whole_decimals_are_written_as_integers_and_long_ones_as_text() -> None:
    amounts = {"a": Decimal("5.00"), "b": Decimal("12.5"), "c": Decimal("1234567890123.123456789")}
    written = cells_json(replace(Report.empty("清河镇", 2021), table2={"行": amounts}))["table2"]["行"]
    assert written == {"a": 5, "b": 12.5, "c": "1234567890123.123456789"}


def test_the_digest_follows_the_cells_and_nothing_else() -> None:
    report = Report.empty("清河镇", 2021)
    assert digest(replace(report, organ="白水镇", intro="另一段话。")) == digest(report)
    assert digest(replace(report, table4=(1, *report.table4[1:]))) != digest(report)
    assert digest(replace(report, table4=(None, *report.table4[1:]))) != digest(report)
