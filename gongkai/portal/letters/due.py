"""Which letters are owed now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongkai.disclosure.models import Placement
from gongkai.portal.acts.subscriptions import BETWEEN_INVITATIONS, LINK_LASTS
from gongkai.portal.models import Subscription

BETWEEN_NEWS = timedelta(hours=24)  # one letter a day for each subscription


def invitations_due(at: datetime) -> list[list[Subscription]]:
    """Subscriptions that wait for their confirmation letter, those of one address together."""
    invited = Subscription.objects.filter(invited_at__gt=at - BETWEEN_INVITATIONS)
    waiting = (
        _not_resting(at)
        .filter(confirmed_at=None, asked_at__gt=at - LINK_LASTS)
        .filter(Q(invited_at=None) | Q(asked_at__gt=F("invited_at")))
        .exclude(address_mark__in=invited.values("address_mark"))
        .select_related("node__organ")
        .order_by("asked_at", "pk")
    )
    groups: dict[str, list[Subscription]] = {}
    for subscription in waiting:
        groups.setdefault(subscription.address_mark, []).append(subscription)
    return list(groups.values())


def news_due(at: datetime) -> list[int]:
    """Numbers of the subscriptions whose column holds something new and whose last letter is a day old."""
    new = Placement.objects.filter(
        node_id=OuterRef("node_id"),
        position__gt=OuterRef("told"),
        item__live=True,
        item__published_elsewhere_on=None,
    )
    due = (
        _not_resting(at)
        .filter(confirmed_at__isnull=False, node__last_position__gt=F("told"))  # cheap: rules out nearly all
        .filter(Q(told_at=None) | Q(told_at__lte=at - BETWEEN_NEWS))
        .filter(Exists(new))
    )
    return list(due.order_by(F("told_at").asc(nulls_first=True), "pk").values_list("pk", flat=True))


def unlisted(subscription: Subscription) -> QuerySet[Placement]:
    """What is public in the column and the subscriber was not told of, the newest first."""
    return (
        Placement.objects.filter(
            node_id=subscription.node_id,
            position__gt=subscription.told,
            item__live=True,
            item__published_elsewhere_on=None,
        )
        .select_related("item__organ")
        .defer("item__body")
        .order_by("-position")
    )


def unlisted_count(subscription: Subscription, up_to: int) -> int:
    """How many of them there are up to a position."""
    return unlisted(subscription).filter(position__lte=up_to).count()


def _not_resting(at: datetime) -> QuerySet[Subscription]:
    return Subscription.objects.filter(Q(retry_at=None) | Q(retry_at__lte=at))
