"""What a camera writes into its pictures (Exif): words, and the place. Follows TIFF's published layout."""

import struct
from collections.abc import Iterator

from gongkai.screening.content.carriers.leftover import readable, words

_GPS, _EXIF, _FURTHER, _MORE = 0x8825, 0x8769, 0xA005, 0x014A
_LISTS = (_GPS, _EXIF, _FURTHER, _MORE)
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_BYTES = (1, 2, 7)
_LATITUDE, _LONGITUDE = 2, 4
_MOST = 1_000
# The eight bytes before a user's comment that say how it is written.
_CODES = (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", b"\0" * 8)


def camera_facts(block: bytes) -> tuple[list[str], bool]:
    """The words in a block beside a picture, and whether it says where the picture was taken."""
    body = block[6:] if block.startswith(b"Exif\x00\x00") else block
    if body[:4] not in (b"II*\x00", b"MM\x00*"):
        located = b"GPSLatitude" in block and b"GPSLongitude" in block
        return list(said_in(block)), located
    found, places = list[str](), set[int]()
    for gps, tag, value in _entries(body):
        if gps and tag in (_LATITUDE, _LONGITUDE) and any(value):
            places.add(tag)
        elif not gps:
            found += said_in(value)
    return found, len(places) == 2


def said_in(value: bytes) -> Iterator[str]:
    """The words in some bytes: all of them where they are a text, else every run that reads as one."""
    for code in _CODES:
        if value.startswith(code):
            value = value[len(code) :]
            if code == b"UNICODE\0":
                yield value.decode("utf-16-be", "replace").strip("\0")
                yield value.decode("utf-16-le", "replace").strip("\0")
    plain = value.strip(b"\0")
    yield from words(value)
    if any(sign < 32 and sign not in b"\t\r\n" for sign in plain):
        for run in readable(value):
            yield from words(run)


def _entries(body: bytes) -> Iterator[tuple[bool, int, bytes]]:
    """All entries: whether of the place, tag, bytes. Lists that loop or lead outside end where they do."""
    order = "<" if body.startswith(b"II") else ">"
    waiting, seen, count = [(False, _long(body, 4, order))], set[int](), 0
    while waiting and count < _MOST:
        gps, at = waiting.pop()
        if at in seen or at <= 0 or at + 2 > len(body):
            continue
        seen.add(at)
        (entries,) = struct.unpack_from(order + "H", body, at)
        for number in range(entries):
            count += 1
            begin = at + 2 + 12 * number
            if begin + 12 > len(body) or count > _MOST:
                break
            tag, kind, size = struct.unpack_from(order + "HHI", body, begin)
            if tag in _LISTS:
                waiting.append((tag == _GPS, _long(body, begin + 8, order)))
                continue
            length = size * _SIZES.get(kind, 1)
            where = begin + 8 if length <= 4 else _long(body, begin + 8, order)
            if gps or kind in _BYTES or kind not in _SIZES:  # what is counted or measured says nothing
                yield gps, tag, body[where : where + min(length, 100_000)]
        waiting.append((gps, _long(body, at + 2 + 12 * entries, order)))


def _long(body: bytes, at: int, order: str) -> int:
    """The number in four bytes, 0 past the end."""
    return int(struct.unpack_from(order + "I", body, at)[0]) if at + 4 <= len(body) else 0
