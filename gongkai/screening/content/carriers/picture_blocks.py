"""The parts of a picture beside its dots (图片里的说明、注释、拍摄信息), by the published layout of each kind."""

import re
import zlib
from collections.abc import Iterator

from gongkai.screening.content.carriers.leftover import readable

_MOST = 200_000  # bytes of a picture of no known layout
_LARGEST = 1 << 20  # bytes of a note, unpacked
# In the dots of a JPEG this begins no block, but a part of them.
_BLOCK = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_CAPTION = re.compile(rb"\x1c[\x01-\x09].(..)", re.DOTALL)  # IPTC, as press photographs carry it
_NO_LETTER = re.compile(rb"[^0-9A-Fa-f]")
_GIF_NOTE = re.compile(rb"\x21[\x01\xfe]")
_PNG_DOTS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP bKGD pHYs sBIT hIST tIME acTL fcTL fdAT".split()
)
_WEBP_DOTS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))


def beside(data: bytes) -> Iterator[bytes]:
    """The parts beside the dots, one block after another; all of a picture where its kind has none."""
    if data.startswith(b"\xff\xd8"):
        yield from _of_jpeg(data)
    elif data.startswith(b"\x89PNG"):
        yield from _of_png(data)
    elif data.startswith(b"GIF8"):
        yield from readable(data)
        yield from _of_gif(data)
    elif data[8:12] == b"WEBP":
        yield from _of_webp(data)
    elif data.startswith((b"II*\x00", b"MM\x00*")):
        yield data
    else:
        at = data.find(b"Exif\x00\x00")
        yield data[at : at + _MOST] if at >= 0 else data[:_MOST]
        low = data.find(b"<x:xmpmeta")
        if low >= 0:
            yield data[low : low + _MOST]


def behind(data: bytes) -> bytes:
    """What stands behind the end of a picture, where no program shows it."""
    for start, end in ((b"\xff\xd8", b"\xff\xd9"), (b"\x89PNG", b"IEND\xaeB`\x82")):
        if data.startswith(start) and (at := data.rfind(end)) >= 0:
            return data[at + len(end) :][:_MOST]
    return b""


def _of_jpeg(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Every block, those among and behind the dots too, and those of the small picture (缩略图) within."""
    at = 2
    while found := _BLOCK.search(data, at):
        at, mark = found.start(), data[found.start() + 1]
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if mark in (0x01, 0xD8, 0xD9) or size < 2:
            at += 2
            continue
        if mark == 0xFE or mark >= 0xE0:
            block = data[at + 4 : at + 2 + size]
            yield block
            yield from _captions(block)
            small = block.find(b"\xff\xd8\xff", 6)
            if small >= 0 and depth == 0:
                yield from _of_jpeg(block[small:], depth + 1)
        at += 2 + size


def _captions(block: bytes) -> Iterator[bytes]:
    """The captions in a block that picture programs write, each by itself."""
    if b"8BIM" in block:
        for found in _CAPTION.finditer(block):
            yield block[found.end() : found.end() + int.from_bytes(found[1], "big")]


def _of_png(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if kind == b"eXIf":
            yield b"Exif\x00\x00" + body
        elif kind in (b"tEXt", b"iTXt", b"zTXt"):
            yield from body.split(b"\0")
            packed = body.split(b"\0\1\0", 1)[-1] if kind == b"iTXt" else body.partition(b"\0")[2][1:]
            unpacked = _inflated(packed) if kind != b"tEXt" else packed
            yield unpacked
            if body.startswith(b"Raw profile type"):
                yield _from_letters(body.partition(b"\0")[2] if kind == b"tEXt" else unpacked)
        elif kind not in _PNG_DOTS:
            yield body
        at += 12 + size


def _from_letters(profile: bytes) -> bytes:
    """A block written in hexadecimal letters: its name, its length, and then the letters."""
    letters = _NO_LETTER.split(b"".join(profile.split()[2:]), maxsplit=1)[0]
    return bytes.fromhex(letters[: len(letters) // 2 * 2].decode())


def _of_gif(data: bytes) -> Iterator[bytes]:
    """The comments, joined from their pieces."""
    for found in _GIF_NOTE.finditer(data):
        at, pieces = found.end(), list[bytes]()
        while at < len(data) and data[at] and len(pieces) < 256:
            pieces.append(data[at + 1 : at + 1 + data[at]])
            at += 1 + data[at]
        yield b"".join(pieces)


def _of_webp(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind not in _WEBP_DOTS:
            yield data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _inflated(packed: bytes) -> bytes:
    """A packed note, at most 1 MB of it; nothing if it cannot be unpacked."""
    start = packed.find(b"\x78")
    try:
        return zlib.decompressobj().decompress(packed[start:], _LARGEST) if start >= 0 else b""
    except zlib.error:
        return b""
