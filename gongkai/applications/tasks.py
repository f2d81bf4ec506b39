"""依申请公开 on the office's first page."""

from django.urls import reverse

from gongkai.applications import acts, bench
from gongkai.applications.models import State
from gongkai.applications.states import SEEING
from gongkai.office.clock import now
from gongkai.office.tasks import Task
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person
from gongkai.organs.permissions import organ_ids, today


def case_tasks(person: Person) -> list[Task]:
    """What is late, due today or soon, to be looked through for a supplement, or to be confirmed."""
    organs = organ_ids(person, SEEING)
    if not organs:
        return []
    acts.follow_calendar(at=now())
    cases, day, calendar = bench.cases_of(organs), today(), working_calendar()
    address = reverse("applications_application:index")
    counted = [
        ("件申请已逾期", bench.SHOWN["overdue"][1](cases, person, day), f"{address}?show=overdue", True),
        ("件申请今日到期", bench.due_today(cases, day), address, True),
        ("件申请三个工作日内到期", bench.due_soon(cases, day, calendar), address, False),
        ("件申请待与申请人确认", cases.filter(state=State.UNCONFIRMED), address, True),
        (
            "件申请将满补正告知期限（第7个工作日）",
            bench.to_look_through(cases, day, calendar),
            address,
            False,
        ),
    ]
    return [
        Task(label, count, where, urgent)
        for label, found, where, urgent in counted
        if (count := found.count())
    ]
