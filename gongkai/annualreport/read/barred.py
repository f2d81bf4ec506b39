"""Text with tables drawn by bars or tabs, such as Markdown, as blocks."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from gongkai.annualreport.read.blocks import MOST_COLUMNS, MOST_ROWS, Block, Grid, Words
from gongkai.annualreport.read.spans import Placed, grid_of

FEWEST_COMMAS, FEWEST_LINES = 5, 10  # so many commas in so many lines are a table saved as CSV
FEWEST_ROWS = 2  # a heading and a row
_OF_RULES = frozenset("|:- 	")  # what the line of dashes below a heading is made of
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DRESS = re.compile(r"^#{1,6}\s+|^>\s?|\*\*|__")


def barred_blocks(text: str) -> list[Block] | None:
    """The blocks of a text with tables drawn by bars or tabs; None when it has none."""
    lines = text.splitlines()
    if sum(line.count(",") >= FEWEST_COMMAS for line in lines[:MOST_ROWS]) >= FEWEST_LINES:
        lines = [_barred(line) for line in lines]
    blocks = list(_blocks(lines))
    return blocks if any(isinstance(block, Grid) for block in blocks) else None


def _barred(line: str) -> str:
    """A line of comma-separated values (CSV) with bars instead of the commas."""
    try:
        cells = next(csv.reader([line]), [])
    except csv.Error:
        return line
    return f"|{'|'.join(cells)}|" if len(cells) > 1 else "".join(cells)


def without_rules(text: str) -> str:
    """The text with empty lines instead of the lines of dashes below headings, for reading it as running text."""
    return "\n".join("" if _is_rule(line) else line for line in text.splitlines())


def _is_rule(line: str) -> bool:
    return "-" in line and "|" in line and _OF_RULES.issuperset(line)


def _parted(line: str) -> bool:
    return len(_BAR.findall(line)) > 1 or "\t" in line.strip(" ")


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    index = number = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _parted(lines[end]):
            end += 1
        rows = [line for line in lines[index:end] if not _is_rule(line)]
        if len(rows) >= FEWEST_ROWS:
            grid = grid_of([_cells(row) for row in rows[:MOST_ROWS]], number + 1)
            if grid.width <= MOST_COLUMNS:
                number += 1
                yield grid
                index = end
                continue
        for line in lines[index : max(end, index + 1)]:
            if plain := _DRESS.sub("", line).strip():
                yield Words(plain)
        index = max(end, index + 1)


def _cells(row: str) -> list[Placed]:
    if len(_BAR.findall(row)) < 2:
        return [Placed(cell.strip()) for cell in row.strip(" ").split("\t")]
    inner = row.strip().removeprefix("|")
    cells = _BAR.split(inner)
    if inner.endswith("|") and not inner.endswith("\\|"):
        cells.pop()
    return [Placed(_BREAK.sub("\n", cell).replace("\\|", "|").replace("**", "").strip()) for cell in cells]
