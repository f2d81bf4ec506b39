"""The tables as a workbook: numbers as numbers, merged cells, no formulas, same bytes every time."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings

from gongkai.annualreport.report import Report, digest
from gongkai.annualreport.write.as_xlsx import SHEETS, report_xlsx
from gongkai.annualreport.write.tests.reading import all_texts
from gongkai.annualreport.write.tests.samples import HOSTILE, YEARS, hostile, reports, sample


def opened(report: Report):
    return openpyxl.load_workbook(io.BytesIO(report_xlsx(report)))


def tables(book) -> list[list[list[object]]]:
    """The values below the title row, merged cells repeated."""
    result = []
    for sheet in book.worksheets:
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for merged in sheet.merged_cells.ranges:
            for row, column in merged.cells:
                values[row - 1][column - 1] = sheet.cell(merged.min_row, merged.min_col).value
        result.append(values[1:])
    return result


@given(reports())
@settings(max_examples=10, deadline=None)
def test_any_report_read_back_from_the_workbook_holds_its_numbers(report: Report):
    found = all_texts(report, tables(opened(report)))
    wanted = {place: None if value is None else float(value) for place, value in report.cells()}
    assert found == wanted


def test_the_sheets_are_named_for_the_official_tables():
    assert opened(sample(2023)).sheetnames == list(SHEETS.values())


def test_numbers_keep_their_decimals_and_their_unit_in_the_number_format():
    sheet = opened(sample(2020)).worksheets[0]
    paid = next(c for row in sheet.iter_rows() for c in row if c.value == 172425)
    assert paid.number_format == "0\\元"
    charged = next(c for r in opened(sample(2023)).worksheets[0].iter_rows() for c in r if c.value == 7730.28)
    assert charged.number_format == "0.00"


def test_a_number_too_long_for_a_spreadsheet_is_written_in_full_as_text():
    report = sample(2023)
    amount = Decimal("12345678901234567.89")
    report = replace(
        report, table2={**report.table2, "行政事业性收费": {"本年收费金额（单位：万元）": amount}}
    )
    values = [cell.value for row in opened(report).worksheets[0].iter_rows() for cell in row]
    assert str(amount) in values


def test_a_column_is_as_wide_as_its_widest_number():
    report = replace(sample(2023), table4=(10**13, *sample(2023).table4[1:]))
    columns = opened(report).worksheets[2].column_dimensions
    assert columns["A"].width > 14 > columns["B"].width


@pytest.mark.parametrize("year", YEARS)
def test_no_text_becomes_a_formula(year: int):
    book = opened(hostile(year))
    assert book.worksheets[0]["A1"].value == HOSTILE
    assert book.worksheets[2]["A5"].value == "=<i>/</i>"
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_each_sheet_prints_on_the_width_of_one_a4_page_with_its_head_repeated():
    for sheet, head in zip(opened(sample(2023)).worksheets, (None, "$2:$4", "$2:$4"), strict=True):
        assert sheet.page_setup.paperSize == 9
        # As many pages high as it needs; one page wide is the default.
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        assert sheet.print_title_rows == head


def test_properties_name_title_author_and_digest():
    report = sample(2023)
    properties = opened(report).properties
    assert (properties.title, properties.creator) == (report.title, report.issuer)
    assert digest(report) in properties.description


def test_the_same_report_gives_the_same_bytes():
    content = report_xlsx(sample(2023))
    assert report_xlsx(sample(2023)) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
