"""A number in pieces (分段): how long they are, what parts them, and whether they stand in a row of figures."""

import re
from dataclasses import dataclass
from itertools import pairwise

_PIECE = re.compile("[0-9]+")
_LAST_PIECE = re.compile("[0-9]+$")
_BEFORE = re.compile(r"[0-9][ \t\r\n|]{1,3}$")
_AFTER = re.compile(r"[ \t\r\n|]{1,3}[0-9]")
_CELLS = "\t\n\r|"


@dataclass(frozen=True)
class Pieces:
    """`text[start:end]` of a run: the digits, the lengths of the pieces and what stands between them."""

    start: int
    end: int
    digits: str
    lengths: tuple[int, ...]
    gaps: tuple[str, ...]
    preceding: tuple[
        int, ...
    ]  # the lengths of up to three numbers before, the nearest first, parted in the same way
    following: tuple[int, ...]
    amid: bool  # whether other figures stand on both sides, whatever parts them

    @property
    def neighbours(self) -> tuple[int, ...]:
        """The lengths of the numbers on both sides."""
        return self.preceding + self.following

    @property
    def in_cells(self) -> bool:
        """Whether a piece ends with its cell or line."""
        return any(character in _CELLS for gap in self.gaps for character in gap)

    @property
    def broken(self) -> bool:
        """Whether the end of a row of figures cuts it: then the pieces belong to two rows."""
        return self.amid and len(set(self.gaps)) > 1 and any("\n" in gap for gap in self.gaps)

    @property
    def single(self) -> bool:
        """Whether every digit stands alone, as in the boxes of a form."""
        return max(self.lengths) == 1

    @property
    def wide(self) -> bool:
        """Whether the row goes on with figures of the same kind: then chance joins them to anything."""
        return sum(3 <= length <= 6 for length in self.neighbours) >= 2

    @property
    def coherent(self) -> bool:
        """Whether the pieces hang together: cells of one row, or lines, not the end of one row and the next."""
        return len(set(self.gaps)) == 1 or not any("\t" in gap or "|" in gap for gap in self.gaps)

    @property
    def regular(self) -> bool:
        """Whether the same parts all pieces, not a decimal point, and a code does not go on before or after.

        Codes such as 2020-620802-48-03-012345 and amounts side by side are not one number.
        """
        gap = self.gaps[0] if self.gaps else ""
        return len(set(self.gaps)) == 1 and gap != "." and not (self.neighbours and gap.strip())

    @property
    def alone(self) -> bool:
        """Whether no other digit stands beside it in the same way."""
        return not any(length == 1 for length in self.neighbours)


def split(text: str, start: int, end: int) -> Pieces:
    """The pieces of a part of a run."""
    found = list(_PIECE.finditer(text, start, end))
    gaps = tuple(text[left.end() : right.start()] for left, right in pairwise(found))
    return Pieces(
        start,
        end,
        "".join(piece[0] for piece in found),
        tuple(len(piece[0]) for piece in found),
        gaps,
        *_neighbours(text, start, end, gaps[0] if gaps else " "),
        _AFTER.match(text, end) is not None and _BEFORE.search(text, max(start - 4, 0), start) is not None,
    )


def _neighbours(text: str, start: int, end: int, gap: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The lengths of up to three numbers before and after that follow in the same way."""
    following: list[int] = []
    while len(following) < 3 and text.startswith(gap, end) and (after := _PIECE.match(text, end + len(gap))):
        following.append(len(after[0]))
        end = after.end()
    preceding: list[int] = []
    while len(preceding) < 3 and text.endswith(gap, 0, start):
        before = _LAST_PIECE.search(text, max(start - len(gap) - 24, 0), start - len(gap))
        if before is None:
            break
        preceding.append(len(before[0]))
        start = before.start()
    return tuple(preceding), tuple(following)
