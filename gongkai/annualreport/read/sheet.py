"""An Excel workbook (.xlsx) as blocks: the visible worksheets, area by area, numbers as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gongkai.annualreport.read.blocks import MOST_COLUMNS, MOST_ROWS, Block, Grid, GridCell, Words
from gongkai.annualreport.read.kinds import CannotRead
from gongkai.annualreport.read.letters import plain
from gongkai.spreadsheets.addresses import Merged
from gongkai.spreadsheets.results import CannotRead as Unreadable
from gongkai.spreadsheets.workbook import Workbook, open_workbook
from gongkai.spreadsheets.worksheet import Cell, Content, Row, Worksheet

UNCALCULATED = "Excel里的数字是公式，但没有保存计算结果，读不出。请用WPS或Excel打开文件，按“保存”后再上传。"
_HEADING = re.compile(r"^[一二三四五六]、.*(?:情况|事项)$")
_NEARLY_ALL = 0.8  # of the sheet's width


def sheet_blocks(content: bytes) -> list[Block]:
    """The blocks of the workbook. Raises CannotRead for damage, passwords, size, and formulas without results."""
    try:
        book = open_workbook(content)
        return list(_blocks(book))
    except Unreadable as error:
        raise CannotRead(str(error)) from error


def _blocks(book: Workbook) -> Iterator[Block]:
    number = 0
    for tab in book.tabs:
        if tab.hidden:
            continue
        sheet = Worksheet(book, tab)
        rows = _read(sheet)
        kinds = {cell.content for row in rows for cell in row.cells}
        if Content.UNCALCULATED in kinds and Content.NUMBER not in kinds:
            raise CannotRead(UNCALCULATED)
        for area in _areas(rows, sheet.merged):
            if len(area) == 1 and len(area[0].cells) == 1:
                yield from (Words(line) for line in plain(area[0].cells[0].text).splitlines() if line.strip())
            else:
                number += 1
                yield _grid(area, sheet.merged, number)


def _read(sheet: Worksheet) -> list[Row]:
    rows: list[Row] = []
    for row in sheet.rows():
        if len(rows) >= MOST_ROWS:
            raise CannotRead(f"Excel工作表“{sheet.tab.title}”超过{MOST_ROWS}行，不像年度报告，没有读取。")
        if not row.hidden:
            cells = tuple(cell for cell in row.cells if cell.column <= MOST_COLUMNS)
            if len(cells) < len(row.cells):
                raise CannotRead(
                    f"Excel工作表“{sheet.tab.title}”超过{MOST_COLUMNS}列，不像年度报告，没有读取。"
                )
            rows.append(row)
    return rows


def _areas(rows: Sequence[Row], merged: Sequence[Merged]) -> Iterator[list[Row]]:
    """The rows parted at headings, which stand alone in their row, and at empty rows."""
    width = max((cell.column for row in rows for cell in row.cells), default=0)
    width = max([width, *(one.right for one in merged)])
    corners = {(one.top, one.left): one for one in merged}
    area: list[Row] = []
    for row in rows:
        alone = _is_heading(row, corners, width, inside=bool(area))
        if area and (alone or row.number > _bottom(area[-1], merged) + 1):
            yield area
            area = []
        if alone:
            yield [row]
        else:
            area.append(row)
    if area:
        yield area


def _is_heading(row: Row, corners: Mapping[tuple[int, int], Merged], width: int, *, inside: bool) -> bool:
    """Whether a row is a line of text: alone across the sheet, above a table, or worded as a heading."""
    if len(row.cells) > 1:
        return False
    cell = row.cells[0]
    own = corners.get((row.number, cell.column))
    if own is not None:
        return own.bottom == own.top and (own.right - own.left + 1) >= _NEARLY_ALL * width
    return not inside or bool(_HEADING.search(cell.text))


def _bottom(row: Row, merged: Sequence[Merged]) -> int:
    return max([row.number, *(one.bottom for one in merged if one.top <= row.number <= one.bottom)])


def _grid(area: Sequence[Row], merged: Sequence[Merged], number: int) -> Grid:
    top, bottom = area[0].number, area[-1].number
    left = min(cell.column for row in area for cell in row.cells)
    right = max(cell.column for row in area for cell in row.cells)
    filled = {(row.number, cell.column): cell for row in area for cell in row.cells}
    covered = {
        (y, x)
        for one in merged
        for y in range(max(one.top, top), min(one.bottom, bottom) + 1)
        for x in range(max(one.left, left), min(one.right, right) + 1)
        if (y, x) != (one.top, one.left)
    }
    corners = {(one.top, one.left): one for one in merged}
    cells: list[GridCell] = []
    for y in range(top, bottom + 1):
        for x in range(left, right + 1):
            if (y, x) not in covered:
                one = corners.get((y, x))
                height = min(one.bottom, bottom) - y + 1 if one else 1
                width = min(one.right, right) - x + 1 if one else 1
                cells.append(GridCell(_text(filled.get((y, x))), y - top, x - left, height, width))
    return Grid(tuple(cells), number)


def _text(cell: Cell | None) -> str:
    if cell is None or cell.content is Content.UNCALCULATED:
        return ""
    return plain(cell.text)
