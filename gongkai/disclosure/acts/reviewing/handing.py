"""Whose step it is may change: taken over, handed on, or delegated for a time. Each leaves its record."""

from datetime import date, datetime

from django.db import transaction

from gongkai.disclosure.acts.reasons import stated
from gongkai.disclosure.acts.reviewing.answering import NOT_WAITING
from gongkai.disclosure.acts.standing import day_of, stored
from gongkai.disclosure.models import Delegation, Item, ReviewStep, StepKind
from gongkai.disclosure.reviewing.chain import able, turn, under_way, unfit
from gongkai.organs.models import Organ, Person
from gongkai.organs.permissions import MANAGING, REVIEWING, may
from gongkai.trail.acts import Refused, record

LONGEST = 60  # days that a delegation may last


@transaction.atomic
def take_over(*, item: Item, by: Person, at: datetime) -> Item:
    """Take the step whose turn it is from whoever has it: for colleagues with the same office."""
    item = stored(item)
    step = _turn(item)
    _fit(step, item, by, at, "您")
    _give(item, step, by, by, at, "接办", "")
    return item


@transaction.atomic
def hand_over(*, item: Item, to: Person, by: Person, at: datetime, reason: str) -> Item:
    """Give one's own step, or an administrator anybody's, to a colleague with the same office."""
    item = stored(item)
    step = _turn(item)
    if by.pk != step.person_id and not may(by, MANAGING, item.organ_id):
        raise Refused("只能转交自己手上的环节；别人的环节请管理员转交。")
    reason = stated(reason, "转交要写明理由。")
    _fit(step, item, to, at, str(to))
    _give(item, step, to, by, at, "转交审查", reason)
    return item


def _turn(item: Item) -> ReviewStep:
    review = under_way(item)
    step = turn(review) if review else None
    if step is None:
        raise Refused(NOT_WAITING)
    return step


def _fit(step: ReviewStep, item: Item, person: Person, at: datetime, who: str) -> None:
    if reason := unfit(step, item, person, day_of(at), who):
        raise Refused(reason)


def _give(item: Item, step: ReviewStep, to: Person, by: Person, at: datetime, verb: str, reason: str) -> None:
    before, step.person = step.person, to
    step.save(update_fields=["person"])
    record(
        verb=verb, subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"环节": StepKind(step.kind).label, "原办理人": str(before or "没有指定"), "现办理人": str(to), "理由": reason},
    )  # fmt: skip


@transaction.atomic
def delegate(
    *, organ: Organ, deputy: Person, since: date, until: date, reason: str, by: Person, at: datetime
) -> Delegation:
    """Let `deputy` do one's own steps from a day until a day, both included. Raises ValidationError."""
    if not may(by, REVIEWING, organ.pk):
        raise Refused(f"您没有{organ}的审查职责，没有可以委托的。")
    if (until - since).days >= LONGEST:
        raise Refused(f"委托代办一次最多{LONGEST}天。时间更长的，请管理员任命代办人。")
    if until < day_of(at):
        raise Refused("结束的日期已经过去，请填今天以后的日期。")
    own = [kind for kind in StepKind if able(kind, organ, since).filter(pk=by.pk).exists()]
    if not any(able(kind, organ, since).filter(pk=deputy.pk).exists() for kind in own):
        office = "、".join(kind.label for kind in own)
        raise Refused(f"{deputy}没有{organ}的{office}职责，不能代办。请先请管理员任命，办完以后免去。")
    made = Delegation(
        organ=organ, person=by, deputy=deputy, since=since, until=until,
        reason=stated(reason, "委托代办要写明事由，例如出差、休假。"),
    )  # fmt: skip
    made.full_clean()
    made.save()
    record(
        verb="委托代办", subject=made, by=by, at=at, organ_id=organ.pk,
        detail={"代办人": str(deputy), "从": str(since), "到": str(until)},
    )  # fmt: skip
    return made


@transaction.atomic
def end_delegation(*, delegation: Delegation, by: Person, at: datetime) -> Delegation:
    """Take a delegation back before its last day."""
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if by.pk != delegation.person_id and not may(by, MANAGING, delegation.organ_id):
        raise Refused("只有委托人自己或者管理员可以收回。")
    if delegation.ended_at is not None:
        raise Refused("这次委托已经收回。")
    delegation.ended_at = at
    delegation.save(update_fields=["ended_at"])
    record(verb="收回委托", subject=delegation, by=by, at=at, organ_id=delegation.organ_id)
    return delegation
