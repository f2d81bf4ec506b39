"""When each family is issued: the timetable in `schedule/*.yaml`, laid out as occasions.

A timetable block reads `organ`, `years` (2020, or 2021-2026) and `families`: a family's months, one
number an occasion; text such as `1-26` fixes the day on which the document is formed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.demonstration.days import FIRST, LAST, spread
from gongkai.demonstration.families import FOLDER, Family, families, read_yaml


@dataclass(frozen=True)
class Occasion:
    """One issue of a family by an organ; `nth` counts from 0 within the year."""

    organ: str
    family: Family
    year: int
    month: int
    nth: int
    formed_on: date
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def seed(self) -> str:
        return f"{self.organ}|{self.family.name}|{self.year}|{self.nth}"


def _years(written: int | str) -> range:
    first, _, last = str(written).partition("-")
    return range(int(first), int(last or first) + 1)


def _day(year: int, written: int | str, nth: int, of: int, seed: str) -> date:
    if isinstance(written, str):
        month, day = written.split("-")
        return date(year, int(month), int(day))
    return spread(year, written, nth, of, seed)


def _issues(organ: str, year: int, family: Family, months: list[int | str]) -> Iterator[Occasion]:
    alike, seen = Counter(months), Counter[int | str]()
    for nth, written in enumerate(months):
        day = _day(year, written, seen[written], alike[written], f"{organ}|{family.name}|{year}|{written}")
        seen[written] += 1
        if FIRST <= day < LAST:
            month = written if isinstance(written, int) else day.month
            yield Occasion(organ, family, year, month, nth, day)


def occasions() -> Iterator[Occasion]:
    """Every occasion of the timetable. Raises KeyError for a family nobody wrote."""
    known = families()
    for path in sorted((FOLDER / "schedule").glob("*.yaml")):
        for block in read_yaml(path):
            for year in _years(block["years"]):
                for name, months in block["families"].items():
                    yield from _issues(block["organ"], year, known[name], months)
