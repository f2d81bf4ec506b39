"""What a PDF holds beside its pages (残留): earlier versions of objects, scripts, fields and notes no page shows.

The bytes are read as they lie, without following how objects refer to each other: what nothing refers to any more
goes out with the file all the same.
"""

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.leftover import readable, words
from gongkai.screening.content.carriers.markup import decoded
from gongkai.screening.content.carriers.sweep import sweep

PLACE = "PDF里看不见的内容（旧版本、脚本、属性等）"
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_END = b"endstream"
_PICTURE = re.compile(
    rb"/Image\b|/FontFile|/Length1\b|/DCTDecode|/JPXDecode|/JBIG2Decode|/CCITTFaxDecode|/Type1C|/CIDFontType0C|/OpenType|/XRef\b"
)
_STRING = re.compile(
    rb"\(((?:[^()\\]++|\\.)++)\)?+|<(?:([Ff][Ee][Ff][Ff][0-9A-Fa-f\s]{8,}+)|((?:[23][0-9]\s*){11,400}))>",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\([nrtbf()\\\r\n]|[0-7]{1,3})")
_MEANT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r": b""}
_TELLING = re.compile(
    r"[0-9\uff10-\uff19][^A-Za-z\u4e00-\u9fff]{0,2}[0-9\uff10-\uff19]{4}|[\u4e00-\u9fff]{2}|@"
)
_MOST = 32 * 1024 * 1024  # bytes unpacked from one file
_MOST_OF_ONE = 2 * 1024 * 1024
_TAIL = 200_000


def rest_of_pdf(data: bytes, contents: Contents) -> None:
    """Read what is written into a PDF anywhere, each text apart; what its pages say counts only once."""
    draft = Draft(PLACE)
    for text in _texts(data):
        if _TELLING.search(text):
            draft.part()
            draft.quote(text, "", 0, 0, False)
    contents.add(draft.reading()._replace(leftover=True))


def _texts(data: bytes) -> Iterator[str]:
    for block in _blocks(data):
        if re.match(rb"\s*<[?A-Za-z]", block):
            markup = Draft()
            sweep(decoded(block)[0], "", markup)
            yield markup.reading().passage.text
            continue
        for found in _STRING.finditer(block):
            yield from _said(found)
    for run in readable(data[data.rfind(b"%%EOF") + 5 :][:_TAIL]):
        yield from words(run)


def _blocks(data: bytes) -> Iterator[bytes]:
    """What stands between streams, and each stream that holds no picture and no letters' shapes, unpacked."""
    last, unpacked = 0, 0
    for begin in _STREAM.finditer(data):
        if begin.start() < last:
            continue
        end = data.find(_END, begin.end())
        if end < 0:
            break
        yield data[last : begin.start()]
        head = data[max(begin.start() - 600, last) : begin.start()]
        head = head[head.rfind(b"obj") :] if b"obj" in head else head
        last = end
        if unpacked < _MOST and not _PICTURE.search(head):
            body = _unpacked(head, data[begin.end() : end])
            unpacked += len(body)
            yield body
    yield data[last:]


def _unpacked(head: bytes, packed: bytes) -> bytes:
    """A stream as it was before packing, as far as it can be told; nothing of one packed in another way."""
    try:
        if b"85Decode" in head or b"/A85" in head:
            packed = a85decode(packed.strip().removesuffix(b"~>"))
        if b"FlateDecode" in head or b"/Fl" in head:
            packed = zlib.decompressobj().decompress(packed, _MOST_OF_ONE)
    except (zlib.error, ValueError):
        return b""
    return packed[:_MOST_OF_ONE]


def _said(found: re.Match[bytes]) -> Iterator[str]:
    """A string, written in letters or in figures (hex)."""
    if found[1] is None:
        figures = re.sub(rb"\s", b"", found[2] or found[3])
        raw = bytes.fromhex(figures[: len(figures) // 2 * 2].decode())
    else:
        raw = _ESCAPED.sub(_meant, found[1])
    if raw.startswith(b"\xfe\xff"):
        yield raw[2:].decode("utf-16-be", "replace")
    elif raw.startswith(b"\xff\xfe"):
        yield raw[2:].decode("utf-16-le", "replace")
    else:
        for run in readable(raw):
            yield from words(run)


def _meant(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 255]) if sign.isdigit() else _MEANT.get(sign, sign)
