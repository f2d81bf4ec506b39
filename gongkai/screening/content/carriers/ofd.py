"""OFD (版式文件, GB/T 33190): the texts of each page set into lines, and all else that its parts say."""

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import Token, attribute, tokens
from gongkai.screening.content.carriers.ofd_layout import Box, between, box_of
from gongkai.screening.content.carriers.ooxml import read_rest
from gongkai.screening.content.carriers.package import Package
from gongkai.screening.content.carriers.sweep import quote_attributes, quote_pieces

_PAGE = r"(?:.*/)?(?:Pages|Tpls)/[^/]+/Content\.xml"


def ofd(data: bytes, contents: Contents) -> None:
    """Read an OFD file. Raises Unopened."""
    package = Package(data, contents)
    done = set[str]()
    for number, part in enumerate(package.names(_PAGE), 1):
        done.add(part)
        draft = Draft(f"第{number}页")
        _page(package.text(part), part, draft)
        contents.add(draft.reading())
    read_rest(package, contents, done)


def _page(text: str, part: str, draft: Draft) -> None:
    """A page's texts, each parted from the one before as they stand: not at all, by a blank, by a line end."""
    before: Box | None = None
    box = box_of("")
    for token in tokens(text):
        if token.name == "TextObject" and token.kind == "start":
            box = box_of(attribute(text, token.low, token.high, "Boundary"))
        elif token.kind in ("text", "data") and text[token.low : token.high].strip():
            if before is not None:
                draft.say(between(before, box))
            before = box
            quote_pieces(draft, text, part, token.low, token.high, plain=token.kind == "data")
        elif token.kind in ("start", "empty") and token.name != "TextCode":
            _quote(draft, text, part, token)


def _quote(draft: Draft, text: str, part: str, token: Token) -> None:
    """The attributes of a tag that say something, where its place is of no matter."""
    if token.name not in ("TextObject", "PathObject", "ImageObject", "Layer"):
        quote_attributes(draft, text, part, token)
