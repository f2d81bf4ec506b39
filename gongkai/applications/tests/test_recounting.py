"""When a holiday notice comes: open cases are counted anew and each change is logged; closed ones stay. And old rows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.applications import acts
from gongkai.applications.acts import keeping, recounting
from gongkai.applications.folding import version_of
from gongkai.applications.models import Answer, Application, CaseEvent
from gongkai.applications.queries import counted_otherwise
from gongkai.applications.tests.making import CHINA, NOON, application, do, registered
from gongkai.law.workdays import Calendar, Mark
from gongkai.trail.acts import record
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import everything

pytestmark = pytest.mark.django_db
KNOWN = Calendar.official()
LATER = datetime(2021, 12, 31, 9, tzinfo=CHINA)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Let the office know the calendar given, as if a notice were loaded or not."""

    def know(known: Calendar) -> None:
        for module in (keeping, recounting):
            monkeypatch.setattr(module, "working_calendar", lambda: known)

    know(KNOWN.through(2021))
    yield know


def in_december(town: Any, officer: Any) -> Application:
    at = datetime(2021, 12, 20, 9, tzinfo=CHINA)
    return registered(town, officer, received_on=at.date(), at=at)


def test_what_reaches_into_an_unknown_year_is_provisional_until_its_notice_comes(
    calendar: Any, town: Any, officer: Any
) -> None:
    case = in_december(town, officer)
    assert (case.due_on, case.provisional, case.state) == (None, True, "handling")
    calendar(KNOWN)
    assert acts.follow_calendar(at=LATER) == 1
    case.refresh_from_db()
    assert (case.due_on, case.provisional) == (date(2022, 1, 18), False)
    logged = case.events.latest("serial")
    assert (logged.kind, logged.by) == ("recounted", None)
    assert logged.note == "工作日历有变化，答复期限由暂定改为2022年1月18日。"
    act = Act.objects.get(verb="期限重算")
    assert (act.actor_name, act.organ_id) == ("系统", town.pk)
    assert act.detail == {case.number: "暂定→2022年1月18日"}


def test_a_day_already_counted_moves_with_the_calendar_and_says_so(
    calendar: Any, case: Application, town: Any, officer: Any
) -> None:
    free = date(2021, 3, 10)
    holiday = replace(KNOWN, marks={**KNOWN.marks, free: Mark(False, "测试假日", 2021)})
    other = registered(town, officer, received_on=date(2021, 3, 5))
    calendar(holiday)
    assert acts.follow_calendar(at=LATER) == 2
    assert set(Act.objects.get(verb="期限重算").detail.values()) == {
        "2021年3月29日→2021年3月30日",
        "2021年4月2日→2021年4月6日",
    }
    assert {one.due_on for one in Application.objects.all()} == {date(2021, 3, 30), date(2021, 4, 6)}
    assert other.events.count() == 2


def test_closed_cases_stay_as_they_were(calendar: Any, case: Application, officer: Any) -> None:
    do("answer", case, officer)
    case.refresh_from_db()
    calendar(KNOWN)
    assert acts.follow_calendar(at=LATER) == 0
    again = Application.objects.get()
    assert (again.due_on, again.calendar) == (case.due_on, version_of(KNOWN.through(2021)))
    assert not Act.objects.filter(verb="期限重算").exists()


def test_nothing_is_done_twice_and_looking_costs_one_query(calendar: Any, case: Application) -> None:
    calendar(KNOWN)
    acts.follow_calendar(at=LATER)
    before = everything()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert acts.follow_calendar(at=LATER) == 0
    assert len([query for query in asked if "applications_application" in query["sql"]]) == 1
    assert everything() == before


def test_many_cases_are_counted_in_bounded_steps(
    calendar: Any, town: Any, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recounting, "CHUNK", 3)
    cases = [in_december(town, officer) for _ in range(7)]
    calendar(KNOWN)
    assert acts.follow_calendar(at=LATER) == 7
    changes = [act.detail for act in Act.objects.filter(verb="期限重算")]
    assert [len(change) for change in changes] == [1, 3, 3]
    assert {number for change in changes for number in change} == {case.number for case in cases}


# Rows as they were before there were events, and the migration that gives them theirs.
give = import_module("gongkai.applications.migrations.0005_old_rows_get_their_events").give


def old_row(organ: Any, number: str, **facts: Any) -> Application:
    made = application(organ, number=number, **facts)
    made.save()
    return made


def test_old_rows_get_their_events_and_say_what_they_said(town: Any, officer: Any) -> None:
    days = {"received_on": date(2020, 3, 2), "outcome": "partial", "answered_on": date(2020, 5, 6)}
    answered, waiting = old_row(town, "旧1", channel="fax", **days), old_row(town, "旧2", channel="online")
    before = list(Application.objects.values("number", "received_on", "outcome", "answered_on"))
    at = datetime(2020, 3, 2, 10, tzinfo=CHINA)
    record(verb="登记申请", subject=answered, by=officer, at=at, organ_id=town.pk)
    give(apps, None)
    assert acts.follow_calendar(at=LATER) == 0
    assert list(Application.objects.values("number", "received_on", "outcome", "answered_on")) == before
    answered.refresh_from_db()
    waiting.refresh_from_db()
    first, second = answered.events.order_by("serial")
    assert (first.by, first.at, first.confirmed, second.by) == (officer, at, date(2020, 3, 2), None)
    assert (second.kind, second.posted, second.answer.outcome) == ("answered", date(2020, 5, 6), "partial")
    assert (answered.state, answered.due_on, answered.fault) == ("answered", date(2020, 3, 30), "")
    assert (waiting.state, waiting.due_on) == ("handling", date(2021, 3, 29))
    do("answer", waiting, officer, at=NOON)
    do("archive", answered, officer, day=date(2021, 3, 5))


def test_giving_events_twice_gives_them_once(town: Any) -> None:
    old_row(town, "旧1")
    give(apps, None)
    give(apps, None)
    assert (CaseEvent.objects.count(), Answer.objects.count()) == (1, 0)


def test_an_old_row_that_cannot_be_counted_is_kept_and_marked(town: Any) -> None:
    days = {"received_on": date(2008, 3, 3), "outcome": "granted", "answered_on": date(2008, 4, 1)}
    case = old_row(town, "旧1", **days)
    give(apps, None)
    acts.follow_calendar(at=LATER)
    case.refresh_from_db()
    assert "没有可适用的规定" in case.fault
    assert (case.received_on, case.answered_on, case.outcome) == tuple(
        days[k] for k in ("received_on", "answered_on", "outcome")
    )
    assert not counted_otherwise(case.calendar).exists()
