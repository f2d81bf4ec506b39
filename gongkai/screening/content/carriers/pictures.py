"""Pictures (图片): what they show only a person can read; what is written into them beside it, and where they
were taken, can be read here."""

import re
import zlib
from collections.abc import Iterator, Sequence

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.exif import camera_facts
from gongkai.screening.content.carriers.leftover import readable
from gongkai.screening.content.finding import Kind, Severity

_STARTS = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*",
    b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00",
)  # fmt: skip
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_NAMED = 5
_MOST_NOTE = 4 * 1024 * 1024
_OF_DOTS = (b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"bKGD", b"hIST", b"tRNS", b"pHYs", b"sBIT", b"tIME", b"fdAT")


def is_picture(data: bytes) -> bool:
    """Whether the bytes are a picture of any kind, drawings of Windows (wmf, emf) too."""
    if data.startswith(b"\x01\x00\x00\x00"):
        return data[40:44] == b" EMF"
    return data.startswith(_STARTS) or data[8:12] == b"WEBP" or (data[4:8] == b"ftyp" and data[8:12] in _HEIC)


def tell_pictures(names: Sequence[str], contents: Contents) -> None:
    """Say once that nobody has looked at these pictures in a document."""
    if names:
        listed = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
        contents.tell(f"文件里有{len(names)}张图片（{listed}），图片里的内容没有检查，请人工查看。")


def read_picture(data: bytes, contents: Contents, place: str) -> None:
    """Read what is written into a picture: 拍摄信息、说明、注释."""
    texts, taken_at = list[str](), False
    for block in (*_blocks(data), _after(data)):
        said, located = camera_facts(block)
        texts += said
        taken_at = taken_at or located
    draft = Draft(f"{place}的拍摄信息、说明等")
    for text in texts:
        draft.part()
        draft.quote(text, "", 0, 0, False)
    contents.add(draft.reading())
    if taken_at:
        contents.find(Kind.ADDRESS, Severity.WARN, place, "照片带有拍摄位置（经纬度），请去掉后再公开。")


def _blocks(data: bytes) -> Iterator[bytes]:
    """The parts of a picture beside its dots, one block after another; all of it where its kind has none."""
    if data.startswith(b"\xff\xd8"):
        yield from _of_jpeg(data)
    elif data.startswith(b"\x89PNG"):
        yield from _of_png(data)
    elif data.startswith(b"GIF8"):
        yield from readable(data)
    else:
        at = data.find(b"Exif\x00\x00")
        if at < 0 and data[8:12] == b"WEBP":
            at = data.find(b"EXIF") + 8 if b"EXIF" in data else -1
        tiff = data.startswith((b"II*\x00", b"MM\x00*"))
        yield data[at : at + _MOST_NOTE] if at >= 0 and not tiff else data if tiff else data[:200_000]
        low = data.find(b"<x:xmpmeta")
        if low >= 0:
            yield data[low : low + 200_000]


def _after(data: bytes) -> bytes:
    """What stands behind the end of a picture, where no program shows it."""
    for start, end in ((b"\xff\xd8", b"\xff\xd9"), (b"\x89PNG", b"IEND\xaeB`\x82")):
        if data.startswith(start) and (at := data.rfind(end)) >= 0:
            return data[at + len(end) :][:200_000]
    return b""


# Notes of a JPEG. Among the dots themselves FF is never followed by these; filling FFs may stand before one.
_NOTE = re.compile(rb"\xff[\xe1-\xef\xfe](..)", re.DOTALL)


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while found := _NOTE.search(data, at):
        size = int.from_bytes(found[1], "big")
        yield data[found.end() : found.start() + 2 + size]
        at = max(found.start() + 2 + size, found.end())


def _of_png(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if kind == b"eXIf":
            yield b"Exif\x00\x00" + body
        elif kind in (b"tEXt", b"iTXt"):
            yield from (body, _inflated(body.split(b"\0\1\0", 1)[-1]) if kind == b"iTXt" else b"")
        elif kind == b"zTXt":
            note = _inflated(body.partition(b"\0")[2][1:])
            yield from (note, _profile(note) if body.startswith(b"Raw profile type") else b"")
        elif kind[:1].islower() and kind not in _OF_DOTS:
            yield from readable(body[:_MOST_NOTE])
        at += 12 + size


def _profile(note: bytes) -> bytes:
    """What some programs write into a note as figures (hex): 拍摄信息."""
    figures = re.sub(rb"[^0-9a-fA-F]", b"", b"".join(note.split(b"\n")[3:]))
    raw = bytes.fromhex(figures[: len(figures) // 2 * 2].decode())
    return raw if raw.startswith(b"Exif\0\0") else b" ".join(readable(raw))


def _inflated(packed: bytes) -> bytes:
    """A packed note, at most 1 MB of it; nothing if it cannot be unpacked."""
    start = packed.find(b"\x78")
    try:
        return zlib.decompressobj().decompress(packed[start:], 1 << 20) if start >= 0 else b""
    except zlib.error:
        return b""
