"""OFD (版式文件, GB/T 33190): the text codes of each page, put into lines by where they stand."""

from collections.abc import Iterator
from zipfile import ZipFile

from gongkai.documents.packages import events, package, parts
from gongkai.documents.reading.reader import DAMAGED, EMPTY, Tell, Unreadable
from gongkai.documents.tidy import tidy, unwrapped
from gongkai.screening.content.carriers.ofd_layout import Box, between, box_of

_PAGE = r"(?:.*/)?Pages/[^/]+/Content\.xml"


def ofd(data: bytes, tell: Tell) -> Iterator[str]:
    """The text of an OFD file. Raises Unreadable if it has no pages."""
    found = False
    with package(data) as archive:
        pages = parts(archive, _PAGE)
        if not pages:
            raise Unreadable(DAMAGED)
        for page in pages:
            text = unwrapped(tidy("".join(_placed(archive, page))).split("\n"))
            found = found or bool(text)
            yield text + "\n"
    if not found:
        tell(EMPTY)


def _placed(archive: ZipFile, page: str) -> Iterator[str]:
    """The texts of a page, each with what parts it from the one before: nothing, a blank or a line end."""
    before: Box | None = None
    for box, text in _texts(archive, page):
        if before is not None:
            yield between(before, box)
        yield text
        before = box


def _texts(archive: ZipFile, page: str) -> Iterator[tuple[Box, str]]:
    """Each text object of the page: where it stands, and what it says."""
    box, words, taking = (0.0, 0.0, 0.0, 0.0), list[str](), False
    for what, name, attributes in events(archive, page):
        if what == "text":
            if taking:
                words.append(name)
        elif name == "TextCode":
            taking = what == "start"
        elif name == "TextObject":
            if what == "start":
                box, words = box_of(attributes.get("Boundary", "")), []
            elif words:
                yield box, "".join(words)
