"""Acts on reviews and lawsuits 复议、诉讼, and what an order to answer anew does to the case."""

from datetime import date, datetime

from django.db import transaction

from gongkai.applications.acts.keeping import entered, noted, opened, past, stored
from gongkai.applications.models import Application, CaseEvent, Kind, Remedy, Result
from gongkai.applications.states import NOT_THE_OFFICE, OFFICE
from gongkai.organs.models import Person
from gongkai.organs.permissions import may
from gongkai.trail.acts import Refused, record


def _allow(person: Person, organ_id: int) -> None:
    if not may(person, OFFICE, organ_id):
        raise Refused(NOT_THE_OFFICE)


@transaction.atomic
def file_remedy(*, remedy: Remedy, by: Person, at: datetime) -> Remedy:
    """Register a review or lawsuit (复议、诉讼), about a case of the same organ where it is in this register."""
    _allow(by, remedy.organ_id)
    if remedy.pk is not None:
        raise Refused("这件复议或诉讼已经登记过了。")
    case = remedy.application
    if case is not None and stored(case).organ_id != remedy.organ_id:
        raise Refused("针对的申请不是这个机关的，请核对登记编号。")
    past(remedy.filed_on, at, "受理日期")
    remedy.result, remedy.decided_on, remedy.served_on, remedy.answer_by = "", None, None, None
    remedy.full_clean()
    remedy.save()
    detail = {"针对的申请": case.number} if case else {}
    record(verb="登记救济", subject=remedy, by=by, at=at, organ_id=remedy.organ_id, detail=detail)
    return remedy


@transaction.atomic
def decide_remedy(
    *,
    remedy: Remedy,
    result: Result,
    decided_on: date,
    by: Person,
    at: datetime,
    served_on: date | None = None,
    answer_by: date | None = None,
    anew: bool = False,
) -> Remedy:
    """Enter the result of a review or lawsuit; `served_on` is the day the decision was received.

    `anew`: it orders the organ to answer anew (责令重新答复), by `answer_by` where it sets a day. The case is then
    open again, in the same transaction: either both stand or neither.
    """
    remedy = stored(remedy)
    _allow(by, remedy.organ_id)
    if remedy.result:
        raise Refused("这件复议或诉讼已经审结。")
    past(decided_on, at, "审结日期")
    past(served_on, at, "收到决定书或者判决书之日")
    if served_on and decided_on and served_on < decided_on:
        raise Refused("收到决定书或者判决书之日早于审结日期，请核对。")
    if answer_by and not anew:
        raise Refused("没有责令重新答复的，不填重新答复的期限。")
    remedy.result, remedy.decided_on = result, decided_on
    remedy.served_on, remedy.answer_by = served_on, answer_by
    remedy.full_clean()
    remedy.save()
    detail = {"结果": Result(result).label, "审结日期": decided_on.isoformat()}
    detail |= {"收到之日": served_on.isoformat()} if served_on else {}
    detail |= {"责令重新答复": answer_by.isoformat() if answer_by else "没有写明期限"} if anew else {}
    record(verb="登记救济结果", subject=remedy, by=by, at=at, organ_id=remedy.organ_id, detail=detail)
    if anew:
        _order(remedy, by, at)
    return remedy


def _order(remedy: Remedy, by: Person, at: datetime) -> None:
    """Open the case again for what the decision orders."""
    if remedy.result != Result.CORRECTED:
        raise Refused("只有“结果纠正”的，才可能责令重新答复，请核对结果。")
    if remedy.application is None:
        raise Refused("没有登记针对的申请，不能重新打开。请到那件申请里办理，或者不勾选“责令重新答复”。")
    if remedy.served_on is None:
        raise Refused("责令重新答复的，请填收到决定书或者判决书之日，期限从次日起算。")
    reopen(
        application=remedy.application, day=remedy.served_on, until=remedy.answer_by,
        note=f"{remedy.get_route_display()}：{remedy.number}", by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def reopen(
    *, application: Application, day: date, note: str, by: Person, at: datetime, until: date | None = None
) -> CaseEvent:
    """Open an answered case, even in the archive, for the answer that a decision orders (责令重新答复).

    A case that was never answered is under such an order too (责令限期答复); that it was late stays noted.

    `day` is that of receiving the decision, `until` the day it sets; without one the whole term runs anew
    (行政复议法第六十四条; see gongkai.law.clock.rules).
    """
    application = opened("reopen", application, by, day)
    event = entered(application, kind=Kind.REOPENED, day=day, until=until, note=note, by=by, at=at)
    noted(application, "责令重新答复", event, by=by, at=at)
    return event
