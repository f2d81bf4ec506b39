"""HTML as it is searched: its text, with cells and paragraphs kept apart."""

import re
from html import unescape

# Tags that stand inside a word or a sentence; every other tag parts what is before from what is after.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|del|em|i|ins|mark|s|small|span|strong|sub|sup|u)(?:\s[^>]*)?>", re.IGNORECASE
)
_PICTURE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>', re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def plain(html: str) -> str:
    """The text of clean HTML in one line, the descriptions of its pictures included."""
    text = _PICTURE.sub(r" \1 ", html)
    return " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", text))).split())
