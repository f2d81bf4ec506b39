"""校验: check a report of any format and any year against the rules; findings out, never an exception.

A blank counts as 0, and says so once per table. A sum with a cell that could not be read is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from gongkai.annualreport.check.cells import check_cells
from gongkai.annualreport.check.levels import Level, level_in_words, level_of
from gongkai.annualreport.check.narrative import check_narrative
from gongkai.annualreport.check.sums import Sum, Term, carry_overs, footings
from gongkai.annualreport.findings import Amount, Finding, finding, place_name, signed
from gongkai.annualreport.formats import UnknownYear, format_for
from gongkai.annualreport.report import UNREAD, Cell, Report
from gongkai.annualreport.rules import RULES


def check(
    report: Report,
    *,
    previous: Report | None = None,
    level: Level | None = None,
    parts: Sequence[Report] | None = None,
) -> tuple[Finding, ...]:
    """Everything wrong or doubtful in `report`, in the order of the form.

    `previous` is the same organ's report of the year before; `level` is the organ's level, inferred from its
    name when not given; `parts` are the reports this one adds up (汇总), for rule X-2.
    """
    return tuple(
        chain(
            _check_format(report),
            check_cells(report, level or _level(report)),
            _foot(report, previous, footings(report.format)),
            _check_double_counting(report),
            _check_previous(report, previous) if previous else (),
            _check_parts(report, parts) if parts is not None else (),
            check_narrative(report),
        )
    )


def _level(report: Report) -> Level | None:
    return level_of(report.organ) if report.organ else level_in_words("".join(report.sections.values()))


def _check_format(report: Report) -> Iterator[Finding]:
    try:
        due = format_for(report.year)
    except UnknownYear as unknown:
        yield finding("FORMAT", "报告年度", str(unknown))
        return
    used = (("第二部分", report.format.table2_name), ("第三部分", report.format.name))
    wrong = [section for section, name in used if name != due.name]
    if wrong:
        message = (
            f"{report.year}年度报告应使用{due.document}的表式，但{'、'.join(wrong)}用的是另一年度的表式。"
        )
        yield finding("FORMAT", "、".join(wrong), message + "请按规定表式重填。")


def _foot(report: Report, previous: Report | None, sums: Iterable[Sum]) -> Iterator[Finding]:
    now, before = dict(report.cells()), dict(previous.cells()) if previous else {}
    for equation in sums:
        if any(_is_unread(term, report, previous) for term in (*equation.left, *equation.right)):
            continue
        left = sum((_value(term, now, before) for term in equation.left), start=0)
        right = sum((_value(term, now, before) for term in equation.right), start=0)
        if left != right:
            yield _unequal(equation, left, right)


def _unequal(equation: Sum, left: Amount, right: Amount) -> Finding:
    meaning, difference = RULES[equation.rule].meaning, signed(left - right)
    message = f"{meaning}（{equation.where}）：左{left} ≠ 右{right}，差{difference}。"
    return finding(equation.rule, equation.where, message, expected=left, found=right)


def _is_unread(term: Term, report: Report, previous: Report | None) -> bool:
    source = previous if term.previous else report
    return source is not None and source.marks.get(term.place) == UNREAD


def _value(term: Term, now: Mapping[str, Cell], before: Mapping[str, Cell]) -> Amount:
    return term.sign * ((before if term.previous else now).get(term.place) or 0)


def _check_double_counting(report: Report) -> Iterator[Finding]:
    """T3-5: more results than cases can only come from counting a case twice."""
    cells = dict(report.cells())
    leaves = tuple(row.key for row in report.format.leaf_rows)
    for column in report.format.table3_columns:
        places = [f"表3/{key}/{column}" for key in ("new", "carried_in", *leaves)]
        if any(report.marks.get(place) == UNREAD for place in places):
            continue
        new, carried_in, *results = ((cells[place] or 0) for place in places)
        cases, done = new + carried_in, sum(results, start=0)
        partial = cells[f"表3/partial/{column}"] or 0
        if done > cases and partial:
            where = f"表三·{column}"
            message = (
                f"办理结果各小项合计多于应办申请（{where}）："
                f"应办{cases}件，结果{done}件，差{signed(cases - done)}。"
                f"区分处理的申请只计入“（二）部分公开”（现为{partial}件），请核对是否重复计数。"
            )
            yield finding("T3-5", where, message, expected=cases, found=done)


def _check_previous(report: Report, previous: Report) -> Iterator[Finding]:
    if previous.year != report.year - 1:
        message = f"用于比对的是{previous.year}年度报告，应是{report.year - 1}年度报告，跨年度关系未核对。"
        yield finding("PREVIOUS", "上年报告", message)
        return
    if previous.organ and report.organ and previous.organ != report.organ:
        message = f"上年报告的机关是“{previous.organ}”，本年是“{report.organ}”，请确认是同一机关。"
        yield finding("PREVIOUS", "上年报告", message)
    yield from _foot(report, previous, carry_overs(report.format, previous.format))


def _check_parts(report: Report, parts: Sequence[Report]) -> Iterator[Finding]:
    """X-2: same year, same format, and each cell the sum of the organs' cells."""
    unfit = [part for part in parts if (part.year, part.format) != (report.year, report.format)]
    for part in unfit:
        message = f"“{part.organ}”的报告是{part.year}年度、{part.format.name}年表式，"
        message += f"汇总报告是{report.year}年度、{report.format.name}年表式，不能汇总。"
        yield finding("X-2", f"汇总·{part.organ}", message)
    if unfit:
        return
    totals: dict[str, int | Decimal] = {}
    for place, value in chain.from_iterable(part.cells() for part in parts):
        totals[place] = totals.get(place, 0) + (value or 0)
    for place, value in report.cells():
        expected, found = totals.get(place, 0), value or 0
        if expected != found:
            where = place_name(report.format, place)
            message = (
                f"汇总数应等于各机关之和（{where}）：各机关合计{expected} ≠ 汇总{found}，"
                f"差{signed(expected - found)}。"
            )
            yield finding("X-2", where, message, expected=expected, found=found)
