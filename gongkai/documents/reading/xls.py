"""Old workbooks (.xls, and .et of WPS 表格, the same inside): every worksheet, hidden ones too."""

import struct
from collections.abc import Iterator
from decimal import Decimal

from gongkai.documents.compound import Compound
from gongkai.documents.reading.biff import Record, SharedTexts, records, text_at
from gongkai.documents.reading.reader import DAMAGED, LOCKED, Tell, Unreadable
from gongkai.spreadsheets.days import Unfit, day_of_serial
from gongkai.spreadsheets.workbook import shows_day

_BEGIN, _LOCKED, _TAB, _TEXTS, _FORMAT, _STYLE, _EPOCH = 0x809, 0x2F, 0x85, 0xFC, 0x41E, 0xE0, 0x22
_SHARED, _LABEL, _NUMBER, _PACKED, _PACKED_ROW, _FORMULA, _RESULT = 0xFD, 0x204, 0x203, 0x27E, 0xBD, 6, 0x207
# Number formats with a fixed meaning that show a day; 27–36 and 50–58 are those of Chinese Excel.
_DATED = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


def xls(data: bytes, tell: Tell) -> Iterator[str]:
    """The text of an old workbook, a row a line, a tab between cells. Raises Unreadable."""
    try:
        compound = Compound(data)
        if "EncryptedPackage" in compound.names:
            raise Unreadable(LOCKED)
        if "Workbook" not in compound.names and "Book" in compound.names:
            raise Unreadable(
                "是 Excel 95 以前的表格，里面的文字不能检索。请用 WPS 或 Excel 另存为 xlsx 后重新上传。"
            )
        book = _Book()
        row = -1
        for record in records(compound.stream("Workbook")):
            for line, text in book.cells(record):
                yield ("\t" if line == row else "\n") + text
                row = line
    except (ValueError, KeyError, IndexError, struct.error) as error:
        raise Unreadable(DAMAGED) from error


class _Book:
    """What the records so far have said about the workbook."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._tabs: dict[int, str] = {}
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self._from_1904 = False
        self._row = -1

    def cells(self, record: Record) -> Iterator[tuple[int, str]]:
        """The cells in a record: row (−1 for a worksheet's title) and text."""
        kind, data = record.kind, record.data
        if kind == _LOCKED:
            raise Unreadable(LOCKED)
        if kind == _BEGIN and record.at in self._tabs:
            yield -1, "\n" + self._tabs[record.at]
        elif kind == _RESULT:
            yield self._row, text_at(data, 0)
        elif kind in (_SHARED, _LABEL, _NUMBER, _PACKED, _PACKED_ROW, _FORMULA):
            (self._row,) = struct.unpack_from("<H", data)
            for text in self._values(kind, data):
                yield self._row, " ".join(text.split())
        else:
            self._learn(record)

    def _learn(self, record: Record) -> None:
        """Keep what the workbook says about itself: titles, shared texts, formats, styles, epoch."""
        kind, data = record.kind, record.data
        if kind == _TAB:
            self._tabs[struct.unpack_from("<I", data)[0]] = text_at(data, 6, short=True)
        elif kind == _TEXTS:
            self._texts = list(SharedTexts(record))
        elif kind == _FORMAT:
            self._formats[struct.unpack_from("<H", data)[0]] = text_at(data, 2)
        elif kind == _STYLE:
            self._styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _EPOCH:
            self._from_1904 = bool(struct.unpack_from("<H", data)[0])

    def _values(self, kind: int, data: bytes) -> Iterator[str]:
        """The texts of a cell record; a row of packed numbers has several."""
        (style,) = struct.unpack_from("<H", data, 4)
        if kind == _SHARED:
            (number,) = struct.unpack_from("<I", data, 6)
            yield self._texts[number] if number < len(self._texts) else ""
        elif kind == _LABEL:
            yield text_at(data, 6)
        elif kind == _PACKED_ROW:
            for at in range(4, len(data) - 7, 6):
                style, packed = struct.unpack_from("<HI", data, at)
                yield self._number(_unpacked(packed), style)
        elif kind == _PACKED:
            yield self._number(_unpacked(struct.unpack_from("<I", data, 6)[0]), style)
        elif data[12:14] != b"\xff\xff" or kind == _NUMBER:  # else a formula that shows no number
            yield self._number(struct.unpack_from("<d", data, 6)[0], style)

    def _number(self, number: float, style: int) -> str:
        """A number as shown: a day as 2020-03-05, else its digits without needless zeros."""
        exact = Decimal(f"{number:.15g}")
        if not exact.is_finite() or abs(exact) > 10**30:
            return ""
        shape = self._styles[style] if style < len(self._styles) else 0
        code = self._formats.get(shape)
        if shows_day(code) if code is not None else shape in _DATED:
            try:
                return day_of_serial(exact, from_1904=self._from_1904)[0].isoformat()
            except Unfit:
                return f"{exact:f}"
        return f"{exact:f}"


def _unpacked(packed: int) -> float:
    """The number packed into four bytes: whole or the upper half of a float, perhaps in hundredths."""
    if packed & 2:
        number = float(packed >> 2 if packed < 1 << 31 else (packed >> 2) - (1 << 30))
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return number / 100 if packed & 1 else number
