"""The official tables found among the tables of a file, by what stands in them and never by their order.

A table may be cut in pieces, by a page's end or by the hand that made it; the pieces are read as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.annualreport.formats import Format, mixed
from gongkai.annualreport.read.blocks import Grid
from gongkai.annualreport.read.gridtable2 import read_grid2
from gongkai.annualreport.read.gridtable3 import read_grid3
from gongkai.annualreport.read.gridtable4 import read_grid4
from gongkai.annualreport.read.labels import bare
from gongkai.annualreport.read.reading import Reading

_SIGNS2 = (
    ("2021", re.compile("制发件数|废止件数|现行有效|收费金额")),
    ("2019", re.compile("新制作|新公开|对外公开总数|上一年项目|采购项目数量|采购总金额")),
)
_SIGNS3 = (("2021", re.compile("逾期不补正|逾期未按|不再处理其政府")), ("2019", re.compile("其他处理")))
_SURELY_3 = re.compile("不予公开|无法提供|不予处理")


@dataclass(frozen=True)
class Found:
    """The tables as read, None where the file has none such, and the numbers of the tables they were read from."""

    table2: Reading | None
    table3: Reading | None
    table4: Reading | None
    grids: frozenset[int]


def read_grids(grids: Sequence[Grid], due: Callable[[], str | None]) -> tuple[Format, Found]:
    """The format used and the three tables; `due` gives the format of the report's year, None if that is unknown."""
    form = _format(grids, due)
    three, third = read_grid3(grids, form)
    others = [grid for grid in grids if grid.number not in third]
    four, fourth = read_grid4(others, form)
    # A piece of table 3 may hold table 2 or 4 as well, where a file has all in one table.
    if four is None:
        four, fourth = read_grid4(grids, form)
    two, second = read_grid2(grids, form)
    return form, Found(two, three, four, second | third | fourth)


def _format(grids: Sequence[Grid], due: Callable[[], str | None]) -> Format:
    words = [bare("".join(cell.text for cell in grid.cells)) for grid in grids]
    two = _sign(_SIGNS2, words)
    three = _sign(_SIGNS3, [text for text in words if _SURELY_3.search(text)])
    latest = "2021"  # where nothing at all tells
    other = None if two and three else due()
    return mixed(two or other or three or latest, three or other or two or latest)


def _sign(signs: tuple[tuple[str, re.Pattern[str]], ...], words: Sequence[str]) -> str | None:
    return next((name for name, sign in signs if any(sign.search(text) for text in words)), None)
