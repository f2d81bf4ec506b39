"""What bytes of an unknown kind still say (残留文字): runs of letters in the encodings of the day."""

import re
from collections.abc import Iterator

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft

_NARROW = re.compile(rb"(?:[\x20-\x7e\t]|[\xe2-\xef][\x80-\xbf][\x80-\xbf]|[\xb0-\xf7][\xa1-\xfe]){4,}")
_WIDE = re.compile(
    rb"(?:[\x20-\x7e\t]\x00|[\x00-\xff][\x4e-\x9f]|\x05\x26|[\x00-\x1f]\x30|[\x10-\x5a]\xff){4,}"
)
_TELLING = re.compile(r"[0-9\uff10-\uff19]{4}|[\u4e00-\u9fff]{2}|@")
MOST = 30 * 1024 * 1024


def sweep_bytes(data: bytes, contents: Contents, place: str) -> None:
    """Read every run of text in the bytes, each apart from the others: nobody knows what follows what."""
    draft = Draft(place)
    for run in readable(data[:MOST]):
        for text in words(run):
            if _TELLING.search(text):
                draft.part()
                draft.quote(text, "", 0, 0, False)
    contents.add(draft.reading()._replace(leftover=True))


def readable(data: bytes) -> Iterator[bytes]:
    """The runs of bytes that read as text in UTF-8, GB 18030 or UTF-16."""
    for pattern in (_NARROW, _WIDE):
        for run in pattern.finditer(data):
            yield run[0]


def words(raw: bytes) -> Iterator[str]:
    """What a run of bytes says, in each encoding that it could be in."""
    if b"\0" not in raw.rstrip(b"\0"):
        try:
            yield raw.decode("utf-8").strip("\0")
        except UnicodeDecodeError:
            yield raw.decode("gb18030", "replace").strip("\0")
    if len(raw) % 2 == 0 and (b"\0" in raw or any(0x4E <= high <= 0x9F for high in raw[1::2])):
        yield raw.decode("utf-16-le", "replace").strip("\0")
    if len(raw) % 2 == 0 and raw[::2].count(0) * 3 > len(raw):
        yield raw.decode("utf-16-be", "replace").strip("\0")
