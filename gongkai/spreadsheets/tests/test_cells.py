"""Each kind of cell: what is accepted, what is refused, and that the refusal names cell and remedy."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from gongkai.spreadsheets import Column, Kind, Reading, read
from gongkai.spreadsheets.tests.registers import single, typed
from gongkai.spreadsheets.workbook import shows_day

CHOICES = ("警告", "罚款（含没收）")


def reading(kind: Kind, value: Any, *, number_format: str = "", **more: Any) -> Reading:
    """What a column of the kind reads from one cell."""
    choices = CHOICES if kind is Kind.CHOICE else ()
    column = Column("value", "值", kind, choices=choices, **more)
    return read(single(column), typed(value, number_format=number_format))


def value(kind: Kind, cell: Any, **more: Any) -> Any:
    """The one value read; the test fails if the cell was refused."""
    got = reading(kind, cell, **more)
    assert got.faults == ()
    return got.rows[0].values["value"]


def refusal(kind: Kind, cell: Any, **more: Any) -> str:
    """The message of the one fault, which must name the cell."""
    got = reading(kind, cell, **more)
    assert got.rows == ()
    (fault,) = got.faults
    assert (fault.cell, fault.row, fault.column) == ("A2", 2, "值")
    assert fault.message.startswith("A2“值”")
    assert fault.message.endswith("。")
    return fault.message


@pytest.mark.parametrize(
    "cell",
    [
        date(2020, 3, 5),
        datetime(2020, 3, 5),
        "2020-3-5",
        "2020/03/05",
        "2020.3.5",
        "2020年3月5日",
        "2020 年 3 月 5 号",
        "20200305",
        "２０２０－０３－０５",
        "　2020-03-05　",
        "2020-03-05 00:00:00",
        20200305,
    ],
)
def test_a_day_is_read_however_it_is_written(cell: Any) -> None:
    assert value(Kind.DAY, cell) == date(2020, 3, 5)


def test_a_day_run_together_in_a_cell_formatted_as_a_day_is_read() -> None:
    assert value(Kind.DAY, 20200305, number_format="yyyy-mm-dd") == date(2020, 3, 5)


def test_a_chinese_day_format_is_known_as_one() -> None:
    assert value(Kind.DAY, 43895, number_format='[DBNum1][$-804]yyyy"年"m"月"d"日"') == date(2020, 3, 5)


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"', True),
        ("h:mm", True),
        ("General", False),
        ("0.00_ ;[Red]-0.00", False),
        ('0"days"', False),
        ("\\d0", False),
        ("@", False),
    ],
)
def test_only_formats_that_show_a_day_count_as_days(code: str, day: bool) -> None:
    assert shows_day(code) is day


@pytest.mark.parametrize(
    ("serial", "day"), [(1, date(1900, 1, 1)), (59, date(1900, 2, 28)), (61, date(1900, 3, 1))]
)
def test_the_leap_day_that_excel_invented_shifts_no_real_day(serial: int, day: date) -> None:
    assert value(Kind.DAY, serial, number_format="yyyy-mm-dd") == day


@pytest.mark.parametrize(
    ("cell", "number_format", "says"),
    [
        ("2023-02-29", "General", "2023年2月只有28天"),
        ("2023年13月1日", "General", "没有13月"),
        ("20230431", "General", "2023年4月只有30天"),
        ("2020年3月", "General", "不是完整的年月日"),
        ("20-3-5", "General", "不是完整的年月日"),
        ("2020-3/5", "General", "不是完整的年月日"),
        ("去年", "General", "去年"),
        (60, "yyyy-mm-dd", "1900年2月29日"),
        (-1, "yyyy-mm-dd", "对应不到任何一天"),
        (time(8, 30), "h:mm", "没有日期"),
        (43895, "General", "2020年3月5日"),
        (3, "General", "不是日期"),
        (True, "General", "不是完整的年月日"),
    ],
)
def test_an_impossible_or_doubtful_day_is_refused(cell: Any, number_format: str, says: str) -> None:
    assert says in refusal(Kind.DAY, cell, number_format=number_format)


def test_the_time_of_a_moment_is_dropped_with_a_notice() -> None:
    got = reading(Kind.DAY, datetime(2020, 3, 5, 14, 30))
    assert got.rows[0].values["value"] == date(2020, 3, 5)
    assert "没有取时间" in got.notices[0].message
    assert "没有取时间" in reading(Kind.DAY, "2020-03-05 14:30").notices[0].message


def test_days_outside_the_bounds_are_refused() -> None:
    bounds = {"minimum": date(2008, 5, 1), "maximum": date(2020, 12, 31)}
    assert "最早应为 2008年5月1日" in refusal(Kind.DAY, "2008-04-30", **bounds)
    assert "最晚应为 2020年12月31日" in refusal(Kind.DAY, "2021-01-01", **bounds)
    assert value(Kind.DAY, "2020-12-31", **bounds) == date(2020, 12, 31)


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("17,2425.00", "172425.00"),
        ("172,425元", "172425.00"),
        ("￥１７２，４２５．００", "172425.00"),
        ("人民币172425元整", "172425.00"),
        (172425, "172425.00"),
        (172425.5, "172425.50"),
        (0.1 + 0.2, "0.30"),
        ("0", "0.00"),
        (".5", "0.50"),
    ],
)
def test_money_is_read_however_it_is_written(cell: Any, yuan: str) -> None:
    got = reading(Kind.MONEY, cell)
    assert str(got.rows[0].values["value"]) == yuan
    assert got.notices == ()


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("17.24万元", "172400"),
        ("1.2亿元", "120000000"),
        ("3千元", "3000"),
        ("1.7E5", "170000"),
        ("1.7e+05", "170000"),
    ],
)
def test_money_in_larger_units_is_converted_with_a_notice(cell: str, yuan: str) -> None:
    got = reading(Kind.MONEY, cell)
    assert got.rows[0].values["value"] == Decimal(yuan)
    assert f"按 {yuan} 元导入" in got.notices[0].message
    assert got.notices[0].cell == "A2"


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("12.345", "超过两位小数"),
        (33.333333, "超过两位小数"),
        ("0.1234567万元", "超过两位小数"),
        (-5, "不能小于 0"),
        ("(100)", "不能小于 0"),
        ("约3万", "不是金额"),
        ("1,23", "不是金额"),
        ("万元", "不是金额"),
        (",", "不是金额"),
        ("1e99", "数太大"),
        (10**15, "数太大"),
        (date(2020, 3, 5), "是日期格式"),
        (True, "不是金额"),
    ],
)
def test_money_that_cannot_be_taken_whole_is_refused(cell: Any, says: str) -> None:
    assert says in refusal(Kind.MONEY, cell)


def test_money_may_be_negative_where_the_column_says_so() -> None:
    least = {"minimum": Decimal(-100)}
    assert value(Kind.MONEY, "(100.00)", **least) == Decimal("-100.00")
    assert value(Kind.MONEY, "－0.5", **least) == Decimal("-0.50")
    assert "不能小于 -100" in refusal(Kind.MONEY, "-100.01", **least)


@pytest.mark.parametrize(
    ("cell", "number"), [(3.0, 3), ("3", 3), ("１２", 12), ("1,234", 1234), ("1.2万", 12000)]
)
def test_a_whole_number_is_read_however_it_is_written(cell: Any, number: int) -> None:
    got = value(Kind.INTEGER, cell)
    assert (got, type(got)) == (number, int)


@pytest.mark.parametrize(
    ("cell", "says"), [(3.5, "只能填整数"), ("3件", "不是整数"), ("3元", "不是整数"), ("若干", "不是整数")]
)
def test_what_is_no_whole_number_is_refused(cell: Any, says: str) -> None:
    assert says in refusal(Kind.INTEGER, cell)


def test_whole_numbers_outside_the_bounds_are_refused() -> None:
    assert "不能大于 9" in refusal(Kind.INTEGER, 10, maximum=9)
    assert "不能小于 1" in refusal(Kind.INTEGER, 0, minimum=1)


@pytest.mark.parametrize("cell", ["罚款（含没收）", "罚款(含没收)", " 罚款 （含 没收）　"])
def test_a_choice_is_matched_without_blanks_and_widths(cell: str) -> None:
    assert value(Kind.CHOICE, cell) == "罚款（含没收）"


def test_an_unknown_choice_is_refused_with_the_list() -> None:
    assert "可选：警告、罚款（含没收）。" in refusal(Kind.CHOICE, "拘留")


@pytest.mark.parametrize(
    ("cell", "truth"),
    [
        ("是", True),
        ("√", True),
        (True, True),
        (1, True),
        ("否", False),
        ("无", False),
        (0, False),
        ("N", False),
    ],
)
def test_yes_and_no_are_read_however_they_are_written(cell: Any, truth: bool) -> None:
    assert value(Kind.YESNO, cell) is truth


def test_a_doubtful_yes_is_refused() -> None:
    assert "请填“是”或“否”" in refusal(Kind.YESNO, "待定")


@pytest.mark.parametrize("nothing", ["/", "—", "无", " - "])
def test_a_stroke_in_a_day_or_number_column_means_nothing_with_a_notice(nothing: str) -> None:
    got = read(single(Column("value", "值", Kind.MONEY)), typed(nothing))
    assert got.rows[0].values == {"value": None}
    assert "按没有填写处理" in got.notices[0].message
    assert "必填" in refusal(Kind.MONEY, nothing, required=True)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("　崆峒镇\u200b ", "崆峒镇"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        (13912345678, "13912345678"),
        (1.5, "1.5"),
        ("/", "/"),
        ("1E5", "1E5"),
        ("_x0041_", "A"),
        ("😀", "😀"),
    ],
)
def test_text_is_trimmed_and_numbers_become_their_digits(cell: Any, text: str) -> None:
    assert value(Kind.TEXT, cell) == text


def test_leading_zeros_that_a_format_shows_stay() -> None:
    assert value(Kind.TEXT, 7, number_format="000") == "007"
    assert value(Kind.INTEGER, 7, number_format="000") == 7


def test_a_day_in_a_text_column_becomes_text_with_a_notice() -> None:
    got = reading(Kind.TEXT, date(2020, 3, 5))
    assert got.rows[0].values["value"] == "2020-03-05"
    assert "按文本" in got.notices[0].message


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (620802199001011234, "超过 15 位"),
        ("6.20802E+17", "科学计数法"),
        ("六" * 41, "有 41 个字，最多 40 个字"),
    ],
)
def test_text_that_lost_digits_or_is_too_long_is_refused(cell: Any, says: str) -> None:
    assert says in refusal(Kind.TEXT, cell, max_length=40)


@pytest.mark.parametrize("kind", list(Kind))
def test_an_error_value_is_refused_in_every_kind_of_column(kind: Kind) -> None:
    assert "#REF!" in refusal(kind, "#REF!")


@pytest.mark.parametrize("kind", list(Kind))
def test_a_formula_without_a_stored_result_is_refused(kind: Kind) -> None:
    assert "没有计算结果的公式" in refusal(kind, "=1+2")
