"""What is no .xlsx, or no harmless one: a sentence saying what it is and what to do, never anything else."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.spreadsheets import CannotRead, Reading, read, write
from gongkai.spreadsheets.tests.registers import PENALTIES, repacked

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
GOOD = write(PENALTIES, [{"number": "文号", "day": date(2020, 3, 5), "fine": Decimal("2.5"), "open": True}])
SHEET = "xl/worksheets/sheet1.xml"


def zipped(*names: str) -> bytes:
    """A zip file with these entries."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def word() -> bytes:
    """A real Word document."""
    stream = BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def refused(data: bytes, name: str = "台账.xlsx") -> str:
    """The message of the refusal, which must name the file and end as a sentence."""
    with pytest.raises(CannotRead) as caught:
        read(PENALTIES, data, name=name)
    assert caught.value.message.startswith(f"文件“{name}”")
    assert caught.value.message.endswith("。")
    return caught.value.message


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "是空的"),
        (OLE + "Workbook".encode("utf-16-le"), "旧版表格格式（.xls）"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "设有打开密码"),
        (OLE + "WordDocument".encode("utf-16-le"), "旧版 Word 文档"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "旧版演示文稿"),
        (OLE, "旧版 Office 格式"),
        (word(), "Word 文档（.docx）"),
        (zipped("ppt/presentation.xml"), "演示文稿（.pptx）"),
        (zipped("OFD.xml"), "OFD 版式文件"),
        (zipped("content.xml", "mimetype"), ".ods"),
        (zipped("xl/workbook.bin"), ".xlsb"),
        (zipped("xl/vbaProject.bin"), "宏"),
        (zipped("台账.xlsx"), "压缩文件（zip）"),
        ("决定书文号,决定日期\n1号,2020-03-05".encode(), ".csv"),
        ("决定书文号,决定日期\n1号,2020-03-05".encode("gb18030"), ".csv"),
        ("决定书文号\t决定日期".encode("utf-16"), ".csv"),
        ("崆峒".encode() * 3000, ".csv"),
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "网页格式"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML 表格"),
        (b"%PDF-1.4\n", "PDF"),
        (b"MZ\x90\x00", "可执行程序"),
        (b"\x7fELF", "可执行程序"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\x00\x01\x02\x03", "不是 Excel 工作簿"),
        (b"PK\x03\x04 and no more", "已损坏"),
        (GOOD[: len(GOOD) // 2], "已损坏"),
    ],
)
def test_what_is_no_workbook_is_named_with_the_remedy(data: bytes, says: str) -> None:
    message = refused(data)
    assert says in message
    assert "请" in message


def test_a_wps_sheet_is_called_by_its_name() -> None:
    assert "WPS 表格 .et" in refused(OLE + "Workbook".encode("utf-16-le"), "台账.et")


def test_a_file_over_ten_megabytes_is_refused_with_its_size() -> None:
    message = refused(b"PK\x03\x04" + b"\x00" * (10 * 1024 * 1024 + 600_000))
    assert "10.6 MB" in message
    assert "最多导入 10 MB" in message


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(GOOD, {"xl/media/image1.bin": lambda _: b"\x00" * (101 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert "解压后有 101 MB" in refused(bomb)


def test_a_part_that_unpacks_to_more_than_it_announces_is_refused() -> None:
    data = bytearray(repacked(GOOD, {SHEET: lambda xml: xml + b" " * 5_000_000}))
    entry = data.index(SHEET.encode(), data.index(b"PK\x01\x02")) - 46
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    assert "已损坏" in refused(bytes(data))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
def test_a_document_type_is_refused_in_every_part(part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'

    def declared(xml: bytes) -> bytes:
        head, mark, rest = xml.partition(b"?>") if xml.startswith(b"<?xml") else (b"", b"", xml)
        return head + mark + bomb + rest

    assert "已损坏" in refused(repacked(GOOD, {part: declared}))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, b"</sheetData>", b""),
        (SHEET, b'r="B2"', b'r="ABCD2"'),
        (SHEET, b'<row r="2"', b'<row r="two"'),
        (SHEET, b"<v>0</v>", b"<v>999</v>"),
        (SHEET, b"<v>2.5</v>", b"<v>1e999</v>"),
        (SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="?"/></mergeCells>'),
        ("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"worksheets/gone.xml"),
    ],
)
def test_a_broken_part_is_one_refusal(part: str, old: bytes, new: bytes) -> None:
    assert "已损坏" in refused(repacked(GOOD, {part: lambda xml: xml.replace(old, new)}))


def outcome(data: bytes) -> str:
    """What comes of the bytes; anything but a reading or the declared refusal escapes and fails the test."""
    try:
        got = read(PENALTIES, data)
    except CannotRead as refusal:
        return refusal.message
    assert isinstance(got, Reading)
    return "read"


@given(st.binary(max_size=2000), st.sampled_from([b"", b"PK\x03\x04", OLE, b"%PDF", b"<?xml", b"\xff\xfe"]))
def test_random_bytes_are_refused_with_a_sentence_and_nothing_else(data: bytes, start: bytes) -> None:
    assert outcome(start + data).endswith("。")


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for place, byte in changes:
        data[place] = byte
    assert outcome(bytes(data))


@settings(max_examples=60)
@given(st.data())
def test_damaged_xml_inside_a_sound_zip_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    part = data.draw(st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]))
    at = data.draw(st.integers(0, 3000))
    new = data.draw(
        st.sampled_from(
            [b"", b"<", b'"', b"&", b"-1", b"\xff", b"</v>", b"<row>", b"\xe5\xb4\x86", b" t='e' "]
        )
    )

    def damaged(xml: bytes) -> bytes:
        where = at % len(xml)
        return xml[:where] + new + xml[where + 3 :] + b" "

    assert outcome(repacked(GOOD, {part: damaged}))
