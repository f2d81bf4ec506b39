"""A stretch of a part with its entities decoded, of which any slice can be said; and what code in it spells out."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import unquote

from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import pieces
from gongkai.screening.content.carriers.node import SEEN, Owner

_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.|"")*+)"|\'((?:[^\'\\\n]|\\.)*+)\'|`((?:[^`\\]|\\.)*+)`', re.DOTALL)
_JOINS = re.compile(r"\s*[&+]\s*")  # "620802" & "1990…" in formulas, + in scripts
_ESCAPE = re.compile(
    r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\u([0-9a-f]{4})|\\u\{([0-9a-f]{1,6})\}|\\x([0-9a-f]{2})|\\(.)",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = {"n": "\n", "r": "\n", "t": "\t", "b": " ", "f": " ", "0": " "}
_PERCENT, _PERCENTS = re.compile("%[Ee][2-9]%[89AaBb]"), re.compile("(?:%[0-9A-Fa-f]{2})+")
_CHINESE = re.compile("[\u3400-\u9fff]")
_NUMBER = re.compile(r"[0-9]{6}")


class Stretch:
    """What stands in `text[low:high]` of a part; as it stands there if it is `plain`."""

    def __init__(self, text: str, part: str, low: int, high: int, *, plain: bool = False) -> None:
        self._part = part
        self._pieces = [(text[low:high], low, high, True)] if plain else list(pieces(text, low, high))
        self._starts = [0, *accumulate(len(piece[0]) for piece in self._pieces)]
        self.text = "".join(piece[0] for piece in self._pieces)

    def quote(self, draft: Draft, begin: int, end: int, owner: Owner = SEEN) -> None:
        """Say a slice of it."""
        number = max(bisect_right(self._starts, begin) - 1, 0)
        while number < len(self._pieces) and self._starts[number] < end:
            said, low, high, exact = self._pieces[number]
            first = max(begin - self._starts[number], 0)
            last = min(end - self._starts[number], len(said))
            if exact:
                low, high = low + first, low + last
            draft.quote(said[first:last], self._part, low, high, exact, owner)
            number += 1

    def stand_in(self, draft: Draft, begin: int, end: int, said: str, owner: Owner = SEEN) -> None:
        """Say something else that a slice stands for."""
        first, last = (max(bisect_right(self._starts, at) - 1, 0) for at in (begin, end - 1))
        low = self._pieces[first][1] + (begin - self._starts[first] if self._pieces[first][3] else 0)
        _, begins, ends, exact = self._pieces[last]
        high = begins + end - self._starts[last] if exact else ends
        draft.quote(said, self._part, low, high, False, owner)


def spell_out(stretch: Stretch, draft: Draft, owner: Owner = SEEN) -> None:
    """Say the texts that code puts together: each apart, those that are joined as one, what is escaped as it is meant.

    A text that is neither joined nor escaped is said only for its words: its numbers stand better in their code,
    where what is before them names them.
    """
    for texts in _joined(stretch.text):
        escaped = any("\\" in stretch.text[low:high] for low, high in texts)
        said = "".join(stretch.text[low:high] for low, high in texts)
        wanted = len(texts) > 1 or escaped or (_CHINESE.search(said) and not _NUMBER.search(said))
        if wanted and len(said) > 1:
            draft.part()
            for low, high in texts:
                _say(stretch, draft, low, high, owner)
            draft.part()


def _joined(text: str) -> Iterator[list[tuple[int, int]]]:
    """The texts in quotation marks, those together that signs for joining stand between."""
    together, last = list[tuple[int, int]](), 0
    for found in _QUOTED.finditer(text):
        if together and not (found.start() - last < 40 and _JOINS.fullmatch(text, last, found.start())):
            yield together
            together = []
        together.append(found.span(found.lastindex or 0))
        last = found.end()
    if together:
        yield together


def _say(stretch: Stretch, draft: Draft, low: int, high: int, owner: Owner) -> None:
    """One text, its escapes as what they stand for."""
    for found in _ESCAPE.finditer(stretch.text, low, high):
        stretch.quote(draft, low, found.start(), owner)
        stretch.stand_in(draft, found.start(), found.end(), _meant(found), owner)
        low = found.end()
    stretch.quote(draft, low, high, owner)


def _meant(found: re.Match[str]) -> str:
    """The sign that an escape stands for."""
    if found[1]:
        return chr(0x10000 + ((int(found[1], 16) - 0xD800) << 10) + int(found[2], 16) - 0xDC00)
    code = found[3] or found[4] or found[5]
    if code:
        point = int(code, 16)
        return "�" if 0xD800 <= point < 0xE000 or point > 0x10FFFF else chr(point)
    return _SIGNS.get(found[6], found[6])


def spell_percent(stretch: Stretch, draft: Draft) -> None:
    """Say an address with what is written in it as %E7%BB%9D… as it is meant, if there is Chinese in it."""
    if not _PERCENT.search(stretch.text):
        return
    draft.part()
    last = 0
    for run in _PERCENTS.finditer(stretch.text):
        stretch.quote(draft, last, run.start())
        at, signs = run.start(), unquote(run[0], errors="replace")
        for sign in signs:
            size = 3 * len(sign.encode())
            stretch.stand_in(draft, at, min(at + size, run.end()), sign)
            at = min(at + size, run.end() - 3)
        last = run.end()
    stretch.quote(draft, last, len(stretch.text))
    draft.part()
