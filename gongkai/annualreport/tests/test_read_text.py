from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annualreport.check import check
from gongkai.annualreport.formats import format_for
from gongkai.annualreport.read import CannotRead, kinds, read_report
from gongkai.annualreport.read.text import report_in
from gongkai.annualreport.report import UNREAD, Report, cells_json
from gongkai.annualreport.tests.building import footed
from gongkai.annualreport.tests.generating.oddlayouts import LAYOUTS
from gongkai.annualreport.tests.generating.reports import generated
from gongkai.annualreport.tests.generating.sheets import sheet_of, text_of

COUNT = st.integers(0, 9_999)


def as_lines(report: Report, between: str = "\n\n") -> str:
    """A report as a web page copied to text gives it: one cell a line."""
    form = report.format
    one, two, three, four, five, six = form.sections
    parts = [
        f"{report.organ}{report.year}年政府信息公开工作年度报告",
        "现将有关情况报告如下，请审阅并提出意见。",
    ]
    parts += [one, "主动公开信息若干条。", two]
    for block in form.table2:
        parts += [block.caption, "信息内容", *block.columns]
        for row in block.rows:
            parts += [row, *(str(report.table2[row][column]) for column in block.columns)]
    parts += [
        three,
        form.table3_note,
        "申请人情况",
        "自然人",
        "法人或其他组织",
        "总计",
        *form.table3_columns[1:-1],
    ]
    group = subgroup = None
    for line in form.table3_rows:
        parts += [line.group] if line.group and line.group != group else []
        parts += [line.subgroup] if line.subgroup and line.subgroup != subgroup else []
        group, subgroup = line.group, line.subgroup
        parts += [line.label, *(f" {cell}" for cell in report.table3[line.key])]
    parts += [four, "行政复议", "行政诉讼", *form.table4[0].columns, "未经复议直接起诉", "复议后起诉"]
    parts += [*form.table4[1].columns, *form.table4[2].columns, *(str(cell) for cell in report.table4)]
    parts += [
        five,
        "一是意识不强。",
        six,
        "无",
        report.organ,
        f"{report.year + 1}年1月14日",
        "扫一扫在手机打开当前页",
    ]
    return between.join(parts)


def sample(year: int = 2021) -> Report:
    leaves = [(n, 0, 0, 1, 0, 0) for n in range(len(format_for(year).leaf_rows))]
    return footed(year, leaves, (2, 0, 0, 0, 0, 1), range(12))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    year = draw(st.sampled_from((2019, 2020, 2021, 2024)))
    rows = len(format_for(year).leaf_rows)
    six = st.tuples(*[COUNT] * 6)
    leaves = draw(st.lists(six, min_size=rows, max_size=rows))
    return footed(year, leaves, draw(six), draw(st.lists(COUNT, min_size=12, max_size=12)))


@given(reports(), st.sampled_from(("\n", "\n\n", "\r\n", " |\n", "\n|\n", "\n\u3000")))
def test_what_is_written_one_cell_a_line_is_read_back(report: Report, between: str) -> None:
    read = report_in(as_lines(report, between))
    assert (read.organ, read.year, read.format) == (report.organ, report.year, report.format)
    assert dict(read.cells()) == dict(report.cells())
    assert read.unread == ()


def test_words_and_signature_are_read() -> None:
    read = report_in(as_lines(sample()))
    assert read.title == "某某县清河镇人民政府2021年政府信息公开工作年度报告"
    assert read.intro == "现将有关情况报告如下，请审阅并提出意见。"
    assert read.sections["一、总体情况"] == "主动公开信息若干条。"
    assert read.sections["六、其他需要报告的事项"] == "无"
    assert (read.issuer, read.dated) == ("某某县清河镇人民政府", date(2022, 1, 14))


@pytest.mark.parametrize(
    ("official", "published"),
    [
        ("3.危及“三安全一稳定”", "3.危及三安全一稳定"),
        ("3.危及“三安全一稳定”", '3．危及"三安全一稳定"'),
        (
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "(二)部分公开(区分处理的,只计这一情形,不计其他情形)",
        ),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
        ("2.其他法律行政法规禁止公开", "２、其他法律行政法规\n禁止公开"),
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
        ("商业企业", "商业\n企业"),
        ("一、本年新收政府信息公开申请数量", "一 本年新收政府信息公开申请数量"),
        ("行政规范性文件", "规范性文件"),
        ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
        ("第二十条第（一）项", "第二十条第(一)项"),
    ],
)
def test_labels_as_published_are_recognised(official: str, published: str) -> None:
    text = as_lines(sample())
    assert official in text
    read = report_in(text.replace(official, published))
    assert dict(read.cells()) == dict(sample().cells())
    assert read.unread == ()


def test_the_lost_word_of_the_change_column_is_tolerated() -> None:
    read = report_in(as_lines(sample(2020)).replace("本年增/减", "本年增/"))
    assert dict(read.cells()) == dict(sample(2020).cells())
    assert read.unread == ()


@pytest.mark.parametrize(
    ("written", "number"), [("１２", 12), ("1,234", 1234), ("〇", 0), ("零", 0), ("3件", 3), ("7.0", 7)]
)
def test_numbers_are_read_however_they_are_written(written: str, number: int) -> None:
    report = sample()
    text = as_lines(report).replace("行政许可\n\n0", f"行政许可\n\n{written}")
    assert report_in(text).table2["行政许可"]["本年处理决定数量"] == number


@pytest.mark.parametrize(
    ("column", "cell", "amount", "unit"),
    [
        ("采购总金额", "172425", 172425, None),
        ("采购总金额", "251000元", 251000, "元"),
        ("采购总金额", "25.1万元", 251000, "元"),
        ("采购总金额（元）", "251000", 251000, "元"),
        ("采购总金额（单位：万元）", "25.1", 251000, "元"),
        ("采购总金额", "394432.52元", Decimal("394432.52"), "元"),
    ],
)
def test_the_purchase_amount_is_kept_in_yuan_with_its_unit_if_stated(
    column: str, cell: str, amount: Decimal | int, unit: str | None
) -> None:
    text = (
        as_lines(sample(2020))
        .replace("采购总金额", column)
        .replace("集中采购\n\n0\n\n0", f"集中采购\n\n1\n\n{cell}")
    )
    read = report_in(text)
    assert read.table2["政府集中采购"] == {"采购项目数量": 1, "采购总金额": amount}
    assert read.amount_unit == unit


def test_a_slash_is_kept_as_a_mark() -> None:
    read = report_in(as_lines(sample()).replace("规章\n\n0\n\n0\n\n0", "规章\n\n/\n\n/\n\n/", 1))
    assert set(read.table2["规章"].values()) == {None}
    assert read.marks["表2/规章/本年制发件数"] == "/"


def test_an_empty_row_is_blank() -> None:
    text = as_lines(sample()).replace("行政强制\n\n0", "行政强制\n\n ")
    read = report_in(text)
    assert read.table2["行政强制"]["本年处理决定数量"] is None
    assert read.marks == {}
    assert read.unread == ()


@pytest.mark.parametrize("cells", ["1 0 0 0 0 1", "1 0 0 0 0 0 0 1", "12 0 345"])
def test_a_row_with_too_few_or_too_many_values_is_left_unread_and_named(cells: str) -> None:
    report = sample()
    old = "（一）予以公开\n\n" + "\n\n".join(f" {cell}" for cell in report.table3["granted"])
    text = as_lines(report)
    assert old in text
    read = report_in(text.replace(old, "（一）予以公开\n\n" + cells.replace(" ", "\n\n")))
    assert read.table3["granted"] == (None,) * 7
    assert read.marks["表3/granted/自然人"] == UNREAD
    assert any("“（一）予以公开”行" in place for place in read.unread)
    assert read.table3["partial"] == report.table3["partial"]


def test_a_missing_row_is_named() -> None:
    read = report_in(as_lines(sample()).replace("2.重复申请", ""))
    assert "表三“2.重复申请”行：没有找到这一行。" in read.unread
    assert any("1.信访举报投诉类申请" in place for place in read.unread)


def test_words_inside_a_table_are_kept_or_named() -> None:
    text = as_lines(sample()).replace("申请人情况", "该部分以表格形式报告。\n备注乙\n申请人情况")
    read = report_in(text)
    assert read.sections["三、收到和处理政府信息公开申请情况"] == "该部分以表格形式报告。"
    assert [place for place in read.unread if "备注乙" in place]


def test_numbers_run_together_are_cut_where_only_one_way_foots() -> None:
    text = as_lines(sample(), "")
    read = report_in(text.replace(format_for(2021).sections[1], "\n" + format_for(2021).sections[1]))
    assert read.table3 == sample().table3
    assert read.table4 == sample().table4


def test_numbers_run_together_with_several_readings_are_named_not_guessed() -> None:
    report = replace(
        sample(),
        table2={
            **sample().table2,
            "行政规范性文件": {"本年制发件数": 69, "本年废止件数": 3, "现行有效件数": 665},
        },
    )
    read = report_in(as_lines(report, ""))
    assert set(read.table2["行政规范性文件"].values()) == {None}
    assert any("69366" in place and "种读法" in place for place in read.unread)


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        ("崆峒镇人民政府2022年政府信息公开工作年度报告", "崆峒镇人民政府", 2022),
        ("2022年度螅镇政府信息公开工作年度报告", "螅镇", 2022),
        ("某某局２０２３年度政府信息公开年度报告", "某某局", 2023),
        ("某某局二〇二三年政府信息公开工作年度报告", "某某局", 2023),
        ("名 称: | 木岗镇人民政府2022年政府信息公开工作年度报告 | ||", "木岗镇人民政府", 2022),
        ("2022年政府信息公开工作年度报告\n某某县松林镇人民政府", "某某县松林镇人民政府", 2022),
    ],
)
def test_organ_and_year_come_from_the_title(title: str, organ: str, year: int) -> None:
    body = as_lines(sample()).split("\n\n", 1)[1]
    read = report_in(f"{title}\n{body}")
    assert (read.organ, read.year) == (organ, year)


def test_a_report_without_a_title_takes_year_and_organ_from_its_words() -> None:
    body = as_lines(sample()).split("\n\n", 1)[1]
    read = report_in("本报告数据的统计期限自2023年1月1日起至2023年12月31日止。\n" + body)
    assert (read.organ, read.year) == ("某某县清河镇人民政府", 2023)


def test_a_list_of_the_six_parts_in_the_opening_is_not_taken_for_them() -> None:
    listed = "本报告包括" + "、".join(format_for(2021).sections) + "六个部分。"
    read = report_in(as_lines(sample()).replace("现将有关情况报告如下，请审阅并提出意见。", listed))
    assert dict(read.cells()) == dict(sample().cells())


@pytest.mark.parametrize("between", ["\n", "\t", " "])
def test_tables_below_the_signature_are_read_without_a_doubt(between: str) -> None:
    sheet = sheet_of(generated(Random(1), 2023))
    LAYOUTS["tables_as_an_annex"](sheet, Random(1))
    found = report_in(text_of(sheet, between))
    assert [said for said in found.unread if said.startswith("表")] == []
    assert dict(found.cells()) == dict(sheet.report.cells())
    assert found.issuer == sheet.report.issuer


def test_a_date_in_chinese_numerals_is_read() -> None:
    read = report_in(as_lines(sample()).replace("2022年1月14日", "二〇二二年一月二十四日"))
    assert read.dated == date(2022, 1, 24)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "年报.txt"
    path.write_bytes(as_lines(sample()).encode(encoding))
    assert dict(read_report(path).cells()) == dict(sample().cells())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "空文件"),
        (b" \n ", "空文件"),
        (b"%PDF-1.7 ...", "PDF文件已损坏"),
        (b"<html><body>x</body></html>", "不像政府信息公开工作年度报告"),
        (b"PK\x03\x04broken", "损坏的压缩包"),
        (b"\xd0\xcf\x11\xe0old", "旧版Word"),
        (b"{\\rtf1}", "RTF"),
        (b"\x00\x01\x02binary", "二进制文件"),
        (b"\x89PNG\r\n\x1a\nphoto", "是图片（二进制文件，里面的文字读不出），现在能读的是"),
        (b"\xff\xd8\xff\xe0photo", "是图片"),
        (b"\xff\xff\xfe\xff", "编码无法识别"),
        ("会议通知\n请各单位参加。".encode(), "不像政府信息公开工作年度报告"),
        ("2022年工作总结\n一、总体情况\n很好。".encode(), "不像政府信息公开工作年度报告"),
        ("一、总体情况\n好。\n六、其他需要报告的事项\n无".encode(), "没有找到报告年度"),
        ("清河镇2022年政府信息公开工作年度报告\n附件见下。".encode(), "不像政府信息公开工作年度报告"),
    ],
)
def test_what_is_no_readable_report_is_refused_in_chinese(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "年报"
    path.write_bytes(content)
    with pytest.raises(CannotRead, match=message):
        read_report(path)


def test_missing_files_folders_and_huge_files_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CannotRead, match="找不到文件"):
        read_report(tmp_path / "没有.txt")
    with pytest.raises(CannotRead, match="不是文件"):
        read_report(tmp_path)
    monkeypatch.setattr(kinds, "LARGEST", 10)
    (tmp_path / "大.txt").write_text("很大" * 10, encoding="utf-8")
    with pytest.raises(CannotRead, match="超过"):
        read_report(tmp_path / "大.txt")


@given(st.data())
def test_a_mangled_report_is_read_in_part_or_refused_but_never_crashes(data: st.DataObject) -> None:
    text = as_lines(sample(), data.draw(st.sampled_from(("\n", "\n\n", "", " "))))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 400)))
    middle = data.draw(st.text(max_size=20))
    try:
        read = report_in(text[:start] + middle + text[end:])
    except CannotRead as refused:
        assert str(refused)
    else:
        assert len(list(read.cells())) in (
            198,
            200,
            186,
            212,
        )  # both formats, and either mixed with the other


@pytest.mark.parametrize(
    "place", ["一、总体情况", "规章", "（一）予以公开", "尚未审结", "六、其他需要报告的事项"]
)
@pytest.mark.parametrize(
    "junk", ["9" * 6000, "收到申请" + "9" * 6000 + "件", "（" * 3000, "1,234" * 2000, "\x00\ud83d" * 99]
)
def test_hostile_text_is_read_in_part_and_checked_without_a_crash(place: str, junk: str) -> None:
    read = report_in(as_lines(sample()).replace(place, place + junk, 1))
    json.dumps(cells_json(read))
    assert check(read)
