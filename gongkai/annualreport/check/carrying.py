"""跨年度关系: this year's report against last year's — T3-4 by column, T2-1 and T2-3 by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.sums import Sum, Term, carry_overs
from gongkai.annualreport.findings import Amount, Finding, finding, not_assessable, signed
from gongkai.annualreport.report import Cell
from gongkai.annualreport.rules import RULES

_MEND = {
    "T3-4": "请与上年报告核对；上年报告已作更正或机构有调整的，请在第六部分说明。",
    "T2-1": "请核对三个数；有自然失效、修改或统计口径变化的，请在正文中说明。",
    "T2-3": "请与上年报告核对；统计口径有变化的，请在正文中说明。",
}
_TABLE2 = {"2021": "T2-1", "2019": "T2-3"}  # the rule that ties table 2 of this format to last year's
_MOST_WAYS = 2_000  # of reading run-on digits, this year's times last year's


def check_carry_over(facts: Facts, previous: Facts | None) -> Iterator[Finding]:
    """Everything between the two years; without last year's report, that it could not be assessed."""
    if previous is None:
        yield from _without_previous(facts)
        return
    report, last = facts.report, previous.report
    if last.year != report.year - 1:
        message = f"用于比对的是{last.year}年度报告，应是{report.year - 1}年度报告，跨年度关系未核对。"
        yield finding("PREVIOUS", "上年报告", message + f"请换成{report.year - 1}年度报告再校验。")
        return
    if last.organ and report.organ and last.organ != report.organ:
        message = f"上年报告的机关是“{last.organ}”，本年是“{report.organ}”，请确认是同一机关。"
        yield finding("PREVIOUS", "上年报告", message)
    if not previous.has_tables:
        yield not_assessable("T3-4", "表三", f"{last.year}年度报告没有表三，请人工核对上年结转数。")
        return
    for equation in carry_overs(report.format, last.format):
        yield from _check(equation, facts, previous)
    if report.format.table2_name != last.format.table2_name:
        yield not_assessable(
            _TABLE2[report.format.table2_name],
            "表二",
            f"上年报告的表二是{last.format.table2_name}年表式，栏目含义与本年不同。请人工核对。",
        )


def _without_previous(facts: Facts) -> Iterator[Finding]:
    why = "没有提供上年报告。请一并提供同一机关上一年度的报告再校验。"
    if not facts.is_whole("表3"):
        yield not_assessable("T3-4", "表三·二、上年结转政府信息公开申请数量", why)
    column = "现行有效件数" if facts.form.table2_name == "2021" else "上一年项目数量"
    if any(value for place, value in facts.cells.items() if place.endswith(column)):
        yield not_assessable(_TABLE2[facts.form.table2_name], "表二", why)


def _check(equation: Sum, facts: Facts, previous: Facts) -> Iterator[Finding]:
    terms = (*equation.left, *equation.right)
    if any(term.place in (previous if term.previous else facts).unread for term in terms):
        yield from _check_ways(equation, facts, previous)
        return
    now, before = facts.cells, previous.cells
    left, right = (_amount(side, now, before) for side in (equation.left, equation.right))
    if left == right:
        return
    message = (
        f"{RULES[equation.rule].meaning}（{equation.where}）：按上年报告应为{left}，现为{right}，"
        f"差{signed(left - right)}。{_MEND[equation.rule]}"
    )
    yield finding(equation.rule, equation.where, message, expected=left, found=right, places=_mine(terms))


def _check_ways(equation: Sum, facts: Facts, previous: Facts) -> Iterator[Finding]:
    """Digits run together: the sum is doubted when no way of cutting them makes it come out."""
    terms = (*equation.left, *equation.right)
    mine, last = (tuple(t.place for t in terms if t.previous is before) for before in (False, True))
    nows, befores = list(facts.ways(mine)), list(previous.ways(last))
    if not nows or not befores or len(nows) * len(befores) > _MOST_WAYS:
        yield not_assessable(equation.rule, equation.where, "有没有读出的单元格。请对照原文补录后再校验。")
        return
    fitting = (
        now
        for now in nows
        for before in befores
        if _amount(equation.left, now, before) == _amount(equation.right, now, before)
    )
    if found := list(islice(fitting, 1)):
        [now] = found
        shown = "、".join(str(now[place]) for place in mine)
        why = f"数字连写，读法不止一种（读作{shown}时关系成立）。请对照原文补录后再校验。"
        yield not_assessable(equation.rule, equation.where, why)
        return
    message = (
        f"{RULES[equation.rule].meaning}（{equation.where}）：这一行数字连写，"
        f"无论怎样断开，都与上年报告对不上。{_MEND[equation.rule]}"
    )
    yield finding(equation.rule, equation.where, message, severity="warning", places=_mine(terms))


def _amount(side: tuple[Term, ...], now: Mapping[str, Cell], before: Mapping[str, Cell]) -> Amount:
    amounts = ((before if term.previous else now).get(term.place) or 0 for term in side)
    return sum((term.sign * amount for term, amount in zip(side, amounts, strict=True)), start=0)


def _mine(terms: tuple[Term, ...]) -> tuple[str, ...]:
    return tuple(term.place for term in terms if not term.previous)
