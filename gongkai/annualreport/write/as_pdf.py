"""The report as a PDF, set by typst (report.typ) in the type of GB/T 9704—2012."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.article import Line, article, properties
from gongkai.annualreport.write.fonts import typeface
from gongkai.annualreport.write.layout import PADDING, Grid, Square

_TEMPLATE = Path(__file__).with_name("report.typ")


def report_pdf(report: Report, font_folder: Path | None = None) -> bytes:
    """The report as PDF: the same bytes for the same report and the same fonts.

    `font_folder` holds fonts of the site's own (licensed 仿宋_GB2312 and the like), used before others.
    Raises FontMissing, with the remedy in Chinese, where no font prints Chinese.
    """
    face = typeface(font_folder)
    facts = properties(report)
    document = {
        "title": facts.title,
        "author": facts.author,
        "keywords": facts.keywords,
        "description": facts.description,
        "fonts": face.families,
        "parts": [_part(part) for part in article(report)],
    }
    return typst.compile(
        str(_TEMPLATE),
        font_paths=face.fonts,
        sys_inputs={"report": json.dumps(document, ensure_ascii=False)},
        format="pdf",
        timestamp=datetime.combine(facts.day, time(), UTC),
    )


def _part(part: Line | Grid) -> dict[str, Any]:
    if isinstance(part, Line):
        return {"role": part.role, "text": part.text, "lead": part.lead}
    return {
        "role": "table",
        "name": part.name,
        "caption": part.caption,
        "head": part.head,
        "widths": part.widths,
        "padding": PADDING,
        "squares": [_square(part, y, x, square) for y, x, square in part.placed()],
    }


def _square(grid: Grid, y: int, x: int, square: Square) -> dict[str, Any]:
    return {
        "y": y,
        "x": x,
        "rowspan": square.rowspan,
        "colspan": square.colspan,
        "text": square.text,
        "heading": square.is_heading,
        "label": square.is_label,
        "margin": grid.margin(x, square),
        "number": square.place is not None,
    }
