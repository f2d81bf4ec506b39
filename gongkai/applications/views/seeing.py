"""Which cases a person finds, and the case as every screen needs it: its rows, folded."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from gongkai.applications import acts
from gongkai.applications.folding import CannotFold, Folded, fold
from gongkai.applications.models import Application, CaseEvent
from gongkai.applications.states import OFFICE, SEEING
from gongkai.law.workdays import Calendar
from gongkai.office.clock import now
from gongkai.organs.calendar import working_calendar
from gongkai.organs.permissions import may, organ_ids, today


@dataclass(frozen=True)
class Opened:
    """A case on a screen, on a day."""

    application: Application
    rows: list[CaseEvent]
    day: date
    calendar: Calendar

    @cached_property
    def folded(self) -> Folded | None:
        """What the events come to; None where they do not go together (`fault` says why)."""
        try:
            return fold(self.application.channel, self.rows, self.calendar) if self.rows else None
        except CannotFold:
            return None


def seen(request: HttpRequest, pk: int) -> Opened:
    """A case of one's own organs, counted by the calendar as it is; not found for anybody else."""
    acts.follow_calendar(at=now())
    cases = Application.objects.select_related("organ", "handler")
    found = get_object_or_404(cases, pk=pk, organ_id__in=organ_ids(request.user, SEEING))
    rows = list(found.events.select_related("by", "person", "answer").order_by("serial"))
    return Opened(found, rows, today(), working_calendar())


def handled(request: HttpRequest, pk: int) -> Opened:
    """The same for those who do something; who may only look is refused."""
    found = seen(request, pk)
    if not may(request.user, OFFICE, found.application.organ_id):
        raise PermissionDenied
    return found
