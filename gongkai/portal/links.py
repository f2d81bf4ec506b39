"""Links in letters to subscribers: signed, naming a subscription by its number, never by its address."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer

from gongkai.portal.acts.subscriptions import LINK_LASTS
from gongkai.portal.models import Subscription

DOOR = "dingyue/"
CONFIRMING, LEAVING = "queren", "tuiding"  # 确认、退订


def door_url(path: str) -> str:
    """The full address of a subscription's door."""
    return f"{settings.BASE_URL}{settings.DOORS}{DOOR}{path}/"


def confirming_url(subscription: Subscription, at: datetime) -> str:
    """Where the reader confirms, within 48 hours after `at`."""
    token = _signer(subscription, CONFIRMING).sign(f"{subscription.pk}-{int(at.timestamp())}")
    return door_url(f"{CONFIRMING}/{token}")


def leaving_url(subscription: Subscription) -> str:
    """Where the reader leaves; good as long as the subscription lives."""
    token = _signer(subscription, LEAVING).sign(f"{subscription.pk}-0")
    return door_url(f"{LEAVING}/{token}")


def subscription_of(token: str, deed: str, at: datetime) -> Subscription | None:
    """The subscription that a link names for `deed`; None when it is none of ours, too old, or the row is gone."""
    number, _, rest = token.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    found = Subscription.objects.select_related("node__organ__parent__parent").filter(pk=int(number)).first()
    if found is None:
        return None
    try:
        _signer(found, deed).unsign(token)
    except BadSignature:
        return None
    made = int(rest.partition(".")[0])
    too_old = deed == CONFIRMING and at.timestamp() - made > LINK_LASTS / timedelta(seconds=1)
    return None if too_old else found


def _signer(subscription: Subscription, deed: str) -> Signer:
    """Bound to the deed, the column and the address: a number that is given anew opens nothing old."""
    return Signer(sep=".", salt=f"gongkai {deed} {subscription.node_id} {subscription.address_mark}")
