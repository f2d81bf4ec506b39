"""From a cell to the value its column asks for, or a sentence saying why not."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gongkai.spreadsheets.amounts import LARGEST, amount_of_text, as_integer, as_money, plainly
from gongkai.spreadsheets.columns import Bound, Column, Kind, Value
from gongkai.spreadsheets.days import Unfit, chinese, day_of_number, day_of_serial, day_of_text
from gongkai.spreadsheets.text import brief, folded
from gongkai.spreadsheets.worksheet import Cell, Content

_NOTHING = frozenset({"/", "\\", "-", "--", "—", "——", "无"})
_YES = frozenset({"是", "有", "√", "✓", "✔", "y", "yes", "true", "1"})
_NO = frozenset({"否", "无", "没有", "不是", "×", "✗", "✘", "n", "no", "false", "0"})
_LOST_DIGITS = re.compile(r"\d(?:\.\d+)?[Ee]\+?(?:1[1-9]|[2-9]\d)")


class Taken(NamedTuple):
    """A value, and what its author should be told about how it was read ("" for nothing)."""

    value: Value
    notice: str = ""


def take(column: Column, cell: Cell, *, from_1904: bool = False) -> Taken:
    """The value of a cell that is not empty. Raises Unfit, worded to follow the name of the cell."""
    if cell.content is Content.ERROR:
        raise Unfit(f"是公式错误“{brief(cell.text)}”。请改正公式，或者直接填写内容。")
    if cell.content is Content.UNCALCULATED:
        raise Unfit("是没有计算结果的公式。请用 WPS 或 Excel 打开文件，保存一次再导入，或者把公式改成内容。")
    if column.kind not in (Kind.TEXT, Kind.YESNO, Kind.CHOICE) and folded(cell.text) in _NOTHING:
        return Taken(None, f"填的是“{cell.text}”，按没有填写处理。")
    taken = _TAKERS[column.kind](column, cell, from_1904)
    _within(column, taken.value)
    return taken


def _text(column: Column, cell: Cell, from_1904: bool) -> Taken:
    """Text; numbers and days typed into a text column become text as shown."""
    notice, text = "", cell.text
    if cell.content is Content.SERIAL:
        day, _ = day_of_serial(cell.number, from_1904=from_1904)
        text = day.isoformat()
        notice = f"是日期，按文本“{text}”导入。"
    elif cell.content is Content.NUMBER:
        if abs(cell.number) >= LARGEST:
            raise Unfit(
                "是超过 15 位的数，Excel 已经丢失了后面的数字。请先把单元格格式设为“文本”，再重新填写。"
            )
        text = cell.text  # with the leading zeros its format shows
    elif _LOST_DIGITS.fullmatch(text):
        raise Unfit(
            f"填的是“{brief(text)}”，像是长号码被 Excel 改成了科学计数法。"
            "请先把单元格格式设为“文本”，再重新填写。"
        )
    if column.max_length is not None and len(text) > column.max_length:
        raise Unfit(f"有 {len(text)} 个字，最多 {column.max_length} 个字，请缩短。")
    return Taken(text, notice)


def _day(column: Column, cell: Cell, from_1904: bool) -> Taken:
    """A day, from a real date, a number as 20200305, or text."""
    if cell.content is Content.SERIAL:
        return Taken(*day_of_serial(cell.number, from_1904=from_1904))
    if cell.content is Content.NUMBER:
        return Taken(day_of_number(cell.number))
    return Taken(*day_of_text(cell.text))


def _integer(column: Column, cell: Cell, from_1904: bool) -> Taken:
    """A whole number."""
    if cell.content is Content.NUMBER:
        return Taken(as_integer(cell.number, cell.text))
    _refuse_day(cell)
    number, notice = amount_of_text(cell.text, money=False)
    return Taken(as_integer(number, cell.text), notice)


def _money(column: Column, cell: Cell, from_1904: bool) -> Taken:
    """Yuan with two decimals."""
    if cell.content is Content.NUMBER:
        return Taken(as_money(cell.number, cell.text))
    _refuse_day(cell)
    number, notice = amount_of_text(cell.text, money=True)
    return Taken(as_money(number, cell.text), notice)


def _refuse_day(cell: Cell) -> None:
    """Raise Unfit for a number shown as a day: what its author saw was no number."""
    if cell.content is Content.SERIAL:
        raise Unfit("是日期格式，这一列要填数。请把单元格格式改为“常规”或“数值”，核对后再导入。")


def _choice(column: Column, cell: Cell, from_1904: bool) -> Taken:
    """One of the declared choices, compared without blanks and widths."""
    text = plainly(cell.number) if cell.content is Content.NUMBER else cell.text
    for choice in column.choices:
        if folded(choice) == folded(text):
            return Taken(choice)
    listed = "、".join(column.choices[:12]) + ("等" if len(column.choices) > 12 else "")
    raise Unfit(f"填的是“{brief(text)}”，不在可选项之内。可选：{listed}。")


def _yesno(column: Column, cell: Cell, from_1904: bool) -> Taken:
    """是 or 否, and the other ways people write them."""
    word = folded(plainly(cell.number) if cell.content is Content.NUMBER else cell.text)
    if word in _YES or word in _NO:
        return Taken(word in _YES)
    raise Unfit(f"填的是“{brief(cell.text)}”。这一列请填“是”或“否”。")


_TAKERS: dict[Kind, Callable[[Column, Cell, bool], Taken]] = {
    Kind.TEXT: _text,
    Kind.DAY: _day,
    Kind.INTEGER: _integer,
    Kind.MONEY: _money,
    Kind.CHOICE: _choice,
    Kind.YESNO: _yesno,
}


def _within(column: Column, value: Value) -> None:
    """Raise Unfit if the value lies outside the column's bounds."""
    least, most = column.least, column.maximum
    if least is not None and _less(value, least):
        earliest = "，最早应为" if isinstance(least, date) else "，不能小于"
        raise Unfit(f"填的是 {shown(value)}{earliest} {shown(least)}，请改正。")
    if most is not None and _less(most, value):
        latest = "，最晚应为" if isinstance(most, date) else "，不能大于"
        raise Unfit(f"填的是 {shown(value)}{latest} {shown(most)}，请改正。")


def _less(one: Value | Bound, other: Value | Bound) -> bool:
    """Whether one value is less than the other; days with days, numbers with numbers."""
    if isinstance(one, date) and isinstance(other, date):
        return one < other
    if isinstance(one, (str, date)) or isinstance(other, (str, date)) or one is None or other is None:
        return False
    return one < other


def shown(value: Value | Bound) -> str:
    """A value as quoted in a message."""
    if isinstance(value, date):
        return chinese(value)
    return plainly(value) if isinstance(value, Decimal) else str(value)
