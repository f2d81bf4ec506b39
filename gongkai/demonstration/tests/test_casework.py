"""The demonstration's case work: lawful where it is closed, and one case in every state that waits for something."""

from typing import Any

import pytest

from gongkai.applications.folding import fold
from gongkai.applications.models import Application, State
from gongkai.applications.personal import applicant_of
from gongkai.demonstration.casework import enter_cases
from gongkai.demonstration.district import district
from gongkai.law.workdays import Calendar

pytestmark = pytest.mark.django_db
TOWN = "kongtong-zhen"


def test_every_case_goes_through_the_acts_and_every_state_is_there(
    town: Any, officer: Any, approver: Any
) -> None:
    people = {"officer": officer, "approver": approver}
    rows = tuple(row for row in district().applications if row.organ == TOWN)
    enter_cases(rows, (), {TOWN: town}, lambda slug, role: people[role])
    cases = list(Application.objects.all())
    assert {case.state for case in cases} == set(State.values)
    assert any(case.provisional for case in cases)
    assert all(applicant_of(case).name for case in cases)
    stored = {case.number: case for case in cases}
    for row in rows:
        case = stored[row.number]
        found = (case.received_on, case.outcome or None, case.answered_on)
        assert found == (row.received_on, row.outcome, row.answered_on)
        folded = fold(case.channel, case.events.all(), Calendar.official())
        assert [one.sentence for one in folded.reckoning.violations] == [], row.number
