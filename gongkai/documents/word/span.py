"""Stretches of text and their HTML."""

import re
from html import escape
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text with the marks it bears (strong, em, u, sub, sup) and where it leads ("" nowhere)."""

    text: str
    marks: frozenset[str]
    link: str
    size: int
    font: str


def html(spans: list[Span], *, bold: bool = True) -> str:
    """The spans as HTML; without `bold` for headings, which are bold as they are."""
    pieces = []
    for span in _trimmed(spans):
        piece = escape(span.text, quote=False).replace("\n", "<br>")
        for tag in sorted(span.marks):
            if (bold or tag != "strong") and span.text.strip():
                piece = f"<{tag}>{piece}</{tag}>"
        if span.link:
            piece = f'<a href="{escape(span.link)}">{piece}</a>'
        pieces.append(piece)
    return "".join(pieces)


def _trimmed(spans: list[Span]) -> list[Span]:
    """The spans with one blank for many and none at the ends."""
    trimmed: list[Span] = []
    for span in spans:
        text = re.sub(r"[^\S\n]+", " ", span.text)
        if not trimmed or trimmed[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" \n") if not trimmed else text.lstrip(" ")
        if text:
            trimmed.append(span._replace(text=text))
    while trimmed and not trimmed[-1].text.strip():
        trimmed.pop()
    if trimmed:
        trimmed[-1] = trimmed[-1]._replace(text=trimmed[-1].text.rstrip())
    return trimmed


def plain(spans: list[Span]) -> str:
    """The spans as text on one line."""
    return " ".join("".join(span.text for span in spans).split())
