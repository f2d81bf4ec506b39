"""PDF: the text layer of each page, notes and forms on it, properties, bookmarks and files within."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2

from gongkai.screening.content.carriers.contents import Contents, Unopened
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import decoded
from gongkai.screening.content.carriers.package import DAMAGED, LOCKED
from gongkai.screening.content.carriers.pdf_columns import columns_of
from gongkai.screening.content.carriers.pdf_notes import drawn_on, files_on, notes_on
from gongkai.screening.content.carriers.pdf_rest import rest_of_pdf
from gongkai.screening.content.carriers.pdf_versions import older_versions
from gongkai.screening.content.carriers.sweep import sweep
from gongkai.screening.pdfium import ONE_AT_A_TIME

MOST_PAGES = 3_000
_LIVE_FORMS = (pypdfium2.raw.FORMTYPE_XFA_FULL, pypdfium2.raw.FORMTYPE_XFA_FOREGROUND)
_COVERS = 0.4  # a picture over so much of a page that it is likely a scan
_LONGEST = 200_000  # bytes of such properties
_PROPERTIES = {
    "Title": "标题", "Author": "作者", "Subject": "主题", "Keywords": "关键词", "Creator": "制作程序",
    "Producer": "转换程序",
}  # fmt: skip


@dataclass
class _Pages:
    """What the pages have said, and those that a person must look at."""

    seen: Draft = field(default_factory=Draft)
    notes: Draft = field(default_factory=Draft)
    again: Draft = field(default_factory=Draft)  # what pages say read in another way
    texts: list[str] = field(default_factory=list)  # of each page
    bare: list[int] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)


def pdf(data: bytes, contents: Contents) -> None:
    """Read a PDF. Raises Unopened."""
    pages = _Pages()
    with ONE_AT_A_TIME:
        document = _opened(data)
        count = len(document)
    try:
        for number in range(min(count, MOST_PAGES)):
            with ONE_AT_A_TIME:  # page by page: others wait no longer than that
                _page(document, number, pages)
        with ONE_AT_A_TIME:
            _around(document, pages.notes)
            live = document.get_formtype() in _LIVE_FORMS
            files = [*pages.files, *_files(document)]
    finally:
        with ONE_AT_A_TIME:
            document.close()
    _metadata(data, pages.notes)
    contents.add(pages.seen.reading())
    contents.add(pages.notes.reading())
    contents.add(pages.again.reading()._replace(leftover=True))
    _before(data, pages, contents)
    rest_of_pdf(data, contents)
    _tell(pages, count, contents)
    if live:
        contents.tell("带有动态表单（XFA），表单里的内容没有检查。请重新“打印为 PDF”后再检查。")
    for name, inner in files:
        contents.inside("PDF里的附件" + name, inner)


def _before(data: bytes, pages: _Pages, contents: Contents) -> None:
    """What the pages said before the file was changed, where it still holds that."""
    older = older_versions(data)
    if not older:
        return
    contents.tell("文件里留有以前的版本（修改前的内容还在里面）。请重新“打印为 PDF”以后再上传。")
    draft, known = Draft(), set(pages.texts)
    for version in older:
        try:
            with ONE_AT_A_TIME:
                document = _opened(version)
        except Unopened:
            continue
        then = _Pages()
        try:
            for number in range(min(len(document), MOST_PAGES)):
                with ONE_AT_A_TIME:
                    _page(document, number, then)
            with ONE_AT_A_TIME:
                _around(document, then.notes)
        finally:
            with ONE_AT_A_TIME:
                document.close()
        for number, text in enumerate(then.texts, 1):
            if text not in known:
                known.add(text)
                draft.place = f"以前的版本第{number}页"
                draft.quote(text, "", 0, 0, False)
                draft.part("\n")
        contents.add(then.notes.reading()._replace(leftover=True))
        contents.add(then.again.reading()._replace(leftover=True))
    contents.add(draft.reading()._replace(leftover=True))


def _tell(pages: _Pages, count: int, contents: Contents) -> None:
    """Say which pages a person must look at."""
    if pages.bare:
        contents.tell(f"第{_listed(pages.bare)}页是图片，没有文字层，没有检查，请人工查看。")
    if pages.pictured:
        contents.tell(f"第{_listed(pages.pictured)}页有大幅图片，图片里的内容没有检查，请人工查看。")
    if not (any(text.strip() for text in pages.texts) or pages.bare or pages.broken):
        contents.tell("没有读到任何文字，没有检查。请用原来的软件打开核对，重新“打印为 PDF”后再检查。")
    if pages.broken:
        contents.tell(f"第{_listed(pages.broken)}页已损坏，没有检查。请用原来的软件打开核对。")
    if count > MOST_PAGES:
        contents.tell(f"共{count}页，只检查了前{MOST_PAGES}页。请拆分后再检查。")


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        raise Unopened(LOCKED if "password" in str(error).lower() else DAMAGED) from error
    return document


def _page(document: pypdfium2.PdfDocument, number: int, pages: _Pages) -> None:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        pages.broken.append(number + 1)
        return
    try:
        words = page.get_textpage()
        text = words.get_text_range()
        pages.seen.place = f"第{number + 1}页"
        pages.seen.quote(text, "", 0, 0, False)
        pages.seen.part("\n")
        pages.texts.append(text)
        for column in columns_of(page, words):
            pages.again.place = pages.seen.place
            pages.again.quote(column, "", 0, 0, False)
            pages.again.part()
        words.close()
        if not text.strip() and _has_objects(page):
            pages.bare.append(number + 1)
        elif _is_scan(page):
            pages.pictured.append(number + 1)
        for what, said in notes_on(document, page):
            pages.notes.place = f"第{number + 1}页（{what}）"
            pages.notes.quote(said, "", 0, 0, False)
            pages.notes.part()
        pages.files += files_on(document, page)
        if drawn := drawn_on(document, page, number):
            pages.again.place = f"第{number + 1}页（图章、批注里的文字）"
            pages.again.quote(drawn, "", 0, 0, False)
            pages.again.part()
    finally:
        page.close()


def _has_objects(page: pypdfium2.PdfPage) -> bool:
    return next(iter(page.get_objects(max_depth=2)), None) is not None


def _is_scan(page: pypdfium2.PdfPage) -> bool:
    """Whether a picture covers much of the page."""
    width, height = page.get_size()
    for picture in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _COVERS * width * height:
            return True
    return False


def _around(document: pypdfium2.PdfDocument, notes: Draft) -> None:
    """Properties and bookmarks (书签)."""
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        if key in _PROPERTIES:
            notes.place = f"文档属性（{_PROPERTIES[key]}）"
            notes.quote(value, "", 0, 0, False)
            notes.part()
    for mark in document.get_toc(max_depth=6):
        notes.place = "书签"
        notes.quote(mark.get_title(), "", 0, 0, False)
        notes.part()


def _files(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, bytes]]:
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        try:
            yield attachment.get_name(), bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            yield attachment.get_name(), b""


def _metadata(data: bytes, notes: Draft) -> None:
    """Properties written a second time as XML (XMP), where they lie open."""
    low = data.find(b"<x:xmpmeta")
    while low >= 0 and (high := data.find(b"</x:xmpmeta>", low)) >= 0:
        notes.place = "文档属性（XMP）"
        sweep(decoded(data[low : min(high, low + _LONGEST)])[0], "", notes)
        low = data.find(b"<x:xmpmeta", high)


def _listed(numbers: list[int]) -> str:
    """Page numbers as people write them: 3、5-8."""
    spans = list[list[int]]()
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "、".join(f"{first}-{last}" if last > first else f"{first}" for first, last in spans)
