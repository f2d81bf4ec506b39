"""Web pages (HTML): what is seen, and all that is not: comments, scripts, attributes, hidden parts (隐藏内容)."""

import re
from base64 import b64decode
from urllib.parse import unquote_to_bytes

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import Token, attributes, pieces, tokens
from gongkai.screening.content.carriers.node import SEEN, Owner
from gongkai.screening.content.carriers.plain import text_of
from gongkai.screening.content.carriers.stretch import Stretch, spell_out, spell_percent
from gongkai.screening.content.carriers.sweep import quote_attributes, quote_pieces

_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "o:p", "p-", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "table"})
_BLANKS = {ord(sign): " " for sign in "\r\n\t"}
_WITHIN = re.compile(
    r"data:[\w/+.-]{0,80}(?:;[\w=-]{1,40}){0,5}(?:;base64,([A-Za-z0-9+/=\s]+)|,((?:[^\s\"'<>%]*+%[0-9A-Fa-f]{2})++[^\s\"'<>]*+))"
)
_LEAST = 8  # bytes: fewer say nothing
_RAW = frozenset({"script", "style", "textarea", "title", "noscript"})
_CODE = {"script": "网页脚本", "style": "网页样式"}
_LONE = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr")
)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_SPELT = re.compile(r"\bon[a-z]{3,20}\s*=|%[e][2-9]%[89ab]", re.IGNORECASE)
_BARE = re.compile(r"(?:^|\s)hidden\b(?!-)", re.IGNORECASE)


def html(data: bytes, contents: Contents) -> None:
    """Read a web page. Raises Unopened if it is in no known encoding."""
    contents.texts[""] = text_of(data)
    page = Page(contents.texts[""][0])
    for draft in page.drafts():
        contents.add(draft.reading())
    number = 0
    for found in _WITHIN.finditer(contents.texts[""][0]):
        inner = _unpacked(found[1]) if found[1] is not None else unquote_to_bytes(found[2])
        if len(inner) >= _LEAST:
            number += 1
            contents.bounds.count(1)
            contents.bounds.take(len(inner), len(inner))
            contents.inside(f"网页里嵌入的第{number}个文件", inner)


def _unpacked(written: str) -> bytes:
    """What is written into a page as letters (base64), as far as it can be read."""
    letters = "".join(written.split()).rstrip("=")
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return b64decode(letters + "=" * (-len(letters) % 4))


class Page:
    """Takes a page apart."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen, self._aside = Draft(), Draft()
        self._blocks = 1
        self._hiding: list[str] = []  # the open tags since one that hides
        self._hidden = 0
        self._in_cell = self._in_row = False

    def drafts(self) -> tuple[Draft, Draft]:
        """What stands in the page, and what stands aside."""
        self._read(0, len(self._text))
        return self._seen, self._aside

    def _read(self, low: int, high: int) -> None:
        while low < high:
            for token in tokens(self._text, low, high):
                low = token.after
                if token.kind == "text":
                    self._words(token)
                elif token.kind in ("comment", "data", "order"):
                    self._note(token)
                else:
                    self._tag(token)
                    name = token.name.lower()
                    if token.kind == "start" and name in _RAW:
                        low = self._raw(name, token.after, high)
                        break
            else:
                return

    def _words(self, token: Token) -> None:
        """A text; its line ends are blanks, as they are where it is shown."""
        if not self._text[token.low : token.high].strip() and self._seen.parted:
            return
        hides = bool(self._hiding)
        self._seen.place = f"第{self._blocks}段" + ("（网页里隐藏的内容）" if hides else "")
        owner = Owner(f"隐藏{self._hidden}") if hides else SEEN
        for said, low, high, exact in pieces(self._text, token.low, token.high):
            self._seen.quote(said.translate(_BLANKS), "", low, high, exact, owner)

    def _note(self, token: Token) -> None:
        """A comment may hold markup: all of it is read, and once more without the tags."""
        self._aside.place = f"第{self._blocks}段附近的网页注释"
        self._aside.part()
        owner = Owner(f"注释{token.begin}")
        for inner in tokens(self._text, token.low, token.high):
            if inner.kind in ("text", "data"):
                quote_pieces(self._aside, self._text, "", inner.low, inner.high, owner=owner)
            elif inner.kind == "end" and inner.name.lower() not in _INLINE:
                self._aside.part("\t" if inner.name.lower() in _CELLS else "\n")
            else:
                quote_attributes(self._aside, self._text, "", inner)
        self._aside.part()

    def _tag(self, token: Token) -> None:
        name = token.name.lower()
        self._aside.place = f"第{self._blocks}段附近的网页标签属性"
        quote_attributes(self._aside, self._text, "", token)
        if _SPELT.search(self._text, token.low, token.high):
            for called, low, high in attributes(self._text, token.low, token.high):
                if called.lower().startswith("on"):
                    spell_out(Stretch(self._text, "", low, high), self._aside)
                else:
                    spell_percent(Stretch(self._text, "", low, high), self._aside)
        if name in _CELLS:
            self._cell(token.kind == "start")
        elif name in _ROWS:
            self._cell(False)
            if self._in_row or not self._seen.parted:
                self._end_line()
            self._in_row = False
        elif name not in _INLINE and not self._seen.parted:
            if self._in_cell:
                self._seen.part(" ")
            else:
                self._end_line(counts=name != "br")
        self._hide(name, token)

    def _cell(self, begins: bool) -> None:
        """A cell begins or ends; where nobody closes one, the next ends it."""
        if self._in_cell:
            self._seen.say("\t")
            self._seen.parted = self._in_row = True
        self._in_cell = begins

    def _end_line(self, *, counts: bool = True) -> None:
        self._seen.say("\n")
        self._seen.parted = True
        self._blocks += counts

    def _hide(self, name: str, token: Token) -> None:
        """Follow the tags within one that hides, until it ends."""
        if token.kind == "start" and name not in _LONE:
            if self._hiding:
                self._hiding.append(name)
            elif _hides(self._text[token.low : token.high]):
                self._hiding.append(name)
                self._hidden += 1
        elif token.kind == "end" and name in self._hiding:
            while self._hiding.pop() != name:
                pass

    def _raw(self, name: str, low: int, high: int) -> int:
        """What stands in a script, style or the like, where tags are no tags; where it ends."""
        end = re.compile(rf"</{name}\b", re.IGNORECASE).search(self._text, low, high)
        stop = end.start() if end else high
        if name in _CODE:
            self._aside.place = _CODE[name]
            self._aside.part()
            self._aside.quote(self._text[low:stop], "", low, stop)
            self._aside.part()
            spell_out(Stretch(self._text, "", low, stop, plain=True), self._aside)
        else:
            self._seen.place = "网页标题" if name == "title" else f"第{self._blocks}段"
            for token in tokens(self._text, low, stop):
                if token.kind in ("text", "data"):
                    quote_pieces(self._seen, self._text, "", token.low, token.high)
            self._seen.part("\n")
        return stop


def _hides(attributes: str) -> bool:
    """Whether a tag's attributes hide what stands in it."""
    return bool(_HIDES.search(attributes) or _BARE.search(_QUOTED.sub('""', attributes)))
