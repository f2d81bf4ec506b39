"""Entering an application 登记, confirming it with the applicant, correcting who asked, handing it over."""

from datetime import date, datetime

from django.db import transaction

from gongkai.applications.acts.keeping import entered, noted, opened, past
from gongkai.applications.acts.wording import check_lengths, reword
from gongkai.applications.folding import CONFIRMED_CHANNELS
from gongkai.applications.models import Application, CaseEvent, Kind, State
from gongkai.applications.personal import Applicant, seal_into
from gongkai.applications.queries import received_event
from gongkai.applications.states import NOT_THE_OFFICE, OFFICE
from gongkai.office.clock import CHINA
from gongkai.organs.models import Appointment, Person
from gongkai.organs.permissions import may
from gongkai.trail.acts import Refused, record

NOBODY = Applicant()


@transaction.atomic
def register(
    *,
    application: Application,
    by: Person,
    at: datetime,
    applicant: Applicant = NOBODY,
    request: str = "",
    confirmed: date | None = None,
) -> Application:
    """Register an application (登记) that came on its `received_on` (条例第二十九条、第三十一条).

    Nothing is refused for what the applicant left out: that is asked for by 补正. A plain letter or a fax waits
    until it is confirmed with the applicant; `confirmed` says when it was. Raises ValidationError for facts that
    cannot stand.
    """
    if not may(by, OFFICE, application.organ_id):
        raise Refused(NOT_THE_OFFICE)
    if application.pk is not None:
        raise Refused("这件申请已经登记过了。")
    arrived = application.received_on
    past(arrived, at, "收到申请之日")
    if confirmed is not None and application.channel not in CONFIRMED_CHANNELS:
        raise Refused("只有平常信函和传真要填与申请人确认之日，其他方式请不要填。")
    application.outcome, application.answered_on, application.handler = "", None, by
    application.state = State.UNCONFIRMED
    application.full_clean()
    check_lengths(applicant, request)
    application.save()
    seal_into(application, applicant, request)
    event = entered(application, kind=Kind.RECEIVED, day=arrived, confirmed=confirmed, by=by, at=at)
    noted(application, "登记申请", event, by=by, at=at)
    return application


@transaction.atomic
def confirm(*, application: Application, confirmed: date, by: Person, at: datetime) -> CaseEvent:
    """Enter the day on which a plain letter or a fax was confirmed with the applicant (条例第三十一条)."""
    application = opened("confirm", application, by, confirmed)
    past(confirmed, at, "与申请人确认之日")
    arrived = received_event(application)
    event = entered(
        application,
        kind=Kind.RECEIVED,
        day=arrived.day,
        confirmed=confirmed,
        supersedes=arrived,
        why_corrected="与申请人确认收到。",
        by=by,
        at=at,
    )
    noted(application, "确认收到申请", event, by=by, at=at)
    return event


@transaction.atomic
def amend(
    *,
    application: Application,
    applicant: Applicant,
    request: str,
    form: str = "",
    way: str = "",
    by: Person,
    at: datetime,
) -> Application:
    """Put right who asked and for what (a typing error, or what a supplement brought); the trail says only that it was.

    What stood there before is kept, under the same seal. Refused where nothing would change, or it cannot be opened.
    """
    application = opened("amend", application, by, at.astimezone(CHINA).date())
    check_lengths(applicant, request)
    reword(application, applicant, request, form, way, by=by, at=at)
    record(verb="更正申请人和内容", subject=application, by=by, at=at, organ_id=application.organ_id)
    return application


@transaction.atomic
def hand_over(*, application: Application, to: Person, day: date, by: Person, at: datetime) -> CaseEvent:
    """Give the case to another person of the office (转办)."""
    application = opened("hand_over", application, by, day)
    held = Appointment.objects.held_on(day).filter(organ_id=application.organ_id, role__in=OFFICE)
    if not held.filter(person=to, person__is_active=True).exists():
        raise Refused(f"{to}不是本机关公开办的人员，不能转办。请先任职，或者另选一人。")
    if to.pk == application.handler_id:
        raise Refused(f"这件申请已经由{to}经办。")
    application.handler = to
    event = entered(application, kind=Kind.HANDED_OVER, day=day, person=to, by=by, at=at)
    noted(application, "转办申请", event, by=by, at=at)
    return event
