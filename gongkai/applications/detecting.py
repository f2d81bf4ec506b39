"""提示: what a case may be besides an ordinary application. Suggestions with a reason and an article; a person decides.

Texts and marks in, hints out: no database and no clock of the machine. The words of petitions are a table.
"""

import heapq
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gongkai.law.cite import Article
from gongkai.law.publication import REGULATION

ALIKE, REPEATED = (
    0.5,
    0.6,
)  # share of character pairs in common (Dice): the same information; the same request
FEWEST = 6  # pairs, below which a text says too little to be compared
MANY = 10  # applications of one person in one calendar month (国办函〔2020〕109号): more are many
MOST_PAIRS = (
    500  # of one text; of a longer one as many, chosen by the pairs themselves: equal texts stay equal
)
_SPREAD = 0x9E3779B97F4A7C15  # odd: its products are in no order that a text has
SHOWN = 5  # cases named in one hint

# Turns of phrase that every application has: they make no two alike.
PHRASES = (
    "政府信息公开", "申请公开", "请求公开", "政府信息", "申请", "公开", "获取", "贵单位", "贵机关", "请提供", "有关", "相关",
)  # fmt: skip
# What an application under the regulation does not ask for, and where that goes instead.
PETITION: Mapping[str, str] = {
    "信访": "信访渠道",
    "上访": "信访渠道",
    "投诉": "投诉渠道",
    "举报": "举报渠道",
    "控告": "举报渠道",
    "要求赔偿": "行政赔偿的途径",
    "请求赔偿": "行政赔偿的途径",
    "要求补偿": "信访渠道或者征收补偿的途径",
    "请求处理": "信访渠道",
    "要求处理": "信访渠道",
    "请求查处": "投诉、举报渠道",
    "要求查处": "投诉、举报渠道",
    "追究责任": "投诉、举报渠道",
    "行政复议": "行政复议",
    "咨询": "政务咨询热线",
}


@dataclass(frozen=True)
class Known:
    """Another case of the organ: its number, the mark of who asked, the pairs of what was asked, the day of receipt."""

    pk: int
    number: str
    mark: str
    pairs: frozenset[int]
    received_on: date | None


@dataclass(frozen=True)
class Hint:
    """A suggestion: what was noticed, the article that it may come under, the cases it is about (number and pk)."""

    kind: str
    sentence: str
    article: Article
    cases: tuple[tuple[int, str], ...] = ()


def plain(text: str) -> str:
    """The letters and digits of a text, without the turns of phrase that every application has."""
    text = unicodedata.normalize("NFKC", text)
    for phrase in PHRASES:
        text = text.replace(phrase, "")
    return "".join(letter for letter in text if letter.isalnum())


def pairs_of(text: str) -> frozenset[int]:
    """The pairs of neighbouring characters of a text, each as one number; at most MOST_PAIRS of them.

    Of long texts the pairs that come first in an order which is the same for all texts: what two of them have in
    common is then about what the whole texts have in common.
    """
    pairs = {ord(one) << 21 | ord(two) for one, two in pairwise(plain(text))}
    return frozenset(heapq.nsmallest(MOST_PAIRS, pairs, key=lambda pair: pair * _SPREAD % 2**64))


def likeness(one: frozenset[int], two: frozenset[int]) -> float:
    """How much two texts have in common: 0 nothing, 1 all their pairs; 0 where one says too little."""
    if min(len(one), len(two)) < FEWEST:
        return 0.0
    return 2 * len(one & two) / (len(one) + len(two))


def hints_for(text: str, mark: str, received_on: date | None, others: Sequence[Known]) -> tuple[Hint, ...]:
    """What may be noticed about an application with this text, by who has this mark, beside the others of its organ."""
    pairs = pairs_of(text)
    alike = [(one, likeness(pairs, one.pairs)) for one in others]
    found = (
        _repeated(mark, received_on, alike),
        _several(mark, alike),
        _petition(text),
        _many(mark, received_on, others),
    )
    return tuple(hint for hint in found if hint)


def _repeated(mark: str, received_on: date | None, alike: Iterable[tuple[Known, float]]) -> Hint | None:
    same = [
        one
        for one, share in alike
        if mark and one.mark == mark and share >= REPEATED and not _later(one.received_on, received_on)
    ]
    if not same:
        return None
    said = f"同一申请人以前申请过内容相近的信息，有{len(same)}件。确实相同、又没有新情况的，可以告知不予重复处理。"
    return Hint("repeated", said, Article(REGULATION, 36, None, 6), _named(same))


def _later(one: date | None, two: date | None) -> bool:
    return one is not None and two is not None and one > two


def _several(mark: str, alike: Iterable[tuple[Known, float]]) -> Hint | None:
    same = [one for one, share in alike if share >= ALIKE and not (mark and one.mark == mark)]
    if not same:
        return None
    said = f"别的申请人也要内容相近的信息，近两年有{len(same)}件。可以公开的，可以转为主动公开。"
    return Hint("several", said, Article(REGULATION, 44, 1), _named(same))


def _petition(text: str) -> Hint | None:
    found = {word: where for word, where in PETITION.items() if word in text}
    if not found:
        return None
    words, places = "、".join(f"“{word}”" for word in found), "、".join(dict.fromkeys(found.values()))
    said = f"内容里有{words}。如果不是要信息，而是信访、投诉、举报一类，可以告知不作为信息公开申请处理，并指明{places}。"
    return Hint("petition", said, Article(REGULATION, 39, 1))


def _many(mark: str, received_on: date | None, others: Iterable[Known]) -> Hint | None:
    if not mark or received_on is None:
        return None
    month = (received_on.year, received_on.month)
    same = [
        one
        for one in others
        if one.mark == mark and one.received_on and (one.received_on.year, one.received_on.month) == month
    ]
    count = len(same) + 1
    if count <= MANY:
        return None
    said = (
        f"同一申请人在{received_on.year}年{received_on.month}月已有{count}件申请，超过{MANY}件。数量、频次明显超过"
        f"合理范围的，可以要求说明理由；收费的标准见国办函〔2020〕109号。"
    )
    return Hint("many", said, Article(REGULATION, 35), _named(same))


def _named(cases: Sequence[Known]) -> tuple[tuple[int, str], ...]:
    return tuple((one.pk, one.number) for one in cases[:SHOWN])
