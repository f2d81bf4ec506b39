"""The caches of a case are what its events come to, whatever was done to it and however it was corrected."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.applications import acts
from gongkai.applications.folding import fold, standing, version_of
from gongkai.applications.lights import light_of
from gongkai.applications.models import CLOCK_KINDS, Application, CaseEvent, State
from gongkai.applications.states import MOVES, permitted
from gongkai.applications.tests.making import CHINA, NOON, do, registered
from gongkai.law.clock import Event, reckon
from gongkai.law.workdays import Calendar
from gongkai.trail.acts import Refused

pytestmark = pytest.mark.django_db
KNOWN = Calendar.official()
steps = st.lists(
    st.tuples(st.sampled_from([*MOVES, "correct", "correct"]), st.integers(0, 9), st.integers(0, 2)),
    max_size=8,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(channel=st.sampled_from(["counter", "plain_letter", "online"]), plan=steps)
def test_the_caches_equal_a_count_from_the_beginning(
    town: Any, officer: Any, approver: Any, colleague: Any, channel: str, plan: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        case, at = registered(town, officer, channel=channel), NOON
        for key, ahead, which in plan:
            at += timedelta(days=ahead)
            _try(key, case, at, which, officer, approver, colleague)
            case.refresh_from_db()
            _check(case, officer, at.astimezone(CHINA).date())
        transaction.set_rollback(True)


def _try(key: str, case: Any, at: Any, which: int, officer: Any, approver: Any, colleague: Any) -> None:
    day = at.astimezone(CHINA).date()
    facts: dict[str, Any] = {"day": day} if key not in ("confirm", "amend") else {}
    facts |= {"approver": approver} if key == "extend" else {"to": colleague} if key == "hand_over" else {}
    facts |= {"until": day + timedelta(days=100)} if key in ("delay", "request_supplement") else {}
    facts |= {"posted": day} if key == "answer" else {}
    facts |= {"confirmed": day} if key == "confirm" else {}
    facts |= (
        {"until": day + timedelta(days=20)} if key == "ask_section" or (key == "reopen" and which) else {}
    )
    facts |= {"organ": case.organ} if key == "transfer" else {}
    try:
        if key == "correct":
            rows = list(case.events.filter(superseded_by=None, void=False))
            event = rows[which % len(rows)]
            acts.correct(event=event, reason="登错了一条。", void=which == 1, by=officer, at=at)
        else:
            do(key, case, officer, at=at, **facts)
    except (Refused, ValidationError):
        return


def _check(case: Application, officer: Any, day: date) -> None:
    rows = list(case.events.order_by("serial"))
    folded = fold(case.channel, rows, KNOWN)
    assert case.state == folded.state
    assert (case.received_on, case.due_on) == (folded.received, folded.reckoning.due)
    days = [row.posted or row.signed or row.day for row in standing(rows) if row.kind == "answered"]
    assert case.answered_on == max((day for day in days if day.year == days[0].year), default=None)
    assert bool(case.outcome) == bool(days)
    assert case.calendar == version_of(KNOWN)
    assert (case.state in (State.ANSWERED, State.ARCHIVED)) == (folded.reckoning.answered is not None)
    assert (folded.answered is None) == (folded.reckoning.answered is None)
    assert len({row.serial for row in rows}) == len(rows)
    permitted(case, officer, day, rows)
    assert light_of(case, day, KNOWN).words
    # Once more without the room's own folding of corrections: only what was neither superseded nor void.
    gone = {row.supersedes_id for row in rows}
    plain = [row for row in standing(rows) if row.kind in CLOCK_KINDS]
    assert {row.pk for row in plain} == {
        row.pk for row in rows if row.pk not in gone and not row.void and row.kind in CLOCK_KINDS
    }
    if case.received_on and len(plain) == 1:
        alone = reckon([Event("received", case.received_on, channel="counter")], calendar=KNOWN)
        assert case.due_on == alone.due


def test_rows_as_tuples_fold_as_rows_of_the_database(case: Application, officer: Any) -> None:
    from gongkai.applications.acts.recounting import FOLDED

    asked = do("consult_third_party", case, officer)
    acts.correct(event=asked, reason="补登送达之日。", served=NOON.date(), by=officer, at=NOON)
    rows = CaseEvent.objects.filter(application=case)
    one, two = fold("counter", rows, KNOWN), fold("counter", rows.values_list(*FOLDED, named=True), KNOWN)
    assert (one.state, one.reckoning) == (two.state, two.reckoning)
    assert one.reckoning.due == date(2021, 4, 20)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 3, 5), "剩16个工作日"),
        (date(2021, 3, 24), "剩3个工作日"),
        (date(2021, 3, 28), "剩1个工作日"),
        (date(2021, 3, 29), "今日到期"),
        (date(2021, 3, 30), "逾期1个工作日"),
        (date(2021, 4, 5), "逾期4个工作日"),
        (date(2031, 1, 2), "已逾期"),
    ],
)
def test_the_light_counts_working_days(case: Application, day: date, words: str) -> None:
    assert light_of(case, day, KNOWN).words == words


def test_the_light_of_what_is_closed_says_whether_it_was_in_time(case: Application, officer: Any) -> None:
    later = NOON.replace(month=3, day=30)
    do("answer", case, officer, posted=later.date(), at=later)
    case.refresh_from_db()
    assert light_of(case, later.date(), KNOWN).words == "逾期答复"
