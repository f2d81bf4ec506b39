"""Documents that are zip files inside (docx, pptx, OFD): opened within limits, their XML read as a stream.

No entity is ever expanded and no part is held as a tree, so memory stays small whatever the file announces.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat
from zipfile import ZipFile

from gongkai.documents.reading.reader import DAMAGED, LOCKED, Unreadable
from gongkai.screening.packages import Damaged, damage_named, is_bomb, is_locked, opened

MOST_PART = 64 * 1024 * 1024
_CHUNK = 1 << 16
_DIGITS = re.compile(r"\d+")


class Event(NamedTuple):
    """One step through a part: an element begins ("start"), ends ("end"), or text ("text") in `name`."""

    what: str
    name: str
    attributes: dict[str, str]


def package(data: bytes) -> ZipFile:
    """The opened package. Raises Unreadable for damage, passwords and bombs (压缩炸弹)."""
    try:
        archive = opened(data)
    except Damaged as error:
        raise Unreadable(DAMAGED) from error
    if is_bomb(archive, len(data)):
        raise Unreadable("文件解压后过大，里面的文字不能检索。请拆分或者另存后重新上传。")
    if any(is_locked(info) for info in archive.infolist()):
        raise Unreadable(LOCKED)
    return archive


def parts(archive: ZipFile, pattern: str) -> list[str]:
    """The names of the parts that match, page 2 before page 10."""
    wanted = re.compile(pattern, re.IGNORECASE)
    names = {info.filename for info in archive.infolist() if wanted.fullmatch(info.filename)}
    return sorted(names, key=lambda name: (_DIGITS.sub("", name), [int(n) for n in _DIGITS.findall(name)]))


def events(archive: ZipFile, part: str) -> Iterator[Event]:
    """The elements and texts of a part, names without prefix. Raises Unreadable if it is damaged."""
    if archive.getinfo(part).file_size > MOST_PART:
        raise Unreadable("文件内容过多，有一部分不能检索。请拆分后重新上传。")
    seen: list[Event] = []
    parser = _parser(seen)
    try:
        with damage_named(), archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
                yield from seen
                seen.clear()
            parser.Parse(b"", True)
            yield from seen
    except (Damaged, expat.ExpatError) as error:
        raise Unreadable(DAMAGED) from error


def _parser(seen: list[Event]) -> expat.XMLParserType:
    """A parser that adds to `seen` and refuses any document type: no entities, inner or outer."""

    def refuse_doctype(*_: object) -> None:
        raise Unreadable(DAMAGED)

    def start(name: str, attributes: dict[str, str]) -> None:
        seen.append(Event("start", name.rpartition(":")[2], attributes))

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: seen.append(Event("end", name.rpartition(":")[2], {}))
    parser.CharacterDataHandler = lambda text: seen.append(Event("text", text, {}))
    return parser
