"""One running of the term 期限: from a day on, so many working days, with the pauses that do not count.

The law fixes no way of counting a pause. Ours: a working day d with asked < d ≤ answered does not count; where
pauses overlap a day is left out once. A pause begun after the term was over never gets here: it gives nothing back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from gongkai.law.cite import Article
from gongkai.law.workdays import ONE_DAY, Calendar, CountedDay


@dataclass(frozen=True)
class Pause:
    """A time that does not count: after `since` through `until`; None while its end cannot be known."""

    since: date
    until: date | None
    why: str
    basis: Article


@dataclass(frozen=True)
class Term:
    """`days` working days after `start` (itself not counted), without the working days of the pauses.

    The pauses are in the order of their beginning.
    """

    start: date
    days: int
    pauses: tuple[Pause, ...] = ()

    def longer(self, days: int) -> "Term":
        """This term with so many more working days."""
        return replace(self, days=self.days + days)

    def due(self, calendar: Calendar) -> date | None:
        """The last day of the term; None while it lies beyond the last notice or a pause has no known end."""
        if not calendar.knows(self.start):
            return None
        last = calendar.number(self.start) + self.days
        covered = self.start
        for pause in self.pauses:
            if pause.until is None or not calendar.knows(pause.until):
                return None
            begun = max(pause.since, covered)
            if pause.until > begun:
                last += calendar.number(pause.until) - calendar.number(begun)
                covered = pause.until
        return calendar.numbered(last)

    def ledger(self, calendar: Calendar) -> tuple[CountedDay, ...]:
        """Every day from the one after the start through the due day: whether it counts, and why or why not.

        Where the due day is not known: through the last day that is, at most a year.
        """
        due = self.due(calendar)
        if due is None:
            if not calendar.knows(self.start):
                return ()
            due = min(date(calendar.last_year, 12, 31), self.start + 366 * ONE_DAY)
        return tuple(self._lines(calendar, due))

    def _lines(self, calendar: Calendar, last: date) -> Iterator[CountedDay]:
        day, number = self.start, 0
        while day < last:
            day += ONE_DAY
            working, why = calendar.reason(day)
            pause = self._pause_on(day) if working else None
            counted = working and pause is None and number < self.days
            number += counted
            yield CountedDay(day, counted, number, pause.why if pause else why)

    def _pause_on(self, day: date) -> Pause | None:
        return next(
            (one for one in self.pauses if one.since < day and (one.until is None or day <= one.until)), None
        )
