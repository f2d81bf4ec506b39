"""Making an item public: only at the end of its review, only by the acts of reviewing."""

from datetime import datetime

from gongkai.disclosure import relating
from gongkai.disclosure.acts.files import digest_of
from gongkai.disclosure.acts.following import publish_held
from gongkai.disclosure.acts.numbering import give_numbers, place
from gongkai.disclosure.acts.standing import day_of, fingerprint
from gongkai.disclosure.models import ChangeNote, Item, Review
from gongkai.disclosure.reviewing.seals import sealed
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused, record


def make_public(item: Item, review: Review, *, by: Person, at: datetime, verb: str = "") -> Item:
    """Make the reviewed draft public, inside the act of whoever passes it.

    Refused unless the draft is word for word and byte for byte the one reviewed. Gives 索引号, address and
    the first publication time on the first occasion only. What has passed its own review and waits for this
    item (同步公开) goes public with it, each with a record of its own.
    """
    revision = review.revision
    if revision is None or revision.pk != item.latest_revision_id:
        raise Refused("送审以后又改过，原来的审查已经失效。请信息员重新送审。")
    if item.withholdings.standing().exists():
        raise Refused("这条信息登记为不予公开。情况变了的，请先在“不予公开”里重新评估。")
    public = revision.as_object()
    _unchanged(public, review)
    _in_order(public, at)
    first = item.first_published_at is None
    if first:
        give_numbers(public, at)
        public.first_published_at = at
    public.live = True
    public.has_unpublished_changes = False
    public.submitted_revision = item.submitted_revision
    public.withdrawn_at = None
    public.withdrawn_reason = ""
    public.last_published_at = at
    public.live_revision = public.latest_revision = revision
    public.full_clean(exclude=["body"])
    relating.check(public)
    public.save()
    if not first and public.change_note:
        ChangeNote.objects.create(item=public, at=at, note=public.change_note)
    left = place(public)
    record(
        verb=verb or ("发布" if first else "更新发布"),
        subject=public,
        by=by,
        at=at,
        organ_id=public.organ_id,
        detail={"索引号": public.index_number, "指纹": review.fingerprint, "审查": review.pk}
        | ({"更正说明": public.change_note} if not first else {})
        | sealed(review),
        changed=[public, *explained(item, public), *left],
    )  # fmt: skip
    publish_held(public, by=by, at=at, make_public=make_public)
    return public


def _in_order(public: Item, at: datetime) -> None:
    """Not before what it belongs to, and as its kind asks on the day of publication."""
    if reason := relating.not_ready(public, day_of(at)):
        raise Refused(reason)
    if parent := relating.awaited(public):
        said = (
            f"所属的文件《{parent.title}》还没有公开，先公开文件，再公开它的{public.get_relation_display()}。"
        )
        raise Refused(said)


def _unchanged(draft: Item, review: Review) -> None:
    """The text by its hash, every attachment by its bytes on the disk."""
    if fingerprint(draft) != review.fingerprint:
        raise Refused("内容和送审时不一样，原来的审查已经失效。请信息员重新送审。")
    for attachment in draft.attachments.all():
        kept = attachment.stored_file
        try:
            same = digest_of(kept.path.read_bytes()) == kept.sha256
        except OSError:
            same = False
        if not same:
            raise Refused(f"附件“{attachment}”的原件读不到，或者和送审时不一样。请信息员重新上传、重新送审。")


def explained(*states: Item) -> list[Item]:
    """The public documents that an item belongs to, before and after the act: their pages name it."""
    return list(
        Item.objects.public().filter(pk__in=[item.explains_id for item in states if item.explains_id])
    )
