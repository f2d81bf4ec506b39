"""What a file that was handed in as .xlsx really is, and what its sender should do about it."""

from gongkai.spreadsheets.results import CannotRead

_RESAVE = "请用 WPS 或 Excel 打开，选“文件—另存为”，文件类型选“Excel 工作簿（*.xlsx）”，再导入另存的文件。"
_CHOOSE = "请选择 .xlsx 格式的表格文件。"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "是 PDF 文件，不是表格。" + _CHOOSE),
    (b"MZ", "是可执行程序，不是表格。" + _CHOOSE),
    (b"\x7fELF", "是可执行程序，不是表格。" + _CHOOSE),
    (b"Rar!", "是 RAR 压缩文件。请先解压，再导入里面的 .xlsx 文件。"),
    (b"7z\xbc\xaf", "是 7z 压缩文件。请先解压，再导入里面的 .xlsx 文件。"),
    (b"\x1f\x8b", "是 gzip 压缩文件。请先解压，再导入里面的 .xlsx 文件。"),
    (b"\xff\xd8\xff", "是图片，不是表格。" + _CHOOSE),
    (b"\x89PNG", "是图片，不是表格。" + _CHOOSE),
    (b"GIF8", "是图片，不是表格。" + _CHOOSE),
    (b"{\\rtf", "是 RTF 文档，不是表格。" + _CHOOSE),
)
# Names of storages in old Office files are UTF-16; searching the bytes is enough to say what they are.
_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "设有打开密码。请用 WPS 或 Excel 打开，取消密码后另存为 .xlsx，再导入另存的文件。"),
    ("Workbook", "是旧版表格格式（{old}）。" + _RESAVE),
    ("Book", "是旧版表格格式（{old}）。" + _RESAVE),
    ("WordDocument", "是旧版 Word 文档（.doc），不是表格。" + _CHOOSE),
    ("PowerPoint Document", "是旧版演示文稿（.ppt），不是表格。" + _CHOOSE),
)
# Looked for in order among the entries of a zip file.
_ENTRIES: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "是二进制工作簿（.xlsb）。" + _RESAVE),
    ("xl/vbaproject.bin", "是带宏的工作簿（.xlsm）。为了安全不读取带宏的文件。" + _RESAVE),
    ("word/", "是 Word 文档（.docx），不是表格。" + _CHOOSE),
    ("ppt/", "是演示文稿（.pptx），不是表格。" + _CHOOSE),
    ("ofd.xml", "是 OFD 版式文件，不是表格。" + _CHOOSE),
    ("content.xml", "是 ODF 格式（如 .ods）的文件。" + _RESAVE),
)
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")


def refuse_unless_zip(data: bytes, name: str) -> None:
    """Raise CannotRead, naming what the file is, unless it begins as a zip file does (every .xlsx is one)."""
    if data.startswith(b"PK\x03\x04"):
        return
    raise CannotRead(subject(name) + (_what(data, name.lower())))


def refuse_other_package(entries: set[str], name: str) -> None:
    """Raise CannotRead unless the zip entries (names in lower case) are those of an .xlsx workbook."""
    for prefix, what in _ENTRIES:
        if any(entry.startswith(prefix) for entry in entries):
            raise CannotRead(subject(name) + what)
    if "[content_types].xml" not in entries or "_rels/.rels" not in entries:
        raise CannotRead(subject(name) + "是压缩文件（zip），不是表格。请先解压，再导入里面的 .xlsx 文件。")


def subject(name: str) -> str:
    """How a message names the file."""
    return f"文件“{name}”" if name else "这个文件"


def _what(data: bytes, name: str) -> str:
    """The rest of the sentence: what the bytes are, and the remedy."""
    for start, what in _STARTS:
        if data.startswith(start):
            return what
    if data.startswith(_OLE):
        old = "WPS 表格 .et" if name.endswith(".et") else ".xls"
        for stream, what in _STREAMS:
            if stream.encode("utf-16-le") in data:
                return what.format(old=old)
        return "是旧版 Office 格式，读不出表格内容。" + _RESAVE
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "是 XML 表格（2003 格式）。" + _RESAVE
    if any(mark in head for mark in _MARKUP):
        return "是网页格式的表格，只是扩展名像 Excel。" + _RESAVE
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_text(data[:4096]):
        return "是文本文件（如 .csv），不是 Excel 工作簿。" + _RESAVE
    return "不是 Excel 工作簿，或者已经损坏。" + _RESAVE


def _is_text(head: bytes) -> bool:
    """Whether the beginning reads as Chinese or plain text; a character cut at the end is no matter."""
    if b"\x00" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
