"""Runs (数字串) of at least eleven digits, however they are parted: blanks, hyphens, cells, line ends, nothing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.screening.content.kinds.folding import HIDDEN

BLANK = " \t\r\n\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
DASH = r"\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
SOFT = BLANK + DASH + "./_,|'\"()（）．·•・‧∙"
# What may stand between the halves of an ID number as well, and in no other number
_LOOSE = SOFT + "…&>+=*\\\\"
_TRAILING = " \t\r\n\u3000\u00a0-./_,|'\"()（）．·" + HIDDEN
_SHORTEST = 11
# Punctuation that stands between numbers as a rule, and within an ID number only between its parts.
_GAP = r"[^0-9A-Za-z\u4e00-\u9fff]"
_PUNCTUATED = (
    rf"[0-9]{{5}}[，、：；。:;~～+=&#\\\[\]【】“”‘’]{_GAP}{{0,3}}(?:18|19|20)[0-9]{{2}}{_GAP}{{0,4}}"
    rf"[0-9]{{4}}{_GAP}{{0,4}}[0-9]{{3}}[0-9Xx]"
)
# One set repeated is the quickest thing there is to search for; whether it has enough digits is seen afterwards.
_RUN = re.compile(rf"[0-9](?:[0-9Xx{HIDDEN}{_LOOSE}]{{{_SHORTEST - 1},}}|{_PUNCTUATED})")
_ENOUGH = re.compile(f"(?:[^0-9Xx]*+[0-9Xx]){{{_SHORTEST}}}")
_DIGIT = re.compile("[0-9Xx]")
_PARTED = re.compile("[^0-9Xx]+")


class Run(NamedTuple):
    """A run as it stands in the folded text, without the characters that nobody sees.

    `view` is the whole folded text; `text[i]` stands at `at(i)` of it. `digits` are the digits alone,
    X among them, in upper case.
    """

    view: str
    start: int
    text: str
    digits: str
    offsets: tuple[int, ...] | None = None

    def at(self, place: int) -> int:
        """The offset in the whole text of a place in the run."""
        return self.start + place if self.offsets is None else self.offsets[place]

    def places(self) -> list[int]:
        """Where in the run each of the digits stands."""
        return [found.start() for found in _DIGIT.finditer(self.text)]


def runs(view: str) -> Iterator[Run]:
    """All runs of a folded text, from left to right."""
    for found in _RUN.finditer(view):
        text, start = found[0].rstrip(_TRAILING), found.start()
        if _ENOUGH.match(text) is None:
            continue
        kept = None
        if HIDDEN in text:
            kept = tuple(place for place, character in enumerate(text, start) if character != HIDDEN)
            text = text.replace(HIDDEN, "")
        yield Run(view, start, text, _PARTED.sub("", text).upper(), kept)
