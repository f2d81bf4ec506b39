"""A run of text with the places that its parts come from."""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """Text read from a carrier: one sheet, page or document, rows parted by line ends and cells by tabs.

    `starts[n]` is the offset at which the place `places[n]` begins; both in rising order, never empty.
    One long passage rather than many short ones: a number cut over cells or lines is found, and scanning is quick.
    """

    text: str
    starts: tuple[int, ...] = (0,)
    places: tuple[str, ...] = ("正文",)

    def where(self, offset: int) -> str:
        """The place of the character at `offset`, such as 花名册!C7（隐藏列）, 第3页 or 第12段."""
        return self.places[max(bisect_right(self.starts, offset) - 1, 0)]
