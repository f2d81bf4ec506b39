"""The template (模板) people download and fill in: header, hints, drop-down lists, example row, 填写说明."""

from typing import Any

from gongkai.spreadsheets.addresses import letters
from gongkai.spreadsheets.cells import shown
from gongkai.spreadsheets.columns import Column, Kind, Sheet
from gongkai.spreadsheets.example import EXAMPLE_NOTE, example_values
from gongkai.spreadsheets.layout import Layout, display_width
from gongkai.spreadsheets.reading import MOST_ROWS
from gongkai.spreadsheets.tabs import CHOICES_TITLE, GUIDE_TITLE
from gongkai.spreadsheets.values import put

_GUIDE = (("列名", 22), ("是否必填", 10), ("类型", 8), ("填写要求", 52), ("示例", 26))
_ASKS = {
    Kind.DAY: "填年月日，例如 2020-03-05",
    Kind.INTEGER: "只填整数，不带单位",
    Kind.MONEY: "以元为单位，最多两位小数，不带单位",
    Kind.CHOICE: "从下拉列表中选择",
    Kind.YESNO: "填“是”或“否”",
}


def template(sheet: Sheet) -> bytes:
    """An .xlsx file to download: frozen bold header with 必填 marks and comments, lists to choose from,
    formats for days and numbers, one example row that reading skips, and a second sheet 填写说明."""
    layout = Layout()
    labels = [column.label + ("（必填）" if column.required else "") for column in sheet.columns]
    worksheet = layout.sheet(sheet.name, sheet.columns, labels)
    for position, column in enumerate(sheet.columns):
        worksheet.write_comment(0, position, _advice(column), {"author": "", "x_scale": 1.6})
    _put_example(layout, worksheet, sheet)
    _put_guide(layout, sheet)
    _put_choices(layout, worksheet, sheet)
    return layout.finished()


def _put_example(layout: Layout, worksheet: Any, sheet: Sheet) -> None:
    """The example row, if any column has an example."""
    values = example_values(sheet)
    if all(value is None for value in values.values()):
        return
    for position, column in enumerate(sheet.columns):
        put(worksheet, 1, position, column, values[column.key], layout.examples[column.kind])
    aside = len(sheet.columns)
    worksheet.set_column(aside, aside, display_width(EXAMPLE_NOTE) + 2)
    worksheet.write_string(1, aside, EXAMPLE_NOTE, layout.format(italic=True, font_color="#808080"))


def _put_guide(layout: Layout, sheet: Sheet) -> None:
    """The second sheet: one line a column."""
    guide = layout.book.add_worksheet(GUIDE_TITLE)
    guide.freeze_panes(1, 0)
    wrapped = layout.format(text_wrap=True, quote_prefix=True)
    for position, (label, width) in enumerate(_GUIDE):
        guide.write_string(0, position, label, layout.header)
        guide.set_column(position, position, width, wrapped)
    for row, column in enumerate(sheet.columns, start=1):
        required = "必填" if column.required else "选填"
        words = (column.label, required, str(column.kind), _advice(column), column.example)
        for position, text in enumerate(words):
            guide.write_string(row, position, text, wrapped)


def _put_choices(layout: Layout, worksheet: Any, sheet: Sheet) -> None:
    """Checks on entry: lists to choose from (kept on a hidden sheet, so any length), days, numbers."""
    listed = [(column, _choices(column)) for column in sheet.columns]
    hidden = layout.book.add_worksheet(CHOICES_TITLE) if any(choices for _, choices in listed) else None
    for position, (column, choices) in enumerate(listed):
        check = _check(column)
        if hidden is not None and choices:
            hidden.write_column(0, position, choices, layout.kinds[Kind.TEXT])
            first, last = _fixed(0, position), _fixed(len(choices) - 1, position)
            check = {"validate": "list", "source": f"={CHOICES_TITLE}!{first}:{last}"}
        if check:
            asks = _ASKS.get(column.kind, "请核对")
            check |= {"error_title": "填写有误", "error_message": f"{asks}。", "ignore_blank": True}
            worksheet.data_validation(1, position, MOST_ROWS, position, check)
    if hidden is not None:
        hidden.hide()


def _choices(column: Column) -> tuple[str, ...]:
    """What the drop-down list of a column offers."""
    return ("是", "否") if column.kind is Kind.YESNO else column.choices


def _check(column: Column) -> dict[str, object]:
    """What Excel checks on entry; the bounds themselves are checked when reading."""
    if column.kind is Kind.INTEGER:
        return {"validate": "integer", "criteria": "between", "minimum": -(10**15), "maximum": 10**15}
    if column.kind is Kind.MONEY:
        return {"validate": "decimal", "criteria": "between", "minimum": -(10**15), "maximum": 10**15}
    return {}


def _fixed(row: int, position: int) -> str:
    """An absolute address, as $A$1, from a row and position counted from 0."""
    return f"${letters(position + 1)}${row + 1}"


def _advice(column: Column) -> str:
    """What to tell whoever fills in the column."""
    parts = ["必填" if column.required else "选填"]
    if column.kind in _ASKS:
        parts.append(_ASKS[column.kind])
    if column.choices:
        parts.append("可选：" + "、".join(column.choices[:30]) + ("等" if len(column.choices) > 30 else ""))
    if column.max_length is not None:
        parts.append(f"最多 {column.max_length} 个字")
    if column.least is not None:
        parts.append(
            f"不早于 {shown(column.least)}" if column.kind is Kind.DAY else f"不小于 {shown(column.least)}"
        )
    if column.maximum is not None:
        late = "不晚于" if column.kind is Kind.DAY else "不大于"
        parts.append(f"{late} {shown(column.maximum)}")
    if column.hint:
        parts.append(column.hint.rstrip("。；"))
    return "；".join(parts) + "。"
