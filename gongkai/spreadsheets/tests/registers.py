"""Registers and workbooks that the tests of this room share."""

import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

from gongkai.spreadsheets import Column, Kind, Sheet

PENALTIES = Sheet(
    "行政处罚台账",
    (
        Column(
            "number",
            "决定书文号",
            required=True,
            max_length=40,
            example="崆峒镇罚〔2020〕1号",
            hint="发文字号",
        ),
        Column("day", "决定日期", Kind.DAY, required=True, minimum=date(2008, 5, 1), example="2020-03-05"),
        Column("cases", "件数", Kind.INTEGER, minimum=0, example="1"),
        Column("fine", "罚款金额", Kind.MONEY, example="2000.00"),
        Column("sort", "处罚种类", Kind.CHOICE, choices=("警告", "罚款", "没收违法所得"), example="罚款"),
        Column("open", "是否公开", Kind.YESNO, example="是"),
    ),
)
LABELS = [column.label for column in PENALTIES.columns]


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook as bytes."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled(
    *rows: list[Any], labels: list[Any] = LABELS, touch: Callable[[Any], object] | None = None
) -> bytes:
    """A workbook as a clerk would save it: a header, rows, and whatever `touch` does to the worksheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = PENALTIES.name
    for row in (labels, *rows):
        sheet.append(row)
    if touch:
        touch(sheet)
    return saved(book)


def single(column: Column) -> Sheet:
    """A register of one column."""
    return Sheet("表", (column,))


def typed(value: Any, *, number_format: str = "") -> bytes:
    """A workbook with one column headed 值 and one cell below, formatted as the program would if not told."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"] = "值", value
    if number_format:
        sheet["A2"].number_format = number_format
    return saved(book)


def repacked(data: bytes, change: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The zip file with some entries changed; an entry not there before begins empty."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for name in names:
            content = old.read(name)
            changed = change[name](content) if name in change else content
            assert name not in change or changed != content, name
            new.writestr(name, changed)
        for name in change.keys() - set(names):
            new.writestr(name, change[name](b""))
    return stream.getvalue()
