"""X-3 and X-4 over the results (办理结果) that a narrative lists: do they add up, are their shares right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.quotes import Hit
from gongkai.annualreport.check.text import Sentence
from gongkai.annualreport.check.topics import CARRIED_IN, NEW, RESULT
from gongkai.annualreport.findings import Amount, Finding, finding, signed

_GROUPS = ("不予公开", "无法提供", "不予处理", "其他处理")
_SHARED = re.compile(
    r"(?<![\d.])(?P<n>\d{1,9})(?P<unit>件|条|份|个|宗)[，（]?(?:约)?占(?:比)?(?:[^，；。（）\d%]{0,14})(?:约|为|达)?(?P<p>\d{1,3}(?:\.\d{1,3})?)%"
)
_COUNT = re.compile(r"(?<![\d.])(\d{1,9})(件|条|份|个|宗)")
FEWEST_SHARES, MOST_SHARES = 3, 40


def check_results(found: Sequence[Hit], facts: Facts) -> Iterator[Finding]:
    """X-3: where every group of results is named, their numbers add up to the number decided."""
    by_sentence: dict[int, dict[str, Hit]] = {}
    for hit in found:
        if hit.topic.kind == "结果":
            by_sentence.setdefault(id(hit.sentence), {}).setdefault(hit.topic.what, hit)
    decided: Amount | None = None
    for named in by_sentence.values():
        if total := named.get("办理结果总计"):
            decided = total.number
        opened = ["予以公开及部分公开"] if "予以公开及部分公开" in named else ["予以公开", "部分公开"]
        if not all(what in named for what in (*opened, *_GROUPS)):
            continue
        listed = [named[what] for what in (*opened, *_GROUPS)]
        due = decided if decided is not None else facts.sum_of(RESULT)
        added = sum(hit.number for hit in listed)
        if due is not None and due != added:
            heading = listed[0].sentence.heading
            message = (
                f"“{heading}”列出的各类办理结果合计{added}件，办理结果总计{due}件，差{signed(added - due)}。"
                "请核对各类结果的件数后改正。"
            )
            quote = listed[0].sentence.quote(listed[0].clause.start)
            yield finding(
                "X-3", f"{heading}·办理结果", message, expected=added, found=due, places=RESULT, quote=quote
            )


def check_shares(sentences: Iterable[Sentence], facts: Facts) -> Iterator[Finding]:
    """X-4: one share in a list that does not fit the base which all the others fit."""
    earlier: list[str] = []
    for sentence in sentences:
        if "%" in sentence.text:
            by_unit: dict[str, list[re.Match[str]]] = {}
            for share in _SHARED.finditer(sentence.text):
                by_unit.setdefault(share["unit"], []).append(share)
            for shares in by_unit.values():
                if not FEWEST_SHARES <= len(shares) <= MOST_SHARES:
                    continue
                yield from _check_shares(sentence, shares, [*earlier[-3:], sentence.text], facts)
        earlier.append(sentence.text)


def _check_shares(
    sentence: Sentence, shares: Sequence[re.Match[str]], before: Sequence[str], facts: Facts
) -> Iterator[Finding]:
    unit = shares[0]["unit"]
    bases = {int(n) for text in before for n, counted in _COUNT.findall(text) if counted == unit and int(n)}
    if unit == "件":
        bases |= {
            int(total) for places in (NEW, RESULT, (*NEW, *CARRIED_IN)) if (total := facts.sum_of(places))
        }
    wrong_by_base = {base: [share for share in shares if not _fits(share, base)] for base in bases}
    if not wrong_by_base:
        return
    base, wrong = min(wrong_by_base.items(), key=lambda item: len(item[1]))
    if len(wrong) != 1 or any(_fits(wrong[0], other) for other in bases):
        return
    share = wrong[0]
    due = (Decimal(share["n"]) * 100 / base).quantize(Decimal("0.1"))
    message = (
        f"“{sentence.heading}”写{share['n']}{unit}占{share['p']}%，同一句的其他百分比都以{base}{unit}为基数，"
        f"按此应为{due}%。请核对件数和百分比后改正。"
    )
    where = f"{sentence.heading}·{share['n']}{unit}占比"
    quote = sentence.quote(share.start(), share.end())
    yield finding("X-4", where, message, expected=due, found=Decimal(share["p"]), quote=quote)


def _fits(share: re.Match[str], base: int) -> bool:
    """Whether number and share belong together on this base, rounded or cut off at the digit printed."""
    digits = len(share["p"].partition(".")[2])
    return abs(Decimal(share["n"]) * 100 / base - Decimal(share["p"])) <= Decimal(1).scaleb(-digits)
