"""The shared texts of a workbook (共享字符串): cells name them by number, and some no cell names any more."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import pieces, tokens
from gongkai.screening.content.carriers.node import Owner

_ITEM = re.compile(r"<(?:\w+:)?si\b[^>]*?(?:/>|>)")
_PLAIN = re.compile(r"\s*<(?:\w+:)?t(?:\s[^>]*)?>([^<]*+)</(?:\w+:)?t>\s*</(?:\w+:)?si>")


class Piece(NamedTuple):
    """A piece of a text and where it stands."""

    text: str
    low: int
    high: int
    exact: bool


class SharedTexts:
    """The texts in their order; `part` is where they stand."""

    def __init__(self, text: str, part: str) -> None:
        self.part = part
        self._pieces = [list(found) for found in _items(text)]
        self._used = bytearray(len(self._pieces))

    def quote(self, draft: Draft, number: int, owner: Owner) -> None:
        """Say a text into a draft, in as many pieces as it has."""
        for piece in self._pieces[number]:
            draft.quote(piece.text, self.part, piece.low, piece.high, piece.exact, owner)

    def show(self, draft: Draft, number: int, owner: Owner) -> None:
        """A cell shows the text; nothing is said if there is none of that number."""
        if number < len(self._pieces):
            self._used[number] = 1
            self.quote(draft, number, owner)

    def unused(self) -> Iterator[int]:
        """The numbers of the texts that no cell has shown."""
        return (number for number, used in enumerate(self._used) if not used)


def _items(text: str) -> Iterator[Iterator[Piece]]:
    """The pieces of each text, reading aids (拼音) too: they say the same in other letters."""
    starts = [(found.end(), found[0].endswith("/>")) for found in _ITEM.finditer(text)]
    for number, (low, empty) in enumerate(starts):
        high = starts[number + 1][0] if number + 1 < len(starts) else len(text)
        if empty:
            yield iter(())
        elif plain := _PLAIN.match(text, low):
            yield (Piece(*piece) for piece in pieces(text, *plain.span(1)))
        else:
            yield _runs(text, low, high)


def _runs(text: str, low: int, high: int) -> Iterator[Piece]:
    for token in tokens(text, low, high):
        if token.kind == "end" and token.name == "si":
            return
        if token.kind == "data":
            yield Piece(text[token.low : token.high], token.low, token.high, True)
        elif token.kind == "text" and text[token.begin - 1] == ">":
            yield from (Piece(*piece) for piece in pieces(text, token.low, token.high))
