"""Pictures (图片): what they show only a person can read; what is written into them beside it, and where they
were taken, can be read here."""

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
        yield data[at : at + 200_000] if at >= 0 else data[:200_000]
        low = data.find(b"<x:xmpmeta")
        if low >= 0:
            yield data[low : low + 200_000]


def _after(data: bytes) -> bytes:
    """What stands behind the end of a picture, where no program shows it."""
    for start, end in ((b"\xff\xd8", b"\xff\xd9"), (b"\x89PNG", b"IEND\xaeB`\x82")):
        if data.startswith(start) and (at := data.rfind(end)) >= 0:
            return data[at + len(end) :][:200_000]
    return b""


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if mark in (0xDA, 0xD9) or size < 2:
            break
        if mark == 0xFE or 0xE1 <= mark <= 0xEF:
            yield data[at + 4 : at + 2 + size]
        at += 2 + size


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
            yield _inflated(body.partition(b"\0")[2][1:])
        at += 12 + size


def _inflated(packed: bytes) -> bytes:
    """A packed note, at most 1 MB of it; nothing if it cannot be unpacked."""
    start = packed.find(b"\x78")
    try:
        return zlib.decompressobj().decompress(packed[start:], 1 << 20) if start >= 0 else b""
    except zlib.error:
        return b""
