"""A Word document (.docx) as blocks: paragraphs with their automatic numbers, tables with their spans."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gongkai.annualreport.read.archived import page_in
from gongkai.annualreport.read.blocks import MOST_BLOCKS, MOST_COLUMNS, MOST_ROWS, Absent, Block, Grid, Words
from gongkai.annualreport.read.html import html_blocks
from gongkai.annualreport.read.kinds import CannotRead
from gongkai.annualreport.read.letters import plain
from gongkai.annualreport.read.spans import Placed, grid_of
from gongkai.annualreport.read.wordnumbers import Numbering, name_of, value_of
from gongkai.screening.packages import Damaged, damage_named, is_bomb, is_locked, opened

DAMAGED = "Word文档已损坏，打不开。请用WPS或Word重新另存为“.docx”再上传。"
LOCKED = "Word文档有密码，打不开。请去掉密码另存后再上传。"
TOO_LARGE = "Word文档解压后过大，不像年度报告，没有读取。请检查文件，另存后再上传。"
MOST_PART = 16 * 1024 * 1024  # bytes of one part of the package
LONGEST_CELL = 300  # characters; a longer cell holds the text itself, not a value
FEWEST_CELLS = 3
# Said twice (Fallback), no longer said (del, moveFrom), or set and not said (instrText, rt).
_ASIDE = frozenset({"Fallback", "del", "moveFrom", "instrText", "delText", "rt", "pPr", "tblPr", "tblGrid"})
_HOLDERS = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "AlternateContent", "Choice"}
)
_PICTURES = ("blip", "imagedata")
_BLANKS = re.compile(r"[ \t\r\n\xa0\u3000\u200b\ufeff]+")
Element = Any  # an element of lxml, which has no types


def word_blocks(content: bytes) -> list[Block]:
    """The blocks of the document's body. Raises CannotRead for damage, passwords and bombs."""
    try:
        archive = opened(content)
    except Damaged as error:
        raise CannotRead(DAMAGED) from error
    with archive:
        if any(is_locked(info) for info in archive.infolist()):
            raise CannotRead(LOCKED)
        if is_bomb(archive, len(content)):
            raise CannotRead(TOO_LARGE)
        root = _part(archive, "word/document.xml")
        if root is None:
            raise CannotRead(DAMAGED)
        numbering = Numbering(_part(archive, "word/numbering.xml"), _part(archive, "word/styles.xml"))
        body = next((child for child in root if name_of(child) == "body"), root)
        reading = _Body(numbering)
        reading.take(body)
        return reading.blocks or list(_embedded_page(archive, body))


def _embedded_page(archive: zipfile.ZipFile, body: Element) -> Iterator[Block]:
    """The page that some websites export as a Word file: all of it in one part (altChunk), nothing in the document."""
    names = [info.filename for info in archive.infolist()]
    for chunk in (child for child in body if name_of(child) == "altChunk"):
        wanted = next((value for key, value in chunk.attrib.items() if str(key).endswith("}id")), "")
        relations = _part(archive, "word/_rels/document.xml.rels")
        targets = {r.get("Id"): r.get("Target", "") for r in relations} if relations is not None else {}
        target = targets.get(wanted, "").lstrip("/")
        name = next((one for one in (target, f"word/{target}") if one in names), None)
        if name is not None and archive.getinfo(name).file_size <= MOST_PART:
            try:
                with damage_named():
                    page = archive.read(name)
            except Damaged as error:
                raise CannotRead(DAMAGED) from error
            yield from html_blocks(page_in(page) or page)


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """One part as a tree; no entity is expanded, a document type is refused."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > MOST_PART:
        raise CannotRead(TOO_LARGE)
    try:
        with damage_named():
            data = archive.read(info)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(data, parser)
    except (Damaged, etree.XMLSyntaxError, ValueError) as error:
        raise CannotRead(DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise CannotRead(DAMAGED)
    return root


class _Body:
    """The blocks so far; tables are counted in their order."""

    def __init__(self, numbering: Numbering) -> None:
        self.blocks: list[Block] = []
        self._numbering = numbering
        self._tables = 0

    def take(self, holder: Element) -> None:
        """Take in everything that stands in `holder`, which the parser lets nest 256 deep at most."""
        for child in holder:
            if len(self.blocks) > MOST_BLOCKS:
                raise CannotRead(TOO_LARGE)
            name = name_of(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in _HOLDERS:
                self.take(child)

    def _paragraph(self, paragraph: Element) -> None:
        for line in f"{self._numbering.next_of(paragraph)}{text_of(paragraph)}".split("\n"):
            if words := _BLANKS.sub(" ", line).strip():
                self.blocks.append(Words(words))
        if any(next(paragraph.iter(f"{{*}}{kind}"), None) is not None for kind in _PICTURES):
            self.blocks.append(Absent())
        for box in paragraph.iter("{*}txbxContent"):
            if not any(name_of(above) in _ASIDE for above in box.iterancestors()):
                self.take(box)

    def _table(self, table: Element) -> None:
        rows = [_row(row) for row in _within(table, "tr")]
        cells = [cell for row in rows for cell, _ in row if cell is not None]
        lays_out = any(next(cell.iter("{*}tbl"), None) is not None for cell in cells)
        placed = _spanned(rows) if not lays_out and len(rows) <= MOST_ROWS else []
        count = sum(len(row) for row in placed)
        if count < FEWEST_CELLS or any(len(cell.text) > LONGEST_CELL for row in placed for cell in row):
            for cell in cells:
                self.take(cell)
            return
        grid = grid_of(placed, self._tables + 1)
        if grid.width > MOST_COLUMNS:
            raise CannotRead(
                f"Word文档里第{self._tables + 1}张表有{grid.width}列以上，不是年度报告的表，没有读取。"
            )
        self._tables += 1
        self.blocks.append(Grid(grid.cells, self._tables))


def _within(holder: Element, name: str) -> Iterator[Element]:
    """The elements of this name, also those wrapped in content controls and revisions."""
    for child in holder:
        if name_of(child) == name:
            yield child
        elif name_of(child) in _HOLDERS:
            yield from _within(child, name)


def _row(row: Element) -> list[tuple[Element | None, tuple[int, bool]]]:
    """The cells of a row, each with its width in columns and whether it continues the cell above."""
    cells = [(cell, _spans(cell)) for cell in _within(row, "tc")]
    if skipped := _before(row):
        cells.insert(0, (None, (skipped, False)))
    return cells


def _before(row: Element) -> int:
    """How many columns the row leaves out before its first cell (gridBefore)."""
    properties = next((child for child in row if name_of(child) == "trPr"), None)
    facts = {name_of(child): value_of(child) for child in properties} if properties is not None else {}
    return _count(facts.get("gridBefore") or "0")


def _spans(cell: Element) -> tuple[int, bool]:
    properties = next((child for child in cell if name_of(child) == "tcPr"), None)
    if properties is None:
        return 1, False
    facts = {name_of(child): value_of(child) for child in properties}
    return max(_count(facts.get("gridSpan") or "1"), 1), "vMerge" in facts and facts["vMerge"] != "restart"


def _count(written: str) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 5 else 0


def _spanned(rows: list[list[tuple[Element, tuple[int, bool]]]]) -> list[list[Placed]]:
    """The rows with the cells that go on downwards counted into the cell they begin with."""
    heights: dict[tuple[int, int], int] = {}
    begun: dict[int, tuple[int, int]] = {}  # column → the row and column where the cell above began
    for y, row in enumerate(rows):
        x = 0
        for _, (wide, goes_on) in row:
            if goes_on and x in begun:
                heights[begun[x]] += 1
            else:
                begun[x] = (y, x)
                heights[y, x] = 1
            x += wide
    placed: list[list[Placed]] = []
    for y, row in enumerate(rows):
        x, line = 0, list[Placed]()
        for cell, (wide, _) in row:
            if (y, x) in heights:
                line.append(Placed(_cell_text(cell) if cell is not None else "", heights[y, x], wide))
            x += wide
        placed.append(line)
    return placed


def _cell_text(cell: Element) -> str:
    lines = (_BLANKS.sub(" ", text_of(paragraph)).strip() for paragraph in _within(cell, "p"))
    return "\n".join(line for line in lines if line)


def text_of(paragraph: Element) -> str:
    """The words of a paragraph as they are shown: nothing hidden, deleted or said twice; breaks as new lines."""
    text: list[str] = []
    events = etree.iterwalk(paragraph, events=("start",))
    for _, node in events:
        name = name_of(node)
        if name in _ASIDE or name == "txbxContent" or (name == "r" and _is_hidden(node)):
            events.skip_subtree()
        elif name == "t":
            text.append(node.text or "")
        elif name in ("br", "cr"):
            text.append("\n")
        elif name in ("tab", "ptab"):
            text.append(" ")
    return plain("".join(text))


def _is_hidden(run: Element) -> bool:
    properties = next((child for child in run if name_of(child) == "rPr"), None)
    vanish = next((c for c in properties if name_of(c) == "vanish"), None) if properties is not None else None
    return vanish is not None and value_of(vanish) not in ("0", "false", "off")
