"""X-1: how reviews and lawsuits ended — 均获维持, 均已审结, 维持2件 — against table 4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.quotes import Hit
from gongkai.annualreport.check.text import NUMBER, UNIT, number_of
from gongkai.annualreport.findings import Finding, finding, place_name, signed

_GROUPS = {
    "行政复议": ("行政复议",),
    "行政诉讼": ("行政诉讼/未经复议直接起诉", "行政诉讼/复议后起诉"),
    "未经复议直接起诉": ("行政诉讼/未经复议直接起诉",),
    "复议后起诉": ("行政诉讼/复议后起诉",),
    "行政复议、行政诉讼": ("行政复议", "行政诉讼/未经复议直接起诉", "行政诉讼/复议后起诉"),
}
_ALL_UPHELD = re.compile(r"(?:均|都|全部)(?:获|被|予以|得到|为)?维持")
_ALL_CLOSED = re.compile(r"(?:均|都|全部)(?:已)?(?:审结|结案|办结)")
_ENDED = tuple(
    (column, re.compile(rf"{words}(?:的|案件|结果)*+(?:共计|共|为|有)?{NUMBER}{UNIT}"))
    for column, words in (
        ("结果维持", r"(?<!未)维持(?:原行政行为)?"),
        ("结果纠正", r"(?:结果纠正|被?纠正|被?撤销)"),
        ("尚未审结", r"(?:尚未审结|未审结|未结|尚在审理)"),
    )
)


def check_endings(facts: Facts, found: Iterable[Hit]) -> Iterator[Finding]:
    """The endings named in the same sentence behind the number of reviews or lawsuits."""
    by_sentence: dict[int, list[Hit]] = {}
    for hit in found:
        if hit.topic.what in _GROUPS and hit.number:
            by_sentence.setdefault(id(hit.sentence), []).append(hit)
    for hits in by_sentence.values():
        yield from _check_all(facts, hits)
        if len(hits) == 1:
            yield from _check_counts(facts, hits[0])


def _check_all(facts: Facts, hits: Sequence[Hit]) -> Iterator[Finding]:
    """均获维持, 均已结案: then nothing may stand under the other results, or under 尚未审结."""
    first, after = hits[0], hits[0].sentence.text[hits[-1].clause.start :]
    groups = [group for hit in hits for group in _GROUPS[hit.topic.what]]
    for phrase, against in (
        (_ALL_UPHELD, ("结果纠正", "其他结果", "尚未审结")),
        (_ALL_CLOSED, ("尚未审结",)),
    ):
        said = phrase.search(after)
        places = [f"表4/{group}/{column}" for group in groups for column in against]
        wrong = [place for place in places if place not in facts.unread and facts.value(place)]
        if said and wrong:
            cells = "、".join(f"{place_name(facts.form, place)}{facts.value(place)}件" for place in wrong)
            heading, what = first.sentence.heading, "、".join(dict.fromkeys(hit.topic.what for hit in hits))
            message = f"“{heading}”写{what}“{said[0]}”，但{cells}。请核对口径，改正正文或表格。"
            yield finding(
                "X-1", f"{heading}·{what}·{said[0]}", message, places=tuple(wrong), quote=first.quote
            )


def _check_counts(facts: Facts, hit: Hit) -> Iterator[Finding]:
    after = hit.sentence.text[hit.clause.start :]
    for column, phrase in _ENDED:
        match = phrase.search(after)
        number = number_of(match) if match else None
        places = tuple(f"表4/{group}/{column}" for group in _GROUPS[hit.topic.what])
        total = facts.sum_of(places)
        if number is None or total is None or number == total:
            continue
        heading, what = hit.sentence.heading, hit.topic.what
        message = f"“{heading}”写{what}{column}{number}件，表格中为{total}件，差{signed(total - number)}。"
        yield finding(
            "X-1",
            f"{heading}·{what}·{column}",
            message + "请核对口径，改正正文或表格。",
            expected=total,
            found=number,
            places=places,
            quote=hit.quote,
        )
