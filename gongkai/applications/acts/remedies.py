"""Acts on reviews and lawsuits 复议、诉讼."""

from datetime import date, datetime

from django.db import transaction

from gongkai.applications.acts.keeping import past, stored
from gongkai.applications.models import Remedy, Result
from gongkai.applications.states import NOT_THE_OFFICE, OFFICE
from gongkai.organs.models import Person
from gongkai.organs.permissions import may
from gongkai.trail.acts import Refused, record


def _allow(person: Person, organ_id: int) -> None:
    if not may(person, OFFICE, organ_id):
        raise Refused(NOT_THE_OFFICE)


@transaction.atomic
def file_remedy(*, remedy: Remedy, by: Person, at: datetime) -> Remedy:
    """Register a review or lawsuit (复议、诉讼)."""
    _allow(by, remedy.organ_id)
    if remedy.pk is not None:
        raise Refused("这件复议或诉讼已经登记过了。")
    past(remedy.filed_on, at, "受理日期")
    remedy.result, remedy.decided_on = "", None
    remedy.full_clean()
    remedy.save()
    record(verb="登记救济", subject=remedy, by=by, at=at, organ_id=remedy.organ_id)
    return remedy


@transaction.atomic
def decide_remedy(*, remedy: Remedy, result: Result, decided_on: date, by: Person, at: datetime) -> Remedy:
    """Enter the result of a review or lawsuit."""
    remedy = stored(remedy)
    _allow(by, remedy.organ_id)
    if remedy.result:
        raise Refused("这件复议或诉讼已经审结。")
    past(decided_on, at, "审结日期")
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
