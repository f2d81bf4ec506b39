"""Which cells a case counts in: whatever the cases, the tables foot in every year and format."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.annualreport.check.sums import Sum, carry_overs, footings
from gongkai.annualreport.report import Report
from gongkai.applications.models import Application, Remedy, Result, Route
from gongkai.applications.queries import (
    COLUMNS,
    applications_of,
    places_of,
    remedies_of,
    rows_of,
)
from gongkai.law.outcomes import OUTCOMES

pytestmark = pytest.mark.django_db
YEARS = range(2019, 2024)  # 2019 and 2020 in the first format, the others in the second
FIRST = date(2018, 11, 1)
edges = st.sampled_from([date(y, m, d) for y in YEARS for m, d in ((1, 1), (12, 31))])
days = edges | st.dates(FIRST, date(2023, 12, 31))
spans = st.none() | st.integers(0, 900)


@st.composite
def cases(draw: Any) -> dict[str, Any]:
    """The facts of one application, answered or not."""
    received, span = draw(days), draw(spans)
    facts = {"received_on": received, "applicant_kind": draw(st.sampled_from(COLUMNS))}
    if span is None:
        return facts
    outcome = draw(st.sampled_from(list(OUTCOMES)))
    return facts | {"outcome": outcome, "answered_on": received + timedelta(span)}


@st.composite
def disputes(draw: Any) -> dict[str, Any]:
    """The facts of one remedy, decided or not."""
    filed, span = draw(days), draw(spans)
    facts = {"filed_on": filed, "route": draw(st.sampled_from(Route.values))}
    if span is None:
        return facts
    return facts | {"result": draw(st.sampled_from(Result.values)), "decided_on": filed + timedelta(span)}


def entered(model: Any, organ: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Put exactly these rows into the register of `organ`."""
    model.objects.all().delete()
    model.objects.bulk_create(model(organ=organ, number=str(n), **row) for n, row in enumerate(rows))


def report(organ: Any, year: int) -> Report:
    """Tables 3 and 4 of a year, counted case by case."""
    blank = Report.empty(organ.name, year)
    rows = {key: [0] * 7 for key in blank.table3}
    for case in applications_of(organ, year):
        for key in rows_of(case, year, blank.format.name):
            for column in (COLUMNS.index(case.applicant_kind), 6):
                rows[key][column] += 1
    cells = Counter(place for case in remedies_of(organ, year) for place in places_of(case, year))
    return replace(
        blank,
        table3={key: tuple(values) for key, values in rows.items()},
        table4=tuple(cells[place] for place in range(15)),
    )


def unequal(sums: Iterable[Sum], now: Report, before: Report) -> list[str]:
    """The sums over table 3 and 4 that do not come out."""
    cells = {False: dict(now.cells()), True: dict(before.cells())}

    def side(terms: Any) -> int:
        return sum(term.sign * cells[term.previous][term.place] for term in terms)

    return [
        f"{one.rule} {one.where}"
        for one in sums
        if all(term.place[:2] in ("表3", "表4") for term in one.left + one.right)
        and side(one.left) != side(one.right)
    ]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cases(), max_size=12), st.lists(disputes(), max_size=8))
def test_the_tables_foot_and_carry_over_whatever_the_cases(
    town: Any, rows: list[dict[str, Any]], filed: list[dict[str, Any]]
) -> None:
    entered(Application, town, rows)
    entered(Remedy, town, filed)
    before = report(town, YEARS[0])
    assert unequal(footings(before.format), before, before) == []
    for year in YEARS[1:]:
        now = report(town, year)
        assert unequal(footings(now.format), now, before) == []
        assert unequal(carry_overs(now.format, before.format), now, before) == []
        before = now


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cases(), max_size=12))
def test_every_case_is_new_once_and_closed_at_most_once(town: Any, rows: list[dict[str, Any]]) -> None:
    entered(Application, town, rows)
    held: dict[int, Counter[str]] = {}
    for year in range(2018, 2028):
        form = "2019" if year < 2021 else "2021"
        for case in applications_of(town, year):
            held.setdefault(case.pk, Counter()).update(rows_of(case, year, form))
    assert len(held) == len(rows)
    for case in Application.objects.all():
        assert held[case.pk]["new"] == 1
        assert held[case.pk]["result_total"] == (1 if case.outcome else 0)


def test_another_organs_cases_count_nowhere(town: Any, other_town: Any) -> None:
    entered(Application, other_town, [{"received_on": date(2021, 1, 1), "applicant_kind": "person"}])
    entered(Remedy, other_town, [{"filed_on": date(2021, 1, 1), "route": "review"}])
    assert not applications_of(town, 2021).exists()
    assert not remedies_of(town, 2021).exists()


@pytest.mark.parametrize(
    ("decided_on", "year", "places"),
    [
        (date(2021, 1, 1), 2020, (8, 9)),
        (date(2020, 12, 31), 2020, (6, 9)),
        (date(2021, 1, 1), 2021, (6, 9)),
        (None, 2022, (8, 9)),
    ],
)
def test_a_dispute_waits_until_the_year_of_its_decision(
    town: Any, decided_on: date | None, year: int, places: tuple[int, int]
) -> None:
    decided = {"decided_on": decided_on, "result": "corrected"} if decided_on else {}
    entered(Remedy, town, [{"filed_on": date(2020, 12, 1), "route": "direct", **decided}])
    assert places_of(remedies_of(town, year).get(), year) == places
