"""Text that a page and a Word file can hold: no control characters, blanks as a reader of HTML sees them."""

import re

from gongkai.spreadsheets.text import whole

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
)
_BLANKS = re.compile(r"[ \t\r\n]+")
_LINE_END = re.compile(r"(?<=[^\x00-\xff])[ \t\r]*\n[ \t\r\n]*(?=[^\x00-\xff])")


def stripped(text: str) -> str:
    """`text` without invisible characters."""
    return _UNPRINTABLE.sub("", whole(text))


def printable(text: str) -> str:
    """`text` without invisible characters; a line end between two Chinese characters is none, else a blank."""
    return _BLANKS.sub(" ", _LINE_END.sub("", stripped(text)))
