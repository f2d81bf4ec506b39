"""A grid as a Word table: merged cells, fixed widths within the type area, a head that repeats."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from gongkai.annualreport.write.docx_styles import SONG, set_font
from gongkai.documents.official.docx_runs import add_runs, face
from gongkai.documents.official.parts import Cell, Grid
from gongkai.documents.official.table import PADDING

_TWIPS = 1440 / 25.4  # per mm


def word_table(file: Any, grid: Grid) -> Any:
    """The w:tbl of a grid."""
    table = OxmlElement("w:tbl")
    properties = _child(table, "w:tblPr")
    _child(properties, "w:tblW", w=_twips(sum(grid.widths)), type="dxa")
    _child(properties, "w:jc", val="center")
    borders = _child(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _child(borders, f"w:{side}", val="single", sz=4, space=0, color="000000")
    _child(properties, "w:tblLayout", type="fixed")
    margins = _child(properties, "w:tblCellMar")
    padding = min(PADDING, min(grid.widths) / 6)
    for side in ("left", "right"):
        _child(margins, f"w:{side}", w=_twips(padding), type="dxa")
    columns = _child(table, "w:tblGrid")
    for width in grid.widths:
        _child(columns, "w:gridCol", w=_twips(width))
    starts = {(cell.y, cell.x): cell for cell in grid.cells}
    for y in range(grid.rows):
        table.append(_row(file, grid, starts, y))
    return table


def _row(file: Any, grid: Grid, starts: dict[tuple[int, int], Cell], y: int) -> Any:
    """One w:tr; where a cell from above reaches down, an empty continuation stands."""
    row = OxmlElement("w:tr")
    if y < grid.head:
        _child(_child(row, "w:trPr"), "w:tblHeader")
    x = 0
    while x < len(grid.widths):
        top = next(up for up in range(y, -1, -1) if (up, x) in starts)
        cell = starts[top, x]
        row.append(_cell(file, grid, cell, continued=top < y))
        x += cell.colspan
    return row


def _cell(file: Any, grid: Grid, cell: Cell, *, continued: bool) -> Any:
    element = OxmlElement("w:tc")
    properties = _child(element, "w:tcPr")
    _child(properties, "w:tcW", w=_twips(sum(grid.widths[cell.x : cell.x + cell.colspan])), type="dxa")
    if cell.colspan > 1:
        _child(properties, "w:gridSpan", val=cell.colspan)
    if cell.rowspan > 1:
        _child(properties, "w:vMerge", val="continue" if continued else "restart")
    _child(properties, "w:vAlign", val="center")
    for runs in () if continued else cell.lines:
        paragraph = _paragraph(file, element, cell)
        add_runs(file, paragraph, runs)
        for run in paragraph.runs:
            run.font.size = Pt(_half_points(grid.size))
            _child(run._r.get_or_add_rPr(), "w:spacing", val=0)
            if not any(part.face for part in runs):
                set_font(run._r.get_or_add_rPr(), SONG)
            if cell.is_head:
                face(run, "hei")
    if continued or not cell.lines:
        _paragraph(file, element, cell)
    return element


def _paragraph(file: Any, element: Any, cell: Cell) -> Paragraph:
    """An empty paragraph of a cell: single lines, off the page's grid, in the middle when short."""
    p = _child(element, "w:p")
    properties = _child(p, "w:pPr")
    _child(properties, "w:spacing", before=40, after=40, line=240, lineRule="auto")
    _child(properties, "w:jc", val="center" if cell.is_head or cell.is_short else "left")
    return Paragraph(p, file)


def _half_points(size: float) -> float:
    """Word counts type in half points."""
    return max(1.0, int(size * 2) / 2)


def _child(parent: Any, tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
    return element


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)
