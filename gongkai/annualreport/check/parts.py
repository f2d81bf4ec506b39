"""X-2 汇总: a superior's report against the sum of its organs' reports, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.findings import Amount, Finding, finding, not_assessable, place_name, signed
from gongkai.annualreport.report import UNREAD, Report


def check_parts(facts: Facts, parts: Sequence[Report]) -> Iterator[Finding]:
    """X-2: same year, same format, and each cell the sum of the organs' cells; unread cells are not judged."""
    report = facts.report
    unfit = [part for part in parts if (part.year, part.format) != (report.year, report.format)]
    for part in unfit:
        message = f"“{part.organ}”的报告是{part.year}年度、{part.format.name}年表式，"
        message += f"汇总报告是{report.year}年度、{report.format.name}年表式，不能汇总。"
        yield finding("X-2", f"汇总·{part.organ}", message + "请换成同年度、同表式的报告再汇总。")
    if unfit:
        return
    unread = {place for part in parts for place, mark in part.marks.items() if mark == UNREAD} | facts.unread
    totals: dict[str, Amount] = {}
    for place, value in chain.from_iterable(part.cells() for part in parts):
        totals[place] = totals.get(place, 0) + (value or 0)
    for place, value in facts.cells.items():
        expected, found = totals.get(place, 0), value or 0
        if expected != found and place not in unread:
            yield _differs(facts, place, expected, found)
    if unread & facts.cells.keys():
        why = f"有{len(unread & facts.cells.keys())}格在汇总报告或各机关报告中没有读出。请补录后再核对。"
        yield not_assessable("X-2", "汇总", why)


def _differs(facts: Facts, place: str, expected: Amount, found: Amount) -> Finding:
    where = place_name(facts.form, place)
    message = (
        f"汇总数应等于各机关之和（{where}）：各机关合计{expected} ≠ 汇总{found}，"
        f"差{signed(expected - found)}。请按各机关的报告重新汇总。"
    )
    return finding("X-2", where, message, expected=expected, found=found, places=(place,))
