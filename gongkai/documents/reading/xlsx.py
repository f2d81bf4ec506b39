"""Workbooks (xlsx): every worksheet, hidden ones too, a row a line, a tab between cells."""

from collections.abc import Iterator

from gongkai.documents.reading.reader import DAMAGED, EMPTY, Tell, Unreadable
from gongkai.spreadsheets.days import Unfit, day_of_serial
from gongkai.spreadsheets.package import MOST_BYTES
from gongkai.spreadsheets.results import CannotRead
from gongkai.spreadsheets.workbook import open_workbook
from gongkai.spreadsheets.worksheet import Cell, Content, Worksheet


def xlsx(data: bytes, tell: Tell) -> Iterator[str]:
    """The text of a workbook. Raises Unreadable if it is too large, none, or damaged."""
    if len(data) > MOST_BYTES:
        size = MOST_BYTES // 1024 // 1024
        raise Unreadable(f"表格文件超过 {size} MB，里面的文字不能检索。建议拆分，或者删去图片后重新上传。")
    found = False
    try:
        book = open_workbook(data)
        for tab in book.tabs:
            yield tab.title + "\n"
            for row in Worksheet(book, tab).rows():
                found = True
                yield "\t".join(_shown(cell, from_1904=book.from_1904) for cell in row.cells) + "\n"
    except CannotRead as refusal:
        raise Unreadable(DAMAGED) from refusal
    if not found:
        tell(EMPTY)


def _shown(cell: Cell, *, from_1904: bool) -> str:
    """A cell as its reader sees it, on one line; a day as 2020-03-05."""
    if cell.content is Content.UNCALCULATED:
        return ""
    if cell.content is Content.SERIAL:
        try:
            return day_of_serial(cell.number, from_1904=from_1904)[0].isoformat()
        except Unfit:
            return cell.text
    return " ".join(cell.text.split())
