"""Pictures in a masked copy: what is written into one beside its dots goes, where it holds what must not go public."""

import re

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.pictures import read_picture
from gongkai.screening.content.text import hits

_PNG_NOTES = frozenset((b"tEXt", b"iTXt", b"zTXt", b"eXIf"))
_COLOURS = (0xE0, 0xE2, 0xEE)  # how dots and colours are to be shown
_BLOCK = re.compile(rb"\xff+([\x01-\xcf\xd9-\xfe])")


def telling(data: bytes) -> bool:
    """Whether something is written into a picture that must not go public."""
    contents = Contents(lambda name, data, contents: None)
    read_picture(data, contents, "图片")
    return bool(contents.findings) or any(hits(reading.passage.text) for reading in contents.readings)


def bare(data: bytes) -> bytes | None:
    """The picture without what is written into it; None if it is of a kind that cannot be cut so."""
    if data.startswith(b"\xff\xd8\xff"):
        return _bare_jpeg(data)
    return _bare_png(data) if data.startswith(b"\x89PNG") else None


def _bare_jpeg(data: bytes) -> bytes:
    """The blocks that dots and colours need, the dots, and nothing behind them."""
    kept, at = [data[:2]], 2
    while found := _BLOCK.search(data, at):
        mark = found[1][0]
        if mark == 0xD9:
            return b"".join((*kept, data[at : found.end()]))
        end = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")
        kept.append(data[at : found.start()])
        if mark < 0xE0 or mark in _COLOURS:
            kept.append(data[found.start() : end])
        at = max(end, found.end())
    return b"".join((*kept, data[at:]))


def _bare_png(data: bytes) -> bytes:
    """All chunks but notes and those that only some program knows; nothing behind the end."""
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        kind, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4], "big")
        if kind not in _PNG_NOTES and kind[1:2].isupper():
            kept.append(data[at:end])
        if kind == b"IEND":
            break
        at = end
    return b"".join(kept)
