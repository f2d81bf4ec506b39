"""An office at work in a real process: `python -m … prepare|die|race FOLDER [NAME]`; settings come from the environment.

`die` does each act again and again in a child that is killed (SIGKILL) at its first statement, then at its second, …
to its last and at the commit, and looks after each death whether the case is as it was or as it should be.
`race` waits at `FOLDER/go` for the others, then answers every case; prints what was won and what was said to losers.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import django

from tests.startline import wait_for_the_others

CASES = 12  # in a race
SINCE = date(2019, 1, 1)


def prepare() -> None:
    """A town with an officer, and cases on the bench."""
    from gongkai.applications.tests.making import NOON, registered
    from gongkai.organs import acts
    from gongkai.organs.models import Role

    district = acts.establish(slug="qu", name="清水区", short_name="清水", level="district", by=None, at=NOON)
    town = acts.establish(
        slug="zhen", name="白杨镇", short_name="白镇", level="town", parent=district, by=None, at=NOON
    )
    for name in ("jingban", "shenhe"):
        person = acts.enrol(username=name, name=name, password=f"{name}-2021-密码", by=None, at=NOON)
        acts.appoint(person=person, organ=town, role=Role.OFFICER, since=SINCE, by=None, at=NOON)
    for _ in range(CASES):
        registered(town, person)


def _seen() -> list[tuple[Any, ...]]:
    """Every case as its rows and its caches have it; fails where they do not go together."""
    from gongkai.applications.acts.keeping import rows_of
    from gongkai.applications.folding import fold
    from gongkai.applications.models import Answer, Application, CaseEvent, Kind
    from gongkai.applications.personal import applicant_of
    from gongkai.applications.tests.making import WHO
    from gongkai.organs.calendar import working_calendar
    from gongkai.trail.models import Act

    found = []
    for case in Application.objects.order_by("pk"):
        rows = rows_of(case)
        folded = fold(case.channel, rows, working_calendar())
        assert (case.state, case.due_on, case.answered_on) == (
            folded.state,
            folded.reckoning.due,
            folded.reckoning.answered,
        ), case
        assert applicant_of(case) == WHO
        written = Act.objects.filter(subject_kind="applications.application", subject_id=case.pk).count()
        assert written == len(rows), (case, written, len(rows))
        found.append((case.pk, case.state, case.outcome, len(rows)))
    assert Answer.objects.count() == CaseEvent.objects.filter(kind=Kind.ANSWERED).count()
    return found


def die() -> dict[str, int]:
    """Kill each act at every point; returns how many deaths each was seen to die."""
    from django.db import connections

    from gongkai.applications.models import Application
    from gongkai.applications.tests.making import do, registered
    from gongkai.organs.models import Organ, Person
    from gongkai.trail.models import Unlinked

    town, officer = Organ.objects.get(slug="zhen"), Person.objects.get(username="jingban")
    case = Application.objects.order_by("pk").first()
    assert case is not None
    deeds: dict[str, Callable[[], Any]] = {
        "register": lambda: registered(town, officer, number="白镇申〔2021〕900号")
    } | {
        key: lambda key=key: do(key, case, officer)
        for key in ("request_supplement", "receive_supplement", "answer", "archive")
    }
    deaths = {}
    for name, deed in deeds.items():
        before = _seen()
        for point in range(1, 200):
            connections.close_all()
            code = _in_a_child(deed, point)
            after = _seen()
            if code == 0:
                assert after != before, f"{name} is done and nothing has changed"
                break
            assert code == -signal.SIGKILL, (name, point, code)
            if after != before:
                # Killed behind its commit, where the act is put into the trail's chain: it stands, whole.
                assert Unlinked.objects.exists(), f"{name}, killed at {point}, left something behind"
                break
        deaths[name] = point - 1
    return deaths


def _in_a_child(deed: Callable[[], Any], point: int) -> int:
    """Do it in a child that dies at its statement number `point`, the commit counted as one; the child's exit code."""
    child = os.fork()
    if child == 0:
        _dying_at(point)
        try:
            deed()
        except BaseException:
            traceback.print_exc()
            os._exit(3)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _dying_at(point: int) -> None:
    from django.db import connection

    left = [point]

    def one_more() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counting(execute: Callable[..., Any], *words: Any) -> Any:
        done = execute(*words)
        one_more()  # the statement has reached the database
        return done

    commit = connection._commit

    def committing() -> None:
        one_more()
        commit()

    connection._commit = committing
    connection.execute_wrappers.append(counting)


def race(folder: Path, name: str) -> dict[str, Any]:
    """Answer every case, beside others who do the same."""
    from gongkai.applications.models import Application
    from gongkai.applications.tests.making import do
    from gongkai.organs.models import Person
    from gongkai.trail.acts import Refused

    officer = Person.objects.get(username=name)
    cases = list(Application.objects.order_by("pk"))
    wait_for_the_others(folder, name)
    won, told = 0, []
    for case in cases:
        try:
            do("answer", case, officer)
            won += 1
        except Refused as reason:
            told.append(str(reason))
    return {"won": won, "told": told}


if __name__ == "__main__":
    django.setup()
    what, place = sys.argv[1], Path(sys.argv[2])
    if what == "prepare":
        prepare()
    elif what == "race":
        print(json.dumps(race(place, sys.argv[3])))  # noqa: T201
    elif what == "look":
        print(json.dumps(_seen()))  # noqa: T201
    else:
        print(json.dumps(die()))  # noqa: T201
