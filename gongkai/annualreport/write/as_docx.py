"""The report as a Word file that can be edited in WPS and Word, in the type of GB/T 9704—2012."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.article import Line, article, properties
from gongkai.annualreport.write.docx_styles import KAI, LINE, dress, set_font
from gongkai.annualreport.write.docx_table import word_table
from gongkai.annualreport.write.layout import Grid

_STYLES = {"title": "Title", "heading": "Heading 1", "subheading": "Heading 2"}
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can state


def report_docx(report: Report) -> bytes:
    """The report as .docx: the same bytes for the same report; its digest is in the file's comments."""
    document = Document()
    dress(document)
    _describe(document, report)
    for part in article(report):
        if isinstance(part, Grid):
            _add_table(document, part)
        else:
            _add_line(document, part)
    stream = io.BytesIO()
    document.save(stream)
    return _steady(stream.getvalue())


def _add_line(document: Any, line: Line) -> None:
    paragraph = document.add_paragraph(style=_STYLES.get(line.role))
    if line.lead:
        set_font(paragraph.add_run(line.lead)._r.get_or_add_rPr(), KAI)
    paragraph.add_run(line.text)
    if line.role in ("issuer", "dated"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _indent(paragraph, "right", 2 if line.role == "issuer" else 4)
        if line.role == "issuer":
            paragraph.paragraph_format.space_before = LINE
            paragraph.paragraph_format.keep_with_next = True
    elif line.role != "title":
        _indent(paragraph, "firstLine", 2)


def _indent(paragraph: Any, side: str, characters: int) -> None:
    """Indent by whole characters of 三号 (16 pt)."""
    element = OxmlElement("w:ind")
    element.set(qn(f"w:{side}Chars"), str(characters * 100))
    element.set(qn(f"w:{side}"), str(characters * 320))
    paragraph._p.get_or_add_pPr()._insert_ind(element)


def _add_table(document: Any, grid: Grid) -> None:
    """The table, and an empty line after it, without which Word would join two tables."""
    document.element.body.insert_element_before(word_table(grid), "w:sectPr")
    document.add_paragraph(style="TableLabel")


def _describe(document: Any, report: Report) -> None:
    facts = properties(report)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = facts.title, facts.author, facts.author
    core.keywords, core.comments = "，".join(facts.keywords), facts.description
    core.subject, core.language, core.revision = "政府信息公开工作年度报告", "zh-CN", 1
    core.created = core.modified = datetime.combine(facts.day, time())
    # The template of python-docx carries a picture of its own first page.
    relations = document.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _steady(content: bytes) -> bytes:
    """The same zip without the moment of writing in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
