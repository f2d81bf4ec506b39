"""What lies on the bench 工作台: the cases of one's organs by time left, as queries that also feed the first page."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from gongkai.applications.deciding import DECIDED, DECIDED_CASES
from gongkai.applications.lights import SOON, WAITING
from gongkai.applications.limits import LOOK_THROUGH
from gongkai.applications.models import Application, Kind, State
from gongkai.applications.models.application import CLOSED
from gongkai.law.clock.rules import TERMS
from gongkai.law.workdays import Calendar, NoticeMissing
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person

Cases = QuerySet[Application]
ELSEWHERE = (*WAITING, State.CONSULTING)  # it is somebody else's turn: the applicant's, or who was asked


def _open(cases: Cases, person: Person, day: date) -> Cases:
    return cases.exclude(state__in=CLOSED)


def _mine(cases: Cases, person: Person, day: date) -> Cases:
    return _open(cases, person, day).filter(handler=person)


def _overdue(cases: Cases, person: Person, day: date) -> Cases:
    return _running(cases).filter(due_on__lt=day)


def _running(cases: Cases) -> Cases:
    """Open ones whose term means something: nothing is awaited from the applicant, or a decision has set the day."""
    running = ~Q(state__in=WAITING) | Q(pk__in=DECIDED_CASES)
    return cases.exclude(state__in=CLOSED).filter(running)


def _awaiting(cases: Cases, person: Person, day: date) -> Cases:
    return cases.filter(state__in=ELSEWHERE)


def due_today(cases: Cases, day: date) -> Cases:
    """Open ones whose last day it is."""
    return _running(cases).filter(due_on=day)


def due_soon(cases: Cases, day: date, calendar: Calendar) -> Cases:
    """Open ones due within three working days, today not counted; plain days where the calendar ends."""
    try:
        last = calendar.add_working_days(day, SOON)
    except NoticeMissing:
        last = day + timedelta(days=SOON)
    return _running(cases).filter(due_on__gt=day, due_on__lte=last)


def _soon(cases: Cases, person: Person, day: date) -> Cases:
    """Due today or within three working days."""
    return due_today(cases, day) | due_soon(cases, day, working_calendar())


def _closed(cases: Cases, person: Person, day: date) -> Cases:
    return cases.filter(state__in=CLOSED)


def _all(cases: Cases, person: Person, day: date) -> Cases:
    return cases


ORDERS: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    "due": ("剩余时间", (F("due_on").asc(nulls_first=True), "id")),
    "waited": ("收到先后", (F("received_on").asc(nulls_first=True), "id")),
    "newest": ("最近收到", (F("received_on").desc(nulls_first=True), "-id")),
}
NOBODY = "none"  # the word for cases without a handler
# What may be shown, by the word in the address.
SHOWN: Mapping[str, tuple[str, Callable[[Cases, Person, date], Cases]]] = {
    "open": ("在办", _open),
    "mine": ("我经办的", _mine),
    "overdue": ("已逾期", _overdue),
    "soon": ("三个工作日内到期", _soon),
    "waiting": ("等待对方", _awaiting),
    "closed": ("已办结", _closed),
    "all": ("全部", _all),
}


def cases_of(organs: frozenset[int]) -> Cases:
    """Every case of these organs, what is due first on top, then what has no day yet, then the newest."""
    return (
        Application.objects.filter(organ_id__in=organs)
        .annotate(decided=DECIDED)
        .select_related("organ", "handler")
        .defer("sealed_applicant", "sealed_request")
        .order_by(*ORDERS["due"][1])
    )


def of_handler(cases: Cases, handler: str) -> Cases:
    """Those that the person with this number handles; “none” are those of nobody, anything else all."""
    if handler == NOBODY:
        return cases.filter(handler=None)
    number = int(handler) if handler.isascii() and handler.isdecimal() and len(handler) < 19 else None
    return cases.filter(handler=number) if number else cases


def of_year(cases: Cases, year: int) -> Cases:
    """Those received in `year`, or waiting to be confirmed."""
    return cases.filter(Q(received_on__year=year) | Q(received_on=None))


def to_look_through(cases: Cases, day: date, calendar: Calendar) -> Cases:
    """Running cases whose last day for asking for a supplement (条例第三十条) is today or in two working days."""
    limit = TERMS.on(day).value.supplement
    if limit is None or not calendar.knows(day):
        return cases.none()
    number = calendar.number(day)
    first, beyond = calendar.numbered(number - limit), calendar.numbered(number - limit + LOOK_THROUGH + 1)
    if first is None:
        return cases.none()
    found = cases.filter(state__in=(State.HANDLING, State.CONSULTING), received_on__gte=first)
    found = found.exclude(events__kind=Kind.SUPPLEMENT_REQUESTED)
    return found.filter(received_on__lt=beyond) if beyond else found
