"""内容雷同 among the files of one run: the reports of one year beside one another, one of each organ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.annualreport.check.similarity import Likeness, comparable
from gongkai.annualreport.commands.verdicts import Verdict
from gongkai.annualreport.findings import Finding, in_reading_order

MOST_BY_THEMSELVES = 1_000  # files compared without being asked: each with each takes memory and time


def wanted(asked: bool | None, files: int) -> bool:
    """Whether to compare this many files: as asked, and by itself up to a thousand."""
    return files > 1 and (files <= MOST_BY_THEMSELVES if asked is None else asked)


def with_likeness(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts with what is to be said of each beside the others; a second file of an organ is left alone."""
    words = [verdict.words for verdict in verdicts]
    found: dict[int, tuple[Finding, ...]] = {}
    for positions in comparable(words):
        beside = Likeness([one for at in positions if (one := words[at])])
        found |= {at: beside.findings(index) for index, at in enumerate(positions)}
    return [_with(verdict, found.get(at, ())) for at, verdict in enumerate(verdicts)]


def _with(verdict: Verdict, more: tuple[Finding, ...]) -> Verdict:
    if not more:
        return verdict
    findings = in_reading_order((*verdict.checked.findings, *more))
    return replace(verdict, checked=replace(verdict.checked, findings=findings))
