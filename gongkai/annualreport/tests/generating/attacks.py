"""Files made to hang, to crash or to fill the memory of whatever reads them, by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import xlsxwriter

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TITLE = "某某县清河镇人民政府2023年政府信息公开工作年度报告"
_HEAD = f"{_TITLE}\n一、总体情况\n好。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
_OLD = "某某镇2013年政府信息公开工作年度报告\n统计表\n指标名称计量单位2013年度历年累计"
_ARCHIVE = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _docx(body: str, doctype: str = "") -> bytes:
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document {_W}><w:body>{body}</w:body></w:document>'
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return _zip({"[Content_Types].xml": types.encode(), "word/document.xml": xml.encode()})


def _xlsx(sheet: str) -> bytes:
    stream, broken = io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.add_worksheet()
    book.close()
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(stream) as sound, zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sound.namelist():
            own = name == "xl/worksheets/sheet1.xml"
            archive.writestr(name, f"<worksheet {main}>{sheet}</worksheet>" if own else sound.read(name))
    return broken.getvalue()


def _html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body><h1>{_TITLE}</h1>{body}</body></html>".encode()


def _billion_laughs() -> bytes:
    entities = '<!ENTITY a "哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">'
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return _docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", f"<!DOCTYPE x [{entities}]>")


def _looping_pages() -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 99999/Kids[2 0 R 2 0 R 3 0 R]/Parent 2 0 R>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 1e30]/Contents 3 0 R>>",
    ]
    body = b"".join(b"%d 0 obj%sendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>"


ATTACKS: dict[str, Callable[[], bytes]] = {
    "zip bomb": lambda: _docx("<w:p/>" + " " * 60_000_000),
    "billion laughs": _billion_laughs,
    "table of 10,000 columns": lambda: _html("<table><tr>" + "<td>1</td>" * 10_000 + "</tr></table>"),
    "table of 10,000 columns in Word": lambda: _docx(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 10_000}</w:tr></w:tbl>"),
    "table of 10,000 columns in text": lambda: (_HEAD + "\t".join("1" * 10_000) + "\n" + "|1" * 10_000).encode(),
    "100,000 nested divs": lambda: b"<html>" + b"<div>" * 100_000 + _HEAD.encode(),
    "20,000 nested tables": lambda: b"<table><tr><td>" * 20_000 + _HEAD.encode(),
    "5,000 tables beside each other": lambda: _html("<table><tr><td>总计<td>1<td>2<tr><td>3.其他<td>1<td>0</table>" * 5_000),
    "enormous rowspan": lambda: _html(
        "<table>" + "<tr><td rowspan=9999 colspan=9999>总计</td><td rowspan=9999>1</td></tr>" * 1_500 + "</table>"
    ),
    "table of 100,000 rows": lambda: _html("<table>" + "<tr><td>3.其他</td><td>0</td></tr>" * 100_000 + "</table>"),
    "20 MB of digits": lambda: b"9" * 20_000_000,
    "a row of digits": lambda: (_HEAD + "（一）予以公开" + "9" * 290_000).encode(),
    "20 MB of digits in a page": lambda: _html("<p>" + "7" * 19_900_000 + "</p>"),
    "digits apart": lambda: (_HEAD + "（一）予以公开" + "1 " * 140_000).encode(),
    "bars": lambda: (_HEAD + "|" * 290_000).encode(),
    "blank lines": lambda: _HEAD.encode() + b"\n" * 290_000,
    "blanks": lambda: (_HEAD + " \t\xa0" * 90_000).encode(),
    "headings without end": lambda: (_HEAD * 3_000).encode(),
    "titles without end": lambda: f"{_TITLE}\n".encode() * 10_000,
    "words of the title without end": lambda: ("2023年政府信息公开" * 24_000 + "报告").encode(),
    "brackets": lambda: (_HEAD + "（" * 290_000).encode(),
    "labels without end": lambda: (_HEAD + "一、本年新收政府信息公开申请数量\n3.其他\n（七）总计 " * 8_000).encode(),
    "almost a label": lambda: (_HEAD + "本年新收政府信息公开申请数" * 20_000).encode(),
    "words without a full stop": lambda: (_HEAD + "四、行政复议、行政诉讼情况\n总计" + "没有句号" * 40_000).encode(),
    "rows run together": lambda: (_HEAD + "（一）予以公开" + "10" * 200 + "（七）总计" + "1" * 400).encode(),
    "signature without end": lambda: (_HEAD + "六、其他需要报告的事项\n" + "某某县人民政府 " * 30_000 + "2024年1月").encode(),
    "statistics in one line": lambda: (_OLD + "没有数字的行" * 40_000).encode(),
    "statistics without end": lambda: (_OLD + "公开数条12" * 40_000).encode(),
    "paragraphs without end in Word": lambda: _docx("<w:p><w:r><w:t>一</w:t></w:r></w:p>" * 200_000),
    "deep nesting in Word": lambda: _docx("<w:sdt><w:sdtContent>" * 5_000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 5_000),
    "tables within tables in Word": lambda: _docx("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80),
    "gridSpan of 9999 in Word": lambda: _docx(
        "<w:tbl>" + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999"/></w:tcPr><w:p/></w:tc></w:tr>' * 4 + "</w:tbl>"
    ),
    "a sheet of 1,048,576 rows": lambda: _xlsx(
        '<sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>1</t></is></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "many merged cells": lambda: _xlsx(
        "<sheetData>" + "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c><c r="B{r}"><v>2</v></c></row>' for r in range(1, 1_900))
        + "</sheetData><mergeCells>" + "".join(f'<mergeCell ref="C{r}:D{r}"/>' for r in range(1, 1_900)) + "</mergeCells>"
    ),
    "pages that hold themselves": _looping_pages,
    "a PDF of nothing but objects": lambda: b"%PDF-1.7\n" + b"1 0 obj<</Kids[1 0 R]>>endobj " * 300_000,
    "entities": lambda: _html("&#x2f00;&nbsp;&zwnj;" * 200_000),
    "comments": lambda: b"<html>" + b"<!-- " * 400_000,
    "attributes": lambda: b"<table " + b"rowspan=1 " * 400_000 + b"><tr><td>",
    "a web archive of nothing": lambda: _ARCHIVE + b"--x\n\n" * 300_000,
    "headers without end": lambda: b"From: a\n" * 500_000,
}  # fmt: skip
