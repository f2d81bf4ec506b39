"""OFD (版式文件, GB/T 33190): the text codes of each page, put into lines by where they stand."""

from collections.abc import Iterator
from zipfile import ZipFile

from gongkai.documents.packages import events, package, parts
from gongkai.documents.reading.reader import DAMAGED, EMPTY, Tell, Unreadable
from gongkai.documents.tidy import tidy, unwrapped

_PAGE = r"(?:.*/)?Pages/[^/]+/Content\.xml"
Box = tuple[float, float, float, float]  # left, top, width, height in millimetres


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
            yield _between(before, box)
        yield text
        before = box


def _between(before: Box, box: Box) -> str:
    """A line end if the text stands on another line, a blank if there is a gap, else nothing."""
    height = max(before[3], box[3], 0.1)
    if abs(box[1] - before[1]) > height / 2 or box[0] < before[0]:
        return "\n"
    return "" if box[0] - (before[0] + before[2]) < height / 4 else " "


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
                box, words = _box(attributes.get("Boundary", "")), []
            elif words:
                yield box, "".join(words)


def _box(text: str) -> Box:
    """The box written as four numbers; an odd one stands nowhere."""
    try:
        left, top, width, height = (float(number) for number in text.split())
    except ValueError:
        return 0.0, 0.0, 0.0, 0.0
    return left, top, width, height
