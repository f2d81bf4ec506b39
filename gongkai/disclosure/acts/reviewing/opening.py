"""Handing a draft in (送审): its review begins, with a person for every step and what screening found."""

import html
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.html import strip_tags
from wagtail.models import Revision

from gongkai.disclosure import relating
from gongkai.disclosure.acts.standing import allow, day_of, fingerprint, latest, stored
from gongkai.disclosure.models import (
    UNDER_WAY,
    Attribute,
    Item,
    Review,
    ReviewFinding,
    ReviewState,
    ReviewStep,
)
from gongkai.disclosure.reviewing.chain import chain_of, chosen, due_day, writers
from gongkai.disclosure.reviewing.screening import RULES, read_ahead, screened
from gongkai.disclosure.takendown import SEALED, sealed_off
from gongkai.organs.models import Person
from gongkai.organs.permissions import EDITING, may
from gongkai.screening.content.facts import NOTHING_KNOWN
from gongkai.screening.content.quoting import quotable
from gongkai.trail.acts import Refused, record


def submit(*, item: Item, by: Person, at: datetime) -> Item:
    """Hand the latest draft in: bound by hash, screened, and given to the person of the chain's first step.

    Refused for what lacks a title, an issuing organ or any content, for what is not to be public at all
    (公开属性), and for what is withheld (Art. 17 and 18 of 《政府信息公开条例》); for a change to what was public
    that does not say what changed, and for what its relation to a document forbids (`relating.not_ready`).
    """
    if may(by, EDITING, item.organ_id) and item.latest_revision is not None:
        read_ahead(item.latest_revision.as_object())
    return _submit(item, by, at)


@transaction.atomic
def _submit(item: Item, by: Person, at: datetime) -> Item:
    item = stored(item)
    allow(by, EDITING, item, "信息员")
    if sealed_off(item):
        raise Refused(SEALED)
    revision = latest(item)
    draft = revision.as_object()
    if draft.attribute != Attribute.PROACTIVE:
        raise Refused("公开属性不是“主动公开”的信息不能送审发布。请核对公开属性。")
    _complete(draft)
    if item.withholdings.standing().exists():
        raise Refused("这条信息登记为不予公开，不能送审。情况变了的，请先在“不予公开”里重新评估。")
    free_to_change(item, "重新送审")
    if item.held:
        raise Refused("这条信息已经通过审查，等所属的文件公开，不用再送审。")
    if reason := _change_untold(item, draft) or relating.not_ready(draft, day_of(at)):
        raise Refused(reason)
    close(item, ReviewState.VOIDED, at)
    review = _begin(item, draft, revision, by, at)
    item.submitted_revision = revision
    item.save(update_fields=["submitted_revision"])
    first = review.steps.first()
    record(
        verb="送审", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"指纹": review.fingerprint, "办理": str(first or ""), "筛查发现": review.findings.count()},
    )  # fmt: skip
    return item


def free_to_change(item: Item, deed: str) -> None:
    """Refuse a `deed` that would end the review under way: not one still owed, nor one that waits for an answer."""
    held = item.reviews.under_way().first()
    if held is not None and held.urgent_published_at is not None:
        raise Refused(f"这条信息是应急发布的，要先补办完审查再{deed}；内容不对的，请马上撤下。")
    if held is not None and held.state == ReviewState.REFERRED:
        raise Refused(f"已经报请上级确定，正在等答复，不能{deed}。要改的，请保密审查人先撤回报请。")


def _complete(draft: Item) -> None:
    lacking = [
        label
        for label, value in {"标题": draft.title, "发文机关": draft.issuing_organ}.items()
        if not value.strip()
    ]
    if not html.unescape(strip_tags(draft.body)).strip() and not draft.attachments.exists():
        lacking.append("正文或者附件")
    if lacking:
        raise Refused(f"还缺{'、'.join(lacking)}，补齐后再送审。")


def _change_untold(item: Item, draft: Item) -> str:
    """Why the note on the change (更正说明) will not do; empty when it will, or none is needed."""
    if item.first_published_at is None:
        return ""
    if not draft.change_note.strip():
        return "这条信息公开过，修改后再发布要写一句“更正或更新说明”：改了什么。它会公开在网页上。"
    last = item.change_notes.last()
    if last is not None and last.note == draft.change_note:
        return f"“更正或更新说明”还是上次的“{last.note}”，请写明这一次改了什么。"
    return ""


def _begin(item: Item, draft: Item, revision: Revision, by: Person, at: datetime) -> Review:
    """The review with its steps and findings."""
    day = day_of(at)
    said = screened(draft, day)
    review = Review.objects.create(
        item=item, title=quotable(draft.title, NOTHING_KNOWN), revision=revision, fingerprint=fingerprint(draft),
        submitted_by=by, submitted_at=at, rules=RULES, unread=[quotable(one, NOTHING_KNOWN) for one in said.unread],
    )  # fmt: skip
    barred = set(writers(item, review))
    steps = []
    for position, planned in enumerate(chain_of(draft), start=1):
        person = chosen(planned, item.organ_id, barred, day)
        if person is not None:
            barred.add(person.pk)
        steps.append(
            ReviewStep(
                review=review, position=position, kind=planned.kind, days=planned.days, person=person,
                begun_at=at if position == 1 else None,
                due_on=due_day(day, planned.days) if position == 1 else None,
            )
        )  # fmt: skip
    ReviewStep.objects.bulk_create(steps)
    ReviewFinding.objects.bulk_create(
        ReviewFinding(
            review=review, part=quotable(one.part, NOTHING_KNOWN)[:200], stored_file=one.stored, kind=one.finding.kind.value,
            severity=one.finding.severity.value, where=one.finding.where[:200],
            excerpt=one.finding.excerpt[:200],
        )
        for one in said.found
    )  # fmt: skip
    return review


def close(item: Item, state: ReviewState, at: datetime) -> bool:
    """End the review that is under way, or passed and waiting for its document: an edit voids it, whatever was passed."""
    open_ = Review.objects.filter(Q(state__in=UNDER_WAY) | Q(held_at__isnull=False), item=item)
    return bool(open_.update(state=state, closed_at=at, held_at=None))
