"""Marked-up text (XML, HTML) taken apart by hand: every piece with its offsets, so that it can be replaced there.

No parser of the outside world is used: none gives offsets, and all stop where markup is broken. No entity is
ever defined, no document type is obeyed, and the time is linear in the length whatever the text holds.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""<!--(?P<comment>.*?)(?:-->|\Z)
      | <!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)
      | <[?!](?P<order>[^>]*+)(?:>|\Z)
      | <(?P<end>/?)(?P<tag>[A-Za-z_][^\s/<>"']*+)(?P<rest>(?:[^<>"']|"[^"]*+"|'[^']*+')*+)>
      | (?P<text>[^<]++|<)""",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s=/<>"']++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s<>"']++))""")
_PIECE = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|_x([0-9A-Fa-f]{4})_|[^&_]++|[&_]"
)


class Token(NamedTuple):
    """One piece. `kind` is start, end, empty (a tag that closes itself), text, data, comment or order (<!…>, <?…>).

    `name` is a tag's name without prefix, in lower case only for HTML's sake by the caller; `low` and `high`
    enclose what `kind` is about: the attributes of a tag, else the text between the signs.
    """

    kind: str
    name: str
    low: int
    high: int
    begin: int
    after: int


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The pieces of the text in their order; what is no markup is text."""
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = found.lastgroup or "text"
        if kind == "rest":
            low, high = found.span("rest")
            closes = found["rest"].endswith("/")
            kind = "end" if found["end"] else "empty" if closes else "start"
            name = found["tag"].rpartition(":")[2]
            yield Token(kind, name, low, high - closes, found.start(), found.end())
        else:
            low, high = found.span(kind)
            yield Token(kind, "", low, high, found.start(), found.end())


def attributes(text: str, low: int, high: int) -> Iterator[tuple[str, int, int]]:
    """The attributes between two offsets: name without prefix, and where the value stands; no namespaces."""
    for found in _ATTRIBUTE.finditer(text, low, high):
        if not found[1].startswith("xmlns"):
            yield found[1].rpartition(":")[2], *found.span(found.lastindex or 2)


def attribute(text: str, low: int, high: int, name: str) -> str:
    """The value of one attribute, "" if there is none."""
    for found, begin, end in attributes(text, low, high):
        if found == name:
            return unescaped(text[begin:end])
    return ""


def unescaped(text: str) -> str:
    """The text with its entities (&amp; &#x36; …) as the characters they stand for."""
    return html.unescape(text) if "&" in text else text


def pieces(text: str, low: int, high: int) -> Iterator[tuple[str, int, int, bool]]:
    """What stands between two offsets, its entities decoded: (characters, low, high, whether they are the same).

    Decoded too is what Office writes for signs that XML cannot hold: _x000D_.
    """
    if text.find("&", low, high) < 0 and text.find("_x", low, high) < 0:
        yield text[low:high], low, high, True
        return
    for found in _PIECE.finditer(text, low, high):
        raw = found[0]
        plain = html.unescape(raw) if raw[0] == "&" else chr(int(found[1], 16)) if found[1] else raw
        yield plain, found.start(), found.end(), plain == raw


def escaped(text: str) -> str:
    """The text as it may stand in markup and between quotation marks."""
    return html.escape(text)


def decoded(data: bytes) -> tuple[str, str]:
    """An XML part as text, with its encoding to write it back in; what no encoding allows is kept as signs.

    Signs that cannot be decoded come back as the bytes they were (surrogateescape).
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, _lenient(encoding)), encoding
    if data[:2] == b"<\0":
        return data.decode("utf-16-le", "replace"), "utf-16-le"
    said = re.match(rb"<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,20})", data[:200])
    name = said[1].decode().lower() if said else "utf-8"
    encoding = "gb18030" if name in ("gb2312", "gbk", "gb18030") else "utf-8"
    return data.decode(encoding, _lenient(encoding)), encoding


def encoded(text: str, encoding: str) -> bytes:
    """The text as the bytes that `decoded` took it from."""
    return text.encode(encoding, _lenient(encoding))


def _lenient(encoding: str) -> str:
    return "replace" if encoding.startswith("utf-16") else "surrogateescape"
