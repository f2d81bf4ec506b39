"""Reading the register: what lies on the bench, and which row and column of tables 3 and 4 each case counts in."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from gongkai.applications.models import Application, CaseEvent, Kind, Remedy, Result, Route
from gongkai.applications.models.application import CLOSED
from gongkai.applications.states import SEEING
from gongkai.law.outcomes import APPLICANT_KINDS, row_for
from gongkai.organs.models import Level, Organ, Person
from gongkai.organs.permissions import subtree_ids

COLUMNS = tuple(APPLICANT_KINDS)  # the six columns before 总计
REMEDY_GROUPS = (Route.REVIEW, Route.DIRECT, Route.AFTER_REVIEW)
REMEDY_RESULTS = (Result.UPHELD, Result.CORRECTED, Result.OTHER)


def applications_of(organ: Organ, year: int) -> QuerySet[Application]:
    """Every application that the report of `year` counts anywhere."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Application.objects.filter(
        Q(answered_on=None) | Q(answered_on__gte=first), organ=organ, received_on__lte=last
    ).order_by("received_on", "id")


def rows_of(application: Application, year: int, format_name: str) -> Iterator[str]:
    """Row keys of table 3 in which `application` counts for `year`.

    Received in the year or carried in; answered by the year's end with one result, or carried out.
    An answer counts on the day it was served.
    """
    closed = application.answered_on is not None and application.answered_on.year <= year
    yield from _rows(application.received_on.year == year, application.outcome if closed else "", format_name)


def _rows(new: bool, outcome: str, format_name: str) -> Iterator[str]:
    yield "new" if new else "carried_in"
    if outcome:
        yield row_for(outcome, format_name)
        yield "result_total"
    else:
        yield "carried_out"


def counted(organ: Organ, year: int, format_name: str) -> Counter[tuple[str, str]]:
    """Table 3 of `year` in one grouped query: how many count in each (row key, applicant kind)."""
    groups = (
        applications_of(organ, year)
        .order_by()
        .values_list(
            "applicant_kind",
            Case(When(received_on__gte=date(year, 1, 1), then=True), default=False),
            Case(When(answered_on__lte=date(year, 12, 31), then=F("outcome")), default=Value("")),
        )
        .annotate(Count("pk"))
    )
    cells: Counter[tuple[str, str]] = Counter()
    for kind, new, outcome, count in groups:
        for key in _rows(new, outcome, format_name):
            cells[key, kind] += count
    return cells


def remedies_of(organ: Organ, year: int) -> QuerySet[Remedy]:
    """Every review or lawsuit that the report of `year` counts: decided in it, or still pending at its end."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Remedy.objects.filter(
        Q(decided_on=None) | Q(decided_on__gte=first), organ=organ, filed_on__lte=last
    ).order_by("filed_on", "id")


def places_of(remedy: Remedy, year: int) -> tuple[int, int]:
    """Where in table 4's fifteen cells `remedy` counts: its result (or 尚未审结) and its group's 总计."""
    start = 5 * REMEDY_GROUPS.index(Route(remedy.route))
    decided = remedy.decided_on is not None and remedy.decided_on.year <= year
    column = REMEDY_RESULTS.index(Result(remedy.result)) if decided else 3
    return start + column, start + 4


def open_cases(organs: frozenset[int]) -> QuerySet[Application]:
    """The cases of these organs that are not answered."""
    return Application.objects.filter(organ_id__in=organs).exclude(state__in=CLOSED)


def counted_otherwise(version: str) -> QuerySet[Application]:
    """Cases to be counted anew: open ones counted by another calendar, and any that never was."""
    return Application.objects.exclude(calendar=version).filter(~Q(state__in=CLOSED) | Q(calendar=""))


def received_event(application: Application) -> CaseEvent:
    """The standing event of receipt; every case has one."""
    return application.events.filter(kind=Kind.RECEIVED, superseded_by=None).get()


def consenting(application: Application, by: Person, day: date) -> list[Person]:
    """Who may consent to an extension: 审核人 and 公开办 of the organ on that day, but not who handles the case.

    Where the organ has nobody else, that one person.
    """
    held = Person.objects.filter(
        Q(appointments__until=None) | Q(appointments__until__gte=day),
        appointments__organ_id=application.organ_id,
        appointments__role__in=SEEING,
        appointments__since__lte=day,
        is_active=True,
    )
    people = list(held.distinct().order_by("name", "pk"))
    handler = application.handler_id or by.pk
    return [one for one in people if one.pk != handler] or people


def neighbours(organ: Organ, day: date) -> QuerySet[Organ]:
    """The other organs of the same district that take applications on that day; villages do not."""
    district = organ
    while district.parent is not None:
        district = district.parent
    others = Organ.objects.filter(pk__in=subtree_ids(district)).exclude(level=Level.VILLAGE)
    return others.exclude(pk=organ.pk).exclude(abolished_on__lte=day)
