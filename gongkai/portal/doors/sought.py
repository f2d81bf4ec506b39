"""What is sought and not found (检索统计), counted without persons.

Counts gather in memory and are written by a thread of their own, so that no reader waits for it. Whatever
may name or number a person is covered before it is even counted.
"""

import logging
import re
import threading
import time
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import F

from gongkai.organs.permissions import today
from gongkai.portal.models import Sought
from gongkai.search.folding import clean

EVERY = 20.0  # seconds between two writings
MOST = 1000  # different words gathered between two writings; what is more is not counted
MOST_A_DAY = 5000  # different words kept of one day
KEPT = 400  # days
LONGEST = 60
COVER = "＊＊"

# What keeps its digits: 索引号 (an organ's code, year and number; never an identity number), 文号, years and days.
_IDENTITY = r"\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]"
_YEAR = r"(?:19|20)\d\d"
_INDEXED = rf"(?!{_IDENTITY})[0-9a-z]{{9}}(?:[0-9a-z]{{9}})?/{_YEAR}-\d{{3,6}}"
_NUMBERED = rf"{_YEAR}[〔〕()\[\]【】第 -]{{0,2}}\d{{1,4}}号"
_KEPT = rf"{_INDEXED}|{_NUMBERED}|{_YEAR}(?:[ 、-]{_YEAR})+|{_YEAR}-\d\d?-\d\d?"
_MAIL = r"[^\s@]+@[^\s@]+"
_DIGITS = r"(?:\d(?:[ .()/+-]{0,2}\d){6,}|\d{6,})x?"
_SPELT = r"[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]{7,}"
_COVERED = re.compile(rf"(?P<kept>(?<![0-9a-z])(?:{_KEPT})(?![0-9a-z]))|{_MAIL}|{_DIGITS}|{_SPELT}")

logger = logging.getLogger(__name__)

Counts = dict[tuple[date, str], list[int]]  # day and words → times, and how many were found last


def shareable(words: str) -> str:
    """The words as they may be kept: in one spelling, cut, and with whatever may be personal covered."""
    text = clean(unicodedata.normalize("NFKC", words[: LONGEST * 10])).casefold()
    return _COVERED.sub(lambda found: found["kept"] or COVER, text)[:LONGEST].strip()


class Tally:
    """Counts of one process, written now and then."""

    def __init__(self) -> None:
        self._counts: Counts = {}
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None

    def note(self, words: str, found: int) -> None:
        """Count that words were sought and how much was found. Costs the reader next to nothing."""
        said = shareable(words)
        if not said:
            return
        key = (today(), said)
        with self._lock:
            if key in self._counts or len(self._counts) < MOST:
                count = self._counts.setdefault(key, [0, 0])
                count[0] += 1
                count[1] = found
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_now_and_then, name="sought", daemon=True)
                self._writer.start()

    def flush(self) -> None:
        """Write what was gathered."""
        with self._lock:
            gathered, self._counts = self._counts, {}
        if gathered:
            write(gathered)

    def _write_now_and_then(self) -> None:
        while True:
            time.sleep(EVERY)
            try:
                self.flush()
            except Exception:
                logger.exception("检索统计没有记下")
            finally:
                connection.close()
            with self._lock:
                if not self._counts:
                    self._writer = None
                    return


tally = Tally()


@transaction.atomic
def write(gathered: Mapping[tuple[date, str], list[int]]) -> None:
    """Add counts to the records; of new words on one day only so many, the most sought first."""
    for day in {day for day, _ in gathered}:
        counts = {words: count for (when, words), count in gathered.items() if when == day}
        known = set(Sought.objects.filter(day=day, words__in=counts).values_list("words", flat=True))
        room = max(0, MOST_A_DAY - Sought.objects.filter(day=day).count())
        fresh = sorted(counts.keys() - known, key=lambda words: -counts[words][0])[:room]
        made = (Sought(day=day, words=words) for words in sorted(fresh))
        Sought.objects.bulk_create(made, ignore_conflicts=True)
        for words in sorted(
            {*known, *fresh}
        ):  # in one order everywhere: no two processes wait for each other
            times, found = counts[words]
            Sought.objects.filter(day=day, words=words).update(times=F("times") + times, found=found)
    Sought.objects.filter(day__lt=today() - timedelta(days=KEPT)).delete()
