"""What is to be changed in the parts of a file, character by character, and changing it."""

from bisect import bisect_right
from collections.abc import Callable

from gongkai.screening.content.carriers.node import Node, Reading
from gongkai.screening.content.hit import Hit


class Edits:
    """For each part of a file, what each of its pieces becomes. `escape` makes a text fit to stand there."""

    def __init__(self, escape: Callable[[str], str] = str) -> None:
        self.parts: dict[str, dict[int, tuple[int, str]]] = {}
        self._escape = escape

    def put(self, part: str, low: int, high: int, new: str) -> None:
        """`part[low:high]` becomes `new`, as it stands there; of two that overlap, the wider one is made."""
        there = self.parts.setdefault(part, {})
        if low not in there or there[low][0] < high:
            there[low] = high, new

    def mask(self, reading: Reading, nodes: list[Node], hit: Hit, mask: str) -> None:
        """What was found becomes its mask: sign by sign if it is as long, else where it begins."""
        size = hit.end - hit.start
        signs = list(mask) if len(mask) == size else [mask] + [""] * (size - 1)
        left = "".join(signs)
        first = True
        for node in nodes:
            low, high = max(hit.start, node.start), min(hit.end, node.end)
            said = "".join(signs[low - hit.start : high - hit.start])
            if first and len(mask) != size:
                said, first = left, False
            if node.exact:
                at = node.low + low - node.start
                for offset in range(high - low):
                    sign = said[offset] if len(said) == high - low else said if offset == 0 else ""
                    self.put(node.part, at + offset, at + offset + 1, self._escape(sign))
            else:
                whole = reading.passage.text[node.start : low] + said + reading.passage.text[high : node.end]
                self.put(node.part, node.low, node.high, self._escape(whole))

    def made(self, part: str, text: str) -> str:
        """The part's text with all that is to be changed in it."""
        pieces, last = list[str](), 0
        for low, (high, new) in sorted(self.parts.get(part, {}).items()):
            if low >= last:
                pieces += (text[last:low], new)
                last = high
        return "".join((*pieces, text[last:]))

    def made_between(self, part: str, text: str, low: int, high: int) -> str:
        """What stands between two offsets of a part, with what is to be changed in it sign by sign."""
        there, pieces = self.parts.get(part, {}), list[str]()
        while low < high:
            after, new = there.get(low, (low + 1, text[low]))
            pieces.append(new)
            low = max(after, low + 1)
        return "".join(pieces)


def nodes_of(reading: Reading, starts: list[int], hit: Hit) -> list[Node]:
    """The pieces that a hit stands in, as far as it is known where; `starts` are those of all pieces."""
    number = max(bisect_right(starts, hit.start) - 1, 0)
    found = []
    while number < len(reading.nodes) and reading.nodes[number].start < hit.end:
        node = reading.nodes[number]
        if node.end > hit.start and node.high > node.low:
            found.append(node)
        number += 1
    return found
