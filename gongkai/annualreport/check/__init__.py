"""校验: check a report of any format and any year against the rules; findings out, never an exception.

A blank counts as 0, and says so once per table. A rule that could not be applied says so and why, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.annualreport.check.amounts import check_amounts
from gongkai.annualreport.check.applicants import check_applicants
from gongkai.annualreport.check.before2019 import check_statistics
from gongkai.annualreport.check.carrying import check_carry_over
from gongkai.annualreport.check.cells import check_cells
from gongkai.annualreport.check.dates import check_dates
from gongkai.annualreport.check.endings import check_endings
from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.footing import check_footing
from gongkai.annualreport.check.form import check_form
from gongkai.annualreport.check.itemised import check_itemised
from gongkai.annualreport.check.levels import Level
from gongkai.annualreport.check.money import check_money
from gongkai.annualreport.check.narrative import check_narrative
from gongkai.annualreport.check.organs import level_in
from gongkai.annualreport.check.parts import check_parts
from gongkai.annualreport.check.period import check_period
from gongkai.annualreport.check.quotes import check_quotes, hits
from gongkai.annualreport.check.results import check_results, check_shares
from gongkai.annualreport.check.similarity import check_likeness
from gongkai.annualreport.check.text import Sentence, sentences
from gongkai.annualreport.check.wording import check_wording
from gongkai.annualreport.findings import Finding, in_reading_order
from gongkai.annualreport.report import Report

__all__ = ["Finding", "check"]


def check(
    report: Report,
    *,
    previous: Report | None = None,
    level: Level | None = None,
    parts: Sequence[Report] | None = None,
    siblings: Sequence[Report] = (),
) -> tuple[Finding, ...]:
    """Everything wrong or doubtful in `report`, in the order of the form; what was not assessed comes last.

    `previous` is the same organ's report of the year before; `level` is the organ's level, inferred from its
    name when not given; `parts` are the reports this one adds up (汇总), for rule X-2; `siblings` are other
    organs' reports of the same year, for 内容雷同 (for many at once see similarity.Likeness).
    """
    facts = Facts(report, level or level_in(report))
    before = Facts(previous, facts.level) if previous else None
    words = tuple(sentences(report.sections))
    found = [
        *check_form(facts),
        *(_tables(facts, before, parts) if facts.has_tables else ()),
        *(_narrative(facts, words) if facts.has_tables else check_statistics(facts, before, words)),
        *check_itemised(words),
        *check_shares(words, facts),
        *check_period(facts),
        *check_dates(facts, words, tuple(sentences((("开头", report.intro),)))),
        *check_wording(words),
        *check_likeness(report, previous, siblings),
    ]
    return in_reading_order(found)


def _tables(facts: Facts, before: Facts | None, parts: Sequence[Report] | None) -> Iterator[Finding]:
    yield from check_cells(facts)
    yield from check_money(facts, before)
    yield from check_footing(facts)
    yield from check_carry_over(facts, before)
    if parts is not None:
        yield from check_parts(facts, parts)


def _narrative(facts: Facts, words: Sequence[Sentence]) -> Iterator[Finding]:
    """What the words must say, and the numbers they quote from the tables."""
    yield from check_narrative(facts)
    quoted = tuple(hits(facts, words))
    yield from check_quotes(facts, quoted)
    yield from check_applicants(facts, quoted)
    yield from check_endings(facts, quoted)
    yield from check_results(quoted, facts)
    yield from check_amounts(facts, words)
