"""应急发布: what cannot wait goes public with two named people; the rest of its review follows within a day."""

from datetime import datetime, timedelta

from django.db import transaction

from gongkai.disclosure.acts.following import lock_parent
from gongkai.disclosure.acts.publishing import make_public
from gongkai.disclosure.acts.reasons import stated
from gongkai.disclosure.acts.reviewing.answering import CHANGED
from gongkai.disclosure.acts.reviewing.opening import close
from gongkai.disclosure.acts.reviewing.sheets import fill_in
from gongkai.disclosure.acts.standing import day_of, stored
from gongkai.disclosure.models import Item, Opinion, Review, ReviewState, ReviewStep, SecrecySheet
from gongkai.disclosure.reviewing.chain import turn, under_way
from gongkai.disclosure.reviewing.gate import blocking, refusal, secrecy_owed
from gongkai.disclosure.reviewing.seconding import why_not_second
from gongkai.organs.models import Person
from gongkai.organs.permissions import EDITING, REVIEWING, may
from gongkai.trail.acts import Refused, record

WITHIN = timedelta(days=1)


def _waiting(item: Item, number: int | None) -> Review:
    review = under_way(item)
    if review is None or review.state == ReviewState.REFERRED or review.urgent_published_at is not None:
        raise Refused("只有正在等待审查的信息可以应急发布。请先送审。")
    if number is not None and number != review.pk:
        raise Refused(CHANGED)
    if forbidden := refusal(item):
        raise Refused(forbidden)
    owed = item.reviews.filter(urgent_published_at__isnull=False).exclude(state=ReviewState.PASSED)
    if owed.exists():
        raise Refused("这条信息上一次应急发布以后没有补办完审查，不能再应急发布，请按平常的环节审查。")
    if found := blocking(review):
        raise Refused(
            f"筛查还有{len(found)}处必须处理（{found[0].part}，{found[0].where}），应急也不能发布。请先遮盖。"
        )
    return review


@transaction.atomic
def propose_urgent(*, item: Item, by: Person, at: datetime, reason: str, review: int | None = None) -> Item:
    """The first of two people asks for it to go public before its review is done, and says why."""
    item = stored(item)
    if not may(by, EDITING | REVIEWING, item.organ_id):
        raise Refused(f"您在{item.organ}没有职责，不能办理。")
    current = _waiting(item, review)
    current.urgent_reason = stated(reason, "应急发布要写明什么事、为什么等不到审查办完。")
    current.urgent_by, current.urgent_at = by, at
    current.save(update_fields=["urgent_reason", "urgent_by", "urgent_at"])
    record(
        verb="提出应急发布", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"事由": current.urgent_reason},
    )  # fmt: skip
    return item


@transaction.atomic
def publish_urgently(
    *, item: Item, by: Person, at: datetime, review: int | None = None, sheet: SecrecySheet | None = None
) -> Item:
    """The second person reviews for secrecy on the spot and publishes; every other step is due within a day.

    `sheet` is 保密审查登记表, which no haste spares (《保守国家秘密法》第三十五条: reviewed first, public then);
    none where that step was passed before. Refused to whoever wrote it or asked for it, and for a `review` that
    is no longer the one the person has read. Raises ValidationError for a sheet that cannot stand.
    """
    lock_parent(item)
    item = stored(item)
    current = _waiting(item, review)
    if current.urgent_by_id is None:
        raise Refused("应急发布要两个人：请先由一个人提出并写明事由。")
    if reason := why_not_second(item, current, by, day_of(at)):
        raise Refused(reason)
    step = secrecy_owed(current)
    if step is not None:
        _review(item, current, step, sheet, by, at)
    current.urgent_second, current.urgent_published_at = by, at
    current.save(update_fields=["urgent_second", "urgent_published_at"])
    left = current.steps.filter(decided_at=None)
    left.update(due_on=day_of(at + WITHIN))
    following = turn(current)
    if following is None:  # nothing else was left to be done
        close(item, ReviewState.PASSED, at)
        item.submitted_revision = None
    elif following.begun_at is None:
        following.begun_at = at
        following.save(update_fields=["begun_at"])
    return make_public(item, current, by=by, at=at, verb="应急发布")


def _review(
    item: Item, review: Review, step: ReviewStep, sheet: SecrecySheet | None, by: Person, at: datetime
) -> None:
    fill_in(sheet, review, item, by=by, at=at)
    assert sheet is not None
    if sheet.opinion != Opinion.PUBLIC:
        raise Refused("保密审查意见是“公开”的才能应急发布。别的意见，请按平常的环节办理。")
    step.begun_at, step.decided_by, step.decided_at = step.begun_at or at, by, at
    step.save(update_fields=["begun_at", "decided_by", "decided_at"])
