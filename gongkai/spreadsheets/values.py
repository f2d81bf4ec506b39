"""Writing one value into a worksheet so that reading gives it back."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gongkai.spreadsheets.columns import Column, Kind, Value
from gongkai.spreadsheets.results import CannotWrite
from gongkai.spreadsheets.text import whole

_LONGEST = 32_767
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's count of days is off by one
_DIGITS = 15
_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.DAY: (date,),
    Kind.INTEGER: (int,),
    Kind.MONEY: (Decimal, int),
    Kind.CHOICE: (str,),
    Kind.YESNO: (bool,),
}


def put(sheet: Any, row: int, position: int, column: Column, value: Value, look: Any) -> None:
    """Write a value at row and position (from 0). Raises TypeError for a value of another kind than its
    column's, CannotWrite for text longer than a cell holds."""
    if value is None:
        return
    wrong = isinstance(value, datetime) or (isinstance(value, bool) and column.kind is not Kind.YESNO)
    if wrong or not isinstance(value, _TYPES[column.kind]):
        raise TypeError(f"{column.key}: {value!r} is not {column.kind.name}")
    if isinstance(value, bool):
        sheet.write_string(row, position, "是" if value else "否", look)
    elif isinstance(value, str):
        _put_text(sheet, row, position, column, value, look)
    elif isinstance(value, date):
        if value >= _FIRST_DAY:
            sheet.write_datetime(row, position, value, look)
        else:
            sheet.write_string(row, position, value.isoformat(), look)
    elif len(Decimal(value).normalize().as_tuple().digits) > _DIGITS:
        sheet.write_string(
            row, position, f"{Decimal(value):f}", look
        )  # as a number Excel would change its last digits
    else:
        sheet.write_number(row, position, value, look)


def _put_text(sheet: Any, row: int, position: int, column: Column, text: str, look: Any) -> None:
    """Write text as text: never a formula, a link or a number, whatever it begins with."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST:
        raise CannotWrite(
            f"第 {row + 1} 行的“{column.label}”有 {len(text)} 个字，"
            f"超过 Excel 单元格的上限（{_LONGEST} 个字），不能导出。请缩短这一项，或者改用其他格式导出。"
        )
    sheet.write_string(row, position, whole(text), look)
