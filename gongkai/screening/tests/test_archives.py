"""Zip attachments: each file inside is held to the same rules and named with its path."""

import stat
import zipfile
from io import BytesIO

import pytest

from gongkai.screening.files import FileRefused, Finding, examine
from gongkai.screening.tests.samples import EXE, PDF, word, zipped


def found(data: bytes) -> list[Finding]:
    """What is said of a zip attachment."""
    try:
        return list(examine("附件.zip", data).warnings)
    except FileRefused as refusal:
        return list(refusal.findings)


def rules(data: bytes) -> list[tuple[str, str]]:
    """Rule and place of each finding."""
    return [(finding.rule, finding.where) for finding in found(data)]


def test_a_program_inside_is_named_with_its_path_whatever_it_is_called() -> None:
    (by_name, by_content) = found(zipped({"甲/装.exe": EXE, "甲/表.pdf": EXE, "甲/好.pdf": PDF}))
    assert (by_name.rule, by_name.where) == ("file-kind", "附件.zip/甲/装.exe")
    assert by_name.message.startswith("附件“附件.zip”里的“甲/装.exe”的扩展名是 .exe")
    assert (by_content.rule, by_content.where) == ("file-content", "附件.zip/甲/表.pdf")
    assert "的内容是可执行程序，不是 PDF 文件" in by_content.message


@pytest.mark.parametrize(
    "name", ["../a.pdf", "x/../../a.pdf", "/etc/a.pdf", "C:\\a.pdf", "..\\a.pdf", "\\\\host\\a.pdf"]
)
def test_a_path_out_of_the_archive_is_refused(name: str) -> None:
    assert rules(zipped({name: PDF})) == [("zip-path", f"附件.zip/{name}")]


def test_dots_in_a_name_are_no_path_out() -> None:
    assert rules(zipped({"说明..最终稿.pdf": PDF})) == []


def test_a_zip_inside_a_zip_is_refused() -> None:
    assert rules(zipped({"内.zip": zipped({"a.pdf": PDF})})) == [("zip-nested", "附件.zip/内.zip")]


def test_macros_inside_a_document_inside_a_zip_are_found() -> None:
    macro = zipped({"word/vbaProject.bin": b"x"}, onto=word())
    assert rules(zipped({"a.docx": macro})) == [("file-macro", "附件.zip/a.docx")]


def test_an_empty_zip_is_refused() -> None:
    assert [rule for rule, _ in rules(zipped({}))] == ["zip-empty"]
    assert [rule for rule, _ in rules(zipped({"空/": b""}))] == ["zip-empty"]


def test_a_link_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("a.pdf")
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/hostname")
    assert rules(stream.getvalue()) == [("zip-link", "附件.zip/a.pdf")]


def test_a_locked_entry_is_refused() -> None:
    data = bytearray(zipped({"a.pdf": PDF}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert rules(bytes(data)) == [("zip-encrypted", "附件.zip/a.pdf")]


def test_a_damaged_entry_is_named_and_the_others_are_still_examined() -> None:
    data = bytearray(zipped({"a.pdf": PDF, "b.exe": EXE}))
    at = data.index(b"a.pdf") + 8
    data[at : at + 4] = b"\xff\xff\xff\xff"
    assert [rule for rule, _ in rules(bytes(data))] == ["zip-damaged", "file-kind"]


def test_what_systems_leave_behind_is_a_warning() -> None:
    data = zipped({"a.pdf": PDF, "__MACOSX/._a.pdf": b"x", "图/Thumbs.db": b"x"})
    assert [rule for rule, _ in rules(data)] == ["zip-litter", "zip-litter"]


def test_names_written_by_chinese_windows_are_read() -> None:
    data = zipped({"XXXX.exe": EXE}).replace(b"XXXX.exe", "公示".encode("gb18030") + b".exe")
    assert rules(data) == [("file-kind", "附件.zip/公示.exe")]


@pytest.mark.parametrize("name", ["公示", "一", "名单（一）", "十一", "联通"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_are_read_in_whichever_encoding_they_were_written(name: str, encoding: str) -> None:
    written = name.encode(encoding)
    data = zipped({"X" * len(written) + ".exe": EXE}).replace(b"X" * len(written), written)
    assert rules(data) == [("file-kind", f"附件.zip/{name}.exe")]


def test_a_bomb_and_too_many_files_are_refused() -> None:
    assert [rule for rule, _ in rules(zipped({"a.txt": b" " * (40 * 1024 * 1024)}))] == ["zip-bomb"]
    assert [rule for rule, _ in rules(zipped({f"{n}.txt": b"x" for n in range(2001)}))] == ["zip-bomb"]


def test_after_twenty_errors_the_rest_is_said_to_be_left_out() -> None:
    got = found(zipped({f"{n}.exe": EXE for n in range(50)}))
    assert len(got) == 21
    assert (got[-1].rule, "不止 20 处" in got[-1].message) == ("zip-more", True)


def test_a_hostile_name_inside_is_refused() -> None:
    assert [rule for rule, _ in rules(zipped({"甲/a\u202efdp.pdf": PDF}))] == ["name-hidden"]
