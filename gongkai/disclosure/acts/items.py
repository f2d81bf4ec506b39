"""From draft to public and back: the life of an item."""

import hashlib
import html
import json
from datetime import date, datetime

from django.db import transaction
from django.utils.html import strip_tags
from wagtail.models import Revision

from gongkai.disclosure import explaining
from gongkai.disclosure.acts.numbering import give_numbers, place
from gongkai.disclosure.acts.pictures import settle
from gongkai.disclosure.acts.reasons import stated
from gongkai.disclosure.models import Attribute, ExplanationForm, Item, Validity
from gongkai.disclosure.queries import MARKED
from gongkai.organs.models import Person
from gongkai.organs.permissions import APPROVING, EDITING, may
from gongkai.trail.acts import Refused, record

# Facts of the record's life, not of its content: a reviewer passes content.
_LIFE = (
    "live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision",
    "latest_revision", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by", "author",
    "index_number", "address_year", "address_serial", "submitted_revision", "withdrawn_at", "withdrawn_reason",
)  # fmt: skip


def fingerprint(item: Item) -> str:
    """SHA-256 over the exact content of `item` and its attachments' own fingerprints."""
    content = {key: value for key, value in item.serializable_data().items() if key not in ("pk", *_LIFE)}
    content["attachments"] = [
        [attachment.title, attachment.stored_file.name, attachment.stored_file.sha256]
        for attachment in item.attachments.all()
    ]
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True, default=str).encode()
    ).hexdigest()


def _allow(person: Person | None, roles: frozenset, item: Item, deed: str) -> None:
    if person is None or not may(person, roles, item.organ_id):
        raise Refused(f"您没有{item.organ}的{deed}职责，不能办理。")


def _stored(item: Item) -> Item:
    """The record as it stands now, locked until the act ends: what the caller holds may be out of date."""
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("organ", "node", "latest_revision")
        .get(pk=item.pk)
    )


def _latest(item: Item) -> Revision:
    revision = item.latest_revision
    if revision is None:
        raise Refused("这条信息还没有保存过草稿。")
    return revision


@transaction.atomic
def draft(*, item: Item, by: Person, at: datetime) -> Item:
    """Save a new item, or changes to one, as a draft; the public page is untouched.

    A draft that waited for approval no longer waits: what was submitted is not what is there now.
    Raises ValidationError for facts that cannot stand.
    """
    _allow(by, EDITING, item, "信息员")
    if item.node.organ_id != item.organ_id:
        raise Refused("目录栏目不属于这个机关，请重新选择栏目。")
    if not item.node.takes_items:
        raise Refused(f"栏目“{item.node}”下还有更细的栏目，请选择具体栏目。")
    fresh = item.pk is None
    if fresh:
        item.live = False
        item.author = by
    else:
        _catch_up(item)
    _check_content(item)
    item.submitted_revision = None
    if not item.live:
        item.save()
    else:
        Item.objects.filter(pk=item.pk).update(submitted_revision=None)
    revision = item.save_revision(user=by, log_action=False, clean=False)
    Revision.objects.filter(pk=revision.pk).update(created_at=at)
    record(
        verb="起草" if fresh else "修改草稿",
        subject=item,
        by=by,
        at=at,
        organ_id=item.organ_id,
        detail={"指纹": fingerprint(item)},
    )
    return item


def _catch_up(item: Item) -> None:
    """Give an edited `item` the life its record has led since it was opened: published, say, or withdrawn."""
    stored = _stored(item)
    if stored.organ_id != item.organ_id:
        raise Refused(f"这条信息属于{stored.organ}，不能改到别的机关。请另行起草。")
    for name in _LIFE:
        attname = Item._meta.get_field(name).attname
        setattr(item, attname, getattr(stored, attname))


def _check_content(item: Item) -> None:
    """A draft may lack its title or issuing organ; what it has must be sound, and of its own organ."""
    if any(attachment.stored_file.organ_id != item.organ_id for attachment in item.attachments.all()):
        raise Refused("附件不属于这个机关，请重新上传。")
    settle(item)
    if item.explains_id and not item.explanation_form:
        item.explanation_form = ExplanationForm.TEXT
    lacking = {name for name in ("title", "issuing_organ", "genre") if not getattr(item, name)}
    item.full_clean(exclude={"live", *lacking})
    explaining.check(item)


@transaction.atomic
def submit(*, item: Item, by: Person, at: datetime) -> Item:
    """Send the latest draft to the approver."""
    item = _stored(item)
    _allow(by, EDITING, item, "信息员")
    revision = _latest(item)
    latest = revision.as_object()
    if latest.attribute != Attribute.PROACTIVE:
        raise Refused("公开属性不是“主动公开”的信息不能送审发布。请核对公开属性。")
    lacking = [
        label
        for label, value in {"标题": latest.title, "发文机关": latest.issuing_organ}.items()
        if not value.strip()
    ]
    if not html.unescape(strip_tags(latest.body)).strip() and not latest.attachments.exists():
        lacking.append("正文或者附件")
    if lacking:
        raise Refused(f"还缺{'、'.join(lacking)}，补齐后再送审。")
    item.submitted_revision = revision
    item.save(update_fields=["submitted_revision"])
    record(
        verb="送审", subject=item, by=by, at=at, organ_id=item.organ_id, detail={"指纹": fingerprint(latest)}
    )
    return item


@transaction.atomic
def return_to_author(*, item: Item, by: Person, at: datetime, reason: str) -> Item:
    """Send a submitted draft back with a reason."""
    item = _stored(item)
    _allow(by, APPROVING, item, "审核人")
    if item.submitted_revision_id is None:
        raise Refused("这条信息没有在等待审核。")
    reason = stated(reason, "退回要写明理由，让信息员知道改什么。")
    item.submitted_revision = None
    item.save(update_fields=["submitted_revision"])
    record(verb="退回", subject=item, by=by, at=at, organ_id=item.organ_id, detail={"理由": reason})
    return item


@transaction.atomic
def publish(*, item: Item, by: Person, at: datetime, reviewed: int | None = None) -> Item:
    """Make the submitted draft public: the one act by which an item goes public.

    Refused unless `by` is an approver of the item's organ and neither its author nor the last to edit
    it, and unless exactly the submitted draft is the latest — and the one with the number `reviewed`,
    when the approver is known to have read that. Gives 索引号, address and the first
    publication time on the first occasion only.
    """
    item = _stored(item)
    _allow(by, APPROVING, item, "审核人")
    if item.live and item.submitted_revision_id is None and not item.has_unpublished_changes:
        raise Refused("这条信息已经发布，不用再办。")
    if item.submitted_revision_id is None or item.submitted_revision_id != item.latest_revision_id:
        raise Refused("这条信息没有送审，或者送审以后又改过，请信息员重新送审。")
    if reviewed is not None and reviewed != item.submitted_revision_id:
        raise Refused("您打开以后，信息员又改过并重新送审了。请看过现在的内容再发布。")
    revision = _latest(item)
    if by.pk in {item.author_id, revision.user_id}:
        raise Refused("起草人不能审核自己的信息，请另一位审核人办理。")
    public = revision.as_object()
    first = item.first_published_at is None
    if first:
        give_numbers(public, at)
        public.first_published_at = at
    public.live = True
    public.has_unpublished_changes = False
    public.submitted_revision = None
    public.withdrawn_at = None
    public.withdrawn_reason = ""
    public.last_published_at = at
    public.live_revision = public.latest_revision = revision
    public.full_clean(exclude=["body"])
    explaining.check(public)
    public.save()
    left = place(public)
    record(
        verb="发布" if first else "更新发布",
        subject=public,
        by=by,
        at=at,
        organ_id=public.organ_id,
        detail={"索引号": public.index_number, "指纹": fingerprint(public)},
        changed=[public, *_explained(item, public), *left],
    )
    return public


def _explained(*states: Item) -> list[Item]:
    """The public documents that an item explains, before and after the act: their pages name it."""
    return list(
        Item.objects.public().filter(pk__in=[item.explains_id for item in states if item.explains_id])
    )


@transaction.atomic
def withdraw(*, item: Item, by: Person, at: datetime, reason: str) -> Item:
    """Take an item off the public side at once; the record, its number and its time stay."""
    item = _stored(item)
    _allow(by, APPROVING, item, "审核人")
    if not item.live:
        raise Refused("这条信息现在没有公开。")
    reason = stated(reason, "撤下要写明理由。")
    item.live = False
    item.withdrawn_at = at
    item.withdrawn_reason = reason
    item.save(update_fields=["live", "withdrawn_at", "withdrawn_reason"])
    record(
        verb="撤下",
        subject=item,
        by=by,
        at=at,
        organ_id=item.organ_id,
        detail={"理由": reason},
        changed=[item, *_explained(item)],
    )
    return item


@transaction.atomic
def mark_validity(
    *, item: Item, by: Person, at: datetime, validity: Validity, on: date | None = None, instrument: str = ""
) -> Item:
    """Mark a public policy document 有效, 失效, 废止 or 已修改 on its original page; blank takes the mark off.

    Raises ValidationError when the day is lacking.
    """
    item = _stored(item)
    _allow(by, APPROVING, item, "审核人")
    if item.first_published_at is None:
        raise Refused("这条信息还没有公开过，有效性请在起草时填写。")
    item.validity, item.validity_on, item.validity_instrument = validity, on, instrument
    item.full_clean(exclude=["body"])
    marked = {"validity": validity, "validity_on": on, "validity_instrument": instrument}
    item.save(update_fields=list(marked))
    # The latest draft carries the mark too, or its publication would quietly undo it.
    latest = _latest(item)
    Revision.objects.filter(pk=latest.pk).update(content=latest.content | marked)
    record(
        verb=MARKED,
        subject=item,
        by=by,
        at=at,
        organ_id=item.organ_id,
        detail={
            "有效性": Validity(validity).label if validity else "不标注",
            "日期": str(on or ""),
            "依据": instrument,
        },
        changed=[item] if item.live else [],
    )
    return item
