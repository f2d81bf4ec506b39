"""Where the telling characters of a text stand (线索字): one pass over the text serves every detector.

A pass costs the same whether it looks for one character or for five hundred, and a text of a hundred thousand
characters has only a few of these. What stands around one decides; see the detectors.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from gongkai.screening.content.kinds.folding import NUMERALS, odd_characters
from gongkai.screening.content.kinds.lexicon import entries, is_frequent

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DOORS = "号室户楼"  # the end of an address
STARS = "*＊●■#x"  # what hides a digit
DRAWN = "件部得至后意予资外"  # the later characters of remarks such as 此件, where they are drawn apart
_OTHERS = "@＠\\密"


@cache
def _pattern() -> re.Pattern[str]:
    """One set of all telling characters, then what must stand before one: few get through to slower tests.

    A character of a word counts behind one that comes before such a character in some word; a frequent one only
    behind its own.
    """
    alone = CAPITALS + STARS + _OTHERS + odd_characters()
    known = [entry for entries_of_one in entries().values() for entry in entries_of_one]
    pairs = {entry.word[max(entry.place - 1, 0) :][:2] for entry in known if len(entry.word) > 1}
    inner = {entry.word[entry.place] for entry in known if entry.place}
    first = {entry.word[0] for entry in known if not entry.place and len(entry.word) > 1}
    single = {entry.word for entry in known if len(entry.word) == 1}
    led = {pair[0] for pair in pairs if pair[1] in inner}
    following = {pair[1] for pair in pairs if pair[0] in first}
    own = sorted(pair for pair in pairs if pair[1] in inner and is_frequent(pair[1]))
    frequent = "".join(sorted({pair[1] for pair in own}))
    either = _escaped(alone + "".join(entries()) + DOORS + DRAWN + NUMERALS + ":岁")
    others = _escaped(alone + "".join(sorted(single)) + DOORS + DRAWN + NUMERALS + ":岁")
    return re.compile(
        f"[{either}{_ASTRAL}]"
        f"(?:(?<=[{_set(led)}][{_set(inner)}])(?:(?<![{frequent}])|(?<={'|'.join(own)}))"
        f"|(?<=[{_set(first)}])(?=[{_set(following)}])"
        f"|(?<=[{others}{_ASTRAL}])(?:(?<=[{_escaped(alone)}{_set(single)}{_ASTRAL}])"
        f"|(?<=[0-9０-９一二三四五六七八九十百周A-Za-z][{DOORS}岁])|(?<=[ \u3000\u200b\n\t>][{DRAWN}])|(?<=[A-Za-z]:)"
        f"|(?<=[{NUMERALS}])(?=[0-9{NUMERALS} \u3000\u200b\u200d\u2060-]{{7}})))"
    )


_ASTRAL = "\U0001d7ce-\U000e01ff"  # digits and invisible characters beyond the first plane


def _escaped(characters: str) -> str:
    """The same within brackets, each once."""
    return "".join(map(re.escape, dict.fromkeys(characters)))


def _set(characters: set[str]) -> str:
    """The characters within brackets of a pattern, always in the same order."""
    return "".join(map(re.escape, sorted(characters)))


class Word(NamedTuple):
    """A word of the list `name` as it stands at `start`–`end` of a text."""

    start: int
    end: int
    text: str
    name: str


@dataclass(frozen=True)
class Spots:
    """The offsets of each telling character."""

    text: str
    found: dict[str, list[int]]

    @classmethod
    def of(cls, text: str) -> "Spots":
        """All of them in one pass."""
        found: dict[str, list[int]] = {}
        for match in _pattern().finditer(text):
            place = match.start()
            character = text[place]
            if character in found:
                found[character].append(place)
            else:
                found[character] = [place]
        return cls(text, found)

    def at(self, characters: str) -> list[int]:
        """Where any of these characters stand, in the order of the text."""
        lists = [self.found[character] for character in characters if character in self.found]
        return lists[0] if len(lists) == 1 else sorted(offset for offsets in lists for offset in offsets)

    @property
    def odd(self) -> bool:
        """Whether there is anything that folding changes, besides tags, codes and Chinese digits."""
        return not _odd().isdisjoint(self.found) or max(self.found, default="") > "\uffff"

    @property
    def spelt(self) -> bool:
        """Whether there may be a number in Chinese digits."""
        return not _NUMERALS.isdisjoint(self.found)

    def words(self) -> Iterator[Word]:
        """Every word of the word lists; of several around the same character, the longest."""
        text, known = self.text, entries()
        for character, offsets in self.found.items():
            taken: set[int] = set()
            for place, word, name in known.get(character, ()):
                starts = [offset - place for offset in offsets if text.startswith(word, offset - place)]
                for start in starts:
                    if start >= 0 and start + place not in taken:
                        taken.add(start + place)
                        yield Word(start, start + len(word), word, name)


_NUMERALS = frozenset(NUMERALS)


@cache
def _odd() -> frozenset[str]:
    return frozenset(odd_characters())
