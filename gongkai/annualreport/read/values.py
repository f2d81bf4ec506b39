"""The values written after a label: numbers, marks, and numbers run together without a separator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from gongkai.annualreport.report import Cell

UNITS = frozenset(
    (
        "元",
        "万元",
        "件",
        "条",
        "项",
        "个",
        "宗",
        "次",
        "份",
        "人次",
        "起",
        "案",
        "人",
        "户",
        "期",
        "笔",
        "家",
        "部",
    )
)
_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NO_ENUMERATOR = r"(?!\d|\s*[.、．](?:\s?[\u4e00-\u9fff“]))"  # the 9 of “9.属于…” is no value
_GLUED = r"\d{7,}(?=\d[.、．]\s?[\u4e00-\u9fff“])"  # a row whose last digit is the number of the next label
_CHANGE = r"[增减][加少]?\s*\d+"  # 增2, 减少3: how some write the column 本年增/减
_NONE = r"(?:暂?无|没有|未发生|不涉及)"
_VALUE = re.compile(
    rf"[\s|]*(?P<token>{_CHANGE}|{_GLUED}|{_NUMBER}{_NO_ENUMERATOR}\s*(?:\(?(?:万元|元|件|条|项|个|宗|次|份|起)\)?)?"
    rf"|[零〇○◯]|[/\\]+|[-_—]+|{_NONE}(?=[\s|]|$))"
)
_CLOSING = " \n\t|)\"'”’:."
_PARTS = re.compile(rf"[¥￥]?\s*(?P<number>{_NUMBER})\.?\s*[(\[]?(?P<unit>[^\d()\[\]]*)[)\]]?")
_ZEROS = frozenset("零〇○◯")
MOST_TOKENS = 200  # after one label; a row of the form has 15 cells at most
LONGEST_NUMBER = 20  # characters; a longer one is no count and no sum of money
MOST_SPARE_DIGITS = 9  # beyond this, cutting a run of digits has too many ways to be worth trying


@dataclass(frozen=True)
class Value:
    """One value as written: its number (None for a mark), its unit if any, its mark if it is no number."""

    number: Cell
    unit: str = ""
    mark: str = ""


class Token(NamedTuple):
    """One value as written, and where it begins in the text."""

    text: str
    at: int


def leading_tokens(run: str) -> tuple[list[Token], str]:
    """The values at the head of folded text, and the text after them; a label's bracket is passed over."""
    tokens: list[Token] = []
    position = len(run) - len(run.lstrip(_CLOSING))
    while len(tokens) < MOST_TOKENS and (found := _VALUE.match(run, position)):
        tokens.append(Token(found["token"].strip(), found.start("token")))
        position = found.end()
    return tokens, run[position:]


def value_of(token: str) -> Value | None:
    """The value a token stands for; None for digits no clerk writes as one number (007)."""
    if token in _ZEROS:
        return Value(0)
    if re.fullmatch(_CHANGE, token):
        token = ("-" if token[0] == "减" else "") + token.lstrip("增加减少 ")
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
