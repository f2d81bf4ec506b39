"""The records of an old workbook (BIFF8), and the strings in them, which may run on into further records."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_CONTINUE = 0x3C
_WIDE, _ASIDE, _RICH = 1, 4, 8


@dataclass
class Record:
    """One record: its kind, its place in the stream, and its bytes in as many chunks as it was cut into."""

    kind: int
    at: int
    chunks: list[bytes] = field(default_factory=list)

    @property
    def data(self) -> bytes:
        """The bytes of the first chunk; only strings run on."""
        return self.chunks[0]


def records(stream: bytes) -> Iterator[Record]:
    """The records of the stream up to where it breaks off."""
    current: Record | None = None
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + size]
        if kind == _CONTINUE and current is not None:
            current.chunks.append(data)
        else:
            if current is not None:
                yield current
            current = Record(kind, at, [data])
        at += 4 + size
    if current is not None:
        yield current


def text_at(data: bytes, at: int, *, short: bool = False) -> str:
    """The string that stands at a place in one record, its length in one byte if `short`."""
    count, at = (data[at], at + 1) if short else (struct.unpack_from("<H", data, at)[0], at + 2)
    flags, at = data[at], at + 1
    at += (2 if flags & _RICH else 0) + (4 if flags & _ASIDE else 0)
    size = count * 2 if flags & _WIDE else count
    return data[at : at + size].decode("utf-16-le" if flags & _WIDE else "latin-1", "replace")


class SharedTexts:
    """The shared texts of a workbook, read one after another across the chunks of their record."""

    def __init__(self, record: Record) -> None:
        self._chunks = record.chunks
        self._chunk, self._at = 0, 8
        self._count: int = struct.unpack_from("<I", record.data, 4)[0]

    def __iter__(self) -> Iterator[str]:
        """The texts; as many as can be read if the record is damaged."""
        for _ in range(self._count):
            try:
                yield self._text()
            except (struct.error, IndexError):
                return

    def _text(self) -> str:
        """The next text. Raises struct.error or IndexError past the end."""
        (count,) = struct.unpack("<H", self._take(2))
        flags = self._take(1)[0]
        runs = struct.unpack("<H", self._take(2))[0] if flags & _RICH else 0
        aside = struct.unpack("<I", self._take(4))[0] if flags & _ASIDE else 0
        words, wide = "", bool(flags & _WIDE)
        while len(words) < count:
            if self._at >= len(self._chunks[self._chunk]):  # runs on: the width is stated anew
                self._chunk, self._at = self._chunk + 1, 1
                wide = bool(self._chunks[self._chunk][0] & _WIDE)
            left = len(self._chunks[self._chunk]) - self._at
            letters = min(count - len(words), left // 2 if wide else left)
            if letters <= 0:
                raise IndexError(self._at)
            raw = self._take(letters * 2 if wide else letters)
            words += raw.decode("utf-16-le", "replace")[:letters] if wide else raw.decode("latin-1")
        self._pass_over(4 * runs + aside)
        return words

    def _pass_over(self, size: int) -> None:
        """Leave out bytes, across chunks. Raises IndexError past the end."""
        while size > (left := len(self._chunks[self._chunk]) - self._at):
            self._chunk, self._at, size = self._chunk + 1, 0, size - left
        self._at += size

    def _take(self, size: int) -> bytes:
        """The next bytes, across chunks. Raises IndexError past the end."""
        taken = b""
        while len(taken) < size:
            chunk = self._chunks[self._chunk]
            piece = chunk[self._at : self._at + size - len(taken)]
            taken, self._at = taken + piece, self._at + len(piece)
            if len(taken) < size:
                self._chunk, self._at = self._chunk + 1, 0
        return taken
