"""Automatic numbering (自动编号): the label each paragraph shows, kept because 第三条 must stay 第三条."""

import re
from dataclasses import dataclass

from gongkai.documents.word.numerals import written
from gongkai.documents.word.source import Element, W, value
from gongkai.documents.word.styles import Styles

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Label:
    """What stands before a paragraph: its text, and whether a plain list says the same (• or 1.)."""

    text: str
    depth: int
    number: int
    bullet: bool
    plain: bool
    sequence: str


@dataclass(frozen=True)
class _Level:
    """One level of a numbering: where it starts, how it counts, and its text with %1 … %9 for the counts."""

    start: int
    kind: str
    text: str


class Numbering:
    """The numberings of a document and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        self._family: dict[str, str] = {}
        self._restart: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstract = {one.get(W + "abstractNumId"): one for one in root.findall(W + "abstractNum")}
        for number in root.findall(W + "num"):
            self._declare(number, abstract)

    def _declare(self, number: Element, abstract: dict[str, Element]) -> None:
        """Take in one numbering: the levels of its family, changed where it says so."""
        key, family = number.get(W + "numId") or "", value(number, "abstractNumId") or ""
        base = abstract.get(family)
        levels = {} if base is None else {_depth(one): _level(one) for one in base.findall(W + "lvl")}
        restart = {}
        for override in number.findall(W + "lvlOverride"):
            changed, depth = override.find(W + "lvl"), _depth(override)
            if changed is not None:
                levels[depth] = _level(changed)
            if (start := value(override, "startOverride")) and start.isdecimal():
                restart[depth] = int(start)
        for one in () if base is None else base.findall(W + "lvl"):
            if style := value(one, "pStyle"):
                self._by_style.setdefault(style, (key, _depth(one)))
        self._levels[key], self._family[key], self._restart[key] = levels, family, restart

    def label(self, paragraph: Element | None) -> Label | None:
        """Count this paragraph and say what stands before it; None if nothing does."""
        key, depth = self._place(paragraph)
        level = self._levels.get(key, {}).get(depth)
        if level is None or level.kind == "none":
            return None
        counts = self._counts.setdefault(self._family[key], {})
        restart = self._restart[key].pop(depth, None)
        counts[depth] = counts.get(depth, level.start - 1) + 1 if restart is None else restart
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.kind == "bullet":
            return Label("", depth, 0, True, True, key)
        plain = level.kind == "decimal" and level.text == f"%{depth + 1}."
        return Label(self._text(key, level, counts), depth, counts[depth], False, plain, key)

    def _text(self, key: str, level: _Level, counts: dict[int, int]) -> str:
        """The label with the counts filled in."""

        def count(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            counted = self._levels[key].get(depth, level)
            return written(counts.get(depth, counted.start), counted.kind)

        return _PLACE.sub(count, level.text)

    def _place(self, paragraph: Element | None) -> tuple[str, int]:
        """Which numbering and which level a paragraph belongs to, by itself or by its style."""
        own = None if paragraph is None else paragraph.find(W + "numPr")
        if own is not None and value(own, "numId") is not None:
            return value(own, "numId") or "", _small(value(own, "ilvl"))
        for style in self._styles.chain(self._styles.of(paragraph)):
            from_style = style.find(f"{W}pPr/{W}numPr")
            if from_style is not None and (key := value(from_style, "numId")):
                linked = self._by_style.get(style.get(W + "styleId"), (key, 0))
                depth = value(own, "ilvl") or value(from_style, "ilvl")
                return key, _small(depth) if depth else linked[1]
        return "", 0


def _level(element: Element) -> _Level:
    """A level as declared."""
    kind = next(iter(element.iter(W + "numFmt")), None)
    start = value(element, "start") or "1"
    return _Level(
        int(start) if start.isdecimal() and len(start) < 6 else 1,
        "decimal" if kind is None else kind.get(W + "val") or "decimal",
        value(element, "lvlText") or "",
    )


def _depth(element: Element) -> int:
    return _small(element.get(W + "ilvl"))


def _small(text: str | None) -> int:
    """A level from 0 to 8."""
    return int(text) if text and text.isdecimal() and len(text) == 1 else 0
