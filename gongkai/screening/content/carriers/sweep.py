"""All that an XML part says, whatever its kind: its texts, and the attributes that hold words or numbers."""

import re

from gongkai.screening.content.carriers.draft import APART, Draft
from gongkai.screening.content.carriers.markup import Token, attributes, pieces, tokens
from gongkai.screening.content.carriers.node import SEEN, Owner

# After which tags a text goes on, a cell ends, a line ends; after all others something else begins.
_RUNS_ON = frozenset(
    {"r", "t", "rPr", "span", "a", "fld", "hlinkClick", "latin", "ea", "solidFill", "srgbClr"}
)
_CELLS = frozenset({"tc", "table-cell", "Cell"})
_LINES = frozenset({"p", "tr", "br", "h", "table-row", "Row", "TextCode", "TextObject", "s", "line-break"})
# Names of things inside the file, and numbers that are measures: nobody writes anything there.
_TECHNICAL = re.compile(
    r"(?:rsid\w*|paraId|textId|id|uid|guid|uri|xmlns|schemaLocation|embed|GUID|\w*[Ii]d)\Z"
)
_VOCABULARY = re.compile(
    r"(?:data:[\w/+.;=-]*,|https?://(?:schemas\.(?:openxmlformats\.org|microsoft\.com)|purl\.org|docs\.oasis-open\.org|www\.w3\.org)/|urn:schemas)"
)
# What can hold something that must not go public: Chinese, an address, a long number.
TELLING = re.compile(
    r"[\u3400-\u9fff\uff10-\uff5a@]|(?:[0-9][^0-9a-z]{0,2}){7}[0-9]|&[#A-Za-z]|://|[A-Z][0-9]{8}"
)

# The same in an instruction to programs (<?…?>, <!DOCTYPE>), which names addresses as a matter of course.
ORDERED = re.compile(r"[\u3400-\u9fff]|(?:[0-9\uff10-\uff19][^0-9a-z]{0,2}){10}[0-9\uff10-\uff19]")


def sweep(
    text: str, part: str, draft: Draft, *, owner: Owner = SEEN, low: int = 0, high: int | None = None
) -> None:
    """Say into the draft all that stands in `text[low:high]` of the part."""
    for token in tokens(text, low, high):
        if token.kind == "order":
            if ORDERED.search(text, token.low, token.high):
                draft.part()
                quote_pieces(draft, text, part, token.low, token.high, owner=owner, plain=True)
                draft.part()
        elif token.kind in ("text", "data", "comment"):
            if text[token.low : token.high].strip():
                quote_pieces(
                    draft, text, part, token.low, token.high, owner=owner, plain=token.kind != "text"
                )
            if token.kind == "comment":
                draft.part()
        else:
            quote_attributes(draft, text, part, token)
            if token.kind != "start":
                part_after(draft, token)
    draft.part()


def part_after(draft: Draft, token: Token) -> None:
    """Part what was said from what comes after the end of a tag, as that tag asks for."""
    if token.name in _CELLS:
        draft.part("\t")
    elif token.name in _LINES:
        draft.part("\n")
    elif token.kind == "end" and token.name not in _RUNS_ON:
        draft.part(APART)


def quote_pieces(
    draft: Draft, text: str, part: str, low: int, high: int, *, owner: Owner = SEEN, plain: bool = False
) -> None:
    """Say what stands between two offsets, entities decoded unless it is `plain`."""
    if plain:
        draft.quote(text[low:high], part, low, high, True, owner)
        return
    for said, begin, end, exact in pieces(text, low, high):
        draft.quote(said, part, begin, end, exact, owner)


def quote_attributes(draft: Draft, text: str, part: str, token: Token) -> None:
    """Say the values of a tag's attributes that can tell anything, each apart from the other."""
    if token.high - token.low < 6 or not TELLING.search(text, token.low, token.high):
        return
    for name, low, high in attributes(text, token.low, token.high):
        technical = _TECHNICAL.match(name) or _VOCABULARY.match(text, low, high)
        if not technical and TELLING.search(text, low, high):
            draft.part()
            quote_pieces(draft, text, part, low, high)
            draft.part()
