"""Setting up who reviews what: the chain of an organ for a genre."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.disclosure.acts.standing import day_of
from gongkai.disclosure.models import Chain, ChainStep, StepKind
from gongkai.disclosure.reviewing.chain import Planned, able
from gongkai.organs.models import Organ, Person
from gongkai.organs.permissions import managed_ids
from gongkai.trail.acts import Refused, record

MOST_STEPS = 6


@transaction.atomic
def set_chain(
    *, organ: Organ, genre: str, steps: Sequence[Planned], by: Person | None, at: datetime
) -> Chain:
    """Lay down the steps for one genre (blank: all others); reviews under way go on as they began.

    Refused without 保密审查 or with two, with more than one 签发, with 签发 anywhere but at the end, with more
    than six steps, with one person twice, or with somebody who lacks the office: a chain that could not be
    walked is no chain.
    """
    if by is not None and organ.pk not in managed_ids(by):
        raise Refused(f"您不是{organ}的管理员，不能设置审查流程。")
    _sound(organ, steps, at)
    chain = Chain.objects.select_for_update().filter(organ=organ, genre=genre).first() or Chain(
        organ=organ, genre=genre
    )
    chain.full_clean()
    chain.save()
    chain.steps.all().delete()
    made = [
        ChainStep(chain=chain, position=place, kind=step.kind, person=step.person, days=step.days)
        for place, step in enumerate(steps, start=1)
    ]
    for one in made:
        try:
            one.full_clean(exclude=["chain"])
        except ValidationError as fault:
            raise Refused("".join(fault.messages)) from None
    ChainStep.objects.bulk_create(made)
    record(
        verb="设置审查流程", subject=chain, by=by, at=at, organ_id=organ.pk,
        detail={"环节": "、".join(str(one) for one in made)},
    )  # fmt: skip
    return chain


def _sound(organ: Organ, steps: Sequence[Planned], at: datetime) -> None:
    if not any(step.kind == StepKind.SECRECY for step in steps):
        raise Refused("审查流程里必须有保密审查（《保守国家秘密法》第三十五条）。")
    if len(steps) > MOST_STEPS:
        raise Refused(f"审查流程最多{MOST_STEPS}个环节。")
    kinds = [step.kind for step in steps]
    for only in (StepKind.SECRECY, StepKind.ISSUE):
        if kinds.count(only) > 1:
            raise Refused(f"一个审查流程里只能有一个{only.label}，请去掉多的。")
    if StepKind.ISSUE in kinds[:-1]:
        raise Refused("签发要放在最后一个环节，保密审查在签发以前。请调整次序。")
    named = [step.person.pk for step in steps if step.person]
    if len(named) != len(set(named)):
        raise Refused("一个人不能办同一次审查的两个环节，请换一个人。")
    for step in steps:
        if step.person and not able(step.kind, organ, day_of(at)).filter(pk=step.person.pk).exists():
            raise Refused(f"{step.person}没有{organ}的{StepKind(step.kind).label}职责，请先任命。")


@transaction.atomic
def drop_chain(*, chain: Chain, by: Person, at: datetime) -> None:
    """Take a chain away: its genre goes the organ's common way again."""
    if chain.organ_id not in managed_ids(by):
        raise Refused(f"您不是{chain.organ}的管理员，不能设置审查流程。")
    record(verb="取消审查流程", subject=chain, by=by, at=at, organ_id=chain.organ_id)
    chain.delete()
