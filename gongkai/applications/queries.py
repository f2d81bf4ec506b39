"""Reading the register: which row and column of tables 3 and 4 each case counts in, defined once."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.applications.models import Application, Remedy, Result, Route
from gongkai.law.outcomes import APPLICANT_KINDS, row_for
from gongkai.organs.models import Organ

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
    yield "new" if application.received_on.year == year else "carried_in"
    if application.answered_on is not None and application.answered_on.year <= year:
        yield row_for(application.outcome, format_name)
        yield "result_total"
    else:
        yield "carried_out"


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
