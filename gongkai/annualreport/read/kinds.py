"""What kind of file this is, told by its content and never by its name; and the text of a text file."""

from __future__ import annotations

from pathlib import Path

from gongkai.annualreport.read.encoding import decoded, is_text
from gongkai.annualreport.read.letters import plain
from gongkai.screening.packages import Damaged, opened

LARGEST = 20 * 1024 * 1024  # bytes; a published report with its tables is well under 1 MB
MOST_CHARACTERS = 300_000  # of words; a report has 3,000 to 30,000, a page with all its furniture 60,000
TEXT, PAGE, PDF = "纯文本", "网页", "PDF"
WORD, SHEET = "Word文档（.docx）", "Excel表格（.xlsx）"
PICTURE = "图片（二进制文件，里面的文字读不出）"
_BEGINNINGS = {
    b"%PDF": PDF,
    b"\xd0\xcf\x11\xe0": "旧版Word、Excel或WPS文件",
    b"{\\rtf": "RTF文档",
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"GIF8": PICTURE,
    b"II*\x00": PICTURE,
    b"MM\x00*": PICTURE,
}


class CannotRead(Exception):
    """The file is no annual report, or not in a kind we read; the message is for the user, in Chinese."""


def refuse_too_long(text: str) -> None:
    """Raises CannotRead for a text that is no report by its length alone."""
    if len(text) > MOST_CHARACTERS:
        raise CannotRead(
            f"文件里的文字超过{MOST_CHARACTERS // 10_000}万字，不像一份年度报告。请核对文件，只留下年度报告本身。"
        )


def content_of(path: Path) -> bytes:
    """The bytes of the file; CannotRead when it is missing, empty, too large, or not ours to open."""
    if not path.exists():
        raise CannotRead(f"找不到文件“{path}”，请核对文件名和所在文件夹。")
    if not path.is_file():
        raise CannotRead(f"“{path}”不是文件，请给出年度报告文件本身。")
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise CannotRead(f"打不开文件“{path}”（{error.strerror}），请检查权限。") from error
    if size > LARGEST:
        raise CannotRead(
            f"“{path.name}”有{size // 1024 // 1024}MB，超过{LARGEST // 1024 // 1024}MB，不像年度报告。"
        )
    if not content.strip():
        raise CannotRead(f"“{path.name}”是空文件。")
    return content


def kind_of(content: bytes) -> str:
    """The kind of file in the words people use: 纯文本, 网页, PDF, Word文档（.docx）, …"""
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    for begins, kind in _BEGINNINGS.items():
        if content.startswith(begins):
            return kind
    return PAGE if _is_page(content) else TEXT if is_text(content) else "二进制文件"


def _is_page(content: bytes) -> bool:
    """Whether the bytes are a web page, in whatever encoding: UTF-16 has a NUL beside each Latin letter."""
    head = content[:65536].replace(b"\0", b"").lower()
    return any(mark in head for mark in (b"<!doctype html", b"<html", b"<table", b"<body", b"<div", b"<td"))


def _kind_of_zip(content: bytes) -> str:
    try:
        with opened(content) as archive:
            names = set(archive.namelist())
    except Damaged:
        return "损坏的压缩包"
    for member, kind in (
        ("word/document.xml", WORD),
        ("xl/workbook.xml", SHEET),
        ("OFD.xml", "OFD文件"),
    ):
        if member in names:
            return kind
    return "压缩包"


def decode(content: bytes) -> str:
    """The text of a text file or a page; CannotRead for bytes that are no text in any encoding in use."""
    text = decoded(content)
    if text is None:
        raise CannotRead("文字编码无法识别，请用WPS或记事本另存为UTF-8编码的文本。")
    return plain(text)
