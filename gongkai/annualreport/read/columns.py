"""The columns of table 3 as a page has them: in another order, with one too many, or one too few."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.annualreport.read.blocks import Grid, GridCell
from gongkai.annualreport.read.labels import bare

_OTHERWISE = {
    "公民": "自然人",
    "个人": "自然人",
    "企业": "商业企业",
    "科研院所": "科研机构",
    "社会组织": "社会公益组织",
    "公益组织": "社会公益组织",
    "社会公益团体": "社会公益组织",
    "法律服务组织": "法律服务机构",
    "合计": "总计",
    "总数": "总计",
    "其他组织": "其他",
}
SURPLUS = frozenset(("小计", "法人小计", "组织小计"))  # a sum that the form does not have
ORGANS = "法人"  # over the headings of organs
ORGANS_WHOLE = "法人或其他组织"
FEWEST = 5  # headings that make sure they are the table's own


@dataclass(frozen=True)
class Columns:
    """What stands over the values: for each the official name, "" for a column the form does not have."""

    names: tuple[str, ...]
    at: tuple[int, ...] | None  # the grid's columns, in the same order; None where they do not tell
    surplus: tuple[str, ...] = ()  # the headings of columns the form does not have

    def missing(self, official: Sequence[str]) -> list[str]:
        """The official columns that the page does not have."""
        return [name for name in official if name not in self.names]

    def usual(self, official: Sequence[str]) -> bool:
        """Whether they are just the official ones, in their order."""
        return self.names == tuple(official)


def official_name(text: str, official: Sequence[str]) -> str | None:
    """The official column that a heading stands for; "" for a sum the form does not have; None for other words."""
    plain = bare(text)
    if plain in SURPLUS:
        return ""
    plain = _OTHERWISE.get(plain, plain)
    return plain if plain in official else None


_WORDS = re.compile(
    "法人或其他组织|"
    + "|".join(
        sorted({*_OTHERWISE, *SURPLUS, "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"},
               key=len, reverse=True)
    )
)  # fmt: skip


def names_in(prelude: str, official: Sequence[str]) -> tuple[str, ...]:
    """The order of the columns as the words over the rows of a text give it, "" for a sum the form does not have.

    The official order where they do not tell: too few words, or one of them twice.
    """
    words = _WORDS.findall(bare(prelude))
    if ORGANS_WHOLE in words:
        at = words.index(ORGANS_WHOLE)
        rest = words[at + 1 :]
        organs = [word for word in rest if (official_name(word, official) or official[1]) in official[1:-1]]
        words = [*words[:at], *organs, *(word for word in rest if word not in organs)]
    names = [name for word in words if (name := official_name(word, official)) is not None]
    kept = [name for name in names if name]
    return tuple(names) if len(kept) == len(set(kept)) >= FEWEST else tuple(official)


def columns_over(grid: Grid, official: Sequence[str], stop: int) -> Columns | None:
    """The headings above row `stop`; None where too few of them are there, or one stands there twice."""
    rows = [row for number, row in enumerate(grid.rows) if number < stop]
    heads = [(cell, name) for cell, name in _in_order(rows, official) if name is not None]
    names = [name for _, name in heads if name]
    if len(names) != len(set(names)) or len(names) < FEWEST:
        return None
    at = tuple(cell.column for cell, _ in heads)
    return Columns(
        tuple(name for _, name in heads),
        at if all(before < after for before, after in pairwise(at)) else None,
        tuple(" ".join(cell.text.split()) for cell, name in heads if not name),
    )


def _in_order(
    rows: Sequence[Sequence[GridCell]], official: Sequence[str]
) -> Iterator[tuple[GridCell, str | None]]:
    """The headings from left to right, those under 法人或其他组织 in its place.

    Not by their columns: where a table was copied as text, nothing tells that a heading spans others.
    """
    named = [[(cell, official_name(cell.text, official)) for cell in row] for row in rows]
    first = next((i for i, row in enumerate(named) if any(name == official[0] for _, name in row)), None)
    if first is None:
        return
    below = named[first + 1] if first + 1 < len(named) else []
    for cell, name in named[first]:
        if name is None and ORGANS in bare(cell.text):
            yield from ((organ, kind) for organ, kind in below if kind not in (official[0], official[-1]))
        else:
            yield cell, name
