"""Acts on subscriptions (订阅): a reader's own, confirmed by letter, ended by one click.

None is a legal act of an organ, so none goes into the trail, which is kept for ever: whoever leaves is forgotten.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from gongkai.disclosure.models import CatalogueNode
from gongkai.portal.addresses import mark_of, sealed
from gongkai.portal.models import Subscription
from gongkai.trail.acts import Refused

LINK_LASTS = timedelta(hours=48)  # unconfirmed that long: deleted
BETWEEN_INVITATIONS = timedelta(hours=1)  # to one address, whatever the column
MOST_WAITING = 2000  # rows not yet confirmed
PAUSES = [timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=24)]


@transaction.atomic
def ask_to_subscribe(*, node: CatalogueNode, address: str, at: datetime) -> None:
    """Note that somebody gave `address` (as `addresses.checked` gave it) for `node`: a confirmation letter is owed.

    Nothing happens for an address that already gets the column's letters, or asked within the hour.
    Refused when too many wait.
    """
    if Subscription.objects.filter(confirmed_at=None).count() >= MOST_WAITING:
        raise Refused("现在申请订阅的人太多，请过一天再来，或者先用订阅源。")
    held, fresh = Subscription.objects.get_or_create(
        node=node,
        address_mark=mark_of(address),
        defaults={"sealed_address": sealed(address), "asked_at": at},
    )
    if not fresh:
        again = Subscription.objects.filter(pk=held.pk, confirmed_at=None)
        again.filter(asked_at__lte=at - BETWEEN_INVITATIONS).update(asked_at=at)


@transaction.atomic
def confirm_subscription(*, subscription: Subscription, at: datetime) -> bool:
    """The reader confirms: letters tell of what is published from now on. False when it was confirmed before."""
    position = CatalogueNode.objects.values_list("last_position", flat=True).get(pk=subscription.node_id)
    waiting = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None)
    return bool(waiting.update(confirmed_at=at, told=position, failures=0, retry_at=None))


@transaction.atomic
def end_subscription(*, subscription: Subscription) -> None:
    """The reader leaves (退订): the row goes, and the address with it."""
    Subscription.objects.filter(pk=subscription.pk).delete()


@transaction.atomic
def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what nobody confirmed in time. Returns how many."""
    return Subscription.objects.filter(confirmed_at=None, asked_at__lte=at - LINK_LASTS).delete()[0]


@transaction.atomic
def note_trying(*, subscriptions: Iterable[Subscription], at: datetime) -> None:
    """A letter is about to be handed over. Until it is known to have gone it counts as failed, and would be
    tried again after a pause that grows to a day.
    """
    for subscription in subscriptions:
        pause = PAUSES[min(subscription.failures, len(PAUSES) - 1)]
        row = Subscription.objects.filter(pk=subscription.pk)
        row.update(failures=F("failures") + 1, retry_at=at + pause)


@transaction.atomic
def note_invited(*, subscriptions: Iterable[Subscription], at: datetime) -> None:
    """The confirmation letter for these was handed to the mail server."""
    keys = [subscription.pk for subscription in subscriptions]
    Subscription.objects.filter(pk__in=keys).update(invited_at=at, failures=0, retry_at=None)


@transaction.atomic
def note_told(*, subscription: Subscription, position: int, at: datetime) -> None:
    """The letter telling of everything up to `position` was handed to the mail server."""
    unmoved = Subscription.objects.filter(pk=subscription.pk, told=subscription.told)
    unmoved.update(told=position, told_at=at, failures=0, retry_at=None)
