"""What a camera writes into its pictures (Exif): words, and the place. Follows TIFF's published layout."""

import struct
from collections.abc import Iterator

from gongkai.screening.content.carriers.leftover import readable, words

_GPS, _EXIF = 0x8825, 0x8769
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_LATITUDE, _LONGITUDE = 2, 4
_MOST = 1_000


def camera_facts(block: bytes) -> tuple[list[str], bool]:
    """The words in a block beside a picture, and whether it says where the picture was taken."""
    body = block[6:] if block.startswith(b"Exif\x00\x00") else block
    if body[:4] not in (b"II*\x00", b"MM\x00*"):
        located = b"GPSLatitude" in block and b"GPSLongitude" in block
        return [word for run in readable(block) for word in words(run)], located
    found, places = list[str](), set[int]()
    for gps, tag, value in _entries(body):
        if gps and tag in (_LATITUDE, _LONGITUDE) and any(value):
            places.add(tag)
        elif not gps:
            found += words(value)
    return found, len(places) == 2


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
            if tag in (_GPS, _EXIF):
                waiting.append((tag == _GPS, _long(body, begin + 8, order)))
                continue
            length = size * _SIZES.get(kind, 1)
            where = begin + 8 if length <= 4 else _long(body, begin + 8, order)
            yield gps, tag, body[where : where + min(length, 100_000)]
        waiting.append((gps, _long(body, at + 2 + 12 * entries, order)))


def _long(body: bytes, at: int, order: str) -> int:
    """The number in four bytes, 0 past the end."""
    return int(struct.unpack_from(order + "I", body, at)[0]) if at + 4 <= len(body) else 0
