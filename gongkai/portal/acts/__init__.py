"""Acts on the public side: the only writers of this room."""

from gongkai.portal.acts.site import describe_site
from gongkai.portal.acts.subscriptions import (
    ask_to_subscribe,
    confirm_subscription,
    end_subscription,
    forget_unconfirmed,
    note_invited,
    note_told,
    note_trying,
)

__all__ = [
    "ask_to_subscribe",
    "confirm_subscription",
    "describe_site",
    "end_subscription",
    "forget_unconfirmed",
    "note_invited",
    "note_told",
    "note_trying",
]
