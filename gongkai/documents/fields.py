"""The index fields (索引信息) that a published page or a document states: by label, else by shape."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.documents.dates import first_day
from gongkai.documents.labels import LABELS, Labelled, labelled
from gongkai.documents.numbers import STANDING, normalised
from gongkai.documents.signature import is_title, signature

_NOTHING = frozenset({"", "无", "暂无", "无文号", "-", "--", "—", "——", "/", "null", "None", "空"})
_INDEX = re.compile(r"[^\s，。；：:]{4,80}")
_INDEX_SHAPE = re.compile(r"(?<![\w/-])(?:[0-9A-Z]{18}|[0-9A-Z]{9})[/-](?:19|20)\d\d[/-]\d{3,6}(?![\w/-])")
_VALIDITY = (
    ("部分失效", "已修改"), ("已修改", "已修改"), ("修改", "已修改"), ("废止", "废止"), ("已废止", "废止"),
    ("失效", "失效"), ("已失效", "失效"), ("现行有效", "有效"), ("有效", "有效"), ("是", "有效"), ("否", "失效"),
)  # fmt: skip
_ATTRIBUTES = (
    ("依申请公开", "依申请公开"), ("依申请", "依申请公开"), ("主动公开", "主动公开"), ("主动", "主动公开"),
    ("不予公开", "不予公开"), ("不公开", "不予公开"),
)  # fmt: skip
_HEAD = 3_000


@dataclass(frozen=True)
class Found:
    """One field: its value in the official form, where it stood, and whether a label says so (`sure`).

    A day's value is 2020-03-05, with 17:06 after it if the page gave the time; `day` is the day itself.
    """

    value: str
    line: int
    label: str = ""
    day: date | None = None

    @property
    def sure(self) -> bool:
        """Whether a label named it; otherwise it was known by its shape and wants a look."""
        return bool(self.label)

    @property
    def where(self) -> str:
        """The place in words."""
        return f"第 {self.line} 行" + (f"“{self.label}”" if self.label else "（按格式识别，请核对）")


@dataclass(frozen=True)
class Fields:
    """The fields found, None for those a text does not state."""

    index_number: Found | None = None
    document_number: Found | None = None
    title: Found | None = None
    issuing_organ: Found | None = None
    formed_on: Found | None = None
    published_at: Found | None = None
    subject: Found | None = None
    genre: Found | None = None
    validity: Found | None = None
    validity_on: Found | None = None
    attribute: Found | None = None
    keywords: Found | None = None
    source: Found | None = None


def fields_of(text: str) -> Fields:
    """The index fields in the text of a published page or a document; any text will do, none raises."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    ranked = sorted(labelled(text), key=lambda one: (LABELS[one.field].index(one.label), one.at))
    found: dict[str, Found] = {}
    for one in ranked:
        taken = None if one.value in _NOTHING else _TAKEN[one.field](one)
        if taken is None:
            continue
        earlier = found.get(one.field)
        # A page often states its day twice, once with the time: the time is not to be lost.
        if earlier is None or (earlier.day and taken[0].startswith(f"{earlier.value} ")):
            found[one.field] = Found(taken[0], _line(text, one.at), one.label, taken[1])
    for field, (value, at) in _by_shape(text).items():
        if field not in found:
            day = date.fromisoformat(value) if field == "formed_on" else None
            found[field] = Found(value, _line(text, at), day=day)
    return Fields(**found)


Taken = tuple[str, date | None] | None


def _by_shape(text: str) -> dict[str, tuple[str, int]]:
    """What can be known without labels: field → value and place."""
    found: dict[str, tuple[str, int]] = {}
    if number := STANDING.search(text[:_HEAD]):
        found["document_number"] = (normalised(number[0]) or number[0], number.start())
    if index := _INDEX_SHAPE.search(text[:_HEAD]):
        found["index_number"] = (index[0], index.start())
    first = next((line for line in text[:_HEAD].split("\n") if line.strip()), "")
    if is_title(first):
        found["title"] = (first.strip(), text.index(first))
    if signed := signature(text):
        found["formed_on"] = (signed.day.isoformat(), signed.at)
        if signed.organ:
            found["issuing_organ"] = (signed.organ, signed.at)
    return found


def _day(one: Labelled) -> Taken:
    """A day at the very beginning of the value; after the ordinary word 时间 it must give the time too."""
    written = first_day(one.value)
    if written is None or written.start > 1 or (one.label == "时间" and not written.time):
        return None
    return f"{written.day.isoformat()} {written.time}".strip(), written.day


def _index(one: Labelled) -> Taken:
    """An index number: one word that has a digit."""
    found = _INDEX.match(one.value)
    return (found[0], None) if found and re.search(r"\d", found[0]) else None


def _number(one: Labelled) -> Taken:
    """A document number: of a known shape, or at least one word that ends in 号."""
    if number := STANDING.match(one.value):
        return normalised(number[0]) or number[0], None
    if known := normalised(one.value):
        return known, None
    odd = re.match(r"\S{3,40}?号(?=\s|$)", one.value)
    return (odd[0], None) if odd and re.search(r"\d", odd[0]) else None


def _short(most: int) -> Callable[[Labelled], Taken]:
    """A text of so many characters; of a longer one that ran on, its first word."""

    def take(one: Labelled) -> Taken:
        value = " ".join(one.value.split())
        if len(value) > most:
            value = value.split(" ")[0]
        return (value, None) if len(value) <= most and not value.endswith((":", "：")) else None

    return take


def _among(words: tuple[tuple[str, str], ...]) -> Callable[[Labelled], Taken]:
    """The official word that the value begins with."""

    def take(one: Labelled) -> Taken:
        return next(((official, None) for word, official in words if one.value.startswith(word)), None)

    return take


_TAKEN: dict[str, Callable[[Labelled], Taken]] = {
    "index_number": _index,
    "document_number": _number,
    "title": _short(200),
    "issuing_organ": _short(60),
    "formed_on": _day,
    "published_at": _day,
    "subject": _short(60),
    "genre": _short(8),
    "validity": _among(_VALIDITY),
    "validity_on": _day,
    "attribute": _among(_ATTRIBUTES),
    "keywords": _short(120),
    "source": _short(80),
}


def _line(text: str, at: int) -> int:
    """The number of the line at a place, counted from 1."""
    return text.count("\n", 0, at) + 1
