"""The header row (表头): where it is, which column is which, and what is missing, unknown or doubled."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.spreadsheets.addresses import address
from gongkai.spreadsheets.columns import Column, Sheet
from gongkai.spreadsheets.results import Fault, Notice
from gongkai.spreadsheets.text import brief, label_key
from gongkai.spreadsheets.worksheet import Row

SEARCHED_ROWS = 10


@dataclass
class Heading:
    """The header found at row `number`: columns by position, and the positions whose label is `unknown`."""

    number: int
    columns: dict[int, Column] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def find_heading(sheet: Sheet, rows: Sequence[Row]) -> Heading | None:
    """The header among the first rows: the one with most of the declared labels. None if no row has any."""
    best, most = None, 0
    for row in rows[:SEARCHED_ROWS]:
        known = sum(label_key(cell.text) in sheet.by_label for cell in row.cells)
        if known > most:
            best, most = row, known
    if best is None:
        return None
    heading = Heading(best.number)
    _match(sheet, best, heading)
    _name_missing(sheet, heading)
    for row in rows:
        if row.number < best.number:
            words = brief(" ".join(cell.text for cell in row.cells))
            heading.notices.append(
                Notice(f"{row.number}:{row.number}", f"第 {row.number} 行“{words}”在表头之上，没有导入。")
            )
    return heading


def _match(sheet: Sheet, row: Row, heading: Heading) -> None:
    """Give each labelled position its column; name the doubled and the unknown ones."""
    first: dict[str, str] = {}
    for cell in row.cells:
        where, key = address(row.number, cell.column), label_key(cell.text)
        column = sheet.by_label.get(key)
        if column is None:
            heading.unknown.add(cell.column)
            heading.notices.append(
                Notice(where, f"{where}“{brief(cell.text)}”不是本表的列，这一列没有导入。")
            )
        elif key in first:
            message = (
                f"{where}和 {first[key]} 的表头都是“{column.label}”，分不清用哪一列。请删去或改名其中一列。"
            )
            heading.faults.append(Fault(where, row.number, column.label, cell.text, message))
        else:
            first[key] = where
            heading.columns[cell.column] = column


def _name_missing(sheet: Sheet, heading: Heading) -> None:
    """Required columns that are missing are faults, others notices."""
    present = {column.key for column in heading.columns.values()}
    span = f"{heading.number}:{heading.number}"
    for column in sheet.columns:
        if column.key in present:
            continue
        if column.required:
            message = (
                f"表头（第 {heading.number} 行）没有必填的列“{column.label}”。请补上，或者下载模板填写。"
            )
            heading.faults.append(Fault(span, heading.number, column.label, "", message))
        else:
            message = f"表头（第 {heading.number} 行）没有“{column.label}”这一列，按没有填写处理。"
            heading.notices.append(Notice(span, message))
