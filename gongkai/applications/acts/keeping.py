"""What every act on a case shares: the lock, the permission, the new row, the caches, the trail."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from gongkai.applications.folding import CannotFold, Folded, fold, served_on, version_of
from gongkai.applications.models import Answer, Application, CaseEvent, Kind, State
from gongkai.applications.states import MOVES, refusal
from gongkai.law.workdays import Calendar
from gongkai.office.clock import CHINA
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused, record

PAST = ("day", "confirmed", "served", "posted", "signed")  # days on which something has happened
UNTIL: Mapping[str, str] = {  # what the day `until` is called in each kind of event
    Kind.SUPPLEMENT_REQUESTED: "补正期限",
    Kind.DELAYED: "延迟答复至",
    Kind.REOPENED: "重新答复至",
    Kind.CO_HANDLING: "请科室回复到",
}
INSIDE = (Kind.CO_HANDLING, Kind.CO_HANDLED)  # of one's own organ
CHANGED_MEANWHILE = "这件申请刚刚有别人登记过，请重新打开核对。"
Case = TypeVar("Case", bound=models.Model)


def stored(case: Case) -> Case:
    """The record as it stands now, locked until the act ends: what the caller holds may be out of date."""
    return type(case)._default_manager.select_for_update(of=("self",)).get(pk=case.pk)


def rows_of(application: Application) -> list[CaseEvent]:
    """Every event of a case, oldest entry first."""
    return list(application.events.order_by("serial"))


def past(day: date | None, at: datetime, what: str) -> None:
    """Refuse a day that has not come."""
    if day is not None and day > at.astimezone(CHINA).date():
        raise Refused(f"{what}不能晚于今天。")


def opened(key: str, application: Application, by: Person, day: date) -> Application:
    """The case, locked, when the table opens the act `key` to `by` on `day`; else Refused."""
    application = stored(application)
    reason = refusal(MOVES[key], application, by, day, rows_of(application))
    if reason:
        raise Refused(reason)
    return application


def entered(application: Application, *, answer: Answer | None = None, **facts: Any) -> CaseEvent:
    """Enter an event with all that follows from it: its place, the due day, the state.

    Raises Refused for a day to come and for an event that the clock does not allow there, ValidationError for
    facts that cannot stand.
    """
    rows = rows_of(application)
    event = CaseEvent(application=application, serial=_next(rows), **facts)
    for name in PAST:
        label = str(CaseEvent._meta.get_field(name).verbose_name)
        past(
            getattr(event, name), event.at, label if name != "day" else f"“{event.get_kind_display()}”的日期"
        )
    calendar = working_calendar()
    try:
        folded = fold(application.channel, [*rows, event], calendar)
    except CannotFold as fault:
        raise Refused(str(fault)) from None
    event.full_clean()
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError:
        raise Refused(CHANGED_MEANWHILE) from None
    if answer is not None:
        answer.event = event
        answer.full_clean()
        answer.save()
    cached(application, folded, calendar)
    application.full_clean(exclude=["received_on"] if application.state == State.UNCONFIRMED else [])
    application.save()
    return event


def _next(rows: list[CaseEvent]) -> int:
    return max((row.serial for row in rows), default=0) + 1


def cached(application: Application, folded: Folded, calendar: Calendar) -> None:
    """Put what the events come to into the record's own fields."""
    application.state = folded.state
    application.received_on = folded.received
    application.due_on = folded.reckoning.due
    application.provisional = folded.reckoning.provisional
    application.answered_on = served_on(folded.counted) if folded.counted else None
    application.outcome = _outcome(folded.counted)
    application.calendar, application.fault = version_of(calendar), ""


def _outcome(answered: Any) -> str:
    found = Answer.objects.filter(event_id=answered.id).first() if answered else None
    return found.outcome if found else ""


def noted(application: Application, verb: str, event: CaseEvent | None, **context: Any) -> None:
    """Write the act into the trail: what happened and the due day, never who asked or for what."""
    detail: dict[str, Any] = dict(context.pop("detail", {}))
    if event is not None:
        detail = {**said(event), **detail}
    if application.due_on and application.state not in (State.ANSWERED, State.ARCHIVED):
        detail["答复期限"] = application.due_on.isoformat()
    record(verb=verb, subject=application, organ_id=application.organ_id, detail=detail, **context)


def said(event: CaseEvent) -> Mapping[str, Any]:
    """An event's facts for the trail; its notes stay in the case."""
    names = ("day", "confirmed", "served", "until", "days", "posted", "signed", "party", "amount", "person")
    until = UNTIL.get(event.kind, "期限至")
    facts = {}
    for name in names:
        value = getattr(event, name)
        if value not in (None, ""):
            label = until if name == "until" else str(CaseEvent._meta.get_field(name).verbose_name)
            label = "科室" if name == "party" and event.kind in INSIDE else label
            facts[label] = value if isinstance(value, int) else str(value)
    if event.agrees is not None:
        facts["对方的意见"] = "同意公开" if event.agrees else "不同意公开"
    return facts
