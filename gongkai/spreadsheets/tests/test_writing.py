"""Template and export: what people get opens, helps them, and reads back as what it was."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.spreadsheets import CannotWrite, Column, Kind, Sheet, read, template, write
from gongkai.spreadsheets.example import EXAMPLE_MARK
from gongkai.spreadsheets.tests.registers import PENALTIES, saved, single
from gongkai.spreadsheets.text import clean

TEXT = single(Column("value", "值"))


def opened(data: bytes) -> Any:
    """The workbook as another program sees it."""
    return openpyxl.load_workbook(BytesIO(data))


def test_the_template_marks_required_columns_and_freezes_its_bold_header() -> None:
    sheet = opened(template(PENALTIES)).worksheets[0]
    assert sheet.title == "行政处罚台账"
    assert [cell.value for cell in sheet[1]][:3] == ["决定书文号（必填）", "决定日期（必填）", "件数"]
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert "发文字号" in sheet["A1"].comment.text
    assert "最多 40 个字" in sheet["A1"].comment.text
    assert "不早于 2008年5月1日" in sheet["B1"].comment.text
    assert "不小于 0" in sheet["D1"].comment.text


def test_the_template_offers_lists_and_checks_for_every_row_to_come() -> None:
    book = opened(template(PENALTIES))
    sheet = book.worksheets[0]
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    assert checks["E2:E20001"].formula1 == "选项!$E$1:$E$3"
    assert [row[0].value for row in book["选项"]["E1:E3"]] == ["警告", "罚款", "没收违法所得"]
    assert book["选项"].sheet_state == "hidden"
    assert [row[0].value for row in book["选项"]["F1:F2"]] == ["是", "否"]
    assert checks["D2:D20001"].type == "decimal"
    formats = [sheet.column_dimensions[letter].number_format for letter in "ABD"]
    assert formats == ["@", "yyyy-mm-dd", "#,##0.00"]


def test_the_template_explains_each_column_on_a_second_sheet() -> None:
    guide = opened(template(PENALTIES))["填写说明"]
    assert [cell.value for cell in guide[2]] == [
        "决定书文号",
        "必填",
        "文本",
        "必填；最多 40 个字；发文字号。",
        "崆峒镇罚〔2020〕1号",
    ]
    assert guide.max_row == 7


def test_the_example_row_of_the_template_is_not_imported() -> None:
    got = read(PENALTIES, template(PENALTIES))
    assert (got.rows, got.faults) == ((), ())
    assert "第 2 行是模板里的示例，没有导入。" in [notice.message for notice in got.notices]


def test_rows_below_the_example_are_imported() -> None:
    book = opened(template(PENALTIES))
    book.worksheets[0].append(["2号", "2020-03-06", None, None, None, None])
    got = read(PENALTIES, saved(book))
    assert [(row.number, row.values["number"]) for row in got.rows] == [(3, "2号")]


def test_a_row_written_over_the_example_is_imported_with_a_notice() -> None:
    book = opened(template(PENALTIES))
    book.worksheets[0]["A2"] = "9号"
    got = read(PENALTIES, saved(book))
    assert [row.values["number"] for row in got.rows] == ["9号"]
    assert [notice.cell for notice in got.notices] == ["2:2"]
    assert "内容已改动" in got.notices[0].message


def test_a_row_like_the_example_without_its_mark_is_data() -> None:
    book = opened(template(PENALTIES))
    assert book.worksheets[0]["G2"].value.startswith(EXAMPLE_MARK)
    book.worksheets[0]["G2"] = None
    got = read(PENALTIES, saved(book))
    assert len(got.rows) == 1
    assert "完全相同" in got.notices[0].message


def test_a_register_without_examples_has_no_example_row() -> None:
    assert opened(template(TEXT)).worksheets[0].max_row == 1


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-5", "@SUM(A1)", '=HYPERLINK("http://x","点")', "\t=1", "0012", "1E5"]
)
def test_text_that_looks_like_a_formula_or_number_stays_text(text: str) -> None:
    data = write(TEXT, [{"value": text}])
    cell = opened(data).worksheets[0]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert read(TEXT, data).rows[0].values["value"] == text.strip()


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [{"number": "1号", "day": date(2020, 3, 5)}]
    assert write(PENALTIES, rows) == write(PENALTIES, rows)
    assert template(PENALTIES) == template(PENALTIES)


def test_text_longer_than_a_cell_holds_is_refused_not_cut() -> None:
    with pytest.raises(CannotWrite) as caught:
        write(TEXT, [{"value": "长" * 32_768}])
    assert "第 2 行的“值”有 32768 个字" in caught.value.message
    longest = "长" * 32_767
    assert read(TEXT, write(TEXT, [{"value": longest}])).rows[0].values == {"value": longest}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.TEXT, 1),
        (Kind.DAY, datetime(2020, 3, 5)),
        (Kind.DAY, "2020-03-05"),
        (Kind.INTEGER, True),
        (Kind.INTEGER, 1.5),
        (Kind.MONEY, 1.5),
        (Kind.YESNO, "是"),
    ],
)
def test_a_value_of_another_kind_is_a_mistake_of_the_program(kind: Kind, value: Any) -> None:
    with pytest.raises(TypeError, match="value"):
        write(single(Column("value", "值", kind)), [{"value": value}])


def test_an_unknown_key_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="other"):
        write(TEXT, [{"other": "x"}])


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co"))
# As cleaned on the way in; what looks like a number that Excel shortened is refused there.
TEXTS = st.text(LETTERS, max_size=40).map(clean).filter(lambda text: "E" not in text.upper())
YUAN = st.decimals(min_value=0, max_value=Decimal(10) ** 15 - 1, places=2)
ROWS = st.fixed_dictionaries(
    {
        "number": TEXTS.filter(bool),
        "day": st.dates(min_value=date(2008, 5, 1)),
        "cases": st.none() | st.integers(0, 10**15 - 1),
        "fine": st.none() | YUAN,
        "sort": st.sampled_from([None, "警告", "罚款", "没收违法所得"]),
        "open": st.sampled_from([None, True, False]),
    }
)


@settings(max_examples=60)
@given(st.lists(ROWS, max_size=4))
def test_rows_written_are_the_rows_read(rows: list[dict[str, Any]]) -> None:
    got = read(PENALTIES, write(PENALTIES, rows))
    assert got.faults == ()
    assert [row.values for row in got.rows] == rows


@given(st.dates())
def test_every_day_comes_back_even_those_before_excel_counts(day: date) -> None:
    sheet = single(Column("value", "值", Kind.DAY))
    assert [row.values for row in read(sheet, write(sheet, [{"value": day}])).rows] == [{"value": day}]


@pytest.mark.parametrize(
    "columns",
    [
        (),
        (Column("a", "值"), Column("a", "值二")),
        (Column("a", "金额（必填）"), Column("b", "＊金额")),
        tuple(Column(f"k{n}", f"列{n}") for n in range(101)),
    ],
)
def test_a_declaration_that_could_not_be_read_back_is_refused(columns: tuple[Column, ...]) -> None:
    with pytest.raises(ValueError):
        Sheet("表", columns)


@pytest.mark.parametrize("title", ["", "长" * 32, "a/b", "[1]"])
def test_a_title_excel_does_not_take_is_refused(title: str) -> None:
    with pytest.raises(ValueError, match="worksheet title"):
        Sheet(title, (Column("a", "值"),))


@pytest.mark.parametrize(
    "declared",
    [
        {"kind": Kind.CHOICE},
        {"choices": ("甲",)},
        {"kind": Kind.CHOICE, "choices": ("甲", " 甲")},
        {"kind": Kind.DAY, "minimum": 3},
        {"label": " （必填）"},
    ],
)
def test_a_column_that_contradicts_itself_is_refused(declared: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Column(**{"key": "a", "label": "值", **declared})
