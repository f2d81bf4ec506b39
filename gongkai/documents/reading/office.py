"""Word and presentation files of today (docx, pptx): body, tables, headers, notes, text boxes."""

from collections.abc import Iterator
from zipfile import ZipFile

from gongkai.documents.packages import events, package, parts
from gongkai.documents.reading.reader import DAMAGED, Tell, Unreadable

_DOCX = (
    r"word/document\d*\.xml",
    r"word/footnotes\.xml",
    r"word/endnotes\.xml",
    r"word/(?:header|footer)\d*\.xml",
)
_PPTX = (r"ppt/slides/slide\d+\.xml", r"ppt/notesSlides/notesSlide\d+\.xml")
# Said twice (Fallback), no longer said (moveFrom), or not said but set (tab stops, readings, field codes).
_ASIDE = frozenset({"Fallback", "moveFrom", "tabs", "rt", "instrText", "delText"})


def docx(data: bytes, tell: Tell) -> Iterator[str]:
    """The text of a .docx file."""
    yield from _parts(data, _DOCX)


def pptx(data: bytes, tell: Tell) -> Iterator[str]:
    """The text of a .pptx file, slides in their order and then their notes."""
    yield from _parts(data, _PPTX)


def _parts(data: bytes, patterns: tuple[str, ...]) -> Iterator[str]:
    """The text of the parts that match. Raises Unreadable if the first pattern has none."""
    with package(data) as archive:
        if not parts(archive, patterns[0]):
            raise Unreadable(DAMAGED)
        for pattern in patterns:
            for part in parts(archive, pattern):
                yield from _words(archive, part)
                yield "\n"


def _words(archive: ZipFile, part: str) -> Iterator[str]:
    """The text of one part: a paragraph a line; in a table a row a line and a tab after each cell."""
    aside = cells = 0
    taking = False
    for what, name, _ in events(archive, part):
        if name in _ASIDE and what != "text":
            aside += 1 if what == "start" else -1
        elif aside:
            continue
        elif what == "text":
            if taking:
                yield name
        elif name == "t":
            taking = what == "start"
        elif name == "tc":
            cells += 1 if what == "start" else -1
            yield "\t" if what == "end" else ""
        elif what == "end":
            if name == "p":
                yield " " if cells else "\n"
            elif name == "tr" or name == "br" or name == "cr":
                yield "\n"
            elif name == "tab" or name == "ptab":
                yield "\t"
            else:
                yield "-" if name == "noBreakHyphen" else ""  # nothing, so that time is looked at
