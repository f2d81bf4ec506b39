"""Folding: characters that readers take for the same become the same (归一化).

Full width and half width, upper and lower case, traditional and simplified, every kind of bracket. Applied
alike to documents and to queries, character by character, so that a place in the folded text can be traced
back to the text as it is shown.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

# Stands for every mark that joins rather than parts: brackets, book-title and quotation marks, hyphens.
JOINT = "\x1f"
_JOINING = frozenset(
    "()[]{}<>«»〔〕【】〖〗〘〙〚〛﹝﹞《》〈〉「」『』“”‘’„\"'`´·・‧•-‐‑‒–—―−~〜/\\._*#^|．…"
)
_BLANK_CATEGORIES = frozenset({"Cc", "Zs", "Zl", "Zp"})
_JOINING_CATEGORIES = frozenset({"Cf", "Cs", "Cn", "Co", "Mn", "Mc", "Me"})
_REMEMBERED = 0x10000
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


@cache
def traditional() -> dict[str, str]:
    """Each traditional character (繁体字) and its simplified one (简体字)."""
    table = Path(__file__).with_name("traditional.txt").read_text(encoding="utf-8")
    lines = (line for line in table.splitlines() if not line.startswith("#"))
    return {pair[0]: pair[1] for line in lines for pair in line.split()}


def _joined(character: str) -> str:
    """One character after width and case are gone: a joint, a blank, or the simplified character."""
    category = unicodedata.category(character)
    if character in _JOINING or category in _JOINING_CATEGORIES:
        return JOINT
    if category in _BLANK_CATEGORIES:
        return " "
    return traditional().get(character, character)


class _Folding(dict[int, str]):
    """Code point → what it folds to, worked out on first sight; rare planes are not remembered."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _JOINING:
            folded = JOINT
        else:
            wide = unicodedata.normalize("NFKC", character).casefold()
            folded = "".join(_joined(part) for part in wide)
        if code < _REMEMBERED:
            self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text as it is compared."""
    return text.translate(_FOLDING)


def fold_traceably(text: str) -> tuple[str, list[int] | None]:
    """The folded text and, for each of its characters and its end, the place in `text` it comes from.

    None for the places means that both texts correspond character by character.
    """
    folded = text.translate(_FOLDING)
    if len(folded) == len(text):  # nothing folds to nothing, so every character folded to one
        return folded, None
    places: list[int] = []
    for place, character in enumerate(text):
        places.extend([place] * len(_FOLDING[ord(character)]))
    places.append(len(text))
    return folded, places


def clean(text: str) -> str:
    """Text that can be stored and shown: composed, in one line, without what UTF-8 cannot hold."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(unicodedata.normalize("NFC", _CONTROL.sub(" ", whole)).split())
