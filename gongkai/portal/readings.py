"""Counting readings (浏览次数): gathered in memory, written to the records in batches, nothing of readers kept.

Each web process gathers its own and adds them to what is stored, so any number of processes may count. A
process that is killed loses what it had not yet written: at most `MANY` readings or `SECONDS` seconds of them.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from multiprocessing.util import Finalize

from django.db import Error as DatabaseGone
from django.db import transaction
from django.db.models import F

from gongkai.disclosure.models import Item
from gongkai.portal.models import ViewCount

MANY = 200  # readings not yet written
SECONDS = 10.0  # between two writings, when there is something to write
AGAIN = 30 * 60.0  # seconds within which one reader's second look at a page is the same reading
MOST_READERS = 100_000  # readings remembered to tell a second look; some 20 MB

logger = logging.getLogger(__name__)
Clock = Callable[[], float]


class Recent:
    """Who read what within the last half hour, as salted marks that mean nothing outside this process."""

    def __init__(self, *, most: int = MOST_READERS, clock: Clock = time.monotonic) -> None:
        self.most, self.clock = most, clock
        self._salt = secrets.token_bytes(16)
        self._seen: OrderedDict[bytes, float] = OrderedDict()  # mark → when it counted, the oldest first
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._seen)

    def is_new(self, *facts: bytes) -> bool:
        """Whether this reading counts; it is then remembered. A look again does not prolong the half hour."""
        told = b"".join(len(fact).to_bytes(4, "big") + fact for fact in facts)
        mark = hashlib.blake2b(told, key=self._salt, digest_size=8).digest()
        now = self.clock()
        with self._lock:
            while self._seen and (
                len(self._seen) > self.most or next(iter(self._seen.values())) <= now - AGAIN
            ):
                self._seen.popitem(last=False)
            if mark in self._seen:
                return False
            if len(self._seen) >= self.most:
                self._seen.popitem(last=False)
            self._seen[mark] = now
        return True


class Readings:
    """Readings not yet in the records. Several threads count, and one at a time writes."""

    def __init__(self, *, clock: Clock = time.monotonic) -> None:
        self.clock = clock
        self._gathered: Counter[int] = Counter()  # item → readings
        self._under_way: Counter[int] = Counter()  # taken out to be written, not yet in the records
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._tried = clock()
        self._failed = False

    def count(self, item_id: int) -> None:
        """One more reading of an item that is public."""
        with self._lock:
            self._gathered[item_id] += 1

    def pending(self, item_id: int) -> int:
        """Readings of an item that the records do not hold yet."""
        with self._lock:
            return self._gathered[item_id] + self._under_way[item_id]

    def is_time(self) -> bool:
        """Whether there is enough to write, or something that has waited long enough."""
        with self._lock:
            waited = self.clock() - self._tried >= SECONDS
            enough = self._gathered.total() >= MANY and not self._failed
            return bool(self._gathered) and (waited or enough)

    def write_when_due(self) -> None:
        """Write what was gathered when it is time; what cannot be written now is kept and tried again."""
        if not self.is_time():
            return
        try:
            self.write()
        except DatabaseGone as problem:
            logger.warning("浏览次数暂时没有写进数据库（%s），稍后再写。", type(problem).__name__)

    def write(self) -> None:
        """Write everything gathered in one transaction, unless another thread is at it.

        Raises the database's own error; nothing is then lost and nothing counted twice.
        """
        if not self._writing.acquire(blocking=False):
            return
        try:
            with self._lock:
                taken, self._gathered = self._gathered, Counter()
                self._under_way = taken
            if not taken:
                return
            written = False
            try:
                add_readings(taken)
                written = True
            finally:
                with self._lock:
                    self._under_way = Counter()
                    if not written:
                        self._gathered.update(taken)
                    self._failed, self._tried = not written, self.clock()
        finally:
            self._writing.release()


@transaction.atomic
def add_readings(counts: Counter[int]) -> None:
    """Add to the stored counts; in the order of the items, so that two processes never wait for each other in a ring."""
    for item_id in sorted(counts):
        more = {"count": F("count") + counts[item_id]}
        held = ViewCount.objects.filter(item_id=item_id)
        if not held.update(**more) and Item.objects.filter(pk=item_id).exists():
            ViewCount.objects.bulk_create([ViewCount(item_id=item_id)], ignore_conflicts=True)
            held.update(**more)


readings = Readings()
recent = Recent()


def _write_at_the_end() -> None:
    try:
        readings.write()
    except Exception as problem:  # the process ends; whatever is wrong, it ends quietly
        logger.warning("结束前浏览次数没有写完（%s）。", type(problem).__name__)


# `atexit` is silent in a process that another has forked, as web servers do; this is heard in both.
Finalize(None, _write_at_the_end, exitpriority=1)
