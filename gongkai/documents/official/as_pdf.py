"""The document as a PDF, set by typst (official.typ) in the type of GB/T 9704—2012."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from gongkai.annualreport.write.fonts import Typeface, typeface
from gongkai.documents.official.article import article
from gongkai.documents.official.document import OfficialDocument
from gongkai.documents.official.parts import Grid, Image, Line, Part, Run
from gongkai.documents.official.pictures import kind_of
from gongkai.documents.official.table import PADDING

_TEMPLATE = Path(__file__).with_name("official.typ").read_bytes()


def as_pdf(document: OfficialDocument, font_folder: Path | None = None) -> bytes:
    """The document as PDF: the same bytes for the same document and the same fonts.

    `font_folder` holds fonts of the site's own (licensed 仿宋_GB2312 and the like), used before others.
    A picture that cannot be read stands there by its words. Raises FontMissing, with the remedy in
    Chinese, where no font prints Chinese.
    """
    face = typeface(font_folder)
    pictures = {name: data for name, data in document.pictures.items() if kind_of(data)}
    try:
        return _compiled(document, face, pictures)
    except typst.TypstError:
        if not pictures:
            raise
        return _compiled(document, face, {})


def _compiled(document: OfficialDocument, face: Typeface, pictures: dict[str, bytes]) -> bytes:
    files = {name: f"picture{n}.{kind_of(data)}" for n, (name, data) in enumerate(sorted(pictures.items()))}
    told = {
        "title": document.title,
        "author": document.issuer,
        "keywords": [document.number] if document.number else [],
        "fonts": face.families,
        "padding": PADDING,
        "parts": [_part(part, files) for part in article(document)],
    }
    sources = {"main.typ": _TEMPLATE, "told.json": json.dumps(told, ensure_ascii=False).encode()}
    with TemporaryDirectory(prefix="gongwen-") as place:
        for name, data in (sources | {files[name]: data for name, data in pictures.items()}).items():
            Path(place, name).write_bytes(data)
        return typst.compile(
            str(Path(place, "main.typ")),
            font_paths=face.fonts,
            format="pdf",
            timestamp=datetime.combine(document.formed_on, time(), UTC),
        )


def _part(part: Part, files: dict[str, str]) -> dict[str, Any]:
    if isinstance(part, Line):
        return {"role": part.role, "runs": _runs(part.runs), "gap": part.gap}
    if isinstance(part, Image):
        return {"role": "picture", "file": files.get(part.name, ""), "words": part.words}
    return _table(part)


def _table(grid: Grid) -> dict[str, Any]:
    return {
        "role": "table",
        "caption": grid.caption,
        "size": grid.size,
        "widths": grid.widths,
        "head": grid.head,
        "cells": [
            {
                "y": cell.y,
                "x": cell.x,
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "head": cell.is_head,
                "centred": cell.is_short,
                "lines": [_runs(line) for line in cell.lines],
            }
            for cell in grid.cells
        ],
    }


def _runs(runs: tuple[Run, ...]) -> list[dict[str, Any]]:
    return [run._asdict() for run in runs]
