"""What the worker does for this room in its rounds: the daily letters, and counting anew when the calendar changes."""

import time

from gongkai.applications import acts
from gongkai.applications.digest import send_digests
from gongkai.applications.models import Reminder
from gongkai.law.workdays import Calendar
from gongkai.office.aside import Aside
from gongkai.office.clock import now
from gongkai.organs.calendar import working_calendar

EVERY = 30.0  # seconds between two looks for letters owed
RESTING = 600.0  # seconds, after a letter that was not taken
ANYWAY = 600.0  # seconds, after which the cases are looked through even if the calendar is the same


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


class Digests(Aside):
    """Sending the daily letters. After one that was not taken all rest a while: no server is asked again and again."""

    name, every, unreachable = "digests", EVERY, "提醒邮件暂时寄不出"

    def work(self) -> float:
        refused: list[Reminder] = []
        send_digests(at=now(), failed=refused.append)
        return RESTING if refused else EVERY
