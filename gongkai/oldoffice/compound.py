"""Compound files (old .doc .xls .ppt and WPS's own): the streams in their top folder, by name.

Follows the published layout: a header, a table that chains sectors, a directory that is a tree, and a
small-sector store for small streams. Chains that loop or lead outside end where they do.
"""

import struct
import sys
from array import array

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this and above are marks, not sector numbers
_ENTRY = 128
_SMALL = 64


class Compound:
    """An opened compound file. Raises ValueError if it is none."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise ValueError("no compound file")
        self._data = data
        shift, self._cutoff = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 56)[0]
        if shift not in (9, 12):
            raise ValueError("sector size")
        self._size = 1 << shift
        self._next = self._table()
        self._directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self._small_next = _numbers(self._chain(struct.unpack_from("<I", data, 60)[0]))
        self._small_store: bytes | None = None
        self.names = self._top()

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, as many as there are. Raises KeyError if there is none of that name."""
        start, size = self.names[name]
        if size >= self._cutoff:
            return self._chain(start, size)
        if self._small_store is None:
            root, length = _place(self._directory)
            self._small_store = self._chain(root, length)
        pieces, seen = [], 0
        while start < len(self._small_next) and seen <= size:
            pieces.append(self._small_store[start * _SMALL : (start + 1) * _SMALL])
            start, seen = self._small_next[start], seen + _SMALL
        return b"".join(pieces)[:size]

    def _table(self) -> "array[int]":
        """For each sector the one that follows it."""
        listed = list(struct.unpack_from("<109I", self._data, 76))
        more, most = struct.unpack_from("<I", self._data, 68)[0], len(self._data) // self._size
        while more < most and len(listed) < most + 109:
            *further, more = struct.unpack(f"<{self._size // 4}I", self._sector(more).ljust(self._size))
            listed += further
        return _numbers(b"".join(self._sector(number) for number in listed[: most + 1] if number < _END))

    def _sector(self, number: int) -> bytes:
        """The bytes of a sector, none if it lies outside."""
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, start: int, size: int | None = None) -> bytes:
        """The bytes of a chain of sectors, never more than the file has."""
        most = min(len(self._data), len(self._data) if size is None else size)
        pieces, taken = [], 0
        while start < len(self._next) and taken < most:
            pieces.append(self._sector(start))
            start, taken = self._next[start], taken + self._size
        return b"".join(pieces)[:most]

    def _top(self) -> dict[str, tuple[int, int]]:
        """The streams that stand directly under the root: name → first sector and size."""
        found: dict[str, tuple[int, int]] = {}
        waiting, seen = [struct.unpack_from("<I", self._directory, 76)[0] if self._directory else _END], set()
        while waiting:
            at = waiting.pop()
            entry = self._directory[at * _ENTRY : (at + 1) * _ENTRY]
            if at in seen or len(entry) < _ENTRY:
                continue
            seen.add(at)
            waiting += struct.unpack_from("<2I", entry, 68)
            if entry[66] == 2:
                length = min(max(struct.unpack_from("<H", entry, 64)[0] - 2, 0), 62)
                found.setdefault(entry[:length].decode("utf-16-le", "replace"), _place(entry))
        return found


def _place(entry: bytes) -> tuple[int, int]:
    """The first sector and the size that a directory entry states."""
    start, size = struct.unpack_from("<II", entry, 116)
    return start, size


def _numbers(data: bytes) -> "array[int]":
    """Bytes as little-endian numbers of four bytes."""
    numbers = array("I", data[: len(data) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
