"""The clock once more, as slowly and plainly as one counts on a wall calendar: for comparing, never for use.

It shares nothing with the product but the question which days are worked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from gongkai.law.clock.events import Event, Kind
from gongkai.law.workdays import Calendar

ONE = timedelta(days=1)


@dataclass
class Talk:
    """Someone asked on a day; done on the day of their answer or the last of their fifteen working days."""

    asked: date
    lapse: date
    answered: date | None = None

    @property
    def done(self) -> date:
        return min(self.answered, self.lapse) if self.answered else self.lapse


@dataclass
class Count:
    """A term that runs from a day; `set_for` is a day written in a decision, which stays."""

    start: date
    days: int
    set_for: date | None = None
    talks: list[Talk] = field(default_factory=list)

    def due(self, calendar: Calendar) -> date:
        """Cross off day after day; a day on which a talk that began in time is going on is not crossed off."""
        if self.set_for:
            return self.set_for
        day, crossed = self.start, 0
        end = self.start
        while True:
            day += ONE
            if not calendar.is_working_day(day):
                continue
            going_on = any(talk.asked < day <= talk.done for talk in self.talks)
            if crossed < self.days:
                if not going_on:
                    crossed += 1
                end = day
            elif going_on:
                end = day
            else:
                return end


def working_day_after(calendar: Calendar, day: date, count: int) -> date:
    while count:
        day += ONE
        count -= calendar.is_working_day(day)
    return day


def due(events: Sequence[Event], calendar: Calendar) -> date:
    """The due day of a history without refusals, of an application received since 2019-05-15."""
    count = Count(events[0].day, 20)
    open_talks: dict[tuple[str, str], Talk] = {}
    for event in events[1:]:
        kind, _, what = event.kind.rpartition("_")
        if what == "consulted":
            talk = Talk(event.day, working_day_after(calendar, event.served or event.day, 15))
            if event.day <= count.due(calendar):
                count.talks.append(talk)
            open_talks[kind, event.party] = talk
        elif what == "replied":
            open_talks.pop((kind, event.party)).answered = event.day
        elif event.kind == "extended":
            count.days += event.days or 0
        elif event.kind in ("supplement_received", "fee_paid"):
            count, open_talks = Count(event.day, 20, count.set_for), {}
        elif event.kind == "reopened":
            count, open_talks = Count(event.day, 20, event.until), {}
    return count.due(calendar)


def history(dice: Random, calendar: Calendar, *, decided: bool = False) -> list[Event]:
    """A random history that the law allows, 2019 to 2026: any channel, any order of what may happen.

    Where `decided`, some of the decisions that order a new answer set its day.
    """
    day = date(2019, 5, 15) + ONE * dice.randrange((date(2026, 5, 1) - date(2019, 5, 15)).days)
    events = [Event("received", day, channel=dice.choice(("counter", "post", "online")))]
    may: set[str] = {"supplement_requested", "extended", "fee_notified", "answered"}
    extends = True  # a day set by a decision is not extended
    asked: list[tuple[Kind, str]] = []
    for number in range(dice.randrange(7)):
        day += ONE * dice.choice((0, 1, 1, 2, 3, 5, 9))
        answered = events[-1].kind == "answered"
        choices = ["reopened"] if answered else sorted(may | {"consult"} | ({"reply"} if asked else set()))
        deed = dice.choice(choices)
        served = day + ONE * dice.randrange(4)
        if deed == "consult":
            kind = dice.choice(("third_party_consulted", "organ_consulted"))
            events.append(Event(kind, day, served=served, party=str(number)))
            asked.append((kind, str(number)))
        elif deed == "reply":
            kind, party = asked.pop(dice.randrange(len(asked)))
            events.append(
                Event("third_party_replied" if "third" in kind else "organ_replied", day, party=party)
            )
        elif deed == "extended":
            if day > due(events, calendar):
                continue
            may.discard("extended")
            events.append(Event("extended", day, days=dice.randint(1, 20)))
        elif deed == "supplement_requested":
            may.discard(deed)
            may.add("supplement_received")
            events.append(Event("supplement_requested", day, by=served))
        elif deed == "fee_notified":
            if day < date(2021, 1, 1) or day > due(events, calendar):
                continue
            may.discard(deed)
            may.add("fee_paid")
            events.append(Event("fee_notified", day, served=served))
        elif deed == "answered":
            events.append(Event("answered", day, posted=day))
        elif deed == "reopened":
            until = served + 30 * ONE if decided and dice.random() < 0.5 else None
            may = may - {"extended"} if until else may | {"extended"}
            extends = until is None
            asked.clear()
            events.append(Event("reopened", day, until=until))
        else:  # a restart: nothing of the earlier running goes with it
            may.discard(deed)
            may |= {"extended"} if extends else set()
            asked.clear()
            events.append(Event("supplement_received" if deed == "supplement_received" else "fee_paid", day))
    return events
