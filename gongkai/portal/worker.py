"""The worker: goes round its duties again and again — the public files, the search, imports under way, letters."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import close_old_connections

from gongkai.applications.forgetting import ForgettingProofs
from gongkai.applications.rounds import Digests, Recounting
from gongkai.disclosure.acts.intake import carry_on_all
from gongkai.disclosure.rounds import Rescanning
from gongkai.office.clock import now
from gongkai.portal.evidence import Evidence
from gongkai.portal.indexing import Follower
from gongkai.portal.letters import Letters
from gongkai.portal.publisher import drain
from gongkai.portal.readings import readings
from gongkai.reporting.acts.checkup import forget_checkups
from gongkai.trail.models import Outbox
from gongkai.trail.waking import bell

PAUSE = 0.5  # seconds between two looks at what other processes have changed; this one's own acts wake it
UNHURRIED = 1.0  # seconds, for what nobody waits for: an empty round costs each duty a query or two
AFTER_FAILURE = 15.0  # seconds
KEPT = (
    60.0  # seconds that a connection is kept: opened for every look, they kept a processor busy with nothing
)

logger = logging.getLogger(__name__)


class Files:
    """Draining the outbox into the site folder whenever it holds something.

    Changes owed for a file that could not be made wait for the next trial; newer ones do not wait with them.
    """

    failed = "网页没有写成，稍后再试"

    def __init__(self) -> None:
        self.owed: set[int] = set()
        self.again = 0.0

    def __call__(self) -> None:
        rows = set(Outbox.objects.values_list("pk", flat=True))
        if rows - self.owed or (rows and time.monotonic() >= self.again):
            self.owed = drain().owed
            self.again = time.monotonic() + AFTER_FAILURE


class Imports:
    """Carrying on with the imports of old records that somebody has started."""

    failed = "旧信息没有导入，稍后再试"

    def __call__(self) -> None:
        carry_on_all(now)


class Forgetting:
    """Deleting the checkups of annual reports (年报体检) that nobody kept, every few minutes."""

    failed = "过期的年报体检没有删除，稍后再试"
    pause = 600.0  # seconds

    def __init__(self) -> None:
        self.again = 0.0

    def __call__(self) -> None:
        if time.monotonic() >= self.again and not forget_checkups(at=now()):
            self.again = time.monotonic() + self.pause


Duty = Callable[[], object]


@dataclass(frozen=True)
class Lane:
    """Duties done one after the other, in rounds with a pause between; lanes run side by side.

    `at_once`: an act of this process ends the pause. What is taken down is to be gone at once.
    """

    pause: float  # seconds
    work: tuple[Duty, ...]
    at_once: bool = False


def lanes() -> tuple[Lane, ...]:
    """What the worker does. Neither a take-down nor the search waits behind anything that takes long."""
    return (
        Lane(PAUSE, (Files(),), at_once=True),
        Lane(PAUSE, (Follower(),), at_once=True),
        Lane(UNHURRIED, (Rescanning(),)),
        Lane(
            UNHURRIED,
            (
                Evidence(),
                Imports(),
                readings.write_when_due,
                Forgetting(),
                ForgettingProofs(),
                Letters(),
                Recounting(),
                Digests(),
            ),
        ),
    )


def work(stop: threading.Event) -> None:
    """Every lane in a thread of its own, the last in this one, until `stop` is set."""
    *beside, last = lanes()
    for lane in beside:
        given = (stop, lane.work, lane.pause, bell() if lane.at_once else None)
        threading.Thread(target=watch, args=given, daemon=True).start()
    watch(stop, last.work, last.pause)


def watch(
    stop: threading.Event,
    duties: Sequence[Duty],
    pause: float = PAUSE,
    woken: threading.Event | None = None,
) -> None:
    """Go round until `stop` is set. A duty that fails is logged, waits a while, and holds up no other.

    Setting `woken` ends a pause; where it may, a stop is seen at the end of the pause.
    """
    resting: dict[int, float] = {}
    until = 0.0
    while not stop.is_set():
        if time.monotonic() >= until:
            close_old_connections()
            until = time.monotonic() + KEPT
        for place, duty in enumerate(duties):
            if time.monotonic() < resting.get(place, 0.0):
                continue
            try:
                duty()
            except Exception:
                logger.exception("%s", getattr(duty, "failed", "后台工作没有做成，稍后再试"))
                close_old_connections()  # perhaps it was the connection
                resting[place] = time.monotonic() + AFTER_FAILURE
        if woken is None:
            stop.wait(pause)
        elif woken.wait(pause):
            woken.clear()  # before the round: what rings during it asks for another
