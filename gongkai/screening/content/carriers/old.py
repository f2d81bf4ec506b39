"""Old Office files (.doc .xls .ppt, WPS's own): their text, what is left over in their bytes, and files within."""

import re
from collections.abc import Iterator

from gongkai.oldoffice import Ancient, Broken, Locked, cells, doc, ppt
from gongkai.screening.compound import has_macros
from gongkai.screening.content.carriers.contents import Contents, Unopened
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.leftover import sweep_bytes
from gongkai.screening.content.carriers.node import Reading
from gongkai.screening.content.carriers.package import DAMAGED, LOCKED
from gongkai.screening.content.carriers.pictures import read_picture
from gongkai.screening.content.carriers.xlsx_layout import WIDEST_GAP, column_letters
from gongkai.screening.content.carriers.xlsx_numbers import tell_rounded
from gongkai.screening.filekinds import FileKind

_MOST_WITHIN = 50
_LARGEST = 1024 * 1024  # bytes of a picture within that are looked at: what is written into it stands first
_PICTURE = re.compile(
    rb"\xff\xd8\xff[\xdb\xe0\xe1\xee]|\x89PNG\r\n\x1a\n|\x01\x00\x00\x00.{36} EMF", re.DOTALL
)


def old(kind: FileKind, data: bytes, contents: Contents) -> None:
    """Read an old file. Raises Unopened."""
    try:
        contents.add(_sheets(data, contents) if kind is FileKind.XLS else _paragraphs(kind, data))
    except Locked as reason:
        raise Unopened(LOCKED) from reason
    except (Broken, Ancient) as reason:
        sweep_bytes(data, contents, "文件里残留的文字")
        raise Unopened(
            f"是 {reason.what}，没有检查。请用 WPS 或 Word、Excel 另存为 {reason.target} 后再检查。"
            if isinstance(reason, Ancient)
            else DAMAGED
        ) from reason
    sweep_bytes(data, contents, "文件属性、批注或者残留的文字")
    if has_macros(data):
        contents.tell("带有宏（程序），宏里的内容没有检查。请另存为不带宏的格式后再检查。")
    _pictures(data, contents)
    for number, inner in enumerate(packages_in(data), 1):
        contents.inside(f"文件里嵌入的第{number}个文件", inner)


def _paragraphs(kind: FileKind, data: bytes) -> Reading:
    """A document or presentation. Raises Fault."""
    draft = Draft()
    lines = "".join(doc(data) if kind is FileKind.DOC else ppt(data)).splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        draft.place = f"第{number}段"
        draft.quote(line, "", 0, 0, False)
    return draft.reading()


def _sheets(data: bytes, contents: Contents) -> Reading:
    """A workbook, the cells of a column under each other. Raises Fault."""
    draft, row, column = Draft(), -1, 0
    for cell in cells(data):
        if cell.row != row or cell.row < 0:
            draft.say("\n")
            row, column = cell.row, 0
        draft.say("\t" * min(max(cell.column - column, 0), WIDEST_GAP))
        column = max(cell.column, 0)
        at = f"!{column_letters(column + 1)}{row + 1}" if row >= 0 else "（工作表名称）"
        draft.place = f"{cell.sheet}{at}" + (f"（隐藏{cell.hidden}）" if cell.hidden else "")
        draft.quote(cell.text, "", 0, 0, False)
        tell_rounded(cell.text, draft.place, contents)
    return draft.reading()


def _pictures(data: bytes, contents: Contents) -> None:
    """The pictures within, as far as they can be told by how they begin."""
    found = [picture.start() for picture in _PICTURE.finditer(data)][:_MOST_WITHIN]
    for at in found:
        read_picture(data[at : at + _LARGEST], contents, "文件里的图片")
    if found:
        contents.tell(f"文件里有{len(found)}张图片，图片里的内容没有检查，请人工查看。")


def packages_in(data: bytes) -> Iterator[bytes]:
    """Office files of today that lie within the bytes, each from its beginning to its end."""
    at = data.find(b"PK\x03\x04")
    for _ in range(_MOST_WITHIN):
        end = data.find(b"PK\x05\x06", at)
        if at < 0 or end < 0:
            return
        size = end + 22 + int.from_bytes(data[end + 20 : end + 22], "little")
        yield data[at:size]
        at = data.find(b"PK\x03\x04", size)
