"""A web page as blocks: paragraphs and tables, whatever the page's furniture and however old its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gongkai.annualreport.read.blocks import MOST_COLUMNS, MOST_ROWS, Block, Grid, Words
from gongkai.annualreport.read.kinds import decode
from gongkai.annualreport.read.spans import Placed, grid_of

_SILENT = frozenset(
    {"script", "style", "noscript", "template", "select", "textarea", "button", "svg", "iframe", "object"}
)
_APART = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody "
        "td tfoot th thead tr ul",
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\xa0\u3000\u200b\ufeff]+")
_CHARSET = re.compile(r"<(?:\?xml|meta)[^>]*>", re.IGNORECASE)
LONGEST_CELL = 300  # characters; no label of the form has 60, so a longer cell holds the page, not a value
FEWEST_CELLS = 3  # a table of one or two cells only lays out


def html_blocks(content: bytes) -> list[Block]:
    """The blocks of a page; its head's title comes first, as some pages have it nowhere else.

    Raises CannotRead for bytes that are no text in any of the encodings used.
    """
    text = decode(content).replace("\0", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return []
    if root is None:
        return []
    reading = _Page()
    title = root.find("head/title")
    if title is not None:
        reading.say(title.text or "")
    reading.walk(body if (body := root.find("body")) is not None else root)
    return reading.blocks


class _Page:
    """The blocks so far, and the paragraph being gathered."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._tables = 0

    def say(self, text: str) -> None:
        """A paragraph of its own."""
        self._end()
        self._words.append(text)
        self._end()

    def walk(self, element: etree._Element) -> None:
        """Take in an element and all in it; without recursion, since pages nest as deep as they like."""
        skipping: etree._Element | None = None
        events = etree.iterwalk(element, events=("start", "end"))
        for event, node in events:
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                if tag in _SILENT or _HIDDEN.search(node.get("style", "")):
                    events.skip_subtree()
                elif tag == "table" and (grid := _grid(node, self._tables + 1)) is not None:
                    self._end()
                    self._tables += 1
                    self.blocks.append(grid)
                    events.skip_subtree()
                    skipping = node
                else:
                    self._open(tag, node)
            else:
                if tag in _APART or node is skipping:
                    self._end()
                if node is not element:
                    self._words.append(node.tail or "")
        self._end()

    def _open(self, tag: str, node: etree._Element) -> None:
        if tag in _APART or tag == "br":
            self._end()
        self._words.append(node.text or "")

    def _end(self) -> None:
        line = _BLANKS.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if line:
            self.blocks.append(Words(line))


def _grid(table: etree._Element, number: int) -> Grid | None:
    """The table as a grid; None when it only lays out the page, or is no table a form could be."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows = list(table.iterdescendants("tr"))
    if len(rows) > MOST_ROWS:
        return None
    placed = [[_placed(cell) for cell in row.iterchildren("td", "th")] for row in rows]
    cells = [cell for row in placed for cell in row]
    if len(cells) < FEWEST_CELLS or any(len(cell.text) > LONGEST_CELL for cell in cells):
        return None
    grid = grid_of(placed, number)
    return grid if grid.width <= MOST_COLUMNS else None


def _placed(cell: etree._Element) -> Placed:
    return Placed(_text(cell), _span(cell, "rowspan"), _span(cell, "colspan"))


def _span(cell: etree._Element, name: str) -> int:
    written = cell.get(name)
    if written is None:
        return 1
    written = written.strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 5 else 1


def _text(cell: etree._Element) -> str:
    """The words of a cell: what stands in one line joined, lines apart, so that 1 over 2 is never 12."""
    text = "".join(_pieces(cell))
    if text.isdecimal():
        return text
    lines = text.split("\n")
    return "\n".join(line for line in (_BLANKS.sub(" ", line).strip() for line in lines) if line)


def _pieces(cell: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            if node is not cell and (node.tag in _APART or node.tag == "br"):
                yield "\n"
            if node.tag not in _SILENT:
                yield _flat(node.text)
        elif node is not cell:
            if node.tag in _APART:
                yield "\n"
            yield _flat(node.tail)


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")
