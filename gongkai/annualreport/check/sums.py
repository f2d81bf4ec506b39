"""The cross-footing sums (勾稽关系) as data: which cells, added up, must equal which others.

A sum names its cells by the places of Report.cells(). The left side is what the right side ought to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gongkai.annualreport.formats import Format, format_named, mixed


@dataclass(frozen=True)
class Term:
    """One cell in a sum: its place, its sign, and whether it stands in last year's report."""

    place: str
    sign: int = 1
    previous: bool = False


@dataclass(frozen=True)
class Sum:
    """One equation: the terms of `left` add up to the terms of `right`."""

    rule: str
    where: str  # the place as people say it: 表三·自然人
    left: tuple[Term, ...]
    right: tuple[Term, ...]


def footings(form: Format) -> tuple[Sum, ...]:
    """The sums inside one report: T3-1 and T3-2 by column, T3-3 by row, T4-1 by group."""
    return _footings(form.name)


@cache  # by name: a form itself takes long to hash, and there are two
def _footings(name: str) -> tuple[Sum, ...]:
    return tuple(_sums_inside(format_named(name)))


def _sums_inside(form: Format) -> Iterator[Sum]:
    leaves = tuple(row.key for row in form.leaf_rows)
    for column in form.table3_columns:
        where = f"表三·{column}"
        yield Sum(
            "T3-1",
            where,
            _column(column, "new", "carried_in"),
            _column(column, "result_total", "carried_out"),
        )
        yield Sum("T3-2", where, _column(column, *leaves), _column(column, "result_total"))
    *persons, total = form.table3_columns
    for row in form.table3_rows:
        left = tuple(Term(f"表3/{row.key}/{column}") for column in persons)
        yield Sum("T3-3", f"表三·{row.label}", left, (Term(f"表3/{row.key}/{total}"),))
    for group in form.table4:
        *results, all_cases = group.columns
        left = tuple(Term(f"表4/{group.name}/{column}") for column in results)
        yield Sum(
            "T4-1", f"表四·{group.name.replace('/', '·')}", left, (Term(f"表4/{group.name}/{all_cases}"),)
        )


def carry_overs(form: Format, previous: Format) -> tuple[Sum, ...]:
    """The sums between last year's report and this one: T3-4 by column, T2-1 (2021 format), T2-3 (2019)."""
    return _carry_overs(form.name, form.table2_name, previous.table2_name)


@cache
def _carry_overs(name: str, table2_name: str, previous_table2: str) -> tuple[Sum, ...]:
    return tuple(_sums_across(mixed(table2_name, name), previous_table2))


def _sums_across(form: Format, previous_table2: str) -> Iterator[Sum]:
    for column in form.table3_columns:
        left = (Term(f"表3/carried_out/{column}", previous=True),)
        yield Sum("T3-4", f"表三·{column}", left, (Term(f"表3/carried_in/{column}"),))
    if form.table2_name != previous_table2:
        return  # the columns of table 2 mean different things in the two formats
    for block in form.table2:
        for label in block.rows:
            if "现行有效件数" in block.columns:
                yield _stock(label)
            if "上一年项目数量" in block.columns:
                yield _items(label)


def _column(column: str, *keys: str) -> tuple[Term, ...]:
    return tuple(Term(f"表3/{key}/{column}") for key in keys)


def _stock(label: str) -> Sum:
    """T2-1: documents in force = last year's + issued − repealed."""
    left = (
        Term(f"表2/{label}/现行有效件数", previous=True),
        Term(f"表2/{label}/本年制发件数"),
        Term(f"表2/{label}/本年废止件数", sign=-1),
    )
    return Sum("T2-1", f"表二·{label}·现行有效件数", left, (Term(f"表2/{label}/现行有效件数"),))


def _items(label: str) -> Sum:
    """T2-3: last year's number of items = what last year's report started from + its change."""
    left = (
        Term(f"表2/{label}/上一年项目数量", previous=True),
        Term(f"表2/{label}/本年增/减", previous=True),
    )
    return Sum("T2-3", f"表二·{label}·上一年项目数量", left, (Term(f"表2/{label}/上一年项目数量"),))
