"""What lies on a page of a PDF beside its text: comments (批注), form fields (表单), links."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

_KEYS = (
    ("Contents", "批注"),
    ("RC", "批注"),
    ("T", "批注作者或者表单栏目"),
    ("TU", "表单栏目"),
    ("V", "表单内容"),
    ("Subj", "批注"),
)
_MOST = 5_000


def notes_on(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[tuple[str, str]]:
    """For each text of each note: what it is, and what it says."""
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        try:
            yield from _texts(note)
            action = pdfium.FPDFAnnot_GetLink(note)
            address = _address(document, action) if action else ""
            if address:
                yield "超链接", address
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def files_on(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[tuple[str, bytes]]:
    """The files pinned to a page (附件批注): name and bytes."""
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                raw = pdfium.FPDFAnnot_GetFileAttachment(note)
                if raw:
                    pinned = pypdfium2.PdfAttachment(raw, document)
                    yield pinned.get_name(), bytes(pinned.get_data())
        except pypdfium2.PdfiumError:
            yield "（读不出）", b""
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def drawn_on(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, number: int) -> str:
    """The text of a page with all that its notes draw on it (图章), hidden ones too; "" where they draw none.

    Changes the page as it is held in memory: nothing else can be read from it afterwards.
    """
    drawing = [each for each in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)) if _draws(page, each)]
    if not drawing or pdfium.FPDFPage_Flatten(page, pdfium.FLAT_PRINT) != pdfium.FLATTEN_SUCCESS:
        return ""
    again = document[number]
    words = again.get_textpage()
    try:
        return str(words.get_text_range())
    finally:
        words.close()
        again.close()


def _draws(page: pypdfium2.PdfPage, number: int) -> bool:
    """Whether a note has a look of its own; it is made to be seen."""
    note = pdfium.FPDFPage_GetAnnot(page, number)
    if not note:
        return False
    try:
        if not pdfium.FPDFAnnot_HasKey(note, b"AP"):
            return False
        pdfium.FPDFAnnot_SetFlags(note, pdfium.FPDF_ANNOT_FLAG_PRINT)
        return True
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _texts(note: object) -> Iterator[tuple[str, str]]:
    for key, what in _KEYS:
        length = pdfium.FPDFAnnot_GetStringValue(note, key.encode(), None, 0)
        if 2 < length < 1 << 22:
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFAnnot_GetStringValue(
                note, key.encode(), ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length
            )
            if text := buffer.raw.decode("utf-16-le", "replace").strip("\0"):
                yield what, text


def _address(document: pypdfium2.PdfDocument, link: object) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < length < 1 << 16:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.raw.decode("utf-8", "replace").strip("\0")
