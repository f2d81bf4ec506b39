"""The only writers of this room: every legal act on an application, and on what was disputed after it."""

from gongkai.applications.acts.closing import answer, archive
from gongkai.applications.acts.correcting import correct
from gongkai.applications.acts.recounting import follow_calendar
from gongkai.applications.acts.registering import amend, confirm, hand_over, register
from gongkai.applications.acts.remedies import decide_remedy, file_remedy
from gongkai.applications.acts.revealing import reveal
from gongkai.applications.acts.running import (
    consult,
    delay,
    extend,
    notify_fee,
    pay,
    receive_supplement,
    reply,
    request_supplement,
)

__all__ = [
    "amend",
    "answer",
    "archive",
    "confirm",
    "consult",
    "correct",
    "decide_remedy",
    "delay",
    "extend",
    "file_remedy",
    "follow_calendar",
    "hand_over",
    "notify_fee",
    "pay",
    "receive_supplement",
    "register",
    "reply",
    "request_supplement",
    "reveal",
]
