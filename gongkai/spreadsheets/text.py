"""How text from a cell is cleaned and compared: full and half width, blanks, 必填 marks."""

import re
import unicodedata

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MARK = re.compile(r"\*|[(\[【<《]?(?:必填|选填|可选)(?:项)?[)\]】>》]?")


def clean(text: str) -> str:
    """The text without invisible characters, line ends as \\n, no blanks (full-width too) at either end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", text).strip()


def whole(text: str) -> str:
    """The text with paired surrogates joined and lone ones replaced, so that it can be stored as UTF-8."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def unescaped(text: str) -> str:
    """Undo the _xHHHH_ escapes that the format uses for characters XML cannot hold."""
    if "_x" not in text:
        return text
    return whole(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text))


def folded(text: str) -> str:
    """The text as compared: half width, lower case, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def label_key(label: str) -> str:
    """A column label (表头) as compared: folded, without 必填 marks and a trailing colon."""
    return _MARK.sub("", folded(clean(label))).rstrip(":")


def brief(text: str, limit: int = 30) -> str:
    """The text on one line, cut to `limit` characters, for quoting in a message."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
