"""Table 2 against records made by hand: what each cell counts on the first and the last day of a year."""

from decimal import Decimal

import pytest

from gongkai.annualreport.report import Report, cells_json, report_from_json, report_json
from gongkai.disclosure.models import DocumentKind, MatterKind
from gongkai.reporting.cells import table2_sources
from gongkai.reporting.compile import compile_report
from gongkai.reporting.tests import ledger

pytestmark = pytest.mark.django_db

DOCUMENTS = (  # issued, disclosed, repealed
    ("2019-12-31", "2019-12-31", None),
    ("2020-01-01", "2020-01-01", None),
    ("2020-12-31", None, None),
    ("2020-06-01", "2021-01-01", None),
    ("2018-05-01", "2020-12-31", "2020-12-31"),
    ("2018-05-01", "2018-05-02", "2021-01-01"),
    ("2021-01-01", "2021-01-01", None),
    ("2021-03-01", "2021-03-01", "2021-12-31"),
)
MATTERS = (  # since, until
    ("2019-12-31", None),
    ("2020-01-01", None),
    ("2020-12-31", None),
    ("2018-01-01", "2019-12-31"),
    ("2018-01-01", "2020-01-01"),
    ("2018-01-01", "2020-12-31"),
    ("2018-01-01", "2021-01-01"),
    ("2020-03-01", "2020-09-01"),
    ("2020-05-05", "2020-05-05"),
)
YEAR_ENDS = ("2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01")
WITH_DECISIONS = (MatterKind.PERMIT, MatterKind.SERVICE, MatterKind.PENALTY, MatterKind.COERCION)


def not_zero(report: Report) -> dict[str, dict[str, object]]:
    """Rows of table 2 that hold anything."""
    return {row: dict(columns) for row, columns in report.table2.items() if any(columns.values())}


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2026])
def test_every_cell_of_the_form_has_its_source_and_no_source_lacks_a_cell(town, year):
    blank = Report.empty(town.name, year)
    places = {(row, column) for _, row, column in blank.format.table2_cells()}
    assert set(table2_sources(town, year, blank.format.table2_name)) == places


@pytest.mark.parametrize("year", [2020, 2021])
def test_without_records_every_cell_is_zero(town, year):
    assert not_zero(compile_report(town, year)) == {}


@pytest.mark.parametrize(
    ("kind", "row_2019", "row_2021"),
    [(DocumentKind.RULE, "规章", "规章"), (DocumentKind.NORMATIVE, "规范性文件", "行政规范性文件")],
)
def test_documents_made_opened_repealed_and_in_force(town, other_town, kind, row_2019, row_2021):
    for facts in DOCUMENTS:
        ledger.document(town, *facts, kind=kind)
    ledger.strike(ledger.document(town, "2020-03-01", "2020-03-01", "2021-05-01", kind=kind))
    ledger.document(other_town, "2020-03-01", "2020-03-01", kind=kind)
    fresh, opened, total = "本年新制作数量", "本年新公开数量", "对外公开总数量"
    assert not_zero(compile_report(town, 2019)) == {row_2019: {fresh: 1, opened: 1, total: 2}}
    assert not_zero(compile_report(town, 2020)) == {row_2019: {fresh: 3, opened: 2, total: 3}}
    made, repealed, in_force = "本年制发件数", "本年废止件数", "现行有效件数"
    assert not_zero(compile_report(town, 2021)) == {row_2021: {made: 2, repealed: 2, in_force: 5}}
    assert not_zero(compile_report(town, 2022)) == {row_2021: {made: 0, repealed: 0, in_force: 5}}


def test_a_document_made_and_repealed_in_one_year_counts_as_both_and_is_not_in_force(town):
    ledger.document(town, "2021-02-01", "2021-02-01", "2021-02-01")
    row = compile_report(town, 2021).table2["行政规范性文件"]
    assert row == {"本年制发件数": 1, "本年废止件数": 1, "现行有效件数": 0}


@pytest.mark.parametrize("kind", list(MatterKind))
def test_matters_on_the_list_at_the_year_before_and_their_change(town, other_town, kind):
    for facts in MATTERS:
        ledger.matter(town, *facts, kind=kind)
    ledger.strike(ledger.matter(town, "2019-03-01", kind=kind))
    ledger.matter(other_town, "2019-03-01", kind=kind)
    decided = {} if kind == MatterKind.CHARGE else {"处理决定数量": 0}
    before, change = "上一年项目数量", "本年增/减"
    # on the list at the end of 2019: the first, and the three of 2018 not yet ended; in 2020 four came, four went
    assert not_zero(compile_report(town, 2020)) == {kind.label: {before: 4, change: 4 - 4} | decided}
    assert not_zero(compile_report(town, 2019)) == {kind.label: {before: 4, change: 1 - 1} | decided}


def test_a_matter_added_and_removed_in_the_same_year_changes_nothing(town):
    ledger.matter(town, "2020-03-01", "2020-09-01")
    assert not_zero(compile_report(town, 2020)) == {}


def test_the_change_may_be_negative(town):
    ledger.matter(town, "2018-03-01", "2020-09-01")
    assert compile_report(town, 2020).table2["行政许可"]["本年增/减"] == -1


@pytest.mark.parametrize("kind", WITH_DECISIONS)
def test_decisions_of_the_year_count_from_its_first_to_its_last_day(town, other_town, kind):
    for written in YEAR_ENDS:
        ledger.decision(town, written, kind=kind)
    ledger.strike(ledger.decision(town, "2020-07-01", kind=kind))
    ledger.strike(ledger.decision(town, "2021-07-01", kind=kind))
    ledger.decision(other_town, "2020-07-01", kind=kind)
    row = {"上一年项目数量": 0, "本年增/减": 0, "处理决定数量": 2}
    assert not_zero(compile_report(town, 2020)) == {kind.label: row}
    in_2021 = {} if kind == MatterKind.SERVICE else {kind.label: {"本年处理决定数量": 2}}
    assert not_zero(compile_report(town, 2021)) == in_2021


def test_procurements_are_counted_and_their_yuan_added_up(town, other_town):
    for written, amount in zip(YEAR_ENDS, ("1", "20.05", "300.10", "4000", "5", "6"), strict=True):
        ledger.procurement(town, written, amount)
    ledger.strike(ledger.procurement(town, "2020-07-01", "70000"))
    ledger.procurement(other_town, "2020-07-01", "800000")
    report = compile_report(town, 2020)
    assert not_zero(report) == {"政府集中采购": {"采购项目数量": 2, "采购总金额": Decimal("320.15")}}
    assert report.amount_unit == "元"


def test_charges_are_reported_in_ten_thousand_yuan(town, other_town):
    for written, amount in zip(YEAR_ENDS, ("1", "2", "3", "12345.67", "0.01", "6"), strict=True):
        ledger.charge(town, written, amount)
    ledger.strike(ledger.charge(town, "2021-07-01", "70000"))
    ledger.charge(other_town, "2021-07-01", "800000")
    report = compile_report(town, 2021)
    assert not_zero(report) == {"行政事业性收费": {"本年收费金额（单位：万元）": Decimal("1.234568")}}
    assert report.amount_unit is None


@pytest.mark.parametrize("amounts", [["0.10"] * 3, ["999999999999.99"] * 20 + ["0.01"], ["0.07"] * 1999])
def test_money_is_added_up_to_the_last_fen(town, amounts):
    for amount in amounts:
        ledger.charge(town, "2021-07-01", amount)
        ledger.procurement(town, "2020-07-01", amount)
    exact = sum(map(Decimal, amounts), Decimal(0))
    assert compile_report(town, 2020).table2["政府集中采购"]["采购总金额"] == exact
    charged = compile_report(town, 2021)
    assert charged.table2["行政事业性收费"]["本年收费金额（单位：万元）"] == exact / 10_000
    again = report_from_json(report_json(charged))
    assert (again.table2, cells_json(again)) == (charged.table2, cells_json(charged))
