"""Damaged, locked, hostile and unknown files end in a sentence with a remedy, quickly, and never in a traceback."""

import io
import os
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.tests.samples import PNG, compound, docx_of, pdf, zipped
from gongkai.screening.content.screen import examine, screen
from gongkai.screening.tests.content.hiding_book import BOOK
from gongkai.screening.tests.content.hiding_word import WORD
from gongkai.screening.tests.content.planting import ID, changed, ids, paragraph, run, shared

_BOOK = shared(("证号",), (ID,))
_SHEET = "xl/worksheets/sheet1.xml"


def locked_zip() -> bytes:
    """A zip file whose one entry says that it is encrypted."""
    data = bytearray(zipped({"名单.txt": "甲" * 50}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.docx", b"", "0字节"),
        ("断.docx", WORD["header"][1][:-900], "损坏"),
        ("断.xlsx", _BOOK[:700], "损坏"),
        ("断.pdf", b"%PDF-1.4\n1 0 obj\n", "损坏"),
        ("断.doc", compound(WordDocument=b"\xec\xa5\xc1\0" + b"\0" * 900), "损坏"),
        ("锁.docx", compound(EncryptedPackage=b"\0" * 64), "密码"),
        ("锁.zip", locked_zip(), "密码"),
        ("空.zip", zipped({}), "没有文件"),
        ("包.rar", b"Rar!\x1a\x07\x00" + b"\0" * 99, "zip"),
        ("乱.bin", os.urandom(3) + b"\0\xff\xfe\x81" * 400, "不认识"),
        ("歌.mp3", b"ID3\x03" + b"\0" * 400, "音频"),
        ("图.png", PNG, "请人工查看"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_remedy(name: str, data: bytes, said: str) -> None:
    unread = screen(name, data).unread
    assert any(said in sentence for sentence in unread), unread
    assert all(sentence.endswith("。") for sentence in unread)
    assert any("请" in sentence for sentence in unread)


def test_only_a_file_that_opens_counts_as_opened() -> None:
    assert examine("名册.xlsx", _BOOK).opened
    assert examine("图.png", PNG).opened
    assert not examine("断.xlsx", _BOOK[:700]).opened
    assert not examine("空.txt", b"").opened


def test_a_file_is_told_by_its_bytes_and_not_by_its_name() -> None:
    assert ids(screen("名册.jpg", _BOOK))
    assert ids(screen("图片.pdf", f"证号{ID}".encode()))


def test_what_a_damaged_file_still_says_is_found() -> None:
    result = screen("断.xlsx", b"PK\x03\x04" + b"\0" * 60 + f"证号{ID}".encode("gb18030") + b"\0" * 60)
    assert ids(result)
    assert result.unread


def test_a_zip_bomb_is_not_unpacked() -> None:
    began = time.monotonic()
    bomb = zipped({"零.txt": b"0" * 60_000_000})
    result = screen("弹.zip", zipped({"a.zip": bomb, "b.txt": f"证号{ID}"}))
    assert any("压缩炸弹" in sentence for sentence in result.unread)
    assert [one.where for one in ids(result)] == ["b.txt：第1行"]
    assert time.monotonic() - began < 20


def test_many_small_bombs_are_one_and_honest_archives_of_many_files_are_none() -> None:
    bombs = {f"{number}.txt": "1" * 9_000_000 for number in range(12)}
    begin = time.process_time()
    result = screen("材料.zip", zipped(bombs))
    assert any("压缩炸弹" in sentence for sentence in result.unread)
    assert time.process_time() - begin < 20
    honest = {f"{number}.txt": os.urandom(30_000).hex() for number in range(60)}
    assert not any("压缩炸弹" in sentence for sentence in screen("材料.zip", zipped(honest)).unread)


def test_columns_hidden_again_and_again_take_no_time() -> None:
    columns = "<cols>" + '<col min="1" max="16383" hidden="1"/>' * 20_000 + "</cols><sheetData>"
    data = changed(_BOOK, (_SHEET, "<sheetData>", columns))
    begin = time.process_time()
    (found,) = ids(screen("名册.xlsx", data))
    assert time.process_time() - begin < 4
    assert found.where.endswith("（隐藏列）")


def test_files_within_files_are_read_three_deep_and_no_deeper() -> None:
    data, deep = zipped({"内.txt": f"证号{ID}"}), "内.txt"
    for level in range(2):
        data, deep = zipped({f"{level}.zip": data}), f"{level}.zip：{deep}"
    assert [one.where for one in ids(screen("外.zip", data))] == [f"{deep}：第1行"]
    over = screen("外.zip", zipped({"3.zip": zipped({"2.zip": data})}))
    assert ids(over) == []
    assert any("套得太深" in sentence for sentence in over.unread)


def test_too_many_files_in_an_archive_are_said() -> None:
    result = screen("多.zip", zipped({f"{number}.txt": "甲" for number in range(2_001)}))
    assert any("超过2000个" in sentence for sentence in result.unread)


def test_entities_are_never_multiplied_and_a_document_type_is_named() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "' + "b" * 900 + '"><!ENTITY c "' + "&b;" * 900 + '">]>'
    data = changed(
        docx_of(paragraph(run("甲"))), ("word/document.xml", "<w:document", laughs + "<w:document")
    )
    began = time.monotonic()
    result = screen("公示.docx", data)
    assert any("自己定义了替换文字" in sentence for sentence in result.unread)
    assert time.monotonic() - began < 5


HOSTILE = {
    "open cells": ("a.xlsx", changed(_BOOK, (_SHEET, "<sheetData>", "<sheetData>" + '<c r="A1"><v>1' * 60_000))),
    "rows without end": ("a.xlsx", changed(_BOOK, (_SHEET, "<sheetData>", "<sheetData>" + "<row><c>" * 60_000))),
    "a huge cell": ("a.xlsx", changed(_BOOK, (_SHEET, "<sheetData>", f"<sheetData><c><v>{'9' * 900_000}</v></c>"))),
    "far columns": (
        "a.xlsx",
        changed(_BOOK, (_SHEET, "<sheetData>", "<sheetData>" + '<row><c r="XFD9"><v>1</v></c></row>' * 20_000)),
    ),
    "no such text": ("a.xlsx", changed(_BOOK, (_SHEET, "<v>0</v>", "<v>99999999999</v>"))),
    "deep tags": ("a.docx", docx_of("<w:tbl><w:tr><w:tc>" * 60_000)),
    "text boxes in text boxes": ("a.docx", docx_of("<w:txbxContent><w:p>" * 30_000)),
    "open tags": ("a.html", b"<html>" + b'<a "' * 60_000),
    "open comments": ("a.html", b"<html>" + b"<!--" * 60_000),
    "open scripts": ("a.html", b"<html>" + b"<script>" * 60_000),
    "ampersands": ("a.html", b"<html>" + b"&" * 300_000),
    "quotation marks": ("a.csv", b',"' * 100_000),
    "quoted line ends": ("a.csv", b'"\n' * 100_000),
    "backslashes": ("a.rtf", b"{\\rtf1" + b"\\'" * 100_000),
}  # fmt: skip


@pytest.mark.parametrize("trick", HOSTILE)
def test_no_trick_takes_long_or_raises(trick: str) -> None:
    began = time.monotonic()
    screen(*HOSTILE[trick])
    assert time.monotonic() - began < 10


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([*WORD.values(), *BOOK.values(), ("", pdf("a"))]), st.data())
def test_damage_anywhere_is_no_traceback(file: tuple[str, bytes], data: st.DataObject) -> None:
    content = bytearray(file[1])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    screen("坏.docx", bytes(content))


def test_nothing_passes_because_a_detector_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("gongkai.screening.content.screen.hits", fail)
    result = examine("名册.xlsx", _BOOK)
    assert not result.opened
    assert "没有检查完" in result.screened.unread[0]


def test_a_damaged_part_is_named_and_the_others_are_read() -> None:
    data = bytearray(WORD["header"][1])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("word/document.xml")
    data[info.header_offset + 80 : info.header_offset + 120] = b"\0" * 40
    result = screen("公示.docx", bytes(data))
    assert any("word/document.xml" in sentence and "损坏" in sentence for sentence in result.unread)
    assert ids(result)
