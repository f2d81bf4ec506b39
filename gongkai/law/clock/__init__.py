"""期限 — the clock of an application: dated events in, a due day that explains itself out.

>>> from datetime import date
>>> from gongkai.law.clock import Event, reckon
>>> from gongkai.law.workdays import Calendar
>>> found = reckon([Event("received", date(2024, 1, 22), channel="counter")], calendar=Calendar.official())
>>> found.due, len(found.ledger), found.steps[-1].article.article
(datetime.date(2024, 2, 22), 31, 33)
"""

from gongkai.law.clock.events import Event, EventRefused
from gongkai.law.clock.fold import Reckoning, reckon
from gongkai.law.clock.refusals import ClockRefused
from gongkai.law.clock.state import Step, Violation

__all__ = ["ClockRefused", "Event", "EventRefused", "Reckoning", "Step", "Violation", "reckon"]
