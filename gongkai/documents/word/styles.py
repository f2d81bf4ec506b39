"""What a paragraph or run looks like once its styles are followed: size, bold, alignment, outline level."""

import re
from collections.abc import Iterator

from gongkai.documents.word.source import Element, W, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
_USUAL_SIZE = 21  # half points: 五号
_DEEPEST = 20


class Styles:
    """The styles of a document; any may be missing, and a circle among them ends where it closes."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._styles = {style.get(W + "styleId"): style for style in found}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._default_size = _number(value(defaults, "sz"), _USUAL_SIZE)
        self._usual = next(
            (style.get(W + "styleId") for style in found if style.get(W + "default") == "1"
             and style.get(W + "type") == "paragraph"), None
        )  # fmt: skip

    def name(self, identifier: str | None) -> str:
        """The name of a style as Word knows it ("heading 1", "Title"), "" without one."""
        return value(self._styles.get(identifier), "name") or ""

    def size(self, run: Element | None, paragraph: Element | None) -> int:
        """The size of a run in half points, from its own and its paragraph's properties."""
        return _number(next(self._values(run, paragraph, "sz"), None), self._default_size)

    def on(self, run: Element | None, paragraph: Element | None, name: str) -> bool:
        """Whether a run is bold ("b"), slanted ("i"), hidden ("vanish") …"""
        return next((state not in _OFF for state in self._values(run, paragraph, name)), False)

    def font(self, run: Element | None, paragraph: Element | None) -> str:
        """The font of a run's Chinese text, "" if none is named."""
        return next(self._values(run, paragraph, "rFonts", "eastAsia"), "")

    def alignment(self, paragraph: Element | None) -> str:
        """How the paragraph is aligned: center, right, both …"""
        chain = [paragraph, *(style.find(W + "pPr") for style in self.chain(self.of(paragraph)))]
        return next((found for one in chain if (found := value(one, "jc"))), "")

    def level(self, paragraph: Element | None) -> int:
        """The heading level, 1 for the highest, 0 for ordinary text."""
        chain = list(self.chain(self.of(paragraph)))
        for style in chain:
            if found := _HEADING.match(value(style, "name") or ""):
                return int(found[1])
        for one in (paragraph, *(style.find(W + "pPr") for style in chain)):
            outline = _number(value(one, "outlineLvl"), -1)
            if outline >= 0:
                return outline + 1 if outline < 9 else 0
        return 0

    def of(self, paragraph: Element | None) -> str | None:
        """The style a paragraph has, the usual one if it names none."""
        return value(paragraph, "pStyle") or self._usual

    def chain(self, identifier: str | None) -> Iterator[Element]:
        """The style and those it is based on."""
        for _ in range(_DEEPEST):
            style = self._styles.get(identifier)
            if style is None:
                return
            yield style
            identifier = value(style, "basedOn")

    def _values(
        self, run: Element | None, paragraph: Element | None, name: str, attribute: str = "val"
    ) -> Iterator[str]:
        """The values of a run property, nearest first; a bare switch counts as on."""
        sources = [run]
        sources += [style.find(W + "rPr") for style in self.chain(value(run, "rStyle"))]
        sources += [style.find(W + "rPr") for style in self.chain(self.of(paragraph))]
        for source in sources:
            found = None if source is None else source.find(W + name)
            if found is not None:
                state = found.get(W + attribute)
                if state is not None or attribute == "val":
                    yield state if state is not None else "1"


def _number(text: str | None, otherwise: int) -> int:
    """A whole number, or the other if it is none."""
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise
