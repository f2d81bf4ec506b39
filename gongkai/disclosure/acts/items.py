"""Drafting an item, and marking what became of a public one."""

from datetime import date, datetime

from django.db import transaction
from wagtail.models import Revision

from gongkai.disclosure import relating
from gongkai.disclosure.acts.pictures import settle
from gongkai.disclosure.acts.reviewing.opening import close, free_to_change
from gongkai.disclosure.acts.standing import LIFE, allow, fingerprint, latest, stored
from gongkai.disclosure.models import ExplanationForm, Item, Relation, ReviewState, Validity
from gongkai.disclosure.queries import MARKED
from gongkai.disclosure.takendown import SEALED, sealed_off
from gongkai.organs.models import Person
from gongkai.organs.permissions import APPROVING, EDITING
from gongkai.screening.content.leak import leak
from gongkai.trail.acts import Refused, record


@transaction.atomic
def draft(*, item: Item, by: Person, at: datetime) -> Item:
    """Save a new item, or changes to one, as a draft; the public page is untouched.

    A review that was under way is void: what was handed in is not what is there now.
    Raises ValidationError for facts that cannot stand.
    """
    allow(by, EDITING, item, "信息员")
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
        if sealed_off(item):
            raise Refused(SEALED)
    _check_content(item)
    if not fresh:
        _void(item, at)
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


def _void(item: Item, at: datetime) -> None:
    """An edit ends the review that is under way: what was passed is not what is there now."""
    free_to_change(item, "修改")
    close(item, ReviewState.VOIDED, at)


def _catch_up(item: Item) -> None:
    """Give an edited `item` the life its record has led since it was opened: published, say, or withdrawn."""
    kept = stored(item)
    if kept.organ_id != item.organ_id:
        raise Refused(f"这条信息属于{kept.organ}，不能改到别的机关。请另行起草。")
    for name in LIFE:
        attname = Item._meta.get_field(name).attname
        setattr(item, attname, getattr(kept, attname))


def _check_content(item: Item) -> None:
    """A draft may lack its title or issuing organ; what it has must be sound, and of its own organ."""
    if any(attachment.stored_file.organ_id != item.organ_id for attachment in item.attachments.all()):
        raise Refused("附件不属于这个机关，请重新上传。")
    settle(item)
    if not item.relation and (item.explains_id or item.explanation_form):
        item.relation = Relation.EXPLANATION
    if item.relation == Relation.EXPLANATION and item.explains_id and not item.explanation_form:
        item.explanation_form = ExplanationForm.TEXT
    lacking = {name for name in ("title", "issuing_organ", "genre") if not getattr(item, name)}
    relating.check(item)  # first: it names the other document, where a constraint cannot
    item.full_clean(exclude={"live", *lacking})


@transaction.atomic
def mark_validity(
    *, item: Item, by: Person, at: datetime, validity: Validity, on: date | None = None, instrument: str = ""
) -> Item:
    """Mark a public policy document 有效, 失效, 废止 or 已修改 on its original page; blank takes the mark off.

    A draft that waits for review is to be handed in again: the mark is part of what is reviewed.
    Raises ValidationError when the day is lacking.
    """
    item = stored(item)
    allow(by, APPROVING, item, "审核人")
    if item.first_published_at is None:
        raise Refused("这条信息还没有公开过，有效性请在起草时填写。")
    if said := leak({"依据": instrument}):
        raise Refused(said)
    _void(item, at)
    item.validity, item.validity_on, item.validity_instrument = validity, on, instrument
    item.submitted_revision = None
    item.full_clean(exclude=["body"])
    marked = {"validity": validity, "validity_on": on, "validity_instrument": instrument}
    item.save(update_fields=[*marked, "submitted_revision"])
    # The latest draft carries the mark too, or its publication would quietly undo it.
    newest = latest(item)
    Revision.objects.filter(pk=newest.pk).update(content=newest.content | marked)
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
            "指纹": fingerprint(item),
        },
        changed=[item] if item.live else [],
    )
    return item
