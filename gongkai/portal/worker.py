"""The worker: goes round its duties again and again — the public files, the search, imports under way, letters."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from django.db import close_old_connections

from gongkai.applications.forgetting import ForgettingProofs
from gongkai.applications.rounds import Digests, Recounting
from gongkai.disclosure.acts.intake import carry_on_all
from gongkai.office.clock import now
from gongkai.portal.evidence import Evidence
from gongkai.portal.indexing import Follower
from gongkai.portal.letters import Letters
from gongkai.portal.publisher import drain
from gongkai.portal.readings import readings
from gongkai.reporting.acts.checkup import forget_checkups
from gongkai.trail.models import Outbox

PAUSE = 0.5  # seconds between two rounds: an empty one costs each duty a query or two
BEATS = 5  # how often within a pause the public files and the search are looked after: what is taken down goes at once
URGENT = 2  # the first duties
AFTER_FAILURE = 15.0  # seconds

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


def duties() -> list[Duty]:
    """What the worker does in each round, the most urgent first. Each keeps its own place in the records."""
    return [
        Files(),
        Follower(),
        Evidence(),
        Imports(),
        readings.write_when_due,
        Forgetting(),
        ForgettingProofs(),
        Letters(),
        Recounting(),
        Digests(),
    ]


def watch(stop: threading.Event, work: Sequence[Duty] | None = None) -> None:
    """Go round until `stop` is set. A duty that fails is logged, waits a while, and holds up no other."""
    resting: dict[int, float] = {}
    work = duties() if work is None else work
    beat = 0
    while not stop.is_set():
        for place, duty in enumerate(work if beat == 0 else work[:URGENT]):
            if time.monotonic() < resting.get(place, 0.0):
                continue
            try:
                close_old_connections()
                duty()
            except Exception:
                logger.exception("%s", getattr(duty, "failed", "后台工作没有做成，稍后再试"))
                resting[place] = time.monotonic() + AFTER_FAILURE
        beat = (beat + 1) % BEATS
        stop.wait(PAUSE / BEATS)
