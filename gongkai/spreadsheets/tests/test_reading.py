"""Whole sheets: headers, blanks, merged cells, hidden rows, other worksheets: nothing lost silently."""

import re
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from gongkai.spreadsheets import CannotRead, Column, Kind, Sheet, read, write
from gongkai.spreadsheets.reading import MOST_ROWS
from gongkai.spreadsheets.tests.registers import LABELS, PENALTIES, filled, repacked, saved, single

ROW = ["崆峒镇罚〔2020〕7号", date(2020, 3, 5), 1, 2000, "罚款", "是"]
VALUES = {
    "number": "崆峒镇罚〔2020〕7号",
    "day": date(2020, 3, 5),
    "cases": 1,
    "fine": Decimal("2000.00"),
    "sort": "罚款",
    "open": True,
}


def refused(data: bytes, name: str = "") -> str:
    """The message of the refusal."""
    with pytest.raises(CannotRead) as caught:
        read(PENALTIES, data, name=name)
    return caught.value.message


def test_a_filled_sheet_is_read_into_typed_values() -> None:
    got = read(PENALTIES, filled(ROW))
    assert [(row.number, row.values) for row in got.rows] == [(2, VALUES)]
    assert (got.worksheet, got.faults, got.notices) == ("行政处罚台账", (), ())


def test_columns_are_matched_by_label_whatever_their_order_marks_and_blanks() -> None:
    labels = ["是否公开", "处罚 种类", "罚款金额：", "件数\n（选填）", "＊决定日期", " 决定书文号（必填） "]
    got = read(PENALTIES, filled(ROW[::-1], labels=labels))
    assert [row.values for row in got.rows] == [VALUES]
    assert got.notices == ()


def test_a_title_above_the_header_is_skipped_with_a_notice() -> None:
    def titled(sheet: Any) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "2020年行政处罚台账"
        sheet.merge_cells("A1:F1")

    got = read(PENALTIES, filled(ROW, touch=titled))
    assert [row.number for row in got.rows] == [3]
    assert [(notice.cell, "2020年行政处罚台账" in notice.message) for notice in got.notices] == [
        ("1:1", True)
    ]


def test_a_missing_required_column_is_named_and_no_row_is_taken() -> None:
    got = read(PENALTIES, filled([1, 2], labels=["决定书文号", "件数"]))
    assert got.rows == ()
    assert [(fault.cell, fault.column) for fault in got.faults] == [("1:1", "决定日期")]
    assert "没有必填的列“决定日期”" in got.faults[0].message


def test_a_missing_optional_column_and_an_unknown_one_are_notices() -> None:
    got = read(PENALTIES, filled([*ROW[:5], "张三"], labels=[*LABELS[:5], "经办人"]))
    assert got.rows[0].values["open"] is None
    assert [notice.message for notice in got.notices] == [
        "F1“经办人”不是本表的列，这一列没有导入。",
        "表头（第 1 行）没有“是否公开”这一列，按没有填写处理。",
    ]


def test_a_label_used_twice_is_named_with_both_cells() -> None:
    got = read(PENALTIES, filled([*ROW, 2], labels=[*LABELS, "件数（必填）"]))
    assert got.rows == ()
    assert got.faults[0].cell == "G1"
    assert "G1和 C1 的表头都是“件数”" in got.faults[0].message


def test_content_without_a_header_is_named_once() -> None:
    got = read(PENALTIES, filled([*ROW, "备注一"], [*ROW, "备注二"]))
    assert len(got.rows) == 2
    assert [notice.cell for notice in got.notices] == ["G2"]
    assert "G 列没有表头" in got.notices[0].message


def test_a_row_with_content_only_outside_the_columns_is_named() -> None:
    labels = [*LABELS, "经办人"]
    got = read(PENALTIES, filled(ROW, [None] * 6 + ["张三"], labels=labels))
    assert len(got.rows) == 1
    assert "第 3 行在本表的各列中没有内容" in got.notices[-1].message


def test_no_header_at_all_is_refused_with_the_columns_expected() -> None:
    message = refused(filled(ROW, labels=["甲", "乙"]), "台账.xlsx")
    assert "文件“台账.xlsx”" in message
    assert "决定书文号、决定日期、件数" in message


def test_every_bad_cell_is_named_and_good_rows_stay() -> None:
    got = read(PENALTIES, filled(ROW, ["文号", "2020-02-30", "两", -1, "拘留", "?"], [None, None, 3]))
    assert [row.number for row in got.rows] == [2]
    assert [fault.cell for fault in got.faults] == ["B3", "C3", "D3", "E3", "F3", "A4", "B4"]
    assert [fault.found for fault in got.faults] == ["2020-02-30", "两", "-1", "拘留", "?", "", ""]
    assert "B4“决定日期”是必填项，没有填写。" in got.faults[-1].message


def test_empty_rows_are_skipped_and_numbers_stay_those_of_the_sheet() -> None:
    got = read(PENALTIES, filled([None] * 6, ROW, ["　", " ", None], ROW))
    assert [row.number for row in got.rows] == [3, 5]


def test_a_merged_range_in_the_data_is_one_fault_that_names_it() -> None:
    data = filled(ROW, ROW, ROW, ROW, touch=lambda sheet: sheet.merge_cells("B3:B4"))
    got = read(PENALTIES, data)
    assert [row.number for row in got.rows] == [2, 5]
    assert [(fault.cell, fault.row, fault.column) for fault in got.faults] == [("B3:B4", 3, "决定日期")]
    assert "取消合并单元格" in got.faults[0].message


def test_merged_cells_below_the_data_or_outside_the_columns_do_no_harm() -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A8:B9")
        sheet.merge_cells("J1:J3")

    assert read(PENALTIES, filled(ROW, ROW, touch=merge)).faults == ()


def test_hidden_rows_are_read_and_named() -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True

    got = read(PENALTIES, filled(ROW, ROW, touch=hide))
    assert len(got.rows) == 2
    assert "第 3 行是隐藏行" in got.notices[0].message


def test_a_formula_counts_by_its_stored_result() -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["值"])
    sheet.write_formula(1, 0, "=1+2", None, 3)
    sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
    book.close()
    got = read(single(Column("value", "值", Kind.INTEGER)), stream.getvalue())
    assert [row.values for row in got.rows] == [{"value": 3}]
    assert [(fault.cell, fault.found) for fault in got.faults] == [("A3", "#DIV/0!")]


def test_days_counted_from_1904_are_the_same_days() -> None:
    book = openpyxl.load_workbook(BytesIO(filled(ROW)))
    book.epoch = CALENDAR_MAC_1904
    book.active["B2"] = date(2020, 3, 5)
    got = read(PENALTIES, saved(book))
    assert got.rows[0].values["day"] == date(2020, 3, 5)


def test_the_worksheet_of_that_title_is_read_and_the_others_are_named() -> None:
    book = openpyxl.load_workbook(BytesIO(filled(ROW)))
    for title, content in (("2019年", "旧数据"), ("空表", None), ("填写说明", "说明"), ("暗", "x")):
        book.create_sheet(title, 0)["A1"] = content
    book["暗"].sheet_state = "hidden"
    got = read(PENALTIES, saved(book))
    assert got.worksheet == "行政处罚台账"
    assert [notice.message.split("没有")[0] for notice in got.notices] == [
        "工作表“2019年”",
        "隐藏的工作表“暗”",
    ]


def test_the_first_worksheet_with_content_is_read_if_none_has_the_title() -> None:
    book = openpyxl.load_workbook(BytesIO(filled(ROW)))
    book.active.title = "Sheet2"
    book.create_sheet("Sheet1", 0)
    got = read(PENALTIES, saved(book))
    assert (got.worksheet, len(got.rows), got.notices) == ("Sheet2", 1, ())


def test_a_header_without_rows_is_said_so() -> None:
    got = read(PENALTIES, filled())
    assert (got.rows, got.faults) == ((), ())
    assert "没有数据" in got.notices[0].message


def test_a_workbook_without_any_content_is_refused() -> None:
    assert "没有内容" in refused(saved(openpyxl.Workbook()))


def test_two_hundred_columns_are_refused_with_the_count_and_the_remedy() -> None:
    message = refused(filled([1] * 200, labels=[*LABELS, *[f"列{n}" for n in range(194)]]), "宽.xlsx")
    assert "有 200 列" in message
    assert "GR 列" in message
    assert "最多可以有 100 列" in message
    assert "整列删除" in message


def test_columns_that_are_only_formatted_do_not_count() -> None:
    def paint(sheet: Any) -> None:
        sheet["XFD5"].number_format = "0.00"

    assert len(read(PENALTIES, filled(ROW, touch=paint)).rows) == 1


def test_more_rows_than_the_limit_are_refused_with_the_count() -> None:
    sheet = single(Column("value", "值"))
    rows = [{"value": f"第{n}条"} for n in range(MOST_ROWS + 1)]
    assert len(read(sheet, write(sheet, rows[:-1])).rows) == MOST_ROWS
    with pytest.raises(CannotRead, match="有 20001 行数据，一次最多导入 20000 行"):
        read(sheet, write(sheet, rows))


def test_a_wrong_header_does_not_hide_that_there_are_too_many_rows() -> None:
    sheet = single(Column("value", "值"))
    data = write(sheet, [{"value": "x"}] * (MOST_ROWS + 1))
    stricter = Sheet("表", (Column("value", "值"), Column("other", "另一列", required=True)))
    with pytest.raises(CannotRead, match="20001 行"):
        read(stricter, data)


def test_five_thousand_rows_take_a_few_seconds() -> None:
    rows = [{**VALUES, "number": f"崆峒镇罚〔2020〕{n}号"} for n in range(5000)]
    data = write(PENALTIES, rows)
    start = time.perf_counter()
    got = read(PENALTIES, data)
    assert time.perf_counter() - start < 5
    assert [row.values for row in got.rows] == rows


def test_a_style_sheet_that_other_readers_stumble_over_does_no_harm() -> None:
    data = repacked(filled(ROW), {"xl/styles.xml": lambda xml: xml.replace(b'"gray125"', b'"?"')})
    with pytest.raises(ValueError, match="could not read stylesheet"):
        openpyxl.load_workbook(BytesIO(data))
    assert len(read(PENALTIES, data).rows) == 1


@pytest.mark.parametrize("declared", ["A1", "A1:XFD1048576"])
def test_the_declared_dimension_is_not_believed(declared: str) -> None:
    lie = {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b'ref="A1:F3"', f'ref="{declared}"'.encode())}
    data = repacked(filled(ROW, ROW), lie)
    assert len(read(PENALTIES, data).rows) == 2


def test_reading_aids_beside_shared_text_are_left_out() -> None:
    aid = '<r><t>崆峒</t></r><rPh sb="0" eb="1"><t>kongtong</t></rPh><r><t>镇</t></r></si>'.encode()
    register = single(Column("value", "值"))
    written = write(register, [{"value": "XX"}])
    data = repacked(written, {"xl/sharedStrings.xml": lambda xml: xml.replace(b"<t>XX</t></si>", aid)})
    assert read(register, data).rows[0].values == {"value": "崆峒镇"}


@pytest.mark.parametrize(
    "written",
    [
        lambda xml: re.sub(rb"<(/?)(?=\w)", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x="),
        lambda xml: re.sub(rb' r="[A-Z]*[0-9]+"', b"", xml),
    ],
    ids=["prefixed names", "no addresses"],
)
def test_other_ways_of_writing_the_same_sheet_are_read(written: Callable[[bytes], bytes]) -> None:
    got = read(PENALTIES, repacked(filled(ROW), {"xl/worksheets/sheet1.xml": written}))
    assert [(row.number, row.values) for row in got.rows] == [(2, VALUES)]


def test_one_row_hiding_another_of_the_same_number_is_refused() -> None:
    data = repacked(
        filled(ROW, ROW), {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b'<row r="3"', b'<row r="2"')}
    )
    assert "已损坏" in refused(data)
