"""What every check asks of a report, found once: its cells by place, and which could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product

from gongkai.annualreport.check.levels import Level
from gongkai.annualreport.findings import Amount
from gongkai.annualreport.report import UNREAD, Cell, Report

_TOTAL = "/总计"
# As the readers say it in Report.unread: a row of the form that is not on the page.
_MISSING_ROW = re.compile(r"^(表[二三四])“(.+)”行：没有找到这一行")
TABLES = (("表2", "表二"), ("表3", "表三"), ("表4", "表四"))
FIRST_YEAR = 2019  # of the national format; before it every province had its own statistics table


class Facts:
    """A report and its cells. Cells are named by their places, as Report.cells() names them."""

    def __init__(self, report: Report, level: Level | None) -> None:
        self.report = report
        self.form = report.format
        self.level = level
        self.cells: dict[str, Cell] = dict(report.cells())
        self.unread = frozenset(place for place, mark in report.marks.items() if mark == UNREAD)
        self.missing_rows = tuple(
            (found[1], found[2]) for line in report.unread if (found := _MISSING_ROW.match(line))
        )

    @property
    def has_tables(self) -> bool:
        """Whether the report has the tables of the national format: those before 2019 have none."""
        return not 0 < self.report.year < FIRST_YEAR or any(v is not None for v in self.cells.values())

    def is_whole(self, table: str) -> bool:
        """Whether not one cell of this table (表2, 表3, 表4) was read."""
        if not self.unread:
            return False
        return all(place in self.unread for place in self.cells if place.startswith(table))

    def missing(self, table: str, name: str) -> frozenset[str]:
        """The cells of the rows that this table, on the page, does not have."""
        labels = {label for of, label in self.missing_rows if of == name}
        keys = labels | {row.key for row in self.form.table3_rows if row.label in labels}
        rows = tuple(f"{table}/{key}/" for key in keys)
        return frozenset(place for place in self.cells if place.startswith(rows)) if rows else frozenset()

    def value(self, place: str) -> Amount:
        """The number in a cell; a blank counts as 0."""
        return self.cells.get(place) or 0

    def total(self, place: str) -> Amount | None:
        """The number a cell stands for: a blank 总计 stands for the sum of its row or group. None: not read."""
        if place in self.unread or place not in self.cells:
            return None
        value = self.cells[place]
        if value is not None or not place.endswith(_TOTAL) or place.startswith("表2"):
            return value or 0
        beside = [cell for cell in self._row(place) if cell != place]
        return None if any(cell in self.unread for cell in beside) else sum(map(self.value, beside), start=0)

    def sum_of(self, places: Iterable[str]) -> Amount | None:
        """What the cells of these places add up to. None when one was not read, or the form has none of them."""
        there = [place for place in places if place in self.cells]
        amounts = [self.total(place) for place in there]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, start=0) if there and len(known) == len(amounts) else None

    def there(self, places: Iterable[str]) -> tuple[str, ...]:
        """Those of the places that the form of this report has."""
        return tuple(place for place in places if place in self.cells)

    def ways(self, places: Iterable[str]) -> Iterator[Mapping[str, Amount]]:
        """Every way the cells of these places can be read: one, or as many as their run-on digits allow.

        None at all when a cell was not read and its digits cannot be cut.
        """
        choices: list[list[dict[str, Amount]]] = []
        wanted = set(places)
        for first, cuts in self.report.candidates.items():
            row = self._row(first)
            if wanted & set(row):
                choices.append([dict(zip(row, cut, strict=False)) for cut in cuts])
                wanted -= set(row)
        if wanted & self.unread:
            return
        fixed = {place: self.value(place) for place in wanted}
        for chosen in product(*choices):
            read: dict[str, Amount] = dict(fixed)
            for part in chosen:
                read |= part
            yield read

    def _row(self, place: str) -> list[str]:
        return self._rows.get(place.rpartition("/")[0], [])

    @cached_property
    def _rows(self) -> dict[str, list[str]]:
        rows: dict[str, list[str]] = {}
        for place in self.cells:
            rows.setdefault(place.rpartition("/")[0], []).append(place)
        return rows
