"""Matching the labels found in a table with the official ones, in order: misprints, gaps and extra rows allowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from gongkai.annualreport.read.labels import bare, fold

CLOSE_ENOUGH = 0.72  # the share of characters a misprinted label has in common with the official one
SHORT = 3  # characters; a label this short must be exact
_NUMBERED = 0.3  # what an agreeing number (1. 2. …) before the words adds
_LOST_ENDS = ("区分处理的只计这一情形不计其他情形", "减")


def aligned(found: Sequence[str], official: Sequence[str]) -> list[int | None]:
    """For each official label the index of the found one that stands for it, in order; None where none does."""
    head = _same(zip(found, official, strict=False))
    rest = min(len(found), len(official)) - head
    tail = _same(zip(found[::-1][:rest], official[::-1][:rest], strict=False))
    between = _between(found[head : len(found) - tail], official[head : len(official) - tail])
    chosen: list[int | None] = [*range(head), *(None if i is None else i + head for i in between)]
    chosen += range(len(found) - tail, len(found))
    return chosen if None not in chosen else _displaced(found, official, chosen)


def _same(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs of labels, from the first on, are just the same."""
    return sum(1 for _ in takewhile(lambda pair: bare(pair[0]) == bare(pair[1]), pairs))


def _between(found: Sequence[str], official: Sequence[str]) -> list[int | None]:
    """The same for labels that are not all the official ones: the pairs that are alike most, in order."""
    best = [[0.0] * (len(official) + 1) for _ in range(len(found) + 1)]
    for i in range(len(found) - 1, -1, -1):
        for j in range(len(official) - 1, -1, -1):
            alike = likeness(found[i], official[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], alike + best[i + 1][j + 1] if alike else 0.0)
    chosen: list[int | None] = [None] * len(official)
    i = j = 0
    while i < len(found) and j < len(official):
        alike = likeness(found[i], official[j])
        if alike and best[i][j] == alike + best[i + 1][j + 1]:
            chosen[j] = i
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return chosen


def _displaced(found: Sequence[str], official: Sequence[str], chosen: list[int | None]) -> list[int | None]:
    """Labels that stand out of order are taken too, if they are just the official ones and stand there once."""
    free: dict[str, list[int]] = {}
    for i, label in enumerate(found):
        free.setdefault(bare(label), []).append(i)
    used = set(chosen)
    for j, label in enumerate(official):
        where = free.get(bare(label), ())
        if chosen[j] is None and len(where) == 1 and where[0] not in used:
            chosen[j] = where[0]
    return chosen


@lru_cache(maxsize=20_000)
def likeness(found: str, official: str) -> float:
    """How alike two labels are: 0 for another label, up to 1 and a little for the same one with its number."""
    here, there = bare(found).replace("合计", "总计"), bare(official)
    if not here or len(here) > 3 * len(there) + 20:
        return 0.0
    for end in _LOST_ENDS:
        there = there.removesuffix(end) if not here.endswith(end) else there
    same_number = _number(found) == _number(official)
    bonus = _NUMBERED if same_number else 0.0
    here_words, there_words = here.lstrip("0123456789"), there.lstrip("0123456789")
    if here_words == there_words:
        return 1.0 + bonus
    if min(len(here_words), len(there_words)) <= SHORT:
        return 0.0
    share = SequenceMatcher(None, here_words, there_words, autojunk=False).ratio()
    return share + bonus if share >= CLOSE_ENOUGH else 0.0


def _number(label: str) -> str:
    """The number in front of a label: 1 of 1.属于国家秘密, 一 of （一）予以公开."""
    head = fold(label).lstrip(" (\n")[:1]
    return head if head in "一二三四五六七八九123456789" else ""
