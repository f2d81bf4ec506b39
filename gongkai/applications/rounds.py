"""What the worker does for this room in its rounds: the daily letters, and counting anew when the calendar changes."""

import logging
import threading
import time

from django.db import connections

from gongkai.applications import acts
from gongkai.applications.digest import send_digests
from gongkai.applications.models import Reminder
from gongkai.law.workdays import Calendar
from gongkai.office.clock import now
from gongkai.organs.calendar import working_calendar

EVERY = 30.0  # seconds between two looks for letters owed
RESTING, LONGEST = 600.0, 3600.0  # seconds: after a letter that was not taken, and while no server answers
ANYWAY = 600.0  # seconds, after which the cases are looked through even if the calendar is the same

logger = logging.getLogger(__name__)


class Recounting:
    """Counting every open case anew at the start, and whenever a holiday notice was loaded; else one small query."""

    failed = "期限没有重新计算，稍后再试"

    def __init__(self) -> None:
        self._calendar: Calendar | None = None
        self._again = 0.0

    def __call__(self) -> None:
        calendar = working_calendar()
        if calendar is self._calendar and time.monotonic() < self._again:
            return
        acts.follow_calendar(at=now())
        self._calendar, self._again = calendar, time.monotonic() + ANYWAY


class Digests:
    """Sending the daily letters, in a thread of its own: nothing else waits for a slow mail server.

    After a letter that was not taken all rest a while, so that no server is asked for one address again and again.
    """

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._pause = EVERY
        self._next = 0.0

    def __call__(self) -> None:
        if (self._thread and self._thread.is_alive()) or time.monotonic() < self._next:
            return
        self._thread = threading.Thread(target=self._run, name="digests", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        refused: list[Reminder] = []
        try:
            send_digests(at=now(), failed=refused.append)
            self._pause = RESTING if refused else EVERY
        except Exception as problem:
            self._pause = min(LONGEST, max(self._pause, EVERY) * 4)
            logger.warning("提醒邮件暂时寄不出（%s），%d秒后再试。", type(problem).__name__, self._pause)
        finally:
            self._next = time.monotonic() + self._pause
            connections.close_all()
