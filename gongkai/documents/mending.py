"""Rows to mend (待改正的行): those that an import left out, as a sheet that can be put right and imported again."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from gongkai.documents.records import OLD_RECORDS, OldRecords
from gongkai.spreadsheets.columns import Column, Kind
from gongkai.spreadsheets.example import EXAMPLE_MARK
from gongkai.spreadsheets.layout import Layout
from gongkai.spreadsheets.tabs import choose_tab
from gongkai.spreadsheets.workbook import open_workbook
from gongkai.spreadsheets.worksheet import Cell, Content, Worksheet

NUMBER, REMEDY = Column("number", "原来的行号"), Column("remedy", "怎么改")
_DAYS_OF_1904 = 1462


def rows_to_mend(
    data: bytes,
    records: OldRecords,
    *,
    done: Collection[int],
    remedies: Iterable[tuple[int, str]],
    name: str = "",
) -> bytes:
    """An .xlsx file with every row of `data` that is not in `done` as it was filled in, and what to mend in it.

    `records` is what was read of it; `remedies` are row numbers of the original sheet with a sentence each.
    """
    said: dict[int, list[str]] = {}
    for number, sentence in remedies:
        said.setdefault(number, []).append(sentence)
    columns = (*OLD_RECORDS.columns, NUMBER, REMEDY)
    layout = Layout()
    sheet = layout.sheet(OLD_RECORDS.name, columns, [column.label for column in columns])
    places = {
        records.columns[column.key]: at
        for at, column in enumerate(OLD_RECORDS.columns)
        if column.key in records.columns
    }
    line = 0
    book = open_workbook(data, name)
    tab, _ = choose_tab(OLD_RECORDS, book)
    for row in Worksheet(book, tab).rows():
        if row.number <= records.heading or row.number in done or _is_example(row.cells):
            continue
        cells = {places[cell.column]: cell for cell in row.cells if cell.column in places}
        if not cells:
            continue
        line += 1
        _put(layout, sheet, line, cells, from_1904=book.from_1904)
        sheet.write_number(line, len(columns) - 2, row.number)
        sheet.write_string(
            line, len(columns) - 1, "\n".join(said.get(row.number, ())), layout.kinds[Kind.TEXT]
        )
    return layout.finished()


def _is_example(cells: Iterable[Cell]) -> bool:
    return any(cell.text.startswith(EXAMPLE_MARK) for cell in cells)


def _put(layout: Layout, sheet: Any, line: int, cells: Mapping[int, Cell], *, from_1904: bool) -> None:
    """The cells as they stood: a day as a day, all else as the text it showed; what had no value stays blank."""
    for at, cell in cells.items():
        if cell.content in (Content.ERROR, Content.UNCALCULATED):
            continue
        if cell.content is Content.SERIAL:
            shift = _DAYS_OF_1904 if from_1904 else 0
            sheet.write_number(line, at, float(cell.number) + shift, layout.kinds[Kind.DAY])
        else:
            sheet.write_string(line, at, cell.text, layout.kinds[Kind.TEXT])
