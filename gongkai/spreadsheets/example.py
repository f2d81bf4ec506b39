"""The example row (示例行) of our template: how it is marked, and how it is known again."""

from gongkai.spreadsheets.cells import take
from gongkai.spreadsheets.columns import Sheet, Value
from gongkai.spreadsheets.days import Unfit
from gongkai.spreadsheets.text import clean
from gongkai.spreadsheets.worksheet import Cell, Content

# Stands in the cell after the last column, where no header is.
EXAMPLE_MARK = "← 示例"
EXAMPLE_NOTE = EXAMPLE_MARK + "：导入时跳过这一行，可以删除，也可以改写"


def example_values(sheet: Sheet) -> dict[str, Value]:
    """The values the example row reads back as."""
    values: dict[str, Value] = {}
    for column in sheet.columns:
        text = clean(column.example)
        try:
            values[column.key] = take(column, Cell(1, Content.TEXT, text)).value if text else None
        except Unfit:
            values[column.key] = None
    return values
