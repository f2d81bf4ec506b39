"""Cutting digits run together into numbers of which every last one is the sum of those before it.

713000074 as one row of seven is 71 3 0 0 0 0 74: no other cut has a right total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

LONGEST = 6  # digits: no organ has a million reviews or lawsuits of one kind
MOST_STEPS = 60_000  # of one row; a row of plausible length takes a few hundred
Cut = tuple[int, ...]


class _TooMany(Exception):
    """More has to be tried than a row is worth."""


def summed_cuts(tokens: Sequence[str], size: int, groups: int = 1) -> list[Cut]:
    """Every way to cut the tokens into `groups` times `size` numbers, the last of each group the others' sum.

    Blanks between tokens are kept as cuts; no number begins with a 0 but 0 itself. [] when a token is not all
    digits, when no cut fits, and when too many would have to be tried.
    """
    digits = "".join(tokens)
    if not digits.isdecimal() or not size * groups <= len(digits) <= size * groups * LONGEST:
        return []
    try:
        return list(_Cutting(tokens, size).groups(0, groups))
    except _TooMany:
        return []


class _Cutting:
    def __init__(self, tokens: Sequence[str], size: int) -> None:
        self._digits = "".join(tokens)
        self._size = size
        self._steps = 0
        # For each digit where the number that begins with it must end: with its token, a 0 at once.
        self._ends: list[int] = []
        for token in tokens:
            end = len(self._ends) + len(token)
            self._ends += [end - len(token) + i + 1 if digit == "0" else end for i, digit in enumerate(token)]

    def groups(self, start: int, count: int) -> Iterator[Cut]:
        """The cuts of the digits from `start` into `count` groups."""
        if count == 1:
            yield from self._last_group(start)
            return
        least = (count - 1) * self._size  # digits that the groups after this one need
        for numbers, end in self._heads(start, len(self._digits) - least - 1, self._size - 1):
            written = str(sum(numbers))
            if self._digits.startswith(written, end) and self._number(end, end + len(written)) is not None:
                for rest in self.groups(end + len(written), count - 1):
                    yield (*numbers, sum(numbers), *rest)

    def _heads(self, start: int, stop: int, count: int) -> Iterator[tuple[Cut, int]]:
        """The first `count` numbers of the digits from start on, ending at stop at the latest, and where they end."""
        self._step()
        if count == 0:
            yield (), start
            return
        for end in range(start + 1, min(start + LONGEST, stop - count + 1) + 1):
            number = self._number(start, end)
            if number is None:
                break
            for rest, last in self._heads(end, stop, count - 1):
                yield (number, *rest), last

    def _last_group(self, start: int) -> Iterator[Cut]:
        """All digits from `start` as one group: the total is looked for at the end first.

        Casting out nines: however the terms are cut, their sum and the sum of their digits leave the same rest.
        """
        stop = len(self._digits)
        digits = sum(map(int, self._digits[start:]))
        for length in range(1, stop - start - self._size + 2):
            total = self._number(stop - length, stop)
            if total is not None and (digits - 2 * total) % 9 == 0:
                for numbers in self._terms(start, stop - length, self._size - 1, total):
                    yield (*numbers, total)

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise _TooMany

    def _terms(self, start: int, stop: int, count: int, total: int) -> Iterator[Cut]:
        """The cuts of the digits from start to stop into `count` numbers that add up to `total`."""
        self._step()
        if count == 1:
            if self._digits[start:stop] == str(total) and stop <= self._ends[start]:
                yield (total,)
            return
        spare = stop - start - count
        longest = len(str(total))
        # Even the longest number they leave room for may be too small, or the shortest possible ones too large.
        if spare < 0 or longest > spare + 2 or (total < 10 ** -(-spare // count) and spare):
            return
        for end in range(start + 1, min(start + longest, stop - count + 1) + 1):
            number = self._number(start, end)
            if number is None or number > total:
                break
            for rest in self._terms(end, stop, count - 1, total - number):
                yield (number, *rest)

    def _number(self, start: int, stop: int) -> int | None:
        return int(self._digits[start:stop]) if stop <= self._ends[start] else None
