"""Reports of years before 2019 (统计表, no national form): totals against their items, the text against the table.

Every province had its own table, so its rows are told by their words and by the numbers before them: a row with a
number (1．当面申请数) is an item of the row without one above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.tabletext import Quoted, quoted_rows
from gongkai.annualreport.check.text import Sentence
from gongkai.annualreport.findings import Amount, Finding, finding, not_assessable, signed
from gongkai.annualreport.report import Cell, Statistic

_ITEM = re.compile(
    r"^(?:其中)?[：:]?[（(]?(?:\d{1,2}|[一二三四五六七八九十]|[①-⑩])[）)]?[、.．,，]|^其中[：:]|^[①-⑩]"
)
# As the reader says it in Report.unread: a row whose digits run together, with every way to cut them.
_WAYS = re.compile(r"^统计表“(?P<label>.+?)”：数字“\d+”有(?P<count>\d+)种读法：(?P<ways>.+)。$")
_COLUMNS = ("本年度", "历年累计")
FEWEST_ITEMS = 2
_MOST_WAYS = 2_000

Way = tuple[Cell, ...]


@dataclass
class _Total:
    row: Statistic
    items: list[Statistic] = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.row.label.strip("：:")


def check_statistics(
    facts: Facts, previous: Facts | None, sentences: Iterable[Sentence]
) -> Iterator[Finding]:
    """ST-1 over the table, ST-2 for the text, ST-3 against last year; that there is no table is said once."""
    rows = facts.report.statistics
    if not rows:
        yield not_assessable("ST-1", "统计表", "没有读出统计表。有统计表的，请对照原文人工核对。")
        return
    quoted = tuple(quoted_rows(rows, facts.report.year, sentences))
    ways = _ways(facts, quoted)
    for total in _totals(rows):
        if len(total.items) >= FEWEST_ITEMS:
            for index in range(len(_COLUMNS)):
                yield from _check_total(total, index, ways)
    yield from _check_text(quoted)
    if previous is not None and previous.report.year == facts.report.year - 1:
        yield from _check_cumulative(rows, previous.report.statistics)


def _totals(rows: Sequence[Statistic]) -> Iterator[_Total]:
    current: _Total | None = None
    for row in rows:
        if not _ITEM.match(row.label.strip()):
            if current:
                yield current
            current = _Total(row)
        elif current:
            current.items.append(row)
    if current:
        yield current


def _ways(facts: Facts, quoted: Sequence[Quoted]) -> Mapping[str, list[Way]]:
    """Every way the row of a label can be read; the text's own number, where it fits one of them, decides."""
    ways: dict[str, list[Way]] = {}
    for line in facts.report.unread:
        found = _WAYS.match(line)
        listed = [tuple(map(int, way.split())) for way in found["ways"].split("；")] if found else []
        if found and len(listed) == int(found["count"]):
            ways[found["label"]] = list(listed)
    told: dict[str, set[int]] = {}
    for quote in quoted:
        told.setdefault(quote.row.label, set()).add(quote.number)
    for label, numbers in told.items():
        fitting = [way for way in ways.get(label, ()) if way[0] in numbers]
        if fitting:
            ways[label] = fitting
    return ways


def _check_total(total: _Total, index: int, ways: Mapping[str, list[Way]]) -> Iterator[Finding]:
    """ST-1, for this year (0) or for the years together (1)."""
    choices = [_values(row, index, ways) for row in (total.row, *total.items)]
    if prod(map(len, choices)) > _MOST_WAYS:
        return
    sums = {(due, sum(items, start=0)) for due, *items in product(*choices)}
    if not sums or any(due == added for due, added in sums):
        if len(sums) > 1:
            why = f"“{total.label}”{_COLUMNS[index]}数字连写，读法不止一种。请对照原文核对。"
            yield not_assessable("ST-1", f"统计表·{total.label}·{_COLUMNS[index]}", why)
        return
    where = f"统计表·{total.label}·{_COLUMNS[index]}"
    mend = "请核对总数和各分项；分项没有列全的，请注明。"
    if len(sums) > 1:
        message = (
            f"统计表“{total.label}”{_COLUMNS[index]}数字连写，无论怎样断开，总数都不等于各分项之和。{mend}"
        )
        yield finding("ST-1", where, message)
        return
    [(due, added)] = sums
    message = (
        f"统计表“{total.label}”{_COLUMNS[index]}为{due}，所列{len(total.items)}个分项合计{added}，"
        f"差{signed(added - due)}。{mend}"
    )
    yield finding("ST-1", where, message, expected=added, found=due)


def _values(row: Statistic, index: int, ways: Mapping[str, list[Way]]) -> list[Amount]:
    """What may stand in a column of the row; nothing where it was not read."""
    value = row.values[index] if index < len(row.values) else None
    if value is not None:
        return [value]
    return [way[index] or 0 for way in ways.get(row.label, ()) if index < len(way)]


def _check_text(quoted: Sequence[Quoted]) -> Iterator[Finding]:
    """ST-2: the first number in the text for a row, against the row."""
    first: dict[str, Quoted] = {}
    for quote in quoted:
        if quote.of_all:
            first.setdefault(quote.what, quote)
    for quote in first.values():
        due = quote.row.values[0] if quote.row.values else None
        if due is None or due == quote.number:
            continue
        heading = quote.sentence.heading
        message = (
            f"“{heading}”写{quote.what}{quote.number}，统计表“{quote.row.label}”为{due}，"
            f"差{signed(due - quote.number)}。请核对后改正正文或统计表。"
        )
        where = f"{heading}·{quote.what}"
        yield finding("ST-2", where, message, expected=due, found=quote.number, quote=quote.words)


def _check_cumulative(rows: Sequence[Statistic], before: Sequence[Statistic]) -> Iterator[Finding]:
    """ST-3: the years together (历年累计) are last year's together and this year's."""
    last = {row.label: row.values[1] for row in before if len(row.values) > 1}
    for row in rows:
        then = last.get(row.label)
        if then is None or len(row.values) < len(_COLUMNS) or None in row.values:
            continue
        this, together = (value or 0 for value in row.values[:2])
        if then + this != together:
            where = f"统计表·{row.label}·历年累计"
            message = (
                f"统计表“{row.label}”历年累计为{together}，上年累计{then}加本年{this}为{then + this}，"
                f"差{signed(then + this - together)}。请与上年报告核对。"
            )
            yield finding("ST-3", where, message, expected=then + this, found=together)
