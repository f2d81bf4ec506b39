"""A reviewer answers: passes a step, or returns the draft. Passing the last step publishes."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.disclosure.acts.following import hold, let_go, lock_parent
from gongkai.disclosure.acts.publishing import make_public
from gongkai.disclosure.acts.reasons import stated
from gongkai.disclosure.acts.reviewing.opening import close
from gongkai.disclosure.acts.reviewing.sheets import fill_in
from gongkai.disclosure.acts.standing import day_of, stored
from gongkai.disclosure.acts.withholding import withhold_reviewed
from gongkai.disclosure.models import (
    Item,
    Opinion,
    Referral,
    Review,
    ReviewState,
    ReviewStep,
    SecrecySheet,
    StepKind,
)
from gongkai.disclosure.reviewing.chain import due_day, turn, under_way, why_not
from gongkai.disclosure.reviewing.gate import blocking, refusal
from gongkai.disclosure.reviewing.seals import sealed
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused, record

NOT_WAITING = "这条信息没有在等待审查。改过以后要重新送审的，请信息员送审。"
CHANGED = "您打开以后，信息员又改过并重新送审了。请看过现在的内容再办。"


@transaction.atomic
def pass_step(
    *,
    item: Item,
    by: Person,
    at: datetime,
    review: int | None = None,
    remark: str = "",
    sheet: SecrecySheet | None = None,
    referred: dict[str, str] | None = None,
    withheld: dict[str, Any] | None = None,
) -> Item:
    """Pass the step whose turn it is; the last one publishes and gives the item back as it is in public.

    What belongs to a document that is not public yet is not published before it: it has passed and waits.
    `review` is the number of the review that the person has read, when that is known. 保密审查 needs the
    filled-in `sheet`; its opinion 报请确定 needs `referred` (body, question), 不予公开 needs `withheld` (ground,
    reason, next_review_on). Raises ValidationError for a sheet that cannot stand.
    """
    lock_parent(item)
    item = stored(item)
    current, step = waiting(item, by, at, review)
    day = day_of(at)
    if step.kind == StepKind.SECRECY:
        fill_in(sheet, current, item, by=by, at=at)
        assert sheet is not None
        if sheet.opinion == Opinion.REFER:
            return _refer(item, current, sheet, by, at, referred or {})
        if sheet.opinion == Opinion.WITHHOLD:
            return _withhold(item, current, step, sheet, by, at, withheld or {})
        if forbidden := refusal(item):
            raise Refused(forbidden)
        if found := blocking(current):
            raise Refused(
                f"筛查还有{len(found)}处必须处理（{found[0].part}，{found[0].where}）。"
                "请换用遮盖后的副本，或者逐处写明放行的理由。"
            )
    _decide(step, by, at, remark.strip()[:200])
    following = turn(current)
    if following is not None:
        if current.urgent_published_at is None:  # in an emergency every step keeps its one day
            following.due_on = due_day(day, following.days)
        following.begun_at = at
        following.save(update_fields=["begun_at", "due_on"])
        record(
            verb=f"{StepKind(step.kind).label}通过", subject=item, by=by, at=at, organ_id=item.organ_id,
            detail={"下一步": str(following), "意见": step.remark} | sealed(current),
        )  # fmt: skip
        return item
    return _finish(item, current, step, by, at)


def _finish(item: Item, current: Review, step: ReviewStep, by: Person, at: datetime) -> Item:
    """The last step: the item goes public, or, published in an emergency, its review is made up for."""
    if not current.steps.filter(kind=StepKind.SECRECY, decided_at__isnull=False).exists():
        raise Refused("这次审查没有保密审查的环节，不能发布。请管理员改好审查流程，再重新送审。")
    if blocking(current):
        raise Refused("筛查还有必须处理的地方，不能发布。请保密审查人处理。")
    close(item, ReviewState.PASSED, at)
    item.submitted_revision = None
    if current.urgent_published_at is not None:
        item.save(update_fields=["submitted_revision"])
        record(
            verb="补办审查", subject=item, by=by, at=at, organ_id=item.organ_id,
            detail={"审查": current.pk} | sealed(current),
        )  # fmt: skip
        return item
    if hold(item, current, by=by, at=at):
        return item
    return make_public(item, current, by=by, at=at)


def _decide(step: ReviewStep, by: Person, at: datetime, remark: str) -> None:
    step.decided_by, step.decided_at, step.remark = by, at, remark
    step.save(update_fields=["decided_by", "decided_at", "remark"])


def waiting(item: Item, by: Person, at: datetime, review: int | None) -> tuple[Review, ReviewStep]:
    """The review and the step that `by` may answer now. Refused with the reason otherwise."""
    current = under_way(item)
    if current is None:
        if item.live and not item.has_unpublished_changes:
            raise Refused("这条信息已经发布，不用再办。")
        if item.held:
            raise Refused("这条信息已经通过审查，等所属的文件公开，不用再办。")
        raise Refused(NOT_WAITING)
    if review is not None and review != current.pk:
        raise Refused(CHANGED)
    if current.state == ReviewState.REFERRED:
        body = current.referrals.filter(public=None, recalled_at=None).values_list("body", flat=True).first()
        raise Refused(f"已经报请{body or '上级'}确定，等有了答复并登记以后再办。没有答复不等于同意。")
    step = turn(current)
    if step is None:
        raise Refused(NOT_WAITING)
    if reason := why_not(step, item, by, day_of(at)):
        raise Refused(reason)
    return current, step


def _refer(
    item: Item, current: Review, sheet: SecrecySheet, by: Person, at: datetime, asked: dict[str, str]
) -> Item:
    """报请确定 (Art. 17): put to a named body; the review waits, however long."""
    if current.urgent_published_at is not None:
        raise Refused("这条信息已经应急公开。拿不准该不该公开的，请马上撤下，再报请确定。")
    body, question = asked.get("body", "").strip(), asked.get("question", "").strip()
    if not body or not question:
        raise Refused("报请确定的，要写明报请哪个机关、拿不准的是什么问题。")
    if body in {item.organ.name, item.organ.short_name}:
        raise Refused("报请的是本机关自己。请填有关主管部门或者保密行政管理部门的名称。")
    referral = Referral(
        review=current, kind=asked.get("kind", ""), body=body, question=question, asked_by=by, asked_at=at
    )
    referral.full_clean(exclude=["review"])
    referral.save()
    current.state = ReviewState.REFERRED
    current.save(update_fields=["state"])
    record(
        verb="报请确定",
        subject=item,
        by=by,
        at=at,
        organ_id=item.organ_id,
        detail={"报请": body} | sealed(current),
    )
    return item


def _withhold(
    item: Item,
    current: Review,
    step: ReviewStep,
    sheet: SecrecySheet,
    by: Person,
    at: datetime,
    facts: dict[str, Any],
) -> Item:
    """不予公开: the review ends, and the register of withheld information says why and until when."""
    if current.urgent_published_at is not None:
        raise Refused("这条信息已经应急公开。认为不该公开的，请马上撤下。")
    _decide(step, by, at, sheet.basis[:200])
    close(item, ReviewState.WITHHELD, at)
    item.submitted_revision = None
    item.save(update_fields=["submitted_revision"])
    withhold_reviewed(item=item, by=by, at=at, review=current, **facts)
    let_go(item, by=by, at=at)
    return item


@transaction.atomic
def return_to_author(*, item: Item, by: Person, at: datetime, reason: str, review: int | None = None) -> Item:
    """Send a draft back with a reason, from whatever step it is at."""
    item = stored(item)
    current, step = waiting(item, by, at, review)
    if current.urgent_published_at is not None:
        raise Refused("这条信息已经应急公开，不能退回。认为不该公开的，请马上撤下。")
    reason = stated(reason, "退回要写明理由，让信息员知道改什么。")
    _decide(step, by, at, reason)
    close(item, ReviewState.RETURNED, at)
    item.submitted_revision = None
    item.save(update_fields=["submitted_revision"])
    record(
        verb="退回",
        subject=item,
        by=by,
        at=at,
        organ_id=item.organ_id,
        detail={"理由": reason} | sealed(current),
    )
    return item


@transaction.atomic
def determine(
    *, item: Item, by: Person, at: datetime, public: bool, day: date, number: str = "", note: str = ""
) -> Item:
    """Register what the body above answered to 报请确定; then the confidentiality reviewer goes on."""
    item = stored(item)
    current, referral = _asked(item, by, at)
    if referral.body.strip() in {item.organ.name, item.organ.short_name}:
        raise Refused("报请的是本机关自己，不是上级。请撤回这次报请，改向主管部门或者保密行政管理部门报请。")
    if not day_of(referral.asked_at) <= day <= day_of(at):
        raise Refused("答复日期不能早于报请的日期，也不能晚于今天。")
    referral.public, referral.answered_on, referral.number = public, day, number.strip()
    referral.note, referral.answered_by = note.strip(), by
    referral.full_clean(exclude=["review"])
    referral.save()
    current.state = ReviewState.OPEN
    current.save(update_fields=["state"])
    record(
        verb="登记确定意见", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"机关": referral.body, "意见": "可以公开" if public else "不予公开", "文号": referral.number}
        | sealed(current),
    )  # fmt: skip
    return item


@transaction.atomic
def recall_referral(*, item: Item, by: Person, at: datetime, reason: str) -> Item:
    """Take 报请确定 back, so that the draft may be changed and handed in again or answered without it."""
    item = stored(item)
    current, referral = _asked(item, by, at)
    reason = stated(reason, "撤回报请要写明理由。")
    referral.recalled_at = at
    referral.save(update_fields=["recalled_at"])
    current.state = ReviewState.OPEN
    current.save(update_fields=["state"])
    record(
        verb="撤回报请", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"报请": referral.body, "理由": reason},
    )  # fmt: skip
    return item


def _asked(item: Item, by: Person, at: datetime) -> tuple[Review, Referral]:
    """The review that waits for an answer, and what was asked. Refused to whoever's step it is not."""
    current = under_way(item)
    referral = current.referrals.filter(public=None, recalled_at=None).first() if current else None
    if current is None or referral is None:
        raise Refused("这条信息没有在等待上级答复。")
    step = turn(current)
    if step is None or (reason := why_not(step, item, by, day_of(at))):
        raise Refused(reason if step else NOT_WAITING)
    return current, referral
