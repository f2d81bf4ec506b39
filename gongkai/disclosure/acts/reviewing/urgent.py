"""应急发布: what cannot wait goes public with two named people; its review follows within a day."""

from datetime import datetime, timedelta

from django.db import transaction

from gongkai.disclosure.acts.publishing import make_public
from gongkai.disclosure.acts.reasons import stated
from gongkai.disclosure.acts.standing import day_of, stored
from gongkai.disclosure.models import Item, Review, ReviewState
from gongkai.disclosure.reviewing.chain import able, turn, under_way, writers
from gongkai.disclosure.reviewing.gate import blocking
from gongkai.organs.models import Person
from gongkai.organs.permissions import EDITING, REVIEWING, may
from gongkai.trail.acts import Refused, record

WITHIN = timedelta(days=1)


def _waiting(item: Item) -> Review:
    review = under_way(item)
    if review is None or review.state == ReviewState.REFERRED or review.urgent_published_at is not None:
        raise Refused("只有正在等待审查的信息可以应急发布。请先送审。")
    if found := blocking(review):
        raise Refused(
            f"筛查还有{len(found)}处必须处理（{found[0].part}，{found[0].where}），应急也不能发布。请先遮盖。"
        )
    return review


@transaction.atomic
def propose_urgent(*, item: Item, by: Person, at: datetime, reason: str) -> Item:
    """The first of two people asks for it to go public before its review is done, and says why."""
    item = stored(item)
    if not may(by, EDITING | REVIEWING, item.organ_id):
        raise Refused(f"您在{item.organ}没有职责，不能办理。")
    review = _waiting(item)
    review.urgent_reason = stated(reason, "应急发布要写明什么事、为什么等不到审查办完。")
    review.urgent_by, review.urgent_at = by, at
    review.save(update_fields=["urgent_reason", "urgent_by", "urgent_at"])
    record(
        verb="提出应急发布", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"事由": review.urgent_reason},
    )  # fmt: skip
    return item


@transaction.atomic
def publish_urgently(*, item: Item, by: Person, at: datetime) -> Item:
    """The second person, who wrote none of it, publishes; every step of the review is due within a day."""
    item = stored(item)
    review = _waiting(item)
    if review.urgent_by_id is None:
        raise Refused("应急发布要两个人：请先由一个人提出并写明事由。")
    if by.pk == review.urgent_by_id:
        raise Refused("应急发布要两个人：提出人不能自己核准。")
    step = turn(review)
    day = day_of(at)
    if step is None or not able(step.kind, item.organ_id, day).filter(pk=by.pk).exists():
        raise Refused(f"您没有{item.organ}的审查职责，不能核准应急发布。")
    if by.pk in writers(item, review):
        raise Refused("起草人、修改人和送审人不能核准自己的信息。")
    review.urgent_second, review.urgent_published_at = by, at
    review.save(update_fields=["urgent_second", "urgent_published_at"])
    review.steps.filter(decided_at=None).update(due_on=day_of(at + WITHIN))
    return make_public(item, review, by=by, at=at, verb="应急发布")
