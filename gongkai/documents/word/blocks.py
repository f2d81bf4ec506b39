"""Reading the blocks of a body, a cell or a text box: paragraphs with their looks, and tables."""

import re
from collections.abc import Iterator

from gongkai.documents.word.block import Block, Paragraph, Table
from gongkai.documents.word.inline import Inline, Remarks
from gongkai.documents.word.layout import laid_out
from gongkai.documents.word.numbering import Numbering
from gongkai.documents.word.source import Element, W, local
from gongkai.documents.word.span import Span, html, plain
from gongkai.documents.word.styles import Styles
from gongkai.documents.word.table import table_html

_NUMERAL = "[一二三四五六七八九十百]"
# Headings that are set by hand (公文层次), known by their number and by standing out.
_BY_HAND = (
    (re.compile(rf"第{_NUMERAL}{{1,3}}[编章部分]{{1,2}}\s*\S"), 1),
    (re.compile(rf"{_NUMERAL}{{1,3}}、"), 1),
    (re.compile(rf"第{_NUMERAL}{{1,3}}节\s*\S"), 2),
    (re.compile(rf"[（(]{_NUMERAL}{{1,3}}[）)]"), 2),
)
_STANDS_OUT = re.compile("黑|楷|小标宋|hei|kai", re.IGNORECASE)
_LONGEST_HEADING = 40


class Blocks:
    """Reads the blocks of a body, a cell or a text box."""

    def __init__(self, inline: Inline, styles: Styles, numbering: Numbering, remarks: Remarks) -> None:
        self._inline, self._styles, self._numbering, self._remarks = inline, styles, numbering, remarks

    def inside(self, parent: Element) -> Iterator[Block]:
        """The blocks inside an element, in their order."""
        for child in parent:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
                yield from self.inside(child)
            elif name in ("del", "moveFrom"):
                self._remarks.count("修订痕迹")
            elif name == "altChunk":
                self._remarks.count("嵌入的文档")

    def _paragraph(self, element: Element) -> Iterator[Block]:
        """A paragraph and the text boxes anchored in it; a table of contents (目录) is left out."""
        properties = element.find(W + "pPr")
        style = self._styles.name(self._styles.of(properties))
        waiting, self._remarks.boxes = self._remarks.boxes, []
        spans = self._inline.spans(element)
        boxes, self._remarks.boxes = self._remarks.boxes, waiting
        if re.match(r"toc \d", style, re.IGNORECASE):
            self._remarks.count("目录页码")
        elif words := plain(spans):
            yield self._described(words, spans, properties, style)
        else:
            self._numbering.label(properties)  # an empty paragraph counts all the same
        for box in boxes:
            yield from self.inside(box)

    def _described(self, words: str, spans: list[Span], properties: Element | None, style: str) -> Paragraph:
        """The paragraph with its looks."""
        longest = max(spans, key=lambda span: len(span.text))
        said = [span for span in spans if span.text.strip()]
        bold = all("strong" in span.marks for span in said)
        centred = self._styles.alignment(properties) == "center"
        level = self._styles.level(properties)
        if not level and (bold or centred or _STANDS_OUT.search(longest.font)):
            level = _level_by_hand(words)
        label = self._numbering.label(properties)
        light = html(spans, bold=False)
        return Paragraph(words, html(spans), light, level, label, centred, longest.size, bold, style)

    def _table(self, element: Element) -> Iterator[Block]:
        """A table; one of a single cell is a frame, and what it holds stands by itself."""
        rows = [row for row in _rows(element) if row.find(f"{W}trPr/{W}del") is None]
        cells = [_cells(row) for row in rows]
        if sum(map(len, cells)) == 1:
            yield from self.inside(next(cell for row in cells for cell in row))
        elif any(cells):
            grid = [[(cell, laid_out(list(self.inside(cell)), cell=True)) for cell in row] for row in cells]
            yield Table(table_html(rows, grid))


def _level_by_hand(words: str) -> int:
    """The heading level that a number set by hand tells, 0 for none."""
    if len(words) > _LONGEST_HEADING or words.endswith(tuple("。；：，;:")):
        return 0
    return next((level for shape, level in _BY_HAND if shape.match(words)), 0)


def _rows(table: Element) -> Iterator[Element]:
    """The rows, also those wrapped in content controls."""
    for child in table:
        if local(child) == "tr":
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(child)


def _cells(row: Element) -> list[Element]:
    """The cells of a row, also those wrapped in content controls."""
    found = []
    for child in row:
        if local(child) == "tc":
            found.append(child)
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins"):
            found += _cells(child)
    return found
