"""The ruling lines of a page of a PDF: strokes, thin rectangles, and the edges of stroked rectangles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MOST_OBJECTS = 20_000  # of one page
DEEPEST = 4  # of forms within forms
THICKEST = 3.0  # points; what is thicker is a box
SHORTEST = 3.0
TOUCHING = 1.5  # points between two pieces of one line
SMALLEST = 150.0  # points of width and height of a picture that may be a table


class Rule(NamedTuple):
    """One line: where it stands (y of a level one, x of an upright one), and from where to where it goes."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The lines of one page."""

    level: list[Rule]
    upright: list[Rule]


def drawn_on(page: pypdfium2.PdfPage) -> tuple[Rules, list[float]]:
    """Every ruling line of the page, and how far up each picture reaches; in points. Small pictures, as seals, are left out."""
    rules, tops = Rules([], []), list[float]()
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    for drawn in islice(page.get_objects(filter=kinds, max_depth=DEEPEST), MOST_OBJECTS):
        try:
            left, bottom, right, top = drawn.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        if drawn.type == pdfium.FPDF_PAGEOBJ_PATH:
            _add(rules, left, bottom, right, top, stroked=_is_stroked(drawn))
        elif right - left >= SMALLEST and top - bottom >= SMALLEST:
            tops.append(top)
    return Rules(_whole(rules.level), _whole(rules.upright)), tops


def _whole(rules: list[Rule]) -> list[Rule]:
    """Lines drawn in pieces, a cell's border at a time, as whole lines."""
    whole: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (round(one.at), one.start)):
        last = whole[-1] if whole else None
        if last and round(last.at) == round(rule.at) and rule.start <= last.end + TOUCHING:
            whole[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            whole.append(rule)
    return whole


def _is_stroked(path: pypdfium2.PdfObject) -> bool:
    fill, stroke = pdfium.c_int(0), pdfium.FPDF_BOOL(0)
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(stroke.value)


def _add(rules: Rules, left: float, bottom: float, right: float, top: float, *, stroked: bool) -> None:
    width, height = right - left, top - bottom
    if height <= THICKEST and width >= SHORTEST:
        rules.level.append(Rule((bottom + top) / 2, left, right))
    elif width <= THICKEST and height >= SHORTEST:
        rules.upright.append(Rule((left + right) / 2, bottom, top))
    elif stroked and width > THICKEST and height > THICKEST:
        rules.level.extend(Rule(y, left, right) for y in (bottom, top))
        rules.upright.extend(Rule(x, bottom, top) for x in (left, right))


def meeting(rules: Rules, slack: float) -> Iterator[Rules]:
    """The lines by tables: those that meet, directly or through others, belong together."""
    level, upright = list(rules.level), list(rules.upright)
    while level:
        here = Rules([level.pop()], [])
        fresh = Rules(list(here.level), [])
        while fresh.level or fresh.upright:
            crossing = [u for u in upright if any(_meet(one, u, slack) for one in fresh.level)]
            upright = [u for u in upright if u not in set(crossing)]
            across = [one for one in level if any(_meet(one, u, slack) for u in crossing)]
            level = [one for one in level if one not in set(across)]
            here.level.extend(across)
            here.upright.extend(crossing)
            fresh = Rules(across, [])
        yield here


def _meet(level: Rule, upright: Rule, slack: float) -> bool:
    return (
        level.start - slack <= upright.at <= level.end + slack
        and upright.start - slack <= level.at <= upright.end + slack
    )
