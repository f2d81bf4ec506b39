"""PDF: the text layer, page by page."""

from collections.abc import Iterator

import pypdfium2

from gongkai.documents.reading.reader import DAMAGED, LOCKED, Tell, Unreadable
from gongkai.documents.tidy import closed_up, tidy, unwrapped
from gongkai.screening.pdfium import ONE_AT_A_TIME

MOST_PAGES = 1_000


def pdf(data: bytes, tell: Tell) -> Iterator[str]:
    """The text of a PDF; a scan (扫描件) has none and says so."""
    with ONE_AT_A_TIME:
        document = _opened(data)
        count = len(document)
    found = False
    try:
        for number in range(min(count, MOST_PAGES)):
            with ONE_AT_A_TIME:
                page = _page(document, number)
            found = found or bool(page)
            yield page + "\n"
    finally:
        with ONE_AT_A_TIME:
            document.close()
    if not found:
        tell("PDF 里没有可以检索的文字，可能是扫描件。建议另外上传可以复制文字的 PDF 或者 Word 文档。")
    if count > MOST_PAGES:
        tell(f"PDF 有 {count} 页，只有前 {MOST_PAGES} 页的文字可以检索。")


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    """The opened file. Raises Unreadable."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(LOCKED if "password" in str(error).lower() else DAMAGED) from error


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text of one page, "" if the page cannot be opened."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return ""
    try:
        words = page.get_textpage()
        try:
            text: str = words.get_text_range()
        finally:
            words.close()
    finally:
        page.close()
    return unwrapped([closed_up(line) for line in tidy(text).split("\n")])
