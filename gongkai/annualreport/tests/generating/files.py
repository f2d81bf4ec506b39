"""Blocks as Word, Excel, Markdown and PDF files: the tables of any page in another kind of file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from random import Random

import typst
import xlsxwriter
from docx import Document
from docx.oxml import parse_xml

from gongkai.annualreport.read.blocks import Block, Grid, GridCell, Words

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_of(blocks: Sequence[Block]) -> bytes:
    """A Word file with cells merged across (gridSpan) and down (vMerge), as Word and WPS write them."""
    document = Document()
    for block in blocks:
        if isinstance(block, Words):
            document.add_paragraph(block.text)
        else:
            document.element.body.insert_element_before(parse_xml(_word_table(block)), "w:sectPr")
            document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _word_table(grid: Grid) -> str:
    rows = []
    for y in range(grid.height):
        covering = [cell for cell in grid.cells if cell.row <= y < cell.row + cell.rowspan]
        cells = [_word_cell(cell, first=cell.row == y) for cell in sorted(covering, key=lambda c: c.column)]
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    columns = "<w:gridCol/>" * grid.width
    return f"<w:tbl {_W}><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _word_cell(cell: GridCell, *, first: bool) -> str:
    begins = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    merge = begins if cell.rowspan > 1 else ""
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    lines = cell.text.split("\n") if first else [""]
    text = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{text}</w:tc>"


def xlsx_of(dice: Random, blocks: Sequence[Block]) -> bytes:
    """A workbook on one sheet, or with a sheet for each table; numbers as numbers or, by some hands, as text."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    many, typed = dice.random() < 0.5, dice.random() < 0.7
    sheet, top = book.add_worksheet(), 0
    for block in blocks:
        if isinstance(block, Words):
            sheet.write_string(top, 0, block.text)
            top += 1
            continue
        for cell in block.cells:
            y, x = top + cell.row, cell.column
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_range(y, x, y + cell.rowspan - 1, x + cell.colspan - 1, "")
            if typed and cell.text.lstrip("-").replace(".", "", 1).isdecimal():
                sheet.write_number(y, x, float(cell.text))
            elif cell.text:
                sheet.write_string(y, x, cell.text)
        top += block.height + dice.randint(0, 2)
        if many:
            sheet, top = book.add_worksheet(), 0
    book.close()
    return stream.getvalue()


def markdown_of(blocks: Sequence[Block]) -> str:
    """Markdown with pipe tables; what a span covers is an empty cell, or the text again."""
    parts = []
    for block in blocks:
        if isinstance(block, Words):
            parts.append(f"# {block.text}" if not parts else block.text)
            continue
        corners = {
            (cell.row, cell.column): cell.text.replace("\n", "<br>").replace("|", "\\|")
            for cell in block.cells
        }
        lines = [
            "| " + " | ".join(corners.get((y, x), "") for x in range(block.width)) + " |"
            for y in range(block.height)
        ]
        parts.append("\n".join([lines[0], "|" + " --- |" * block.width, *lines[1:]]))
    return "\n\n".join(parts) + "\n"


def pdf_of(dice: Random, blocks: Sequence[Block], *, ruled: bool = True) -> bytes:
    """A PDF whose tables break over pages, with or without their headings again, lines thick, thin or none."""
    stroke = f"{dice.choice((0.4, 1))}pt" if ruled else "none"
    parts = [
        f"#set page(margin: 2cm, footer: align(center)[— #context counter(page).display() —])\n"
        f'#set text(font: "Noto Serif CJK SC", size: 9pt, lang: "zh")\n#set table(stroke: {stroke}, inset: 3pt)'
    ]
    for block in blocks:
        if isinstance(block, Words):
            parts.append(f"#par[#{_string(block.text)}]")
        else:
            wide = sum(cell.colspan == 1 and len(cell.text) > 6 for cell in block.cells) and block.width > 9
            columns = (
                f"(2em, 5em, 12em, ..(1fr,) * {block.width - 3})"
                if wide and block.width == 10
                else f"(1fr,) * {block.width}"
            )
            cells = ", ".join(
                f"table.cell(x: {c.column}, y: {c.row}, rowspan: {c.rowspan}, colspan: {c.colspan})[#{_string(c.text)}]"
                for c in block.cells
            )
            parts.append(f"#table(columns: {columns}, {cells})")
    return bytes(typst.compile("\n".join(parts).encode()))


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "") + '"'
