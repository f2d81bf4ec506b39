"""Tables drawn on a page of a PDF: cells between ruling lines, each with the characters that stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.annualreport.read.blocks import MOST_COLUMNS, GridCell
from gongkai.annualreport.read.pdfrules import Rule, Rules, meeting
from gongkai.annualreport.read.pdftext import Glyph, joined, rows_of

SLACK = 3.0  # points by which lines that are meant to meet may miss each other
FEWEST_CELLS = 3
MOST_LINES = 2_000  # of one page; what has more is a drawing
_PADDING = 12.0  # points left free in a cell, both sides together


class Drawn(NamedTuple):
    """One table on a page: its cells, and where it begins, in points from the foot of the page."""

    cells: tuple[GridCell, ...]
    top: float
    page: int


def drawn_tables(glyphs: Sequence[Glyph], rules: Rules, page: int) -> tuple[list[Drawn], list[Glyph]]:
    """The tables of the page, and the characters outside all of them."""
    rest = list(glyphs)
    tables: list[Drawn] = []
    if len(rules.level) + len(rules.upright) > MOST_LINES:
        return [], rest
    for lines in (one for one in meeting(rules, SLACK) if one.upright):
        frame = _Frame(lines)
        if frame.is_table:
            mine = [glyph for glyph in rest if frame.holds(glyph)]
            cells = frame.cells(mine)
            if len(cells) >= FEWEST_CELLS:
                tables.append(Drawn(cells, frame.ys[0], page))
                rest = [glyph for glyph in rest if not frame.holds(glyph)]
    return tables, rest


class _Frame:
    """The lines of one table: its edges across (xs) and down (ys, from the top), and which are drawn where."""

    def __init__(self, lines: Rules) -> None:
        self.lines = lines
        ends = [x for rule in lines.level for x in (rule.start, rule.end)]
        tips = [y for rule in lines.upright for y in (rule.start, rule.end)]
        self.xs = _edges([*(rule.at for rule in lines.upright), min(ends), max(ends)])
        self.ys = _edges([*(rule.at for rule in lines.level), min(tips), max(tips)])[::-1]

    @property
    def is_table(self) -> bool:
        return 2 <= len(self.xs) <= MOST_COLUMNS and len(self.ys) >= 2

    def holds(self, glyph: Glyph) -> bool:
        x, y = glyph.middle
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def cells(self, glyphs: Sequence[Glyph]) -> tuple[GridCell, ...]:
        """Every cell with its text; two squares with no line between them are one cell."""
        inside = self._by_square(glyphs)
        taken: set[tuple[int, int]] = set()
        cells: list[GridCell] = []
        for y in range(len(self.ys) - 1):
            for x in range(len(self.xs) - 1):
                if (y, x) not in taken:
                    height, width = self._extent(y, x, taken)
                    squares = [(y + j, x + i) for j in range(height) for i in range(width)]
                    taken.update(squares)
                    own = [glyph for square in squares for glyph in inside.get(square, ())]
                    room = self.xs[x + width] - self.xs[x]
                    cells.append(GridCell(cell_text(own, room), y, x, height, width))
        return tuple(cells)

    def _by_square(self, glyphs: Sequence[Glyph]) -> dict[tuple[int, int], list[Glyph]]:
        upwards = self.ys[::-1]
        found: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            x, y = glyph.middle
            column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
            row = len(self.ys) - 1 - min(bisect_right(upwards, y), len(self.ys) - 1)
            found.setdefault((row, column), []).append(glyph)
        return found

    def _extent(self, y: int, x: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
        width = 1
        while (
            x + width < len(self.xs) - 1 and (y, x + width) not in taken and not self._upright(y, x + width)
        ):
            width += 1
        height = 1
        while y + height < len(self.ys) - 1 and not any(
            self._level(y + height, x + i) or (y + height, x + i) in taken for i in range(width)
        ):
            height += 1
        return height, width

    def _upright(self, y: int, x: int) -> bool:
        """Whether a line is drawn left of column x in row y."""
        middle = (self.ys[y] + self.ys[y + 1]) / 2
        return _drawn(self.lines.upright, self.xs[x], middle)

    def _level(self, y: int, x: int) -> bool:
        """Whether a line is drawn above row y in column x."""
        middle = (self.xs[x] + self.xs[x + 1]) / 2
        return _drawn(self.lines.level, self.ys[y], middle)


def cell_text(glyphs: Sequence[Glyph], room: float) -> str:
    """The text of a cell `room` points wide; a number broken by the cell's narrowness is one number again."""
    text, width = "", 0.0
    for row in rows_of(glyphs):
        here = joined(row)
        digit = max(glyph.right - glyph.left for glyph in row)
        broken = text[-1:].isdecimal() and here[:1].isdecimal() and width + digit <= room - _PADDING
        text += ("\n" if broken else "") + here
        width = row[-1].right - row[0].left
    return text


def _edges(places: Iterable[float]) -> list[float]:
    """The places in order, those that are nearly the same as one."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= SLACK:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def _drawn(rules: Sequence[Rule], at: float, along: float) -> bool:
    return any(abs(rule.at - at) <= SLACK and rule.start <= along <= rule.end for rule in rules)
