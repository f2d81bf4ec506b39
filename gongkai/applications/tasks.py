"""依申请公开 on the office's first page."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse

from gongkai.applications import acts, bench, papers
from gongkai.applications.models import State
from gongkai.applications.models.application import CLOSED
from gongkai.applications.pending import ringing_counts
from gongkai.applications.states import SEEING
from gongkai.law.workdays import Calendar
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
        ("件申请今日到期", bench.due_today(cases, day), f"{address}?show=soon", True),
        ("件申请三个工作日内到期", bench.due_soon(cases, day, calendar), f"{address}?show=soon", False),
        (
            "件申请还没有经办人",
            cases.exclude(state__in=CLOSED).filter(handler=None),
            f"{address}?handler={bench.NOBODY}",
            True,
        ),
        ("件申请待与申请人确认", cases.filter(state=State.UNCONFIRMED), f"{address}?alarm=confirm", True),
        (
            "件申请将满补正告知期限（第7个工作日）",
            bench.to_look_through(cases, day, calendar),
            f"{address}?alarm=supplement_notice",
            False,
        ),
    ]
    tasks = [
        Task(label, count, where, urgent)
        for label, found, where, urgent in counted
        if (count := found.count())
    ]
    return [*tasks, *_alarm_tasks(cases, day, calendar), *_mail_tasks(organs, day)]


# What waits in a case besides its answer: the words, and whether it is urgent.
WAITING: Mapping[str, tuple[str, bool]] = {
    "posting": ("件申请的答复书还没有登记交邮或者签收", True),
    "extension_notice": ("件申请的延期还没有告知申请人", True),
    "supplement_over": ("件申请的申请人逾期没有补正", False),
    "fee_over": ("件申请的申请人逾期没有缴费", False),
    "third_party": ("件申请的第三方答复期限已到", True),
    "organ": ("件申请的其他机关答复期限已到", True),
    "section": ("件申请的科室协查快到期或者已逾期", False),
}


def _alarm_tasks(cases: bench.Cases, day: date, calendar: Calendar) -> Iterator[Task]:
    address = reverse("applications_application:index")
    uncounted = cases.exclude(state__in=CLOSED).exclude(fault="").count()
    if uncounted:
        yield Task("件申请的期限不能计算", uncounted, address, True)
    counts = ringing_counts(cases, WAITING, day, calendar)
    for kind, (label, urgent) in WAITING.items():
        if counts.get(kind):
            yield Task(label, counts[kind], f"{address}?alarm={kind}", urgent)


def _mail_tasks(organs: frozenset[int], day: date) -> Iterator[Task]:
    address = reverse("applications_arrival:index")
    pressing, all_of_it = papers.pressing(organs, day).count(), papers.unjudged(organs).count()
    if pressing:
        yield Task("件来件还没有登记", pressing, address, True)
    if all_of_it > pressing:
        yield Task("件今日来件待登记", all_of_it - pressing, address)
