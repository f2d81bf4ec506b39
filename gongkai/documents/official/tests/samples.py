"""Documents to set, and what a page or a Word file says of them."""

import io
import struct
import zlib
from datetime import date
from typing import Any

import pypdfium2
from docx import Document

from gongkai.documents.official.document import OfficialDocument

MM = 72 / 25.4
DAY = date(2021, 3, 5)
BODY = (
    "<p>各村民委员会，镇属各单位：</p><p>为做好春季植树工作，现通知如下。</p><h3>一、任务</h3><p>（一）选地。各村在三月底前选定地块。</p>"
    "<ol><li>苗木由镇上统一采购；</li><li>验收后付款。</li></ol><table><thead><tr><th>村</th><th>株数</th></tr></thead>"
    "<tbody><tr><td>上湾村</td><td>1200</td></tr><tr><td>下湾村</td><td>800</td></tr></tbody></table>"
    "<p>白杨镇人民政府</p><p>2021年3月5日</p>"
)


def official(body: str = BODY, **facts: Any) -> OfficialDocument:
    given = {
        "title": "关于春季植树的通知",
        "number": "白镇发〔2021〕3号",
        "issuer": "白杨镇人民政府",
        "formed_on": DAY,
    }
    return OfficialDocument(body_html=body, **given | facts)


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf_text(content: bytes) -> str:
    """All characters of a PDF, blanks and the marks for breaking left out."""
    pages = pypdfium2.PdfDocument(content)
    return squeezed("".join(page.get_textpage().get_text_range() for page in pages))


def squeezed(text: str) -> str:
    """Without blanks and marks for breaking; a hyphen that ends a line is told by the library as U+FFFE."""
    return "".join(text.replace("\u200b", "").replace("\ufffe", "-").split())


def letters(content: bytes) -> list[tuple[int, str, tuple[float, float, float, float]]]:
    """Page, character and box (left, bottom, right, top, in points) of everything printed."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(content)):
        words = page.get_textpage()
        for at in range(words.count_chars()):
            letter = words.get_text_range(at, 1)
            if letter.strip():
                found.append((number, letter, words.get_charbox(at)))
    return found


def lines(content: bytes, page: int = 0) -> list[str]:
    """The lines of one page from top to bottom."""
    rows: dict[int, list[tuple[float, str]]] = {}
    for number, letter, box in letters(content):
        if number == page:
            middle = (box[1] + box[3]) / 2
            row = next((known for known in rows if abs(known - middle) < 13), round(middle))
            rows.setdefault(row, []).append((box[0], letter))
    return ["".join(letter for _, letter in sorted(rows[y])) for y in sorted(rows, reverse=True)]


def word(content: bytes) -> Any:
    return Document(io.BytesIO(content))
