"""How a finding (校验结果) is said in a file: its level in a word, what it rests on, its sum with the numbers in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from gongkai.annualreport.check.sums import Sum, Term, carry_overs, footings
from gongkai.annualreport.findings import Amount, Finding
from gongkai.annualreport.formats import Format
from gongkai.annualreport.report import Report
from gongkai.annualreport.rules import RULES
from gongkai.annualreport.write.text import number

_LEVELS = {"error": "错误", "warning": "提醒", "info": "说明"}
NOT_CHECKED = "未核对"
_ADDENDS = 6  # in a sentence; a sum of more names the rest by their number


def level_word(found: Finding) -> str:
    """错误, 提醒, 说明, or 未核对 where the rule could not be applied."""
    return _LEVELS[found.severity] if found.assessable else NOT_CHECKED


def basis(found: Finding) -> str:
    """The text or practice the finding's rule rests on; empty for a rule no longer kept."""
    rule = RULES.get(found.rule)
    return rule.basis if rule else ""


def equation(form: Format, found: Finding) -> Sum | None:
    """The sum (勾稽关系) that does not come out, or None when the finding is of another kind."""
    if not form.sections:  # before 2019: no tables, no sums
        return None
    sums = chain(footings(form), carry_overs(form, form))
    return next((one for one in sums if (one.rule, one.where) == (found.rule, found.where)), None)


def sum_in_words(report: Report, found: Finding) -> str:
    """Both sides of the finding's sum with the report's numbers: “新收”3＋“上年结转”1＝4，而“总计”2＋…＝5。

    Empty for a finding that is no sum. What stands in last year's report is told by what it must have been.
    """
    which = equation(report.format, found)
    if which is None or found.expected is None or found.found is None or not found.assessable:
        return ""
    cells = {place: value or 0 for place, value in report.cells()}
    name = _Namer(report.format, which)
    left = _side(which.left, cells, name, found.expected)
    right = _side(which.right, cells, name, found.found)
    return f"{left}；{right}。"


def _side(terms: Sequence[Term], cells: dict[str, Amount], name: _Namer, total: Amount) -> str:
    """One side of a sum; zeros are left out of a long one."""
    mine = [term for term in terms if not term.previous]
    shown = [term for term in mine if cells.get(term.place)] if len(mine) > _ADDENDS else mine
    parts = [(_sign(term), f"“{name(term)}”{number(cells.get(term.place, 0))}") for term in shown]
    if len(parts) > _ADDENDS:
        rest = sum((_value(term, cells) for term in shown[_ADDENDS:]), start=0)
        parts = [*parts[:_ADDENDS], ("＋", f"其余{len(shown) - _ADDENDS}项{number(rest)}")]
    if len(mine) < len(terms):
        before = total - sum((_value(term, cells) for term in mine), start=0)
        parts = [("＋", f"上年报告的数{number(before)}"), *parts]
    if not parts:
        return "各小项都是0"
    text = "".join(sign + part for sign, part in parts).removeprefix("＋")
    return text if len(parts) == 1 and parts[0][0] == "＋" else f"{text}＝{number(total)}"


class _Namer:
    """Names a term by what tells it from the other terms of its sum: its row in a column's sum, else its column."""

    def __init__(self, form: Format, which: Sum) -> None:
        self.form = form
        rows = {term.place.rpartition("/")[0] for term in (*which.left, *which.right)}
        self.by_row = len(rows) > 1

    def __call__(self, term: Term) -> str:
        head, _, column = term.place.rpartition("/")
        row = head.partition("/")[2]
        if not self.by_row:
            return column
        return self.form.row(row).label.partition("（区分处理")[0] if head.startswith("表3") else row


def _sign(term: Term) -> str:
    return "＋" if term.sign > 0 else "－"


def _value(term: Term, cells: dict[str, Amount]) -> Amount:
    return term.sign * cells.get(term.place, 0)
