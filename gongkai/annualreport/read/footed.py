"""Which readings of digits run together leave every column of table 3 in balance (勾稽).

A row such as 713000074 can be cut in several ways. The columns decide: every sum of the form must hold for the
rows together. What still can be read in several ways is told with all of them, and never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.annualreport.formats import Format

Cut = tuple[int, ...]
MOST_STEPS = 400  # rounds of trying; beyond it the rows stay open
MOST_SOLUTIONS = 50


@dataclass(frozen=True)
class _Balance:
    """One sum of the form: the rows on both sides with their signs; in every column they add up to 0."""

    signs: Mapping[str, int]


def balances(form: Format) -> tuple[_Balance, ...]:
    """一 + 二 = （七） + 四, and （七） = the sum of all results."""
    leaves = {row.key: 1 for row in form.leaf_rows}
    return (
        _Balance({"new": 1, "carried_in": 1, "result_total": -1, "carried_out": -1}),
        _Balance({**leaves, "result_total": -1}),
    )


def footed(form: Format, known: Mapping[str, Cut], ways: Mapping[str, Sequence[Cut]]) -> dict[str, list[Cut]]:
    """For each open row the ways that stand in some solution for all rows together.

    `known` are the rows read without doubt, `ways` the open ones with their cuts. A sum with a row that is in
    neither is not used. Where no solution exists (the report itself does not foot) or too many would have to be
    tried, the ways come back as they were.
    """
    options = {key: list(cuts) for key, cuts in ways.items()}
    sums = [
        balance for balance in balances(form) if all(key in known or key in options for key in balance.signs)
    ]
    if not sums or not options:
        return options
    search = _Search(sums, known, len(form.table3_columns))
    solutions = []
    for solution in search.solutions(options):
        solutions.append(solution)
        if len(solutions) > MOST_SOLUTIONS:
            return search.narrowed(options) or options
    if search.steps >= MOST_STEPS:
        return search.narrowed(options) or options
    if not solutions:
        return options
    return {key: sorted({solution[key] for solution in solutions}) for key in options}


class _Search:
    """Trying the ways, each choice narrowing all the others."""

    def __init__(self, sums: Sequence[_Balance], known: Mapping[str, Cut], columns: int) -> None:
        self.steps = 0
        self._sums, self._columns = sums, columns
        self._fixed = [
            [
                sum(sign * known[key][c] for key, sign in one.signs.items() if key in known)
                for c in range(columns)
            ]
            for one in sums
        ]

    def solutions(self, options: Mapping[str, list[Cut]]) -> Iterator[dict[str, Cut]]:
        """Every way of choosing one cut a row for which all sums hold."""
        self.steps += 1
        narrow = self.narrowed(options)
        if narrow is None or self.steps >= MOST_STEPS:
            return
        open_rows = [key for key, cuts in narrow.items() if len(cuts) > 1]
        if not open_rows:
            yield {key: cuts[0] for key, cuts in narrow.items()}
            return
        row = min(open_rows, key=lambda key: len(narrow[key]))
        for cut in narrow[row]:
            yield from self.solutions({**narrow, row: [cut]})

    def narrowed(self, options: Mapping[str, list[Cut]]) -> dict[str, list[Cut]] | None:
        """The options without those that no choice of the other rows could balance; None if a row has none left."""
        left = {key: list(cuts) for key, cuts in options.items()}
        changed = True
        while changed:
            changed = False
            for one, fixed in zip(self._sums, self._fixed, strict=True):
                for column in range(self._columns):
                    signs = {key: sign for key, sign in one.signs.items() if key in left}
                    ranges = {key: _range(left[key], column, sign) for key, sign in signs.items()}
                    low = fixed[column] + sum(r[0] for r in ranges.values())
                    high = fixed[column] + sum(r[1] for r in ranges.values())
                    for key, sign in signs.items():
                        lowest, highest = low - ranges[key][0], high - ranges[key][1]
                        kept = [c for c in left[key] if lowest <= -sign * c[column] <= highest]
                        if len(kept) < len(left[key]):
                            changed = True
                            left[key] = kept
                            if not kept:
                                return None
                            fresh = _range(kept, column, sign)
                            low, high = low + fresh[0] - ranges[key][0], high + fresh[1] - ranges[key][1]
                            ranges[key] = fresh
        return left


def _range(cuts: Sequence[Cut], column: int, sign: int) -> tuple[int, int]:
    values = [sign * cut[column] for cut in cuts]
    return min(values), max(values)
