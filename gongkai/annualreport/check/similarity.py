"""内容雷同: how much of a report's narrative stands in last year's or in other organs' reports, and which passages.

Basis: 国办公开办函〔2021〕30号 clause （四）. Names, years and numbers do not tell two reports apart, and what
the form itself prescribes does not make them alike (see neutral).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from heapq import nsmallest
from itertools import combinations

from gongkai.annualreport.check.neutral import SHINGLE, Neutral, neutral
from gongkai.annualreport.findings import Finding, finding
from gongkai.annualreport.organnames import same_organ
from gongkai.annualreport.report import Report

ALIKE = Decimal("0.6")  # of the narrative: above it, 雷同; official prose on one subject shares up to a third
SHORTEST = 150  # characters of narrative without names and numbers; less says nothing
LONGEST_PASSAGE, MOST_PASSAGES = 120, 3
SHORTEST_PASSAGE = 16
_SKETCH = 32  # smallest checksums of a text; two texts alike share about a third of them


@dataclass(frozen=True)
class Alike:
    """Two reports, by their positions, and what share (0–1) of the first one's narrative the second has too."""

    one: int
    other: int
    share: Decimal


def comparable(reports: Sequence[Report | None]) -> list[list[int]]:
    """The positions of reports to be compared with one another: year by year, the first of each organ."""
    years: dict[int, dict[str, int]] = {}
    for at, report in enumerate(reports):
        if report is not None:
            years.setdefault(report.year, {}).setdefault(same_organ(report.organ) or f"{at}", at)
    return [list(years[year].values()) for year in sorted(years)]


class Likeness:
    """Many reports compared with one another at once: an index, so that 200 reports take a second or two."""

    def __init__(self, reports: Sequence[Report], at_least: Decimal = ALIKE) -> None:
        self.reports = tuple(reports)
        self._texts = [neutral(report) for report in self.reports]
        self._alike: list[list[Alike]] = [[] for _ in self.reports]
        for one, other in sorted(self._near()):
            for pair in self._both_ways(one, other):
                if pair.share >= at_least:
                    self._alike[pair.one].append(pair)
        for alike in self._alike:
            alike.sort(key=lambda pair: (-pair.share, pair.other))

    def pairs(self) -> Iterator[Alike]:
        """Every report with every other whose narrative makes up so much of its own, report by report."""
        for alike in self._alike:
            yield from alike

    def like(self, index: int) -> tuple[Alike, ...]:
        """The reports that have so much of this one's narrative, the nearest first."""
        return tuple(self._alike[index])

    def passages(self, pair: Alike) -> tuple[str, ...]:
        """The longest passages of a pair, as the first report has them."""
        return common_passages(self._texts[pair.one], self._texts[pair.other])

    def findings(self, index: int) -> tuple[Finding, ...]:
        """What to say of one report beside the others: at most one finding, naming the nearest."""
        near = self._alike[index]
        return (_like_siblings(near, self.reports, self.passages(near[0])),) if near else ()

    def _near(self) -> set[tuple[int, int]]:
        """Pairs that may be alike: they share one of their smallest checksums."""
        sharing: dict[int, list[int]] = {}
        for index, text in enumerate(self._texts):
            if len(text.text) >= SHORTEST:
                for mark in nsmallest(_SKETCH, text.shingles):
                    sharing.setdefault(mark, []).append(index)
        return {
            pair for group in {tuple(group) for group in sharing.values()} for pair in combinations(group, 2)
        }

    def _both_ways(self, one: int, other: int) -> Iterator[Alike]:
        mine, others = self._texts[one].shingles, self._texts[other].shingles
        common = len(mine & others)
        yield Alike(one, other, _share(common, len(mine)))
        yield Alike(other, one, _share(common, len(others)))


def check_likeness(report: Report, previous: Report | None, siblings: Sequence[Report]) -> Iterator[Finding]:
    """SIM-1 against last year's report, SIM-2 against other organs' reports of the same year."""
    if previous is None and not siblings:
        return
    text = neutral(report)
    if len(text.text) < SHORTEST:
        return
    if previous is not None and previous.year != report.year:
        before = neutral(previous)
        if (share := share_of(text, before)) >= ALIKE:
            message = (
                f"正文与上年报告相同的占{percent(share)}（机关名称、年份和数字不计）。"
                f"请按{report.year or '本'}年度的实际工作重写，避免内容雷同。"
            )
            yield _quoting("SIM-1", message, common_passages(text, before))
    others = [other for other in siblings if other is not report and other != report]
    pairs = [Alike(-1, index, share_of(text, neutral(other))) for index, other in enumerate(others)]
    near = sorted((pair for pair in pairs if pair.share >= ALIKE), key=lambda pair: (-pair.share, pair.other))
    if near:
        yield _like_siblings(near, others, common_passages(text, neutral(others[near[0].other])))


def _like_siblings(near: Sequence[Alike], reports: Sequence[Report], same: Sequence[str]) -> Finding:
    first = near[0]
    others = f"，另有{len(near) - 1}份报告也达到{percent(ALIKE)}" if len(near) > 1 else ""
    message = (
        f"正文与“{reports[first.other].organ or '（未写机关）'}”的报告相同的占{percent(first.share)}"
        f"（机关名称、年份和数字不计）{others}。请核对是否照抄，按本机关的实际工作重写。"
    )
    return _quoting("SIM-2", message, same)


def _quoting(rule: str, message: str, same: Sequence[str]) -> Finding:
    """The longest passage as the quote, the next ones in the message."""
    more = "".join(f"“{passage}”" for passage in same[1:])
    message += f"相同的段落还有：{more}。" if more else ""
    return finding(rule, "正文", message, quote=same[0] if same else "")


def share_of(text: Neutral, other: Neutral) -> Decimal:
    """How much of `text` stands in `other`, by runs of eight characters, to a hundredth."""
    return _share(len(text.shingles & other.shingles), len(text.shingles))


def _share(common: int, whole: int) -> Decimal:
    return (Decimal(common) / (whole or 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def common_passages(text: Neutral, other: Neutral) -> tuple[str, ...]:
    """The longest passages both have, as `text` was published: at most three, cut to 120 characters."""
    runs: list[tuple[int, int]] = []
    index = 0
    while index + SHINGLE <= len(text.text):
        at = other.text.find(text.text[index : index + SHINGLE])
        if at < 0:
            index += 1
            continue
        length = SHINGLE
        while (
            text.text[index + length : index + length + 1] == other.text[at + length : at + length + 1] != ""
        ):
            length += 1
        runs.append((length, index))
        index += length
    longest = sorted(runs, key=lambda run: (-run[0], run[1]))[:MOST_PASSAGES]
    return tuple(
        _published(text, start, length)
        for place, (length, start) in enumerate(longest)
        if place == 0 or length >= SHORTEST_PASSAGE
    )


def _published(text: Neutral, start: int, length: int) -> str:
    first, last = text.at[start], text.at[start + length - 1]
    return text.original[first : min(last + 1, first + LONGEST_PASSAGE)].strip()


def percent(share: Decimal) -> str:
    """0.83 as 83%."""
    return f"{int(share * 100)}%"
