"""Runs of text in a Word paragraph: faces, emphasis, links, indents by whole characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run as WordRun

from gongkai.annualreport.write.docx_styles import HEI, KAI, set_font
from gongkai.documents.official.parts import Run

_FACES = {"hei": HEI, "kai": KAI}
_TWIPS = 320  # one character of 三号


def add_runs(file: Any, paragraph: Any, runs: Iterable[Run]) -> None:
    """Append `runs` to a paragraph of `file`."""
    for run in runs:
        element = paragraph.add_run(run.text)
        if run.href:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), file.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            paragraph._p.append(link)
            link.append(element._r)
        element.bold = run.bold or None
        element.underline = run.underline or None
        element.font.superscript = run.script > 0 or None
        element.font.subscript = run.script < 0 or None
        if run.face:
            face(element, run.face)


def face(run: WordRun, name: str) -> None:
    """Set a run in 黑体 ("hei") or 楷体 ("kai")."""
    set_font(run._r.get_or_add_rPr(), _FACES[name])


def indent(
    paragraph: Any, *, first: float = 0, left: float = 0, right: float = 0, hanging: float = 0
) -> None:
    """Indent by characters of 三号."""
    element = OxmlElement("w:ind")
    for side, characters in (("left", left), ("right", right), ("hanging", hanging), ("firstLine", first)):
        if characters:
            element.set(qn(f"w:{side}Chars"), str(round(characters * 100)))
            element.set(qn(f"w:{side}"), str(round(characters * _TWIPS)))
    paragraph._p.get_or_add_pPr()._insert_ind(element)
