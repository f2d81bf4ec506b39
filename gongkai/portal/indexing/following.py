"""Following the records: rows of `trail.Reindexing` in, both indexes up to them, and only then the rows away.

Whatever ends a round (kill, power cut, full disk) leaves its rows, and the work is done again; doing it twice
changes nothing. While the indexes are being rebuilt, changes are entered into the old ones as well, and their
rows stay for the new ones.
"""

import logging
import threading
import time
from collections.abc import Sequence

from django.db import connection, transaction

from gongkai.disclosure.finding import desk_index
from gongkai.disclosure.models import Item
from gongkai.organs.models import Organ
from gongkai.portal.indexing.applying import ITEM, REPORT, apply_items, apply_reports, drop_withdrawn
from gongkai.portal.indexing.indexes import all_built, following, public_index
from gongkai.portal.indexing.rebuilding import rebuild
from gongkai.reporting.models import AnnualReport
from gongkai.search.errors import IndexBusy
from gongkai.trail.models import Reindexing

LOT = 200  # rows followed together
SECONDS = 3.0  # a round takes about this long at most: the public files wait for it
SMALL = 2000  # items: so few are built at once; more are built beside the rounds
AFTER_FAILURE = 15.0  # seconds until what could not be done is tried again
ORGAN = Organ._meta.label_lower

logger = logging.getLogger(__name__)


class Follower:
    """One worker's place in the rows."""

    failed = "检索库没有更新，稍后再试"

    def __init__(self) -> None:
        self.owed: set[int] = set()  # rows that could not be followed
        self.again = 0.0  # when they are tried again
        self.entered = 0  # during a rebuilding: the last row that the old indexes know
        self.building: threading.Thread | None = None

    def __call__(self) -> int:
        """One round; the number of rows followed. Raises IndexBusy, IndexNotWritten."""
        self._see_to_the_indexes()
        until, done = time.monotonic() + SECONDS, 0
        with following() as alone:
            if alone:
                self.entered = 0
            if time.monotonic() >= self.again:
                self.owed.clear()
            rows = self._next()
            if rows:
                drop_withdrawn()
            while rows:
                done += len(rows)
                self._follow(rows, until, alone)
                rows = self._next() if time.monotonic() <= until else []
        return done

    def _see_to_the_indexes(self) -> None:
        """Build them when they are not there: at once when that takes seconds, otherwise beside the rounds."""
        if all_built() or (self.building is not None and self.building.is_alive()):
            return
        if Item.objects.count() <= SMALL:
            rebuild()
        else:
            self.building = threading.Thread(target=_build_beside, name="index", daemon=True)
            self.building.start()

    def _next(self) -> list[Reindexing]:
        rows = Reindexing.objects.filter(pk__gt=self.entered).exclude(pk__in=self.owed)
        return list(rows.order_by("id")[:LOT])

    def _follow(self, rows: Sequence[Reindexing], until: float, alone: bool) -> None:
        applied = apply_items(_keys(rows, ITEM), until)
        failed = applied.failed | apply_reports(_keys(rows, REPORT))
        public_index().commit()
        desk_index().commit()
        if not alone:
            self.entered = rows[-1].pk
            return
        self.owed |= {row.pk for row in rows if (row.kind, row.key) in failed}
        if failed:
            self.again = time.monotonic() + AFTER_FAILURE
        done = [row.pk for row in rows if (row.kind, row.key) not in failed | applied.postponed]
        with transaction.atomic():
            for row in rows:
                if row.kind == ORGAN:
                    spread(row)
            Reindexing.objects.filter(pk__in=done).delete()


def _keys(rows: Sequence[Reindexing], kind: str) -> list[int]:
    return list(dict.fromkeys(row.key for row in rows if row.kind == kind))


def spread(row: Reindexing) -> None:
    """What an organ is called stands in all that it published or drafted: a row for every one of these.

    Nothing of a column does: its place and its address are given for good.
    """
    items = Item.objects.filter(organ_id=row.key).values_list("pk", flat=True)
    reports = AnnualReport.objects.filter(organ_id=row.key, published_at__isnull=False)
    keys = [(REPORT, pk) for pk in reports.values_list("pk", flat=True)] + [(ITEM, pk) for pk in items]
    Reindexing.objects.bulk_create((Reindexing(kind=kind, key=key) for kind, key in keys), batch_size=1000)


def _build_beside() -> None:
    try:
        rebuild()
    except IndexBusy:
        pass  # another process builds
    except Exception:
        logger.exception("%s", Follower.failed)
        time.sleep(AFTER_FAILURE)
    finally:
        connection.close()


def follow() -> int:
    """Follow every row there is, as a worker would in several rounds; the number followed."""
    follower, done = Follower(), 0
    while newly := follower():
        done += newly
    return done
