"""One sheet of a workbook: its cells row by row, hidden ones named, and all else that its part says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import pieces
from gongkai.screening.content.carriers.node import Owner
from gongkai.screening.content.carriers.stretch import Stretch, spell_out
from gongkai.screening.content.carriers.sweep import sweep
from gongkai.screening.content.carriers.xlsx_heads import read_heads
from gongkai.screening.content.carriers.xlsx_layout import (
    WIDEST_GAP,
    ColumnNames,
    cells_of,
    column_letters,
    column_number,
    hidden_columns,
)
from gongkai.screening.content.carriers.xlsx_numbers import tell_rounded, typed
from gongkai.screening.content.carriers.xlsx_strings import SharedTexts

# A row begins, or a whole cell: as nearly all programs write it, or in any other way. What lies between them is
# looked at apart.
_CELL = re.compile(
    r"""<c\ r="(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})"(?:\ s="(?P<style>[0-9]+)")?(?:\ t="(?P<kind>[a-z]+)")?
            (?:/>|><v>(?P<value>[^<]*+)</v></c>)
      | <(?:\w+:)?(?:row\b(?P<of_row>[^>]*+)>|c\b(?P<of_cell>[^>]*?)(?:/>|>(?P<in>.*?)</(?:\w+:)?c>))""",
    re.DOTALL | re.VERBOSE,
)
_IN_CELL = re.compile(r"<(?:\w+:)?(?P<tag>[vft])(?:\s[^>]*)?(?<!/)>(?P<text>[^<]*+)<")
_AT = re.compile(r"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_KIND, _STYLE = re.compile(r"\bt=[\"'](\w+)[\"']"), re.compile(r"\bs=[\"'](\d+)[\"']")
_ROW = re.compile(r"\br=[\"']([0-9]{1,7})[\"']")
_HIDDEN = re.compile(r"\bhidden=[\"'](?:1|true)[\"']|\bht=[\"']0(?:\.0+)?[\"']")
_JOINS = re.compile(r"(?:\"|&quot;)\s*(?:&amp;|,)\s*(?:\"|&quot;)")
_SILENT = re.compile(r"<(?!!)[^<>]*+>|\s++")


@dataclass(frozen=True)
class Book:
    """What sheets share: texts, which styles show days, and from when days count."""

    texts: SharedTexts
    dated: frozenset[str]
    from_1904: bool


class Sheet:
    """Reads one sheet: `part` is where it lies, `title` what people call it."""

    def __init__(self, text: str, part: str, title: str, hidden: bool, book: Book) -> None:
        self._text, self._part, self._title, self._book = text, part, title, book
        self._sheet_hides = f"{part}#" if hidden else ""
        self._row_hides = False
        self._row, self._column = 0, 0
        self._draft, self._formulas = Draft(title), Draft(title)
        self._around = Draft(f"{title}（{'隐藏工作表的' if hidden else ''}页眉页脚、下拉选项、超链接等）")
        self._columns = hidden_columns(text)
        self._named = ColumnNames(part)
        self._contents: Contents

    def read(self, contents: Contents) -> None:
        """Read it all."""
        self._contents = contents
        begin, end = cells_of(self._text)
        closes = max(self._text.rfind("/c>", begin, end), self._text.rfind(":c>", begin, end)) + 3
        last = begin
        for found in _CELL.finditer(self._text, begin, max(min(end, closes), begin)):
            if found.start() > last + 6:
                self._between(last, found.start())
            last = found.end()
            if found["column"]:
                self._usual(found)
            elif found["of_row"] is not None:
                self._begin_row(found["of_row"])
            else:
                self._other(found)
        self._between(last, end)
        sweep(self._text, self._part, self._around, high=begin)
        read_heads(self._text, self._part, self._around, end)
        for draft in (self._draft, self._formulas, self._around):
            contents.add(draft.reading())

    def _between(self, low: int, high: int) -> None:
        """Whatever stands between cells though nothing should."""
        if _SILENT.sub("", self._text[low:high]):
            sweep(self._text, self._part, self._around, low=low, high=high)

    def _begin_row(self, attributes: str) -> None:
        said = _ROW.search(attributes)
        self._row = int(said[1]) if said else self._row + 1
        self._column = 0
        self._row_hides = bool(_HIDDEN.search(attributes))
        self._draft.say("\n")

    def _usual(self, found: re.Match[str]) -> None:
        """A cell with no more than a value in it, or without."""
        letters, row, style, kind, value = found.group("column", "row", "style", "kind", "value")
        owner = self._at(letters, row, found.start())
        if value:
            self._value(kind or "n", value, found.start("value"), style in self._book.dated, owner)

    def _other(self, found: re.Match[str]) -> None:
        """A cell with a formula, with its text in itself, or written in an odd way."""
        at = _AT.search(found["of_cell"])
        letters = at[1] if at else column_letters(self._column + 1)
        owner = self._at(letters, at[2] if at else str(self._row), found.start())
        if found["in"]:
            self._inside(found, owner)

    def _at(self, letters: str, row: str, begin: int) -> Owner:
        """Go to a cell, under the cells of its column."""
        column = column_number(letters)
        gap = column - (self._column or 1)
        if gap > 0:
            self._draft.say("\t" if gap == 1 else "\t" * min(gap, WIDEST_GAP))
        self._column = column
        if self._sheet_hides or self._row_hides or self._columns:
            unit, what = self._hidden_by(column)
            self._draft.place = f"{self._title}!{letters}{row}{what}"
        else:
            unit = ""
            self._draft.place = f"{self._title}!{letters}{row}"
        return Owner(unit, self._named[letters], begin)

    def _inside(self, found: re.Match[str], owner: Owner) -> None:
        """What such a cell holds."""
        inside, base = found["in"], found.start("in")
        said = _KIND.search(found["of_cell"])
        kind = said[1] if said else "n"
        style = _STYLE.search(found["of_cell"])
        dated = bool(style and style[1] in self._book.dated)
        if "<!" in inside:
            sweep(self._text, self._part, self._draft, owner=owner, low=base, high=base + len(inside))
        else:
            for part in _IN_CELL.finditer(inside):
                low = base + part.start("text")
                if part["tag"] == "v":
                    self._value(kind, part["text"], low, dated, owner)
                else:
                    self._words(part["tag"] == "f", low, base + part.end("text"), owner)

    def _value(self, kind: str, raw: str, low: int, dated: bool, owner: Owner) -> None:
        if kind == "s":
            if raw.isdecimal():
                self._book.texts.show(self._draft, int(raw), owner)
        elif kind == "n":
            said = typed(raw, dated=dated, from_1904=self._book.from_1904)
            self._draft.quote(said, self._part, low, low + len(raw), said == raw, owner)
            if len(said) > 15 and tell_rounded(said, self._draft.place, self._contents):
                self._contents.rounded.add((owner.column, owner.cell))
        else:
            self._words(False, low, low + len(raw), owner)

    def _words(self, formula: bool, low: int, high: int, owner: Owner) -> None:
        draft = self._formulas if formula else self._draft
        self._formulas.place = self._draft.place + "（公式）"
        for first, last in self._joined(low, high) if formula else ((low, high),):
            for said, begin, end, exact in pieces(self._text, first, last):
                draft.quote(said, self._part, begin, end, exact, owner)
        if formula:
            draft.part()
            if '"' in self._text[low:high] or "&quot;" in self._text[low:high]:
                spell_out(Stretch(self._text, self._part, low, high), draft, owner)

    def _joined(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """The pieces of a formula without what joins one text to the next: "620802"&"1990…" is one number."""
        for found in _JOINS.finditer(self._text, low, high):
            yield low, found.start()
            low = found.end()
        yield low, high

    def _hidden_by(self, column: int) -> tuple[str, str]:
        """What hides the present row's cell in a column: the unit, and how the place says so."""
        if self._sheet_hides:
            return self._sheet_hides, "（隐藏工作表）"
        if column in self._columns:
            return f"{self._part}#列{column}", "（隐藏列）"
        if self._row_hides:
            return f"{self._part}#行{self._row}", "（隐藏行）"
        return "", ""
