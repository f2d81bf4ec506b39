"""The document as a Word file that can be edited in WPS and Word, in the type of GB/T 9704—2012."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.shared import Mm, Pt

from gongkai.annualreport.write.docx_styles import LINE
from gongkai.documents.official.article import article
from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.official.docx_page import empty_file
from gongkai.documents.official.docx_runs import add_runs, face, indent
from gongkai.documents.official.docx_table import word_table
from gongkai.documents.official.parts import Grid, Image, Line
from gongkai.documents.official.pictures import TALLEST, WIDEST, kind_of
from gongkai.documents.official.printable import stripped

_STYLES = {"title": "Title", "first": "Heading 1", "second": "Heading 2", "chapter": "Heading 1"}
_CENTRED = {"title", "number", "note", "chapter"}
_NOT_INDENTED = {*_CENTRED, "addressee", "issuer", "dated", "attached", "attached-more"}
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can state


def as_docx(document: OfficialDocument) -> bytes:
    """The document as .docx, naming the official fonts: the same bytes for the same document.

    A picture that cannot be read stands there by its words.
    """
    file = empty_file()
    _describe(file, document)
    for part in article(document):
        if isinstance(part, Grid):
            _add_table(file, part)
        elif isinstance(part, Image):
            _add_picture(file, part, document.pictures)
        else:
            _add_line(file, part)
    stream = io.BytesIO()
    file.save(stream)
    return _steady(stream.getvalue())


def _add_line(file: Any, line: Line) -> None:
    paragraph = file.add_paragraph(style=_STYLES.get(line.role))
    if line.role == "title":
        for number, text in enumerate(line.text.split("\n")):
            if number:
                paragraph.add_run().add_break(WD_BREAK.LINE)
            paragraph.add_run(text)
        return
    add_runs(file, paragraph, line.runs)
    layout = paragraph.paragraph_format
    if line.role in _CENTRED:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if line.role in ("number", "note"):
        layout.space_after = Pt(10)
    if line.role == "note":
        for run in paragraph.runs:
            run.font.size = Pt(14)
    if line.role in ("closing", "issuer", "third", "fourth"):
        layout.keep_with_next = True
    _indents(paragraph, line)


def _indents(paragraph: Any, line: Line) -> None:
    layout = paragraph.paragraph_format
    if line.role in ("issuer", "dated"):
        layout.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        indent(paragraph, right=line.gap)
    elif line.role == "attached":
        indent(paragraph, left=5, hanging=3)
    elif line.role == "attached-more":
        indent(paragraph, left=5)
    elif line.role not in _NOT_INDENTED:
        indent(paragraph, first=2)
    before = paragraph._p.getprevious()
    if (
        line.role in ("issuer", "attached")
        and before is not None
        and not before.findall(".//w:jc[@w:val='right']", before.nsmap)
    ):
        layout.space_before = LINE


def _add_picture(file: Any, image: Image, pictures: Mapping[str, bytes]) -> None:
    data = pictures.get(image.name, b"")
    paragraph = file.add_paragraph()
    if kind_of(data):
        try:
            shown = paragraph.add_run().add_picture(io.BytesIO(data))
        except Exception:  # whatever the library stumbles over in a damaged file
            shown = None
        if shown is not None and shown.width and shown.height:
            scale = min(1.0, Mm(WIDEST) / shown.width, Mm(TALLEST) / shown.height)
            shown.width, shown.height = round(shown.width * scale), round(shown.height * scale)
            shown._inline.docPr.set("descr", image.alt)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            return
    paragraph.add_run(image.words)
    indent(paragraph, first=2)


def _add_table(file: Any, grid: Grid) -> None:
    """Caption, table, and a low empty line before and after it; without one Word would join two tables."""
    if grid.caption:
        caption = file.add_paragraph()
        face(caption.add_run(grid.caption), "hei")
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.keep_with_next = True
    _low_line(file)
    file.element.body.insert_element_before(word_table(file, grid), "w:sectPr")
    _low_line(file)


def _low_line(file: Any) -> None:
    layout = file.add_paragraph().paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(8)


def _describe(file: Any, document: OfficialDocument) -> None:
    core = file.core_properties
    title, issuer, number = (
        stripped(text)[:255] for text in (document.title, document.issuer, document.number)
    )
    core.title, core.author, core.last_modified_by = title, issuer, issuer
    core.keywords, core.comments, core.subject = number, "", ""
    core.language, core.revision = "zh-CN", 1
    core.created = core.modified = datetime.combine(document.formed_on, time())


def _steady(content: bytes) -> bytes:
    """The same zip without the moment of writing in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
