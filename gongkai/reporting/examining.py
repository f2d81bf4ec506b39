"""年报体检: many files read and checked in processes apart, within a bounded time, each file's fate named.

Knows no Django: the processes that read and check import this module.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from gongkai.annualreport import check
from gongkai.annualreport.check.similarity import Likeness, comparable
from gongkai.annualreport.checked import Checked
from gongkai.annualreport.findings import Finding, in_reading_order
from gongkai.annualreport.organnames import alike, same_organ
from gongkai.annualreport.pool import Lost, in_order
from gongkai.annualreport.report import Report
from gongkai.reporting.handedin import Given, read_given

PATIENCE = 15.0  # seconds for one file; a report takes milliseconds
BUDGET = 100.0  # seconds for all: the page is waited for
LATE = "时间到了还没有轮到，没有检查。请把剩下的文件再检查一次。"

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Examined:
    """One file and what came of it: the report with the findings, or in `problem` why there is none."""

    name: str
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    problem: str = ""

    @property
    def checked(self) -> Checked:
        """The verdict, for the workbook of findings."""
        if self.report is None:
            return Checked(self.name, unread=(self.problem,))
        return Checked.of(self.name, self.report, self.findings)


@dataclass(frozen=True)
class Outcome:
    """All files in the order given, and sentences about last year's reports that could not be used."""

    files: tuple[Examined, ...]
    notes: tuple[str, ...]


def examine(
    files: Sequence[Given], previous: Sequence[Given] = (), *, siblings: bool = False, budget: float = BUDGET
) -> Outcome:
    """Read and check `files`, each against last year's report of the same organ, if there is one.

    Last year's are sought among `previous` and among the files themselves. With `siblings` the reports of
    one year are compared with each other. After `budget` seconds what is left is named as not checked.
    """
    clock = _Budget(budget)
    read = list(clock.each(read_given, [*files, *previous]))
    mine, theirs = read[: len(files)], read[len(files) :]
    reports = [one for one in mine if isinstance(one, Report)]
    earlier = [one for one in theirs if isinstance(one, Report)]
    matched = [_matching(report, earlier, reports) for report in reports]
    beside = _beside(reports, clock) if siblings and len(reports) > 1 else [()] * len(reports)
    found = clock.each(_check, list(zip(reports, matched, beside, strict=True)))
    done = []
    for file, one in zip(files, mine, strict=True):
        if not isinstance(one, Report):
            done.append(Examined(file.name, problem=_said(file, one)))
            continue
        findings = next(found)
        if isinstance(findings, tuple):
            done.append(Examined(file.name, replace(one, origins={}, candidates={}), findings))
        else:
            done.append(Examined(file.name, problem=_said(file, findings)))
    return Outcome(tuple(done), tuple(_unused(previous, theirs, matched)))


def _check(task: tuple[Report, Report | None, tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """What the rules say, with what was found beside the other reports before what was not assessed."""
    report, before, beside = task
    return in_reading_order((*check(report, previous=before), *beside))


def _beside(reports: Sequence[Report], clock: _Budget) -> list[tuple[Finding, ...]]:
    """内容雷同: for each report what it has in common with others of its year; one report of each organ is compared."""
    found: list[tuple[Finding, ...]] = [()] * len(reports)
    positions = comparable(reports)
    words = [[_words(reports[at]) for at in group] for group in positions]
    for group, alike_ones in zip(positions, clock.each(_likeness, words), strict=True):
        if isinstance(alike_ones, list):
            for at, findings in zip(group, alike_ones, strict=True):
                found[at] = findings
    return found


def _words(report: Report) -> Report:
    return replace(
        report, table2={}, table3={}, table4=(), marks={}, origins={}, candidates={}, statistics=()
    )


def _likeness(reports: list[Report]) -> list[tuple[Finding, ...]]:
    compared = Likeness(reports)
    return [compared.findings(index) for index in range(len(reports))]


def _said(file: Given, fault: object) -> str:
    return f"“{file.name}”：{fault}" if isinstance(fault, Lost) else str(fault)


def _matching(report: Report, earlier: Sequence[Report], others: Sequence[Report]) -> Report | None:
    """Last year's report of the same organ, among those given for it before those beside this one.

    A single report, or a single one of last year's, that bears no name is taken for the other's.
    """
    for among in (earlier, others):
        years = [one for one in among if one.year == report.year - 1]
        same = [one for one in years if one.organ and same_organ(one.organ) == same_organ(report.organ)]
        near = [one for one in years if one.organ and report.organ and alike(one.organ, report.organ)]
        for found in (same, near):
            if len(found) == 1:
                return found[0]
    alone = len(others) == len(earlier) == 1 and earlier[0].year == report.year - 1
    return earlier[0] if alone and not (report.organ and earlier[0].organ) else None


def _unused(
    previous: Sequence[Given], read: Sequence[object], matched: Sequence[Report | None]
) -> Iterator[str]:
    used = {id(report) for report in matched if report is not None}
    for file, one in zip(previous, read, strict=True):
        if not isinstance(one, Report):
            yield f"上年报告没有用上：{_said(file, one)}"
        elif id(one) not in used:
            name = f"{one.organ or '没有写机关名称'}，{one.year}年度"
            yield f"上年报告“{file.name}”（{name}）没有用上：这批文件里没有同一机关{one.year + 1}年度的报告。"


class _Budget:
    """The seconds there are for all tasks together."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def each(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result | Lost | str]:
        """task(item) for each item in order; the sentence LATE for those not begun when the time is over."""
        results = in_order(task, items, jobs=None, patience=PATIENCE)
        given = 0
        try:
            while given < len(items) and time.monotonic() < self.end:
                yield next(results)
                given += 1
        finally:
            results.close()  # type: ignore[attr-defined]
        yield from (LATE for _ in range(len(items) - given))
