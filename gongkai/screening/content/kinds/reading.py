"""A text as the detectors see it: as it is, with its digits unfolded, and what stands around an offset."""

import re
from dataclasses import dataclass
from functools import cached_property

from gongkai.screening.content.facts import Facts
from gongkai.screening.content.kinds.columns import Columns
from gongkai.screening.content.kinds.folding import HIDDEN, fold
from gongkai.screening.content.kinds.labels import SIGNS, follows, names
from gongkai.screening.content.kinds.spots import Spots, Word

_REACH = 24
_SERIAL = frozenset({"code", "serial"})
_DIGITS = frozenset("0123456789Xx")
_CODED = re.compile("[#&;0-9A-Fa-fxX]")  # the rest of &#54; or %36, which would give the digit away


@dataclass(frozen=True)
class Reading:
    """One text under examination. `view` has the length of `text`; see folding."""

    text: str
    facts: Facts

    @cached_property
    def spots(self) -> Spots:
        """Where the telling characters of the text stand."""
        return Spots.of(self.text)

    @cached_property
    def view(self) -> str:
        """The text with every digit written as 0–9."""
        return fold(self.text, odd=self.spots.odd, spelt=self.spots.odd or self.spots.spelt)

    @cached_property
    def columns(self) -> Columns:
        """The headings of the tables in the text."""
        return Columns.of(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the word lists in the text."""
        return tuple(self.spots.words())

    def before(self, start: int, reach: int = _REACH) -> str:
        """What stands before an offset, without characters that nobody sees."""
        part = self.view[max(start - reach, 0) : start]
        return part.replace(HIDDEN, "") if HIDDEN in part else part

    def after(self, end: int, reach: int = 12) -> str:
        """What follows an offset, without characters that nobody sees."""
        part = self.view[end : end + reach]
        return part.replace(HIDDEN, "") if HIDDEN in part else part

    def masked(self, start: int, end: int, shown_first: int, shown_last: int) -> str:
        """A number with stars for its digits but the first and last few; whatever parts them stays in place."""
        view, text = self.view[start:end], self.text[start:end]
        if view.isdigit():
            return (
                text[:shown_first]
                + "*" * (len(text) - shown_first - shown_last)
                + text[len(text) - shown_last :]
            )
        places = [place for place, character in enumerate(view) if character in _DIGITS]
        hidden = set(places[shown_first : len(places) - shown_last])
        shown = []
        for place, character in enumerate(text):
            if place in hidden:
                shown.append("*")
            elif not (view[place] == HIDDEN and shown and shown[-1] == "*" and _CODED.match(text, place)):
                shown.append(character)
        return "".join(shown)

    def speaks_of(self, name: str, start: int, end: int) -> bool:
        """Whether a number at an offset is called so: by the words before it, right after it, or its column."""
        before = self.before(start)
        if "\n" in before and self.columns.figures(start) in _SERIAL:
            before = before[
                before.rindex("\n") :
            ]  # the heading of serial numbers may hold the words too (许可证号)
        if SIGNS[name].search(before) is not None and names(name, before):
            return True
        return follows(name, self.after(end)) or self.columns.above(start) == name
