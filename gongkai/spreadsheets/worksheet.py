"""The cells of one worksheet as they stand in the file, row by row, empty cells and rows left out."""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from gongkai.spreadsheets.addresses import Merged, place
from gongkai.spreadsheets.package import Attributes
from gongkai.spreadsheets.text import clean, unescaped
from gongkai.spreadsheets.workbook import Tab, Workbook


class Content(Enum):
    """What a cell holds."""

    TEXT = auto()
    NUMBER = auto()
    SERIAL = auto()  # a number shown as a day
    BOOLEAN = auto()
    ERROR = auto()  # #REF!, #DIV/0! …
    UNCALCULATED = auto()  # a formula whose result was never stored


class Cell(NamedTuple):
    """One cell that is not empty: column counted from 1; `text` is what to quote, `number` if it is one."""

    column: int
    content: Content
    text: str
    number: Decimal = Decimal(0)


class Row(NamedTuple):
    """One row that is not empty: its number in the worksheet, its cells from left to right."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool


class Worksheet:
    """One worksheet being read. `merged` is complete once `rows` has been read to its end."""

    def __init__(self, book: Workbook, tab: Tab) -> None:
        self.book = book
        self.tab = tab
        self.merged: list[Merged] = []

    def rows(self) -> Iterator[Row]:
        """The rows that are not empty, in file order. Raises CannotRead if the file is damaged."""
        handler = _Cells(self.book, self.merged)
        for _ in self.book.package.parse(self.tab.part, handler):
            gathered, handler.rows = handler.rows, []
            yield from gathered


class _Cells:
    """The handler: follows row, c, f, v, is/t and mergeCell."""

    def __init__(self, book: Workbook, merged: list[Merged]) -> None:
        self.rows: list[Row] = []
        self._texts, self._dated, self._padded, self._merged = book.texts, book.dated, book.padded, merged
        self._row = self._column = 0
        self._hidden = False
        self._cells: list[Cell] = []
        self._type, self._style = "n", 0
        self._value: list[str] = []
        self._taking = self._formula = False
        self._aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin a row, a cell, or its value. Addresses may be missing: then position counts."""
        if name == "c":
            where = attributes.get("r")
            self._column = place(where)[1] if where else self._column + 1
            self._type = attributes.get("t", "n")
            self._style = int(attributes.get("s", "0"))
            self._value, self._formula = [], False
        elif name == "v" or name == "t":
            self._taking = not self._aside
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._aside += 1
        elif name == "row":
            before, self._row = self._row, int(attributes.get("r", self._row + 1))
            if self._row <= before:
                raise ValueError(attributes)  # one row would hide the other
            self._column, self._cells = 0, []
            self._hidden = attributes.get("hidden") in ("1", "true")
        elif name == "mergeCell":
            self._merged.append(Merged.of(attributes.get("ref", "")))

    def end(self, name: str) -> None:
        """Finish it; empty cells and rows are dropped here."""
        if name == "v" or name == "t":
            self._taking = False
        elif name == "c":
            cell = self._cell("".join(self._value))
            if cell is not None:
                self._cells.append(cell)
        elif name == "rPh":
            self._aside -= 1
        elif name == "row" and self._cells:
            self.rows.append(Row(self._row, tuple(self._cells), self._hidden))

    def text(self, text: str) -> None:
        """Take the characters of a value."""
        if self._taking:
            self._value.append(text)

    def _cell(self, raw: str) -> Cell | None:
        """The cell whose stored value is `raw`, or None if it is empty."""
        kind = self._type
        if not raw:
            lost = self._formula and kind not in ("str", "s", "inlineStr")
            return Cell(self._column, Content.UNCALCULATED, "（公式）") if lost else None
        if kind == "n":
            number = Decimal(f"{float(raw):.15g}")  # Excel keeps 15 digits; more are binary noise
            if not number.is_finite():
                raise ValueError(raw)
            content = Content.SERIAL if self._style in self._dated else Content.NUMBER
            return Cell(self._column, content, f"{number:f}".zfill(self._padded.get(self._style, 0)), number)
        if kind == "e":
            return Cell(self._column, Content.ERROR, raw)
        if kind == "b":
            return Cell(self._column, Content.BOOLEAN, "TRUE" if raw == "1" else "FALSE", Decimal(raw == "1"))
        words = clean(self._texts[int(raw)] if kind == "s" else unescaped(raw))
        return Cell(self._column, Content.TEXT, words) if words else None
