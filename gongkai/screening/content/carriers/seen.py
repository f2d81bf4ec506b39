"""What has been shown already: a thing stands once in a file, however many readings of it there are."""

from bisect import bisect_right

from gongkai.screening.content.carriers.node import Node, Reading
from gongkai.screening.content.finding import Kind
from gongkai.screening.content.hit import Hit

_Place = tuple[Kind, str, int, str, int]


class Seen:
    """The hits so far, in the readings of one file."""

    def __init__(self) -> None:
        self._places: set[_Place] = set()
        self._words: set[tuple[Kind, str]] = set()
        self._reading: Reading | None = None
        self._starts: list[int] = []

    def new(self, reading: Reading, hit: Hit) -> bool:
        """Whether the hit is new: by where it stands in the file, and if it is left over, by what it says."""
        words = hit.kind, reading.passage.text[hit.start : hit.end]
        place = self._place(reading, hit)
        known = place is not None and place in self._places
        known = known or (reading.leftover and words in self._words)
        if place:
            self._places.add(place)
        self._words.add(words)
        return not known

    def _place(self, reading: Reading, hit: Hit) -> _Place | None:
        """Where the first character of the hit stands; None if nobody knows."""
        node = self._node(reading, hit.start)
        if node is None or node.high <= node.low:
            return None
        low = node.low + (hit.start - node.start if node.exact else 0)
        return hit.kind, node.part, low, node.owner.column, node.owner.cell

    def _node(self, reading: Reading, offset: int) -> Node | None:
        if reading is not self._reading:
            self._reading, self._starts = reading, [node.start for node in reading.nodes]
        number = bisect_right(self._starts, offset) - 1
        return reading.nodes[number] if number >= 0 else None
