"""A web page as blocks: paragraphs and tables, whatever the page's furniture and however old its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gongkai.annualreport.read.blocks import MOST_BLOCKS, MOST_COLUMNS, MOST_ROWS, Absent, Block, Grid, Words
from gongkai.annualreport.read.kinds import CannotRead, decode
from gongkai.annualreport.read.letters import plain
from gongkai.annualreport.read.pagehead import head_of, reasons
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
_CLOSING = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)  # what stands behind them is shown all the same
_OFFICIAL = re.compile("信息内容|结转下年度|结果维持")  # words that only the form's own tables have
_LOOSE = re.compile(r"<(?:html|body|p|div|br)\b", re.IGNORECASE)
_HANDLESS = frozenset(
    ("hidden", "button", "submit", "checkbox", "radio", "image", "reset", "file", "password")
)
TOO_LONG = "网页太长，不像一份年度报告。请核对文件，只留下年度报告本身。"
LONGEST_CELL = 300  # characters; no label of the form has 60, so a longer cell holds the page, not a value
MOST_LONG, MANY = 2, 40  # so many long cells among so many are notes below a table
FEWEST_CELLS = 3  # a table of one or two cells only lays out
SMALLEST = 100  # pixels of a picture that may be a table


def html_blocks(content: bytes) -> list[Block]:
    """The blocks of a page; its head's title comes first, as some pages have it nowhere else.

    Raises CannotRead for bytes that are no text in any of the encodings used.
    """
    text = _CLOSING.sub("", decode(content).replace("\0", ""))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return []
    if root is None:
        return []
    reading = _Page(by_lines=not _LOOSE.search(text))
    for said in head_of(root):
        reading.say(said)
    reading.walk(body if (body := root.find("body")) is not None else root)
    if "结转" not in text:  # no report here, or none in words
        reading.blocks += [Absent(why) for why in reasons(root)]
    return reading.blocks


class _Page:
    """The blocks so far, and the paragraph being gathered; `by_lines` where new lines break it, as in Markdown."""

    def __init__(self, *, by_lines: bool) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._tables = 0
        self._as_typed = int(by_lines)

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
            if len(self.blocks) > MOST_BLOCKS:
                raise CannotRead(TOO_LONG)
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
                self._close(tag, node, skipping)
                if node is not element:
                    self._add(node.tail)
        self._end()

    def _open(self, tag: str, node: etree._Element) -> None:
        if tag in _APART or tag == "br":
            self._end()
        if tag == "pre":
            self._as_typed += 1
        elif tag == "img" and _is_large(node):
            self._end()
            self.blocks.append(Absent())
        self._add(_typed(node) if tag == "input" else node.text)

    def _close(self, tag: str, node: etree._Element, skipping: etree._Element | None) -> None:
        if tag in _APART or node is skipping:
            self._end()
        if tag == "pre":
            self._as_typed -= 1

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not self._as_typed:
            self._words.append(text)
            return
        first, *others = text.split("\n")
        self._words.append(first)
        for line in others:
            self._end()
            self._words.append(line)

    def _end(self) -> None:
        line = _BLANKS.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if line:
            self.blocks.append(Words(plain(line)))


def _is_large(picture: etree._Element) -> bool:
    """Whether a picture may be a table; one of unknown size may."""
    return all(_span(picture, side, SMALLEST) >= SMALLEST for side in ("width", "height"))


def _typed(node: etree._Element) -> str:
    """What stands in a field of a form."""
    return "" if node.get("type", "").lower() in _HANDLESS else node.get("value", "")


def _grid(table: etree._Element, number: int) -> Grid | None:
    """The table as a grid; None when it only lays out the page, or is no table a form could be."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows = list(table.iterdescendants("tr"))
    if len(rows) > MOST_ROWS:
        return None
    placed = [[_placed(cell) for cell in row.iterchildren("td", "th")] for row in rows]
    cells = [cell for row in placed for cell in row]
    if len(cells) < FEWEST_CELLS:
        return None
    long = sum(len(cell.text) > LONGEST_CELL for cell in cells)
    if long and not (
        long <= MOST_LONG and len(cells) >= MANY and any(_OFFICIAL.search(c.text) for c in cells)
    ):
        return None
    grid = grid_of(placed, number)
    return grid if grid.width <= MOST_COLUMNS else None


def _placed(cell: etree._Element) -> Placed:
    return Placed(_text(cell), _span(cell, "rowspan"), _span(cell, "colspan"))


def _span(cell: etree._Element, name: str, otherwise: int = 1) -> int:
    """A number among an element's attributes; `otherwise` where it is missing or none."""
    written = cell.get(name)
    if written is None:
        return otherwise
    written = written.strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 5 else otherwise


def _text(cell: etree._Element) -> str:
    """The words of a cell: what stands in one line joined, lines apart, so that 1 over 2 is never 12."""
    text = "".join(_pieces(cell)) if len(cell) else _flat(cell.text)
    if text.isdecimal():
        return text
    lines = plain(text).split("\n")
    return "\n".join(line for line in (_BLANKS.sub(" ", line).strip() for line in lines) if line)


def _pieces(cell: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            if node is not cell and (node.tag in _APART or node.tag == "br"):
                yield "\n"
            if node.tag == "input":
                yield _typed(node)
            elif node.tag not in _SILENT:
                yield _flat(node.text)
        elif node is not cell:
            if node.tag in _APART:
                yield "\n"
            yield _flat(node.tail)


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")
