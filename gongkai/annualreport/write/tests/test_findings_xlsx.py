"""The workbook of findings: every line there, numbers as numbers, and no text of a file taken as a formula."""

import io
from decimal import Decimal

import openpyxl
import pytest

from gongkai.annualreport.checked import Checked
from gongkai.annualreport.findings import finding, not_assessable
from gongkai.annualreport.write import findings_xlsx
from gongkai.annualreport.write.findings_xlsx import findings_workbook

FOUND = (
    finding("T3-1", "表三·自然人", "第一项加第二项不等于第三项加第四项，请改正。", expected=12, found=11),
    finding(
        "X-1",
        "一、总体情况",
        "正文与表格不一致，请核对。",
        expected=Decimal("12.5"),
        found=3,
        quote="收到申请3件",
    ),
    not_assessable("T2-1", "表二", "没有上年报告。"),
)
READ = Checked("镇/年报.html", "某某县清河镇人民政府", 2023, "2021", FOUND, ("表二第3行读不出。",))
LOST = Checked("坏文件.docx", unread=("“坏文件.docx”已损坏，请重新保存。",))


def sheets(*checked: Checked) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(findings_workbook(checked)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_summary_has_a_line_for_every_file_even_an_unreadable_one():
    assert sheets(READ, LOST)["汇总"] == [
        ("文件", "机关", "年度", "结论", "错误", "提醒", "未核对"),
        ("镇/年报.html", "某某县清河镇人民政府", 2023, "有1处错误，1处提醒", 1, 1, 1),
        ("坏文件.docx", None, None, "读不出", None, None, None),
    ]


def test_every_finding_is_told_with_numbers_basis_and_sentence():
    head, first, second, third = sheets(READ)["问题清单"]
    assert head == (
        "文件", "机关", "年度", "级别", "规则", "位置", "应为", "实为", "差", "说明", "依据", "原文",
    )  # fmt: skip
    assert first[3] == "错误" and first[4].endswith("（T3-1）") and first[5:9] == ("表三·自然人", 12, 11, 1)
    assert first[9] == FOUND[0].message and "《政府信息公开工作年度报告格式》" in first[10]
    assert second[3] == "提醒" and second[6:9] == (12.5, 3, 9.5) and second[11] == "收到申请3件"
    assert third[3] == "未核对" and third[6:9] == (None, None, None)


def test_what_was_not_read_stands_on_a_sheet_of_its_own():
    assert sheets(READ, LOST)["未读出"][1:] == [
        ("镇/年报.html", "某某县清河镇人民政府", 2023, "表二第3行读不出。"),
        ("坏文件.docx", None, None, "“坏文件.docx”已损坏，请重新保存。"),
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "@SUM(A1)", "-1", '=HYPERLINK("http://x")', "http://例子", "{=1}"]
)
def test_no_text_of_a_file_becomes_a_formula_or_a_link(text: str):
    hostile = Checked(text, text, 2023, "2021", (finding("S6", text, text, quote=text),), (text,))
    book = openpyxl.load_workbook(io.BytesIO(findings_workbook([hostile])))
    cells = [
        cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == text
    ]
    assert len(cells) == 10
    assert {cell.data_type for cell in cells} == {"s"} and not any(cell.hyperlink for cell in cells)


def test_a_text_too_long_for_a_cell_is_cut_and_says_so_and_unprintable_characters_go():
    long = Checked("\x00长\x0b报告", "机关", 2023, "2021", (finding("S6", "六", "长" * 40_000),))
    found = sheets(long)
    assert found["问题清单"][1][9] == "长" * 32_000 + "……（后略）"
    assert found["汇总"][1][0] == "长\n报告"


def test_a_number_that_a_spreadsheet_would_round_stays_exact_as_text():
    big = finding("T3-1", "表三", "差。", expected=12345678901234567, found=0)
    assert sheets(Checked("甲", "机关", 2023, "2021", (big,)))["问题清单"][1][6] == "12345678901234567"


def test_more_findings_than_a_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(findings_xlsx, "_MOST_ROWS", 2)
    found = sheets(READ)
    assert list(found) == ["汇总", "问题清单", "问题清单2", "未读出"]
    assert [len(found[name]) for name in ("问题清单", "问题清单2")] == [3, 2]


def test_without_findings_the_sheets_say_so():
    found = sheets(Checked("甲.html", "机关", 2023, "2021"))
    assert found["问题清单"][1][0] == "没有发现问题。" and found["未读出"][1][0] == "都已读出。"
    assert sheets()["汇总"][1][0] == "没有文件。"


def test_every_sheet_can_be_filtered_keeps_its_heading_in_view_and_wraps():
    book = openpyxl.load_workbook(io.BytesIO(findings_workbook([READ, LOST])))
    for sheet in book:
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1" and sheet["A2"].alignment.wrap_text
        assert sheet["A2"].font.name == "宋体" and sheet.column_dimensions["A"].width > 20


def test_the_same_findings_give_the_same_bytes():
    assert findings_workbook([READ, LOST]) == findings_workbook([READ, LOST])
