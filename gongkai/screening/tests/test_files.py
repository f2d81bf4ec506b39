"""Attachments: each allowed kind passes by its bytes, all else is refused with a sentence and a remedy."""

import struct
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.screening.compound import entry_names
from gongkai.screening.filekinds import BY_EXTENSION, FileKind
from gongkai.screening.files import FileRefused, Finding, Severity, examine
from gongkai.screening.tests.samples import (
    EXE,
    MP3,
    MP4,
    PDF,
    compound,
    excel,
    ofd,
    picture,
    slides,
    word,
    zipped,
)

TEXT = "关于崆峒镇2020年村务公开情况的说明\r\n"
GOOD = {
    "pdf": PDF,
    "ofd": ofd(),
    "docx": word(),
    "xlsx": excel(),
    "pptx": slides(),
    "doc": compound("WordDocument", "1Table"),
    "wps": compound("WordDocument", "1Table"),
    "xls": compound("Workbook"),
    "et": compound("Workbook"),
    "ppt": compound("Current User", "PowerPoint Document"),
    "dps": compound("Current User", "PowerPoint Document"),
    "jpg": picture("JPEG"),
    "jpeg": picture("JPEG"),
    "png": picture("PNG"),
    "gif": picture("GIF"),
    "txt": TEXT.encode(),
    "csv": TEXT.encode("gb18030"),
    "mp3": MP3,
    "mp4": MP4,
    "zip": zipped({"附件/说明.pdf": PDF, "附件/表.xlsx": excel()}),
}


def findings(name: str, data: bytes, **more: int) -> dict[str, str]:
    """The errors of a refused file: rule → message, each naming the attachment and ending as a sentence."""
    with pytest.raises(FileRefused) as caught:
        examine(name, data, **more)
    errors = [finding for finding in caught.value.findings if finding.severity is Severity.ERROR]
    assert errors
    for finding in errors:
        assert finding.message.startswith("附件“")
        assert finding.message.endswith("。")
        assert finding.where
    return {finding.rule: finding.message for finding in errors}


def warnings(name: str, data: bytes) -> list[str]:
    """The rules of the warnings on an accepted file."""
    return [finding.rule for finding in examine(name, data).warnings]


def test_every_allowed_extension_has_a_sample() -> None:
    assert set(GOOD) == set(BY_EXTENSION)


@pytest.mark.parametrize("extension", GOOD)
def test_a_file_that_is_what_its_name_says_is_accepted(extension: str) -> None:
    facts = examine(f"附件1.{extension.upper()}", GOOD[extension])
    assert facts.kind is BY_EXTENSION[extension]
    assert facts.extension == extension
    assert facts.warnings == ()


def test_the_media_type_is_that_of_the_extension_with_the_charset_of_text() -> None:
    assert examine("a.pdf", PDF).media_type == "application/pdf"
    assert examine("a.wps", GOOD["wps"]).media_type == "application/wps-office.wps"
    assert examine("a.txt", GOOD["txt"]).media_type == "text/plain; charset=utf-8"
    assert examine("a.csv", GOOD["csv"]).media_type == "text/csv; charset=gb18030"


@pytest.mark.parametrize("extension", GOOD)
@pytest.mark.parametrize("kind", list(FileKind))
def test_a_file_under_the_extension_of_another_kind_is_refused(extension: str, kind: FileKind) -> None:
    if BY_EXTENSION[extension] is kind:
        assert examine(f"a.{kind.extensions[0]}", GOOD[extension]).kind is kind
        return
    message = findings(f"a.{kind.extensions[0]}", GOOD[extension])["file-content"]
    assert f"请把扩展名改为 .{BY_EXTENSION[extension].extensions[0]}" in message


def test_a_program_called_pdf_is_refused_in_so_many_words() -> None:
    message = "附件“x.pdf”的内容是可执行程序，不是 PDF 文件，不能上传。请核对后重新选择文件。"
    assert findings("x.pdf", EXE) == {"file-content": message}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x7fELF\x02\x01", "可执行程序"),
        (b"\xca\xfe\xba\xbe\x00\x00", "可执行程序"),
        (zipped({"META-INF/MANIFEST.MF": b"", "A.class": b""}), "可执行程序"),
        (b"#!/bin/sh\nrm -rf /\n", "脚本程序"),
        (b"<?php phpinfo();", "脚本程序"),
        (b"@echo off\r\n", "脚本程序"),
        (compound("\u4840\u3f7f\u4164"), "安装程序"),
        (zipped({"AndroidManifest.xml": b"", "classes.dex": b""}), "安装程序"),
        (b"L\x00\x00\x00\x01\x14\x02\x00\x00", "快捷方式"),
        (b"[InternetShortcut]\r\nURL=http://x/", "快捷方式"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>x", "网页"),
        (b"<SCRIPT>alert(1)</SCRIPT>", "网页"),
        (b"<!-- --><html>", "网页"),
        (b"<html><script></script>%PDF-1.4", "网页"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (b"{\\rtf1 x}", "RTF"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}), "ODF"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.bin": b""}), "xlsb"),
        (compound("EncryptedPackage", "EncryptionInfo"), "打开密码"),
        (compound("VisioDocument"), "旧版 Office"),
        (picture("WEBP"), "WebP"),
        (picture("BMP"), "BMP"),
        (picture("TIFF"), "TIFF"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
        (b"\x00\x00\x00\x18ftypqt  \x00\x00\x00\x00", "其他格式的视频"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "其他格式的视频"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "其他格式的音频"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00", "7z"),
        (b"\x1f\x8b\x08\x00", "压缩包"),
        ("文本".encode("utf-16"), "UTF-16"),
    ],
)
def test_what_may_not_be_attached_is_named_whatever_it_is_called(data: bytes, says: str) -> None:
    message = findings("附件.docx", data)["file-content"]
    assert says in message
    assert "不是 Word 文档（docx），不能上传" in message


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03", b"abc\x00def", b"\xff\xfa\x80"])
def test_text_must_read_as_utf8_or_gb18030_without_control_characters(data: bytes) -> None:
    assert "应为 UTF-8 或 GB18030 编码" in findings("a.txt", data)["file-content"]


def test_bytes_that_are_nothing_known_are_called_damaged() -> None:
    assert "可能已经损坏" in findings("a.pdf", b"\x00\x01\x02\x03")["file-content"]


def test_sound_without_a_leading_label_is_known_by_its_first_frame() -> None:
    assert examine("a.mp3", b"\xff\xfb\x90\x00" + bytes(100)).kind is FileKind.MP3
    assert "file-content" in findings("a.mp3", b"\xff\xfb\xf0\x00" + bytes(100))


def test_a_pdf_may_begin_late_but_not_after_the_first_kilobyte() -> None:
    assert examine("a.pdf", b"\n" * 1000 + PDF).kind is FileKind.PDF
    assert "file-content" in findings("a.pdf", b"\n" * 1024 + PDF)
    assert "可执行程序" in findings("a.pdf", EXE + PDF)["file-content"]


@pytest.mark.parametrize("extension", ["pdf", "jpg", "gif", "doc", "mp4"])
def test_a_zip_hidden_behind_another_file_is_refused(extension: str) -> None:
    hidden = GOOD[extension] + zipped({"x.exe": EXE})
    assert "夹带了一个压缩包" in findings(f"a.{extension}", hidden)["file-carries-zip"]


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "xl\\vbaProject.bin"])
def test_a_document_with_macros_is_refused(name: str) -> None:
    assert "带有宏" in findings("a.docx", zipped({name: b"x"}, onto=word()))["file-macro"]


def test_macros_declared_by_content_type_alone_are_refused() -> None:
    declared = {"[Content_Types].xml": b"ms-excel.sheet.macroEnabled.main+xml", "xl/workbook.xml": b"<w/>"}
    assert "file-macro" in findings("a.xlsx", zipped(declared))


@pytest.mark.parametrize("storage", ["Macros", "_VBA_PROJECT_CUR", "VBA"])
def test_an_old_document_with_macros_is_refused(storage: str) -> None:
    data = compound("WordDocument", *["x"] * 20, storage)
    assert "不带宏的格式" in findings("a.doc", data)["file-macro"]


def test_an_empty_file_is_refused() -> None:
    assert findings("a.pdf", b"") == {
        "file-empty": "附件“a.pdf”是空的（0 字节），不能上传。请核对后重新选择文件。"
    }


def test_a_file_over_the_limit_is_refused_with_both_sizes() -> None:
    message = findings("a.pdf", PDF + bytes(31 * 1024 * 1024))["file-too-large"]
    assert "大小是 31.0 MB，超过上限 30.0 MB" in message
    assert "47 字节，超过上限 10 字节" in findings("a.pdf", PDF[:47], limit=10)["file-too-large"]


@pytest.mark.parametrize("extension", ["exe", "html", "svg", "js", "docm", "lnk"])
def test_an_extension_that_runs_is_refused_whatever_the_content(extension: str) -> None:
    assert f"扩展名是 .{extension}，属于程序" in findings(f"a.{extension}", PDF)["file-kind"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.xyz", b"\x00\x01", "不在可以上传的类型之内（pdf、ofd、docx"),
        ("a.rar", b"Rar!\x1a\x07\x00", "改用 zip 格式"),
        ("附件", PDF, "没有扩展名"),
        (".pdf", PDF, "没有扩展名"),
        ("a.jfif", picture("JPEG"), "请把扩展名改为 .jpg"),
        ("a.ｐｄｆ", PDF, "请把扩展名改为 .pdf"),
    ],
)
def test_an_extension_not_on_the_list_is_refused_with_advice(name: str, data: bytes, says: str) -> None:
    assert says in findings(name, data)["file-kind"]


def test_a_damaged_package_is_refused() -> None:
    assert "已损坏" in findings("a.docx", word()[:3000])["file-damaged"]
    broken = bytearray(word())
    at = broken.index(b"word/document.xml") + 60
    broken[at : at + 8] = bytes(8)
    assert "已损坏" in findings("a.docx", bytes(broken))["file-damaged"]


def test_a_locked_package_is_refused() -> None:
    locked = bytearray(word())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "加了密码" in findings("a.docx", bytes(locked))["file-encrypted"]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"word/media/a.bin": bytes(40 * 1024 * 1024)}, onto=word())
    assert len(bomb) < 200_000
    assert "压缩炸弹" in findings("a.docx", bomb)["zip-bomb"]


def test_several_reasons_are_all_named() -> None:
    assert set(findings("a/b.pdf.exe", b"")) == {"name-path", "name-double-extension", "file-empty"}


@pytest.mark.parametrize(
    ("tail", "rule"),
    [
        (b"/Encrypt 5 0 R %%EOF", "pdf-encrypted"),
        (b"/OpenAction << /S /JavaScript >> %%EOF", "pdf-active"),
        (b"x" * 5000, "pdf-truncated"),
    ],
)
def test_a_doubtful_pdf_is_accepted_with_a_warning(tail: bytes, rule: str) -> None:
    assert warnings("a.pdf", PDF + tail) == [rule]


def test_a_stream_is_read_from_where_it_stands_and_put_back() -> None:
    stream = BytesIO(b"junk" + PDF)
    stream.seek(4)
    assert examine("a.pdf", stream).kind is FileKind.PDF
    assert stream.tell() == 4
    with pytest.raises(FileRefused):
        examine("a.pdf", stream, limit=10)
    assert stream.tell() == 4


def test_a_compound_file_whose_chain_runs_in_a_circle_ends() -> None:
    data = bytearray(compound("WordDocument"))
    data[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    assert "WordDocument" in entry_names(bytes(data))


NAMES = st.sampled_from([f"a.{extension}" for extension in BY_EXTENSION]) | st.text(max_size=20)
STARTS = st.sampled_from([b"", *(data[:40] for data in GOOD.values()), compound("Workbook"), b"<", EXE])


@given(NAMES, STARTS, st.binary(max_size=600))
def test_random_bytes_are_accepted_or_refused_and_nothing_else(name: str, start: bytes, data: bytes) -> None:
    try:
        examine(name, start + data)
    except FileRefused as refusal:
        assert all(isinstance(finding, Finding) for finding in refusal.findings)
        assert any(finding.severity is Severity.ERROR for finding in refusal.findings)


@given(st.sampled_from(["docx", "doc", "zip", "ofd"]), st.integers(0), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_accepted_or_refused_and_nothing_else(
    extension: str, place: int, new: bytes
) -> None:
    good = GOOD[extension]
    at = place % len(good)
    try:
        examine(f"a.{extension}", good[:at] + new + good[at + len(new) :])
    except FileRefused as refusal:
        assert str(refusal).endswith("。")


@pytest.mark.parametrize("loop", [(0, 0), (0, 1)])
def test_a_list_of_sectors_that_leads_back_to_itself_is_not_followed_again(loop: tuple[int, int]) -> None:
    header = bytearray(4096)
    header[:8] = compound()[:8]
    struct.pack_into("<HHHHH", header, 24, 0x3E, 4, 0xFFFE, 12, 6)
    struct.pack_into("<I", header, 68, loop[0])
    first = struct.pack("<1024I", *[0] * 1023, loop[1])
    second = struct.pack("<1024I", *[0] * 1023, loop[0])
    tracemalloc.start()
    entry_names(bytes(header) + first + second)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1024 * 1024
