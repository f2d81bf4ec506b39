"""Old Word documents (.doc, and .wps of WPS 文字, the same inside): all text, main text first."""

import re
import struct
from collections.abc import Iterator

from gongkai.oldoffice.compound import Compound
from gongkai.oldoffice.fault import Ancient, Broken, Locked

_WORD_97 = 0xC1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")  # a field: its code, what it shows


def doc(data: bytes) -> Iterator[str]:
    """The text of an old Word document. Raises Fault."""
    try:
        yield from _shown("".join(_pieces(Compound(data))))
    except (ValueError, KeyError, struct.error) as error:
        raise Broken from error


def _pieces(compound: Compound) -> Iterator[str]:
    """The pieces a document was saved in, in the order they are read."""
    if "EncryptedPackage" in compound.names:
        raise Locked
    main = compound.stream("WordDocument")
    version, flags = struct.unpack_from("<H6xH", main, 2)
    if flags & _ENCRYPTED:
        raise Locked
    if version < _WORD_97:
        raise Ancient("Word 95 以前的文档", "docx")
    table = compound.stream("1Table" if flags & _SECOND_TABLE else "0Table")
    left = len(main)  # pieces never overlap: more than the stream has is a trick
    for at, count, narrow in _piece_table(table, *struct.unpack_from("<II", main, 0x1A2)):
        piece = main[at : at + count * (1 if narrow else 2)][:left]
        left -= len(piece)
        yield piece.decode("cp1252" if narrow else "utf-16-le", "replace")


def _piece_table(table: bytes, at: int, size: int) -> Iterator[tuple[int, int, bool]]:
    """For each piece: where it begins, how many characters it has, and whether they take one byte each."""
    end = min(at + size, len(table))
    while at < end and table[at] == 1:  # lists of properties come first
        at += 3 + int(struct.unpack_from("<H", table, at + 1)[0])
    if at >= end or table[at] != 2:
        raise ValueError("no piece table")
    length = min(int(struct.unpack_from("<I", table, at + 1)[0]), end - at - 5)
    count = (length - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    for number in range(count):
        (where,) = struct.unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * number + 2)
        narrow = bool(where & 0x40000000)
        where &= 0x3FFFFFFF
        yield where // 2 if narrow else where, max(0, places[number + 1] - places[number]), narrow


def _shown(text: str) -> Iterator[str]:
    """The text without field codes; cells end in a tab, rows and pages in a line end."""
    for _ in range(8):  # fields stand within fields
        text, found = _CODE.subn(lambda field: field[1] or "", text)
        if not found:
            break
    text = re.sub("\x07\x07", "\t\n", text)
    yield text.replace("\x07", "\t").replace("\x1e", "-")
