"""Files without the report in words: pictures, frames, scripts, attachments, two reports at once. Each is told plainly."""

from __future__ import annotations

import base64
import json
import quopri
from random import Random

import pytest

from gongkai.annualreport.read import CannotRead, read_bytes
from gongkai.annualreport.report import UNREAD, Report
from gongkai.annualreport.tests.generating.reports import generated
from gongkai.annualreport.tests.generating.sheets import Sheet, page_of, sheet_of, text_of
from gongkai.annualreport.tests.test_roundtrip_pages import assert_same

TITLE = "某某县清河镇人民政府2023年政府信息公开工作年度报告"


def report(seed: int = 1, year: int = 2023) -> Report:
    return generated(Random(seed), year)


def refused(body: str) -> str:
    with pytest.raises(CannotRead) as found:
        read_bytes(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>".encode())
    return str(found.value)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<iframe src=a.html></iframe>", "框架"),
        ("<embed src=a.pdf>", "框架"),
        ("<script>var page={'content':'政府信息公开申请'}</script>", "脚本"),
        ("<img src=1.jpg>", "图片"),
        ("<p>附件：<a href='/P1.docx'>清河镇年度报告</a></p>", "附件“清河镇年度报告”"),
        ("<a href='/f?id=1'>2023年年报.pdf</a><iframe src=x></iframe>", "附件“2023年年报.pdf”"),
    ],
)
def test_what_stands_instead_of_the_report_is_said(body: str, said: str) -> None:
    message = refused(body)
    assert said in message
    assert message.endswith("。")


def test_a_page_with_nothing_at_all_is_refused_without_a_guess() -> None:
    assert refused("<p>欢迎</p>").endswith("六个部分。")


@pytest.mark.parametrize(("number", "name"), [(2, "表二"), (3, "表三"), (4, "表四")])
def test_a_table_that_is_a_picture_is_called_one(number: int, name: str) -> None:
    sheet = sheet_of(report())
    sheet.parts[number] = ["<p><img src=1.png width=600 height=400></p>"]
    found = read_bytes(page_of(sheet).encode())
    assert [said for said in found.unread if said.startswith(f"{name}是图片")]
    places = [place for place, _ in found.cells() if place.startswith(f"表{number}")]
    assert {found.marks.get(place) for place in places} == {UNREAD}
    others = {place for place, mark in found.marks.items() if mark == UNREAD} - set(places)
    assert not others


def test_an_icon_is_no_table() -> None:
    sheet = sheet_of(report())
    sheet.parts[3] = ["<img src=1.png width=16 height=16>"]
    assert not [said for said in read_bytes(page_of(sheet).encode()).unread if said.startswith("表三是图片")]


def test_two_reports_in_one_file_are_refused_and_named() -> None:
    first, second = sheet_of(report(1)), sheet_of(report(2, 2022))
    for both in (text_of(first) + "\n" + text_of(second), page_of(first) + page_of(second)):
        with pytest.raises(CannotRead, match="几份年度报告") as found:
            read_bytes(both.encode())
        assert first.report.title in str(found.value)
        assert second.report.title in str(found.value)


def test_the_same_report_twice_is_one_report() -> None:
    once = sheet_of(report())
    assert_same(read_bytes((page_of(once) + page_of(once)).encode()), once.report)


def test_a_report_that_speaks_of_its_table_is_one_report() -> None:
    sheet = sheet_of(report())
    sheet.parts[1].insert(0, "一、本年新收政府信息公开申请数量3件，四、结转下年度继续办理0件。")
    assert_same(read_bytes(page_of(sheet).encode()), sheet.report)


def test_a_title_of_another_year_is_doubted() -> None:
    sheet = sheet_of(report(1, 2023))
    sheet.parts[0][0] = sheet.report.title.replace("2023", "2022")
    found = read_bytes(page_of(sheet).encode())
    assert found.year == 2023  # the period and the day it was signed say so
    assert "标题写的是2022年，统计期限写的是2023年，请核对报告年度。" in found.unread


def _archive(page: bytes, coding: str) -> bytes:
    body = base64.encodebytes(page) if coding == "base64" else quopri.encodestring(page)
    return (
        b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="----x"\r\n\r\n------x\r\nContent-Type: text/html; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: " + coding.encode() + b"\r\n\r\n" + body + b"\r\n------x--\r\n"
    )


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
def test_a_web_archive_is_read_as_its_page(coding: str) -> None:
    sheet = sheet_of(report())
    assert_same(read_bytes(_archive(page_of(sheet).encode(), coding)), sheet.report)


def _as(sheet: Sheet, cell: str) -> str:
    return page_of(sheet).replace("<td rowspan=1 colspan=1>0</td>", cell)


@pytest.mark.parametrize(
    "cell",
    [
        "<td><input type=text value=0></td>",
        "<td><input type=hidden value=9><span>０</span></td>",
        "<td>&#8203;0&#8203;</td>",
        "<td><div style='DISPLAY:none'></div><o:p>0</o:p></td>",
        "<td><!-- 7 -->0</td>",
    ],
)
def test_a_zero_is_a_zero_in_whatever_markup(cell: str) -> None:
    sheet = sheet_of(report())
    assert_same(read_bytes(_as(sheet, cell).encode()), sheet.report)


def test_a_text_set_as_it_was_typed_is_read_by_its_lines() -> None:
    sheet = sheet_of(report())
    page = f"<html><body><pre>{text_of(sheet, chr(9))}</pre></body></html>"
    assert_same(read_bytes(page.encode()), sheet.report)


def test_markdown_with_tables_in_html_is_read() -> None:
    sheet = sheet_of(report())
    lines = [f"# {sheet.parts[0][0]}", str(sheet.parts[0][1])]
    for number in range(1, 7):
        lines.append(f"## {sheet.headings[number - 1]}")
        only = Sheet(sheet.report, [list(sheet.parts[number])], [])
        lines.append(
            page_of(only).split("<body>")[1].split("</body>")[0].replace("<p>", "").replace("</p>", "\n\n")
        )
    assert_same(read_bytes("\n\n".join(lines).encode()), sheet.report)


def test_the_answer_of_an_interface_is_read_by_the_page_in_it() -> None:
    sheet = sheet_of(report())
    title, sheet.parts[0][0] = sheet.parts[0][0], ""
    answer = {"code": 0, "data": [{"title": title, "content": page_of(sheet).split("<body>")[1]}]}
    assert_same(read_bytes(json.dumps(answer).encode()), sheet.report)


@pytest.mark.parametrize("content", ["{}", "[" * 90_000, '{"a": "政府信息公开"}', '{"a": 1'])
def test_other_json_is_refused(content: str) -> None:
    with pytest.raises(CannotRead):
        read_bytes(content.encode())
