"""An HTML table as a grid: spans made to fit, columns as wide as their words ask, all within the type area."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from gongkai.documents.official.parts import Cell, Grid, Run
from gongkai.documents.official.printable import printable

Element: TypeAlias = Any
WIDTH = 156.0  # mm, the type area (版心)
PADDING = 1.2  # mm, left and right in a cell
LARGEST = 12.0  # 小四
_MM = 25.4 / 72  # one point
_LONGEST, _SHORTEST = 16.0, 2.0  # characters that a column's words may ask for
_UNBROKEN = re.compile(r"[!-~]+")
Lines = tuple[tuple[Run, ...], ...]


def grid(table: Element, inside: Callable[[Element], Lines]) -> Grid | None:
    """The table's cells in their places; None when it has none."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = _merged(_placed(rows, inside))
    if not cells:
        return None
    height = max(cell.y + cell.rowspan for cell in cells)
    width = max(cell.x + cell.colspan for cell in cells)
    size, widths = _widths(cells, width)
    caption = table.find("caption")
    words = "" if caption is None else printable(caption.text_content()).strip()
    return Grid(words, height, _head(cells, height), (*cells, *_holes(cells, height, width)), widths, size)


def _span(element: Element, name: str) -> int:
    written = element.get(name, "1").strip()
    return min(int(written), 1000) if re.fullmatch(r"[1-9]\d{0,5}", written) else 1


def _placed(rows: Sequence[Element], inside: Callable[[Element], Lines]) -> list[Cell]:
    """Cells as a browser lays them out; a span that leaves the table or meets another cell is cut."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while (y, x) in taken:
                x += 1
            wide = _span(element, "colspan")
            wide = next((n for n in range(1, wide) if (y, x + n) in taken), wide)
            high = min(_span(element, "rowspan"), len(rows) - y)
            cells.append(Cell(y, x, high, wide, inside(element), element.tag == "th"))
            taken |= {(y + down, x + over) for down in range(high) for over in range(wide)}
            x += wide
    return cells


def _merged(cells: Sequence[Cell]) -> list[Cell]:
    """The cells on a grid without columns that only spans pass through."""
    edges = sorted({cell.x for cell in cells} | {cell.x + cell.colspan for cell in cells})
    place = {edge: number for number, edge in enumerate(edges)}
    return [
        Cell(c.y, place[c.x], c.rowspan, place[c.x + c.colspan] - place[c.x], c.lines, c.is_head)
        for c in cells
    ]


def _holes(cells: Sequence[Cell], height: int, width: int) -> list[Cell]:
    """Empty cells where a row is shorter than the others."""
    taken = {
        (cell.y + down, cell.x + over)
        for cell in cells
        for down in range(cell.rowspan)
        for over in range(cell.colspan)
    }
    places = ((y, x) for y in range(height) for x in range(width))
    return [Cell(y, x, 1, 1, (), is_head=False) for y, x in places if (y, x) not in taken]


def _head(cells: Sequence[Cell], height: int) -> int:
    """How many rows at the top are headings, together with what they span; never the whole table."""
    head = 0
    for y in range(min(height, 4)):
        row = [cell for cell in cells if cell.y == y]
        if not row or not all(cell.is_head for cell in row):
            break
        head = max([head, *(cell.y + cell.rowspan for cell in row)])
    return head if head < height and head <= 4 else 0


def _widths(cells: Sequence[Cell], columns: int) -> tuple[float, tuple[float, ...]]:
    """The size of the type in points and each column's width in mm."""
    least, asked = [1.0] * columns, [_SHORTEST] * columns
    for cell in sorted(cells, key=lambda cell: cell.colspan):
        covered = range(cell.x, cell.x + cell.colspan)
        for text in cell.texts:
            unbroken = max((len(run) * 0.6 for run in _UNBROKEN.findall(text)), default=1.0)
            _ask(least, covered, min(unbroken, _LONGEST))
            _ask(asked, covered, min(_length(text), _LONGEST))
    asked = [max(pair) for pair in zip(asked, least, strict=True)]
    room = WIDTH - 2 * PADDING * columns
    if room <= WIDTH / 4:  # so many columns that padding would eat them
        return max(0.5, WIDTH / _MM / (sum(least) + columns)), (WIDTH / columns,) * columns
    size = min(LARGEST, room / _MM / sum(least))
    spare = room - sum(least) * size * _MM
    more = [want - need for want, need in zip(asked, least, strict=True)]
    total = sum(more) or 1.0
    shares = [spare * (extra / total if sum(more) else 1 / columns) for extra in more]
    widths = [need * size * _MM + share + 2 * PADDING for need, share in zip(least, shares, strict=True)]
    return round(size, 2), tuple(round(width, 2) for width in widths)


def _ask(room: list[float], columns: range, wanted: float) -> None:
    """Have the columns together give at least so many characters."""
    lacking = wanted - sum(room[x] for x in columns)
    if lacking > 0:
        for x in columns:
            room[x] += lacking / len(columns)


def _length(text: str) -> float:
    """Characters of a line, a Latin one counted as a little over half."""
    return sum(0.6 if letter.isascii() else 1.0 for letter in text)
