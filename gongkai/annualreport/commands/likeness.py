"""内容雷同 among the files of one run: the reports of one year beside one another, one of each organ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.annualreport.check.similarity import Likeness
from gongkai.annualreport.commands.verdicts import Verdict
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.organnames import same_organ

MOST_BY_THEMSELVES = 1_000  # files compared without being asked: each with each takes memory and time


def wanted(asked: bool | None, files: int) -> bool:
    """Whether to compare this many files: as asked, and by itself up to a thousand."""
    return files > 1 and (files <= MOST_BY_THEMSELVES if asked is None else asked)


def with_likeness(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts with what is to be said of each beside the others, before what was not assessed."""
    years = sorted({verdict.words.year for verdict in verdicts if verdict.words})
    found = dict(pair for year in years for pair in _of_year(verdicts, year))
    return [
        replace(verdict, checked=replace(verdict.checked, findings=_in_order(verdict, found[at])))
        if at in found
        else verdict
        for at, verdict in enumerate(verdicts)
    ]


def _of_year(verdicts: Sequence[Verdict], year: int) -> Iterator[tuple[int, tuple[Finding, ...]]]:
    """Each file that is like others, by its position; a second file of an organ is left alone."""
    first: dict[str, int] = {}
    for at, verdict in enumerate(verdicts):
        if verdict.words and verdict.words.year == year:
            first.setdefault(same_organ(verdict.words.organ) or f"{at}", at)
    positions = list(first.values())
    beside = Likeness([verdicts[at].words for at in positions])  # type: ignore[misc]
    for index, at in enumerate(positions):
        if findings := beside.findings(index):
            yield at, findings


def _in_order(verdict: Verdict, more: tuple[Finding, ...]) -> tuple[Finding, ...]:
    findings = verdict.checked.findings
    assessed = sum(found.assessable for found in findings)
    return (*findings[:assessed], *more, *findings[assessed:])
