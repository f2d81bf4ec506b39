"""Characters on a page of a PDF, gathered to lines of text by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_LATIN = re.compile(r"[0-9A-Za-z]")
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、．.]|第[一二三四五六七八九十]+条")
# Possessive: where the row goes on in words, the digits are not tried in every other division.
_NUMBERS = re.compile(r"(?:[\d/—-]++[|\s]*+){5,}+")
_ENDS_IN_NUMBERS = re.compile(r"\d\s*$|[|]\s*\d", re.MULTILINE)
_WIDE_GAP = 1.2  # of a character's height: a gap this wide parts cells where no line is drawn
_SMALL_GAP = 0.3  # and this parts words of Latin letters or numbers


class Glyph(NamedTuple):
    """One character and its box, in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box, across and up."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


class TextLine(NamedTuple):
    """One line of text on a page."""

    text: str
    left: float
    right: float
    top: float
    height: float
    page: int

    def begins(self, before: TextLine, left: float, right: float) -> bool:
        """Whether a paragraph begins here: indented, after a short line, as a heading, or in other type."""
        indented = self.left > left + 1.2 * self.height
        after_short = before.right < right - 2.2 * before.height
        other_type = abs(self.height - before.height) > 0.15 * before.height
        apart = "|" in self.text or "|" in before.text
        return indented or after_short or other_type or apart or bool(_HEADING.match(self.text))


def lines_of(glyphs: Sequence[Glyph], page: int) -> Iterator[TextLine]:
    """The lines from top to bottom; gaps as wide as a column become bars, as between the cells of a text."""
    for row in rows_of(glyphs):
        height = max(glyph.top - glyph.bottom for glyph in row)
        text = joined(row, bar=True)
        yield TextLine(text, row[0].left, max(glyph.right for glyph in row), row[0].top, height, page)


def rows_joined(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines, those of a row without ruling lines joined: numbers at half height beside a label of two lines."""
    index = 0
    while index < len(lines):
        three = lines[index : index + 3]
        if len(three) == 3 and _NUMBERS.fullmatch(three[1].text) and _beside(three):
            above, numbers, below = three
            yield above._replace(text=f"{above.text}{below.text}|{numbers.text}", right=numbers.right)
            index += 3
        else:
            yield lines[index]
            index += 1


def _beside(three: Sequence[TextLine]) -> bool:
    above, numbers, below = three
    words = not _NUMBERS.fullmatch(above.text) and not _ENDS_IN_NUMBERS.search(above.text + "\n" + below.text)
    close = above.top - below.top < 1.8 * max(above.height, below.height)
    return words and close and numbers.left > max(above.left, below.left)


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters by lines, top to bottom, each line from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.middle[1]):
        if rows:
            last = rows[-1][0]
            near = min(last.top - last.bottom, glyph.top - glyph.bottom) / 2
            if abs(last.middle[1] - glyph.middle[1]) <= max(near, 1.0):
                rows[-1].append(glyph)
                continue
        rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.left) for row in rows]


def joined(row: Sequence[Glyph], *, bar: bool = False) -> str:
    """The characters of one line; Latin words and numbers that stand apart stay apart."""
    text = row[0].text
    for before, glyph in pairwise(row):
        gap, height = glyph.left - before.right, max(before.top - before.bottom, 1.0)
        number = glyph.text.isdecimal() or before.text.isdecimal()
        if bar and number and gap > _WIDE_GAP * height:
            text += "|"
        elif gap > _SMALL_GAP * height and _LATIN.match(before.text) and _LATIN.match(glyph.text):
            text += " "
        text += glyph.text
    return text
