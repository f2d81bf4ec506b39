"""Blocks as HTML: headings, paragraphs with their numbers, nested lists, tables."""

from collections.abc import Sequence
from html import escape

from gongkai.documents.word.block import Block, Paragraph, Table
from gongkai.documents.word.numbering import Label

_DEEPEST = 4


def laid_out(blocks: Sequence[Block], *, cell: bool = False) -> str:
    """The HTML of the blocks; in a cell there are no headings, and a single paragraph needs no tag."""
    page = _Page()
    alone = cell and len(blocks) == 1
    for block in blocks:
        if isinstance(block, Table):
            page.put(block.html)
        elif block.label and (block.label.bullet or block.label.plain) and not block.level:
            page.item(block.label, block.html)
        elif block.level and not cell:
            tag = f"h{min(block.level + 1, _DEEPEST)}"
            page.put(f"<{tag}>{_numbered(block, block.light)}</{tag}>")
        else:
            words = _numbered(block, block.html)
            page.put(words if alone else f"<p>{words}</p>")
    return page.finished()


def _numbered(block: Paragraph, html: str) -> str:
    """The words with the number that Word shows before them."""
    label = block.label.text.strip() if block.label else ""
    if not label:
        return html
    apart = "" if label[-1] in "、）．：》" else " "
    return escape(label, quote=False) + apart + html


class _Page:
    """HTML being written, with the lists that are open: tag, depth, numbering."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open: list[tuple[str, int, str]] = []

    def put(self, html: str) -> None:
        """Add a block that is no list item."""
        self._close(-1)
        self._pieces.append(html)

    def item(self, label: Label, html: str) -> None:
        """Add a list item at its depth, within the item before it if it is deeper."""
        tag = "ul" if label.bullet else "ol"
        self._close(label.depth)
        if self._open and self._open[-1][1] == label.depth:
            if self._open[-1] == (tag, label.depth, label.sequence):
                self._pieces.append(f"</li><li>{html}")
                return
            self._close(label.depth - 1)
        start = f' start="{label.number}"' if tag == "ol" and label.number != 1 else ""
        self._open.append((tag, label.depth, label.sequence))
        self._pieces.append(f"<{tag}{start}><li>{html}")

    def finished(self) -> str:
        """All of it, every list closed."""
        self._close(-1)
        return "".join(self._pieces)

    def _close(self, depth: int) -> None:
        """Close the lists deeper than `depth`."""
        while self._open and self._open[-1][1] > depth:
            self._pieces.append(f"</li></{self._open.pop()[0]}>")
