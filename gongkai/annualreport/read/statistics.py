"""The statistics table (政府信息公开情况统计表) that reports had before 2019: its rows as far as recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.annualreport.read.blocks import Grid, GridCell
from gongkai.annualreport.read.gridrows import cell_value
from gongkai.annualreport.read.labels import bare, fold
from gongkai.annualreport.read.values import value_of
from gongkai.annualreport.report import Cell, Statistic

_UNITS = (
    "万元",
    "人次",
    "条",
    "件",
    "次",
    "元",
    "个",
    "人",
    "篇",
    "份",
    "宗",
    "户",
    "项",
    "场",
    "期",
    "部",
    "家",
    "类",
)
_UNIT = "|".join(_UNITS)
_BEGIN = re.compile(r"统\s*计\s*表|指\s*标\s*名\s*称|统\s*计\s*指\s*标")
_HEADS = re.compile(
    r"(?:计量)?单位(?P<columns>[^一-鿿\d]*(?:20\d\d年度?|历年累计|统计数|数量|合计|累计|[\s|]){1,8})"
)
_COLUMN = re.compile("20\\d\\d年度?|历年累计|统计数|数量|合计|累计")
_NUMBER = r"-?\d+(?:\.\d+)?"
# A label has its bound here too: a long line without rows would be searched to its end from every letter.
_ROW = re.compile(
    rf"(?P<label>[^\n|]{{0,80}}?[\u4e00-\u9fff)）])[\s|]*(?P<unit>{_UNIT})[\s|]*"
    rf"(?P<run>(?:\d+(?=\d[.、]\s*[\u4e00-\u9fff])|{_NUMBER}(?![.、]?[\u4e00-\u9fff]*年)|[-/—]+)(?:[\s|]+(?:{_NUMBER}(?!\d*[.、]\s*[\u4e00-\u9fff])|[-/—]+))*)"
)
_AMONG = re.compile(r"^其中[:：]?|^[\s:：。;；—\-]+")
MOST_VALUES = 2  # this year's, and the years' together
LONGEST_LABEL = 40
MOST_ROWS = 200


def statistics_of_grids(grids: Sequence[Grid]) -> tuple[tuple[Statistic, ...], list[str]]:
    """The rows of the tables that have a column 单位 with units of counting in it; and what was left unread."""
    found: list[Statistic] = []
    unread: list[str] = []
    for grid in grids:
        column = _unit_column(grid)
        for row in grid.rows if column is not None else ():
            statistic = _of_row(row, column or 0, unread)
            if statistic is not None and len(found) < MOST_ROWS:
                found.append(statistic)
    return tuple(found), unread


def _unit_column(grid: Grid) -> int | None:
    """The column of units: the one with most of them, if it has three."""
    counts: dict[int, int] = {}
    for cell in grid.cells:
        if bare(cell.text) in _UNITS:
            counts[cell.column] = counts.get(cell.column, 0) + 1
    best = max(counts, key=lambda column: counts[column], default=None)
    return best if best is not None and counts[best] >= 3 else None


def _of_row(row: Sequence[GridCell], column: int, unread: list[str]) -> Statistic | None:
    unit = next((bare(cell.text) for cell in row if cell.column == column), "")
    labels = [" ".join(cell.text.split()) for cell in row if cell.column < column and cell.text.strip()]
    if unit not in _UNITS or not labels:
        return None
    values: list[Cell] = []
    for cell in row:
        if cell.column > column:
            value = cell_value(cell.text)
            if value is None:
                unread.append(f"统计表“{labels[-1]}”：“{cell.text[:20]}”不是一个数。")
            values.append(value.number if value else None)
    return Statistic(_label(labels[-1]), unit, tuple(values[:MOST_VALUES]))


def statistics_of_text(text: str) -> tuple[tuple[Statistic, ...], list[str]]:
    """The rows in running text from the words 统计表 on; digits run together only where they can be cut in one way."""
    begins = _BEGIN.search(fold(text))
    if begins is None:
        return (), []
    text = text[begins.start() :]
    region = fold(text)
    heads = _HEADS.search(region)
    columns = len(_COLUMN.findall(heads["columns"])) if heads else 1
    found: list[Statistic] = []
    unread: list[str] = []
    for match in _ROW.finditer(region, heads.end() if heads else begins.end() - begins.start()):
        label = _label(text[match.start("label") : match.end("label")])
        if not label or len(label) > LONGEST_LABEL or len(found) >= MOST_ROWS:
            continue
        ways = list(_ways(match["run"].replace("|", " ").split(), columns))
        if len(ways) == 1:
            found.append(Statistic(label, match["unit"], ways[0]))
            continue
        found.append(Statistic(label, match["unit"], (None,) * columns))
        shown = "；".join(" ".join(map(str, way)) for way in ways[:5])
        why = f"有{len(ways)}种读法：{shown}" if ways else f"应有{columns}个数，没有读出"
        unread.append(f"统计表“{label}”：数字“{match['run'][:30].strip()}”{why}。")
    return tuple(found), unread


def _ways(tokens: Sequence[str], columns: int) -> Iterator[tuple[Cell, ...]]:
    """The values of a row. Of two run together the second, 历年累计, holds the first and is not less."""
    if len(tokens) == columns:
        values = [value_of(token) for token in tokens]
        if all(values):
            yield tuple(value.number for value in values if value)
        return
    (digits, *more) = tokens or ("",)
    if more or columns != MOST_VALUES or not digits.isdecimal():
        return
    for cut in range(1, len(digits)):
        first, second = digits[:cut], digits[cut:]
        plain = all(part == "0" or not part.startswith("0") for part in (first, second))
        if plain and len(digits) < 20 and Decimal(first) <= Decimal(second):
            yield int(first), int(second)


def _label(text: str) -> str:
    return _AMONG.sub("", _AMONG.sub("", text.strip()).strip()).strip()
