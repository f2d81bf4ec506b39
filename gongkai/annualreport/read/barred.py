"""Text with tables drawn by bars or tabs, such as Markdown, as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.annualreport.read.blocks import MOST_COLUMNS, MOST_ROWS, Block, Grid, Words
from gongkai.annualreport.read.spans import Placed, grid_of

FEWEST_ROWS = 2  # a heading and a row
_RULE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)+\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DRESS = re.compile(r"^#{1,6}\s+|^>\s?|\*\*|__")


def barred_blocks(text: str) -> list[Block] | None:
    """The blocks of a text with tables drawn by bars or tabs; None when it has none."""
    lines = text.splitlines()
    blocks = list(_blocks(lines))
    return blocks if any(isinstance(block, Grid) for block in blocks) else None


def _parted(line: str) -> bool:
    return len(_BAR.findall(line)) > 1 or "\t" in line.strip(" ")


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    index = number = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _parted(lines[end]):
            end += 1
        rows = [line for line in lines[index:end] if not _RULE.fullmatch(line)]
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
