"""X-1 for money: the sums of fees (行政事业性收费) and purchases (集中采购) quoted, against table 2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.money import FEES, PURCHASES
from gongkai.annualreport.check.scope import in_scope
from gongkai.annualreport.check.text import NUMBER, Sentence, amount_of
from gongkai.annualreport.findings import Finding, finding, place_name

_IN_YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_UNIT = r"(?P<unit>亿元|万元|元)"
_FILL = r"(?:收入|项目|总?金额|总额|共计|总计|合计|共|为|达到?|实际|收取|完成)*+"
_QUOTED = (
    (FEES, re.compile(rf"行政事业性收费{_FILL}{NUMBER}{_UNIT}")),
    (PURCHASES, re.compile(rf"集中采购{_FILL}{NUMBER}{_UNIT}")),
)


def check_amounts(facts: Facts, sentences: Iterable[Sentence]) -> Iterator[Finding]:
    """One finding per quoted sum that the cell does not show at the precision it is quoted with."""
    for sentence in sentences:
        if "元" not in sentence.text or ("收费" not in sentence.text and "采购" not in sentence.text):
            continue
        for _, plain in in_scope(sentence, facts.report.year):
            for place, phrase in _QUOTED:
                match = phrase.search(plain)
                if match is not None:
                    yield from _check(facts, sentence, place, match)


def _check(facts: Facts, sentence: Sentence, place: str, match: re.Match[str]) -> Iterator[Finding]:
    amount = amount_of(match)
    written = facts.cells.get(place)
    if amount is None or place not in facts.cells or place in facts.unread:
        return
    quoted = amount * _IN_YUAN[match["unit"]]
    digits = len(match["n"].partition(".")[2])
    step = Decimal(_IN_YUAN[match["unit"]] * (10_000 if match["wan"] else 1)).scaleb(-digits)
    sizes = _sizes(facts, place)
    if any(abs((written or 0) * size - quoted) < step for size in sizes):
        return
    name, unit = place_name(facts.form, place), (facts.report.amount_unit or "") if place == PURCHASES else ""
    message = (
        f"“{sentence.heading}”写“{match[0]}”，{name}填的是{written or 0}{unit}。"
        "请核对金额和单位，改正正文或表格。"
    )
    quote = sentence.quote(match.start(), match.end())
    yield finding("X-1", f"{sentence.heading}·{name}", message, places=(place,), quote=quote)


def _sizes(facts: Facts, place: str) -> tuple[int, ...]:
    """What one of the cell's unit is in 元; both where the page states none."""
    if place == FEES:
        return (10_000,)
    return (_IN_YUAN.get(facts.report.amount_unit, 1),) if facts.report.amount_unit else (1, 10_000)
