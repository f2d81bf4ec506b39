"""How our sheets look: fonts, header, widths, number formats. Shared by the template and the export."""

import unicodedata
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from gongkai.spreadsheets.columns import Column, Kind

# Text cells keep a leading = + - @ as text even when edited: the quote prefix is what Excel itself uses.
_FORMATS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"num_format": "@", "text_wrap": True, "quote_prefix": True},
    Kind.DAY: {"num_format": "yyyy-mm-dd"},
    Kind.INTEGER: {"num_format": "0"},
    Kind.MONEY: {"num_format": "#,##0.00"},
    Kind.CHOICE: {"num_format": "@", "quote_prefix": True},
    Kind.YESNO: {"num_format": "@"},
}
_WIDTHS = {Kind.TEXT: 20, Kind.DAY: 12, Kind.INTEGER: 10, Kind.MONEY: 16, Kind.CHOICE: 14, Kind.YESNO: 8}
_PLAIN = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
# Fixed, so that the same rows give the same bytes.
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001


class Layout:
    """A workbook being written into memory, with the formats it uses."""

    def __init__(self) -> None:
        self._bytes = BytesIO()
        self.book: Any = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        self.book.set_properties({"created": _MADE})
        self.header: Any = self.format(
            bold=True, align="center", text_wrap=True, bg_color="#EDEDED", border=1
        )
        self.required: Any = self.format(
            bold=True, align="center", text_wrap=True, bg_color="#EDEDED", border=1, font_color="#C00000"
        )
        self.kinds: dict[Kind, Any] = {kind: self.format(**look) for kind, look in _FORMATS.items()}
        self.examples: dict[Kind, Any] = {
            kind: self.format(**look, italic=True, font_color="#808080") for kind, look in _FORMATS.items()
        }

    def format(self, **look: object) -> Any:
        """A cell format."""
        return self.book.add_format({**_PLAIN, **look})

    def sheet(self, title: str, columns: tuple[Column, ...], labels: list[str]) -> Any:
        """A worksheet with a frozen header of `labels` and columns formatted throughout."""
        sheet = self.book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_row(0, 30)
        for position, (column, label) in enumerate(zip(columns, labels, strict=True)):
            sheet.write_string(0, position, label, self.required if column.required else self.header)
            sheet.set_column(position, position, _width(column, label), self.kinds[column.kind])
        return sheet

    def finished(self) -> bytes:
        """The workbook as bytes."""
        self.book.close()
        return self._bytes.getvalue()


def _width(column: Column, label: str) -> float:
    """A width in characters that shows the label and a usual value."""
    return min(max(_WIDTHS[column.kind], display_width(label) + 4, display_width(column.example) + 2), 44)


def display_width(text: str) -> int:
    """How many half-width characters the longest line takes: a Chinese character takes two."""
    lines = text.split("\n")
    return max(
        sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line) for line in lines
    )
