"""The body's HTML as lines, tables and pictures in their order; what each line is, `structure` says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import html

from gongkai.documents.official.parts import Image, Line, Part, Run
from gongkai.documents.official.printable import printable, stripped
from gongkai.documents.official.table import grid

Element: TypeAlias = Any
_HEADS = {"h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "blockquote",
    "figure",
    "figcaption",
    "pre",
    "dl",
    "dt",
    "dd",
    "hr",
}
_SILENT = {"script", "style", "template", "head", "title"}
_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_BLANK = " \t\u3000\xa0"


def parts_of(body: str) -> list[Part]:
    """Lines (role "body", "item" or the heading's tag), tables and pictures of a body."""
    reader = _Reader()
    page = html.document_fromstring(f"<!DOCTYPE html><html><body><p></p>{stripped(body)}</body></html>")
    reader.inside(page.body, Run(""))
    reader.end_line()
    return reader.parts


@dataclass
class _Reader:
    parts: list[Part] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    role: str = "body"

    def end_line(self) -> None:
        """Close the paragraph under way; the indent by full-width blanks is the page's own business."""
        runs = trimmed(self.runs)
        if runs:
            self.parts.append(Line(self.role, runs))
        self.runs = []

    def inside(self, element: Element, style: Run) -> None:
        self._say(element.text, style)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SILENT:
                self._element(child, style)
            self._say(child.tail, style)

    def _say(self, text: str | None, style: Run) -> None:
        if text:
            self.runs.append(style._replace(text=printable(text)))

    def _element(self, element: Element, style: Run) -> None:
        tag = element.tag
        if tag == "table":
            self.end_line()
            table = grid(element, self._cell)
            if table is not None:
                self.parts.append(table)
        elif tag == "img":
            self.end_line()
            self.parts.append(Image(element.get("src", ""), printable(element.get("alt", "")).strip()))
        elif tag == "br":
            self.end_line()
        elif tag in ("ul", "ol"):
            self._list(element, style)
        elif tag in _HEADS or tag in _BLOCKS:
            self._block(element, style, _HEADS.get(tag, self.role))
        else:
            self.inside(element, _styled(element, style))

    def _block(self, element: Element, style: Run, role: str) -> None:
        self.end_line()
        before, self.role = self.role, role
        self.inside(element, style)
        self.end_line()
        self.role = before

    def _list(self, element: Element, style: Run) -> None:
        """Points as an official document numbers them: 1. 2., and a dash for those without a number."""
        first = element.get("start", "")
        number = int(first) if re.fullmatch(r"\d{1,6}", first) else 1
        for child in element:
            if child.tag != "li":
                continue
            self.end_line()
            self.runs.append(Run(f"{number}." if element.tag == "ol" else "——"))
            number += 1
            self._block_of(child, style)

    def _block_of(self, item: Element, style: Run) -> None:
        before, self.role = self.role, "item"
        if len(item) and item[0].tag == "p" and not (item.text or "").strip():  # it goes on the number's line
            self.inside(item[0], style)
            self.end_line()
            self._say(item[0].tail, style)
            item = _without_first(item)
        self.inside(item, style)
        self.end_line()
        self.role = before

    def _cell(self, element: Element) -> tuple[tuple[Run, ...], ...]:
        """What stands in a cell, a paragraph a line; a table or picture in it as its words."""
        inner = _Reader()
        inner.inside(element, Run(""))
        inner.end_line()
        return tuple(_lines(inner.parts))


def _lines(parts: Iterable[Part]) -> Iterable[tuple[Run, ...]]:
    for part in parts:
        if isinstance(part, Line):
            yield part.runs
        elif isinstance(part, Image):
            yield (Run(part.words),)
        else:
            for cell in part.cells:
                yield from cell.lines


def _without_first(item: Element) -> Element:
    """The rest of a list point after its first paragraph."""
    rest = html.Element("li")
    rest.extend(list(item)[1:])
    return rest


def _styled(element: Element, style: Run) -> Run:
    """Emphasis as Chinese type knows it: bold, and 楷体 for what is slanted elsewhere."""
    tag = element.tag
    if tag in ("strong", "b"):
        return style._replace(bold=True)
    if tag in ("em", "i"):
        return style._replace(face="kai")
    if tag == "u":
        return style._replace(underline=True)
    if tag in ("sub", "sup"):
        return style._replace(script=1 if tag == "sup" else -1)
    href = element.get("href", "").strip() if tag == "a" else ""
    return style._replace(href=printable(href)) if _LINK.match(href) else style


def trimmed(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs without blanks at either end of the line, neighbours in the same type as one."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1][1:] == run[1:]:
            joined[-1] = run._replace(text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    while joined and not joined[0].text.strip(_BLANK):
        joined.pop(0)
    while joined and not joined[-1].text.strip(_BLANK):
        joined.pop()
    if joined:
        joined[0] = joined[0]._replace(text=joined[0].text.lstrip(_BLANK))
        joined[-1] = joined[-1]._replace(text=joined[-1].text.rstrip(_BLANK))
    return tuple(run for run in joined if run.text)
