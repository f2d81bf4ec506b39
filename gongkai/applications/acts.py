"""Acts on the register of applications and remedies: the only writers of this room."""

from datetime import date, datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils.timezone import localdate

from gongkai.applications.models import Application, Remedy, Result
from gongkai.law.outcomes import OUTCOMES
from gongkai.organs.models import Person, Role
from gongkai.organs.permissions import may
from gongkai.trail.acts import Refused, record

HANDLING = frozenset({Role.OFFICER})


def _allow(person: Person, organ_id: int) -> None:
    if not may(person, HANDLING, organ_id):
        raise Refused("只有本机关的公开办可以登记和办理申请。")


def _past(day: date | None, at: datetime, what: str) -> None:
    if day is not None and day > localdate(at):
        raise Refused(f"{what}不能晚于今天。")


Case = TypeVar("Case", bound=models.Model)


def _stored(case: Case) -> Case:
    """The record as it stands now, locked until the act ends: what the caller holds may be out of date."""
    return type(case)._default_manager.select_for_update().get(pk=case.pk)


@transaction.atomic
def register(*, application: Application, by: Person, at: datetime) -> Application:
    """Register an application (登记). Raises ValidationError for facts that cannot stand."""
    _allow(by, application.organ_id)
    if application.pk is not None:
        raise Refused("这件申请已经登记过了。")
    _past(application.received_on, at, "收到申请之日")
    application.outcome, application.answered_on = "", None
    application.full_clean()
    application.save()
    record(verb="登记申请", subject=application, by=by, at=at, organ_id=application.organ_id)
    return application


@transaction.atomic
def answer(
    *, application: Application, outcome: str, answered_on: date, by: Person, at: datetime
) -> Application:
    """Close an application with its one result (Art. 36) and the day the answer was served."""
    application = _stored(application)
    _allow(by, application.organ_id)
    if application.outcome:
        raise Refused("这件申请已经办结。办理结果只能有一个。")
    _past(answered_on, at, "答复送达日期")
    application.outcome, application.answered_on = outcome, answered_on
    application.full_clean()
    application.save()
    record(
        verb="答复申请",
        subject=application,
        by=by,
        at=at,
        organ_id=application.organ_id,
        detail={"办理结果": OUTCOMES[outcome].label, "答复送达日期": answered_on.isoformat()},
    )
    return application


@transaction.atomic
def file_remedy(*, remedy: Remedy, by: Person, at: datetime) -> Remedy:
    """Register a review or lawsuit (复议、诉讼)."""
    _allow(by, remedy.organ_id)
    if remedy.pk is not None:
        raise Refused("这件复议或诉讼已经登记过了。")
    _past(remedy.filed_on, at, "受理日期")
    remedy.result, remedy.decided_on = "", None
    remedy.full_clean()
    remedy.save()
    record(verb="登记救济", subject=remedy, by=by, at=at, organ_id=remedy.organ_id)
    return remedy


@transaction.atomic
def decide_remedy(*, remedy: Remedy, result: Result, decided_on: date, by: Person, at: datetime) -> Remedy:
    """Enter the result of a review or lawsuit."""
    remedy = _stored(remedy)
    _allow(by, remedy.organ_id)
    if remedy.result:
        raise Refused("这件复议或诉讼已经审结。")
    _past(decided_on, at, "审结日期")
    remedy.result, remedy.decided_on = result, decided_on
    remedy.full_clean()
    remedy.save()
    record(
        verb="登记救济结果",
        subject=remedy,
        by=by,
        at=at,
        organ_id=remedy.organ_id,
        detail={"结果": Result(result).label, "审结日期": decided_on.isoformat()},
    )
    return remedy
