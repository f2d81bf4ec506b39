"""Old workbooks (.xls, and .et of WPS 表格, the same inside): every worksheet, hidden ones too."""

import struct
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gongkai.oldoffice.biff import Record, SharedTexts, records, text_at
from gongkai.oldoffice.compound import Compound
from gongkai.oldoffice.fault import Ancient, Broken, Locked
from gongkai.spreadsheets.days import Unfit, day_of_serial
from gongkai.spreadsheets.workbook import shows_day

_BEGIN, _LOCKED, _TAB, _TEXTS, _FORMAT, _STYLE, _EPOCH = 0x809, 0x2F, 0x85, 0xFC, 0x41E, 0xE0, 0x22
_SHARED, _LABEL, _NUMBER, _PACKED, _PACKED_ROW, _FORMULA, _RESULT = 0xFD, 0x204, 0x203, 0x27E, 0xBD, 6, 0x207
_ROW, _COLUMNS = 0x208, 0x7D
# Number formats with a fixed meaning that show a day; 27–36 and 50–58 are those of Chinese Excel.
_DATED = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


class Cell(NamedTuple):
    """A cell: its sheet's title, row and column counted from 0, and text; row −1 for the title itself.

    `hidden` is what hides it (工作表, 行 or 列), "" if nothing does.
    """

    sheet: str
    row: int
    column: int
    text: str
    hidden: str = ""


def xls(data: bytes) -> Iterator[str]:
    """The text of an old workbook, a row a line, a tab between cells. Raises Fault."""
    row = -1
    for cell in cells(data):
        parts = "\n\n" if cell.row < 0 else "\t" if cell.row == row else "\n"
        yield parts + " ".join(cell.text.split())
        row = cell.row


def cells(data: bytes) -> Iterator[Cell]:
    """Every cell of an old workbook, sheet by sheet. Raises Fault."""
    try:
        compound = Compound(data)
        if "EncryptedPackage" in compound.names:
            raise Locked
        if "Workbook" not in compound.names and "Book" in compound.names:
            raise Ancient("Excel 95 以前的表格", "xlsx")
        book = _Book()
        for record in records(compound.stream("Workbook")):
            yield from book.cells(record)
    except (ValueError, KeyError, IndexError, struct.error) as error:
        raise Broken from error


class _Book:
    """What the records so far have said about the workbook."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._tabs: dict[int, tuple[str, bool]] = {}
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self._from_1904 = False
        self._row = self._column = -1
        self._title, self._hidden = "", False
        self._hidden_rows, self._hidden_columns = set[int](), set[int]()

    def cells(self, record: Record) -> Iterator[Cell]:
        """The cells in a record."""
        kind, data = record.kind, record.data
        if kind == _LOCKED:
            raise Locked
        if kind == _BEGIN and record.at in self._tabs:
            self._title, self._hidden = self._tabs[record.at]
            self._hidden_rows, self._hidden_columns = set(), set()
            yield Cell(self._title, -1, -1, self._title)
        elif kind == _RESULT:
            yield self._cell(text_at(data, 0))
        elif kind in (_SHARED, _LABEL, _NUMBER, _PACKED, _PACKED_ROW, _FORMULA):
            self._row, self._column = struct.unpack_from("<HH", data)
            for text in self._values(kind, data):
                yield self._cell(text)
                self._column += kind == _PACKED_ROW
        else:
            self._learn(record)

    def _cell(self, text: str) -> Cell:
        """The present cell, with what hides it."""
        hides = (
            "列" if self._column in self._hidden_columns else "行" if self._row in self._hidden_rows else ""
        )
        return Cell(self._title, self._row, self._column, text, "工作表" if self._hidden else hides)

    def _learn(self, record: Record) -> None:
        """Keep what the workbook says about itself: titles, shared texts, formats, styles, epoch."""
        kind, data = record.kind, record.data
        if kind == _TAB:
            self._tabs[struct.unpack_from("<I", data)[0]] = text_at(data, 6, short=True), bool(data[4] & 3)
        elif kind == _TEXTS:
            self._texts = list(SharedTexts(record))
        elif kind == _FORMAT:
            self._formats[struct.unpack_from("<H", data)[0]] = text_at(data, 2)
        elif kind == _STYLE:
            self._styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _ROW and struct.unpack_from("<H", data, 12)[0] & 0x20:
            self._hidden_rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMNS and struct.unpack_from("<H", data, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", data)
            self._hidden_columns.update(range(first, min(last, 255) + 1))
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
