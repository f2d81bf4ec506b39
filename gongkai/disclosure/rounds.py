"""What the worker does for this room: looking through the archive whenever the screening rules are new."""

import time

from gongkai.disclosure import acts
from gongkai.disclosure.models import Item, Rescan
from gongkai.disclosure.reviewing.known import Known
from gongkai.disclosure.reviewing.screening import RULES
from gongkai.office.clock import CHINA, now

LOT = 20  # items in one round
NIGHT = range(1, 6)  # hours in China in which a look begins and goes on
ANYWAY = 600.0  # seconds between two questions whether there is anything to look at


class Rescanning:
    """A look begins by night when the last one had other rules, and goes on lot by lot, every night until it is done."""

    failed = "已公开的信息没有筛查完，稍后再试"

    def __init__(self) -> None:
        self._again = 0.0
        self._known = Known()

    def __call__(self) -> None:
        if time.monotonic() < self._again:
            return
        at = now()
        if at.astimezone(CHINA).hour not in NIGHT or not owed():
            self._again, self._known = time.monotonic() + ANYWAY, Known()
            return
        acts.rescan_lot(rescan=acts.begin_rescan(at=at), at=at, lot=LOT, known=self._known)


def owed() -> bool:
    """Whether what is public has not been looked through to the end with today's rules."""
    last = Rescan.objects.first()
    if last is not None and last.rules == RULES:
        return last.ended_at is None
    return Item.objects.public().exists()
