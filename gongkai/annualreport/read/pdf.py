"""A PDF with a text layer as blocks: tables by their ruling lines, paragraphs by their lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.annualreport.read.blocks import Absent, Block, Grid, Words
from gongkai.annualreport.read.kinds import CannotRead
from gongkai.annualreport.read.letters import RADICALS, UNSEEN
from gongkai.annualreport.read.pdfgrid import Drawn, drawn_tables
from gongkai.annualreport.read.pdfrules import Rules, drawn_on
from gongkai.annualreport.read.pdftext import Glyph, TextLine, lines_of, rows_joined
from gongkai.screening.pdfium import ONE_AT_A_TIME

MOST_PAGES = 100
MARGIN = 0.1  # of the page's height, above and below
MOST_GLYPHS = 20_000  # of one page; a full page of small type has 3,000
LARGEST, WIDEST = 60.0, 3.0  # points, and times its height: no character of a report is wider
SCANNED = (
    "PDF里没有文字，可能是扫描件，无法读取。请上传由WPS或Word直接“输出为PDF”的文件，或者上传Word、Excel文件。"
)
LOCKED = "PDF有密码，打不开。请去掉密码另存后再上传。"
DAMAGED = "PDF文件已损坏，打不开。请重新输出PDF，或者上传Word、Excel文件。"
_PAGE_NUMBER = re.compile(r"[-—–－\s]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/共]\s*\d{1,3}\s*页?)?[-—–－\s]*")


def pdf_blocks(content: bytes) -> list[Block]:
    """The blocks of all pages. Raises CannotRead for scans, passwords, damage and too many pages."""
    with ONE_AT_A_TIME:
        document = _opened(content)
        try:
            if len(document) > MOST_PAGES:
                raise CannotRead(f"PDF有{len(document)}页，超过{MOST_PAGES}页，不像一份年度报告。")
            items: list[Item] = []
            for number in range(len(document)):
                items += sorted(_page(document, number), key=lambda item: -item.top)
        finally:
            document.close()
    if all(isinstance(item, Pictured) for item in items):
        raise CannotRead(SCANNED)
    return list(_blocks(items))


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise CannotRead(LOCKED if "password" in str(error).lower() else DAMAGED) from error


class Pictured(NamedTuple):
    """A picture on a page large enough to be a table, and how far up it reaches."""

    top: float
    page: int


Item = TextLine | Drawn | Pictured


def _page(document: pypdfium2.PdfDocument, number: int) -> list[Item]:
    """The lines and tables of one page from top to bottom; nothing of a page that cannot be opened."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []
    try:
        glyphs, (rules, tops), height = _glyphs(page), drawn_on(page), page.get_height()
    finally:
        page.close()
    pictures = [Pictured(top, number + 1) for top in tops]
    return [*_items(glyphs, rules, number + 1, height), *pictures]


def _items(glyphs: Sequence[Glyph], rules: Rules, page: int, height: float) -> list[TextLine | Drawn]:
    tables, rest = drawn_tables(glyphs, rules, page)
    lines = [line for line in lines_of(rest, page) if not _is_page_number(line, height)]
    return [*rows_joined(lines), *tables]


def _is_page_number(line: TextLine, height: float) -> bool:
    """A number alone on a line is the page's own only in its upper or lower margin; elsewhere it may be a value."""
    in_margin = line.top < MARGIN * height or line.top > (1 - MARGIN) * height
    return in_margin and bool(_PAGE_NUMBER.fullmatch(line.text))


def _glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    words = page.get_textpage()
    try:
        return list(_boxed(words))
    finally:
        words.close()


def _boxed(words: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    for index in range(min(words.count_chars(), MOST_GLYPHS)):
        code = pdfium.FPDFText_GetUnicode(words.raw, index)
        if (
            code > 32
            and code not in UNSEEN
            and not 0xD800 <= code < 0xE000
            and code < 0x110000
            and code != 0xFFFE
        ):
            yield Glyph(RADICALS.get(code) or chr(code), *_box(words, index))


def _box(words: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """The box of a character with the room of its line; its own bare box where type is set downwards,
    for which the library gives the room of the whole line."""
    left, bottom, right, top = words.get_charbox(index, loose=True)
    if right - left > WIDEST * (top - bottom + 1) or right - left > LARGEST:
        left, bottom, right, top = words.get_charbox(index)
    return left, bottom, right, top


def _blocks(items: Sequence[Item]) -> Iterator[Block]:
    """Lines joined to paragraphs, also over the end of a page; tables numbered in their order."""
    lines = [item for item in items if isinstance(item, TextLine)]
    left = min((line.left for line in lines), default=0.0)
    right = max((line.right for line in lines), default=0.0)
    tables, gathered = 0, list[TextLine]()
    for item in items:
        if gathered and (not isinstance(item, TextLine) or item.begins(gathered[-1], left, right)):
            yield _paragraph(gathered)
            gathered = []
        if isinstance(item, Drawn):
            tables += 1
            yield Grid(item.cells, tables, item.page)
        elif isinstance(item, Pictured):
            yield Absent(page=item.page)
        else:
            gathered.append(item)
    if gathered:
        yield _paragraph(gathered)


def _paragraph(lines: Sequence[TextLine]) -> Words:
    return Words("".join(line.text for line in lines), lines[0].page)
