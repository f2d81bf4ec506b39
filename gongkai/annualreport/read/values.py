"""The values written after a label: numbers, marks, and numbers run together without a separator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annualreport.report import Cell

_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_VALUE = re.compile(rf"[\s|]*(?P<token>{_NUMBER}\s*(?:万元|元|件|条|项|个|宗|次)?|零|〇|/|-+|无(?=[\s|]|$))")
_CLOSING = " \n\t|)\"'”’:."
_PARTS = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>\D*)")
LONGEST_NUMBER = 20  # characters; a longer one is no count and no sum of money
MOST_SPARE_DIGITS = 9  # beyond this, cutting a run of digits has too many ways to be worth trying


@dataclass(frozen=True)
class Value:
    """One value as written: its number (None for a mark), its unit if any, its mark if it is no number."""

    number: Cell
    unit: str = ""
    mark: str = ""


def leading_tokens(run: str) -> tuple[list[str], str]:
    """The values at the head of folded text, and the text after them; a label's bracket is passed over."""
    tokens: list[str] = []
    position = len(run) - len(run.lstrip(_CLOSING))
    while found := _VALUE.match(run, position):
        tokens.append(found["token"].strip())
        position = found.end()
    return tokens, run[position:]


def value_of(token: str) -> Value | None:
    """The value a token stands for; None for digits no clerk writes as one number (007)."""
    if token in ("零", "〇"):
        return Value(0)
    parts = _PARTS.fullmatch(token)
    if parts is None:
        return Value(None, mark=token)
    written = parts["number"].replace(",", "").removeprefix("+")
    whole = written.removeprefix("-").split(".")[0]
    if len(written) > LONGEST_NUMBER or (len(whole) > 1 and whole.startswith("0")):
        return None
    number = Decimal(written)
    is_whole = number == number.to_integral_value()
    return Value(int(number) if is_whole else number, unit=parts["unit"].strip())


def cuts(tokens: Sequence[str], count: int, fits: Callable[[tuple[int, ...]], bool]) -> list[tuple[int, ...]]:
    """Every way to cut runs of digits into `count` whole numbers for which `fits` holds of each beginning.

    Blanks between tokens are kept as cuts. [] when a token is not all digits, or there are too many ways.
    """
    digits = sum(len(token) for token in tokens)
    if not all(token.isdecimal() for token in tokens) or not count <= digits <= count + MOST_SPARE_DIGITS:
        return []
    return list(_cut(tuple(tokens), count, (), fits))


def _cut(
    tokens: tuple[str, ...], count: int, taken: tuple[int, ...], fits: Callable[[tuple[int, ...]], bool]
) -> Iterator[tuple[int, ...]]:
    left = count - len(taken)
    if not tokens:
        if left == 0:
            yield taken
        return
    if left < len(tokens):
        return
    head, *rest = tokens
    longest = 1 if head[0] == "0" else len(head)
    for length in range(1, longest + 1):
        after = (head[length:], *rest) if head[length:] else tuple(rest)
        if sum(map(len, after)) < left - 1:
            return
        now = (*taken, int(head[:length]))
        if fits(now):
            yield from _cut(after, count, now, fits)
