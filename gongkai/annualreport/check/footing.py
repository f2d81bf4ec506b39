"""勾稽关系 inside one report: T3-1, T3-2, T3-3, T4-1 as sums, and T3-5, a case counted twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.sums import Sum, footings
from gongkai.annualreport.findings import Amount, Finding, finding, not_assessable, signed
from gongkai.annualreport.rules import RULES

_MEND = {
    "T3-1": "请核对本列的新收、上年结转、总计和结转下年度四个数，改正后再报。",
    "T3-2": "请核对本列各小项和（七）总计，改正后再报。",
    "T3-3": "请核对本行各类申请人的数和总计，改正后再报。",
    "T4-1": "请核对这一组四种结果的数和总计，改正后再报。",
}
NAMED_AT_MOST = 6


def check_footing(facts: Facts) -> Iterator[Finding]:
    """One finding per sum that does not come out; per rule, one more for the sums with cells not read."""
    skipped: dict[str, list[str]] = {}
    for equation in footings(facts.form):
        terms = (*equation.left, *equation.right)
        if facts.unread and any(term.place in facts.unread for term in terms):
            skipped.setdefault(equation.rule, []).append(equation.where)
            continue
        left = sum((term.sign * facts.value(term.place) for term in equation.left), start=0)
        right = sum((term.sign * facts.value(term.place) for term in equation.right), start=0)
        if left != right:
            yield _unequal(facts, equation, left, right)
    yield from _check_double_counting(facts)
    yield from _skipped(skipped, Counter(equation.rule for equation in footings(facts.form)))


def _unequal(facts: Facts, equation: Sum, left: Amount, right: Amount) -> Finding:
    total = equation.right[0].place
    if len(equation.right) == 1 and facts.cells.get(total) is None and total not in facts.report.marks:
        message = f"{equation.where}的总计空白，而各项合计{left}。请在总计格填{left}。"
        if equation.rule == "T3-2":
            message = f"{equation.where}的（七）总计空白，而各小项合计{left}。请在（七）总计格填{left}。"
    elif all(facts.cells.get(term.place) is None for term in equation.left):
        message = f"{equation.where}的各分项都空白，而总计填了{right}。请补填各分项，没有的填0。"
    else:
        meaning, difference = RULES[equation.rule].meaning, signed(left - right)
        message = (
            f"{meaning}（{equation.where}）：左{left} ≠ 右{right}，差{difference}。{_MEND[equation.rule]}"
        )
    places = tuple(term.place for term in (*equation.left, *equation.right))
    return finding(equation.rule, equation.where, message, expected=left, found=right, places=places)


def _check_double_counting(facts: Facts) -> Iterator[Finding]:
    """T3-5: more results than cases, with partial disclosures among them, can only come from counting twice."""
    leaves = tuple(row.key for row in facts.form.leaf_rows)
    for column in facts.form.table3_columns:
        places = [f"表3/{key}/{column}" for key in ("new", "carried_in", *leaves)]
        partial = facts.value(f"表3/partial/{column}")
        if not partial or any(place in facts.unread for place in places):
            continue
        new, carried_in, *results = map(facts.value, places)
        cases, done = new + carried_in, sum(results, start=0)
        if done > cases:
            where = f"表三·{column}"
            message = (
                f"办理结果各小项合计多于应办申请（{where}）："
                f"应办{cases}件，结果{done}件，差{signed(cases - done)}。"
                f"区分处理的申请只计入“（二）部分公开”（现为{partial}件），请核对是否重复计数。"
            )
            yield finding("T3-5", where, message, expected=cases, found=done, places=tuple(places))


def _skipped(skipped: Mapping[str, list[str]], many: Mapping[str, int]) -> Iterator[Finding]:
    """NOT_ASSESSABLE, once per rule: these sums hold a cell that was not read."""
    for rule, wheres in skipped.items():
        named = "；".join(wheres[:NAMED_AT_MOST]) + ("等" if len(wheres) > NAMED_AT_MOST else "")
        extent = "各处都" if len(wheres) == many[rule] else f"有{len(wheres)}处（{named}）"
        why = f"{extent}含没有读出的单元格。请对照原文补录后再校验。"
        yield not_assessable(rule, "表三" if rule.startswith("T3") else "表四", why)
