"""The numbers that Word sets before headings by itself (自动编号): 一、 （一） 1. — not in the text, but on the page."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

Element = Any  # an element of lxml, which has no types
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}
)
_DIGITS = "〇一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")
_SILENT = frozenset({"bullet", "none"})


def name_of(element: Element) -> str:
    """An element's name without its namespace, which Word and WPS write in two ways; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: Element | None) -> str:
    """The w:val of an element, "" where it has none."""
    if element is None:
        return ""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == "val"), "")


class Numbering:
    """The lists of a document, counted as its paragraphs come."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def next_of(self, paragraph: Element) -> str:
        """The number before this paragraph, "" if it has none. Call it once for each paragraph, in order."""
        number, level = self._list_of(paragraph)
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        counts = self._counts[number]
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        kind, pattern, _ = levels[level]
        return (
            ""
            if kind in _SILENT
            else _PLACE.sub(lambda m: self._written(levels, counts, int(m[1]) - 1), pattern)
        )

    def _written(self, levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        kind, _, start = levels.get(level, ("decimal", "", 1))
        number = counts.get(level, start)
        return _chinese(number) if kind in _CHINESE else str(number)

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        properties = _child(paragraph, "pPr")
        own = _child(properties, "numPr")
        if own is not None:
            level = value_of(_child(own, "ilvl"))
            return value_of(_child(own, "numId")), int(level) if level.isdecimal() else 0
        return self._styles.get(value_of(_child(properties, "pStyle")), ("", 0))

    def _read_lists(self, numbering: Element) -> None:
        abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
        for child in numbering:
            if name_of(child) == "abstractNum":
                abstract[_attribute(child, "abstractNumId")] = _levels(child)
        for child in numbering:
            if name_of(child) == "num":
                of = value_of(_child(child, "abstractNumId"))
                self._levels[_attribute(child, "numId")] = abstract.get(of, {})

    def _read_styles(self, styles: Element) -> None:
        for style in styles:
            own = _child(_child(style, "pPr"), "numPr")
            if name_of(style) == "style" and own is not None:
                level = value_of(_child(own, "ilvl"))
                number = value_of(_child(own, "numId"))
                self._styles[_attribute(style, "styleId")] = (number, int(level) if level.isdecimal() else 0)


def _levels(abstract: Element) -> dict[int, tuple[str, str, int]]:
    levels: dict[int, tuple[str, str, int]] = {}
    for level in abstract:
        number = _attribute(level, "ilvl")
        if name_of(level) == "lvl" and number.isdecimal():
            start = value_of(_child(level, "start"))
            kind, pattern = value_of(_child(level, "numFmt")), value_of(_child(level, "lvlText"))
            levels[int(number)] = (kind, pattern, int(start) if start.isdecimal() else 1)
    return levels


def _child(element: Element | None, name: str) -> Element | None:
    return next((c for c in element if name_of(c) == name), None) if element is not None else None


def _attribute(element: Element, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def _chinese(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十二, 二十, 二十一."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return ten + (_DIGITS[ones] if ones else "")
