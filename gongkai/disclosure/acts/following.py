"""同步公开: what belongs to a document that is not public waits, passed, and goes public in the document's own act."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from gongkai.disclosure import relating
from gongkai.disclosure.acts.reviewing.opening import close
from gongkai.disclosure.acts.standing import day_of, stored
from gongkai.disclosure.models import Item, Review, ReviewState
from gongkai.disclosure.reviewing.seals import sealed
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused, record


def lock_parent(item: Item) -> None:
    """Lock the document that the latest draft of `item` belongs to, before the item itself.

    Whoever passes a document locks it and then what waits for it: in that order both always agree on who came first.
    """
    revision = Item.objects.select_related("latest_revision").get(pk=item.pk).latest_revision
    number = revision.content.get("explains") if revision else None
    if number:
        list(Item.objects.select_for_update(of=("self",)).filter(pk=number).values_list("pk"))


def hold(item: Item, review: Review, *, by: Person, at: datetime) -> bool:
    """Keep a passed draft until its document is public; False when it need not wait.

    Raises Refused or ValidationError for what could not be published even then.
    """
    if review.revision is None:
        return False
    draft = review.revision.as_object()
    parent = relating.awaited(draft)
    if parent is None:
        return False
    if reason := relating.not_ready(draft, day_of(at)):
        raise Refused(reason)
    relating.check(draft)
    review.held_at = at
    review.save(update_fields=["held_at"])
    item.save(update_fields=["submitted_revision"])
    record(
        verb="通过审查，等文件公开", subject=item, by=by, at=at, organ_id=item.organ_id,
        detail={"审查": review.pk, "所属的文件": parent.title[:60]} | sealed(review),
    )  # fmt: skip
    return True


def publish_held(parent: Item, *, by: Person, at: datetime, make_public: Callable[..., Any]) -> None:
    """Publish what waits for `parent`, in its transaction; what no longer is as it was passed goes back to its author."""
    for review in _waiting_for(parent):
        item = stored(Item(pk=review.item_id))
        try:
            with transaction.atomic():
                Review.objects.filter(pk=review.pk).update(held_at=None)
                make_public(item, review, by=by, at=at)
        except (Refused, ValidationError) as fault:
            _send_back(item, fault, by, at)


def let_go(parent: Item, *, by: Person, at: datetime) -> None:
    """What waits for `parent` goes back to its author: the document is not made public (不予公开)."""
    reason = Refused(f"所属的文件《{parent.title}》不予公开。")
    for review in _waiting_for(parent):
        _send_back(stored(Item(pk=review.item_id)), reason, by, at)


def _waiting_for(parent: Item) -> QuerySet[Review]:
    waiting = Review.objects.filter(
        held_at__isnull=False, state=ReviewState.PASSED, item__organ_id=parent.organ_id,
        revision__content__explains=parent.pk,
    )  # fmt: skip
    return waiting.select_related("revision").order_by("pk")


def _send_back(item: Item, fault: Refused | ValidationError, by: Person, at: datetime) -> None:
    reason = "".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
    close(item, ReviewState.VOIDED, at)
    record(
        verb="没有随文件公开",
        subject=item,
        by=by,
        at=at,
        organ_id=item.organ_id,
        detail={"理由": reason[:500]},
    )
