"""A grid as a Word table (w:tbl): written element by element, as python-docx merges cells very slowly."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gongkai.annualreport.write.layout import PADDING, Grid, Square

_TWIPS = 1440 / 25.4  # per mm
_ROW_HEIGHT = {"table2": 8.0, "table3": 6.6, "table4": 9.0}  # mm, at least


def word_table(grid: Grid) -> Any:
    """The w:tbl of a grid: merged cells, fixed widths, a head that repeats, rows that do not split."""
    table = OxmlElement("w:tbl")
    table.append(_table_properties(grid))
    columns = _child(table, "w:tblGrid")
    for width in grid.widths:
        _child(columns, "w:gridCol", w=_twips(width))
    squares = {(y, x): square for y, x, square in grid.placed()}
    for y in range(len(grid.rows)):
        table.append(_row(grid, squares, y))
    return table


def _row(grid: Grid, squares: dict[tuple[int, int], Square], y: int) -> Any:
    """One w:tr; where a square from above reaches down, an empty continuation cell stands."""
    row = OxmlElement("w:tr")
    properties = _child(row, "w:trPr")
    _child(properties, "w:cantSplit")
    _child(properties, "w:trHeight", val=_twips(_ROW_HEIGHT[grid.name]), hRule="atLeast")
    if y < grid.head:
        _child(properties, "w:tblHeader")
    x = 0
    while x < len(grid.widths):
        top = next(up for up in range(y, -1, -1) if (up, x) in squares)
        square = squares[top, x]
        row.append(_cell(grid, square, x, continued=top < y, last=y == len(grid.rows) - 1))
        x += square.colspan
    return row


def _cell(grid: Grid, square: Square, x: int, *, continued: bool, last: bool) -> Any:
    cell = OxmlElement("w:tc")
    properties = _child(cell, "w:tcPr")
    width = sum(grid.widths[x : x + square.colspan])
    _child(properties, "w:tcW", w=_twips(width), type="dxa")
    if square.colspan > 1:
        _child(properties, "w:gridSpan", val=square.colspan)
    if square.rowspan > 1:
        _child(properties, "w:vMerge", val="continue" if continued else "restart")
    _child(properties, "w:vAlign", val="center")
    paragraph = _child(cell, "w:p")
    style = _child(paragraph, "w:pPr")
    _child(style, "w:pStyle", val=_style(square))
    if not last:
        _child(style, "w:keepNext")  # a table stays whole where a page can hold it
    if margin := _twips(grid.margin(x, square)):
        _child(style, "w:ind", left=margin, right=margin)
    if not continued:
        text = _child(_child(paragraph, "w:r"), "w:t")
        text.text = square.text
    return cell


def _style(square: Square) -> str:
    if square.is_heading:
        return "TableHead"
    return "TableLabel" if square.is_label else "TableNumber"


def _table_properties(grid: Grid) -> Any:
    properties = OxmlElement("w:tblPr")
    _child(properties, "w:tblW", w=_twips(sum(grid.widths)), type="dxa")
    _child(properties, "w:jc", val="center")
    borders = _child(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _child(borders, f"w:{side}", val="single", sz=4, space=0, color="000000")
    _child(properties, "w:tblLayout", type="fixed")
    margins = _child(properties, "w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        _child(margins, f"w:{side}", w=_twips(PADDING), type="dxa")
    return properties


def _child(parent: Any, tag: str, **attributes: object) -> Any:
    """A new element at the end of its parent; attribute names are in the w: namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
    return element


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)
