"""The page of GB/T 9704—2012 in a Word file: that of the annual report, with 28 characters on a line."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from gongkai.annualreport.write.docx_styles import dress

_CLOSER = -5  # twentieths of a point, so that 28 characters of 三号 stand on 156 mm
# The order of elements that the format asks for, from the place of each new one on.
_AFTER = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:lang")


_USED = {"Normal", "Title", "Heading1", "Heading2", "DefaultParagraphFont", "TableNormal", "NoList"}
_USED |= {"Header", "Footer"}
_UNUSED = {"thumbnail", "stylesWithEffects", "customXml", "webSettings", "numbering"}


def empty_file() -> Any:
    """A Word file with the official page and nothing on it."""
    return Document(io.BytesIO(_laid_out()))


@cache
def _laid_out() -> bytes:
    """Made once in a process: dressing a file takes longer than writing a document into it."""
    file = Document()
    dress(file)
    _styles(file)
    _lighten(file)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _lighten(file: Any) -> None:
    """The template of python-docx carries 160 styles, twice, and a picture of its own first page."""
    for relations in (file.part.package.rels, file.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.rpartition("/")[2] in _UNUSED]:
            del relations[key]
    for style in list(file.styles.element.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in _USED:
            file.styles.element.remove(style)
            continue
        for tag in ("w:link", "w:next"):
            for other in style.findall(qn(tag)):
                style.remove(other)


def _styles(file: Any) -> None:
    """Chinese as the language, no punctuation outside the type area, every line of a page in use."""
    file.styles["Title"].paragraph_format.space_after = Pt(10)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = file.styles[name]
        style.paragraph_format.widow_control = False
        style.paragraph_format.keep_together = False
        text = style.element.get_or_add_rPr()
        for known in (*text.findall(qn("w:lang")), *text.findall(qn("w:spacing"))):
            text.remove(known)
        text.insert_element_before(_made("w:spacing", val=0 if name == "Title" else _CLOSER), *_AFTER_SPACING)
        text.append(_made("w:lang", val="en-US", eastAsia="zh-CN"))
        paragraph = style.element.get_or_add_pPr()
        # Digits stand close to the characters beside them.
        for tag in ("w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN"):
            paragraph.insert_element_before(_made(tag, val=0), *_AFTER)


def _made(tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element
