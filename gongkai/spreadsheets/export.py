"""Export (导出台账): rows out in the same columns they come in by."""

from collections.abc import Iterable, Mapping

from gongkai.spreadsheets.columns import Sheet, Value
from gongkai.spreadsheets.layout import Layout
from gongkai.spreadsheets.results import CannotWrite
from gongkai.spreadsheets.values import put

_MOST_ROWS = 1_048_575


def write(sheet: Sheet, rows: Iterable[Mapping[str, Value]]) -> bytes:
    """The rows (column key → value; a missing key is blank) as an .xlsx file that `read` reads back.

    Text is written as text, so nothing in it can act as a formula. Raises TypeError for a value of the wrong
    kind or an unknown key, CannotWrite for what Excel cannot hold.
    """
    layout = Layout()
    worksheet = layout.sheet(sheet.name, sheet.columns, [column.label for column in sheet.columns])
    keys = {column.key for column in sheet.columns}
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > _MOST_ROWS:
            raise CannotWrite(f"超过 {_MOST_ROWS} 行，一个 Excel 工作表放不下。请按时间或类别分次导出。")
        if unknown := set(row) - keys:
            raise TypeError(f"no such column: {sorted(unknown)}")
        for position, column in enumerate(sheet.columns):
            put(worksheet, count, position, column, row.get(column.key), layout.kinds[column.kind])
    worksheet.autofilter(0, 0, count, len(sheet.columns) - 1)
    return layout.finished()
