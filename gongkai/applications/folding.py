"""From the rows of a case to its due day: which events stand, in which order, and what they come to.

Rows may be model instances or tuples with the same names; the clock itself is gongkai.law.clock.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from gongkai.applications.models import CLOCK_KINDS, Channel, Kind, State
from gongkai.law.clock import ClockRefused, Event, EventRefused, Reckoning, reckon
from gongkai.law.dated import NotInForce
from gongkai.law.workdays import Calendar, NoticeMissing

CONFIRMED_CHANNELS = frozenset({Channel.PLAIN_LETTER, Channel.FAX})  # received on the day confirmed (Art. 31)
# The term runs anew from here.
RESTARTS = frozenset({Kind.SUPPLEMENT_RECEIVED, Kind.FEE_PAID, Kind.REOPENED})

# A case stands where the first of these has been opened more often than closed; what was begun in an earlier
# running of the term is over with it. An order to answer anew (责令重新答复) opens even what is in the archive.
REOPENS = frozenset({Kind.REOPENED})
STANDINGS: tuple[tuple[State, frozenset[str], frozenset[str]], ...] = (
    (State.ARCHIVED, frozenset({Kind.ARCHIVED}), REOPENS),
    (State.ANSWERED, frozenset({Kind.ANSWERED}), REOPENS),
    (State.AWAITING_FEE, frozenset({Kind.FEE_NOTIFIED}), REOPENS | {Kind.FEE_PAID}),
    (State.SUPPLEMENTING, frozenset({Kind.SUPPLEMENT_REQUESTED}), REOPENS | {Kind.SUPPLEMENT_RECEIVED}),
    (
        State.CONSULTING,
        frozenset({Kind.THIRD_PARTY_CONSULTED, Kind.ORGAN_CONSULTED}),
        frozenset({Kind.THIRD_PARTY_REPLIED, Kind.ORGAN_REPLIED}) | RESTARTS,
    ),
)


class CannotFold(ValueError):
    """The events do not go together; the Chinese sentence says why, with the article that forbids it."""


@dataclass(frozen=True)
class Folded:
    """What the standing events come to: the state, the day of receipt, and the clock's reckoning.

    `answered` is the answer that stands, None again where it is to be given anew; `counted` the one that the
    annual report counts (see `counted_answer`).
    """

    state: State
    received: date | None
    answered: Any
    counted: Any
    reckoning: Reckoning


def standing(rows: Iterable[Any]) -> list[Any]:
    """The rows that hold, in the order of their days: neither superseded nor void; a correction keeps the place."""
    rows = sorted(rows, key=lambda row: row.serial)
    places: dict[int, int] = {}  # the place of what a row corrects, by the row's id
    for row in rows:
        if row.id is not None:
            places[row.id] = places.get(row.supersedes_id, row.serial)
    gone = {row.supersedes_id for row in rows}
    held = [row for row in rows if row.id not in gone or row.id is None]
    order = [(_place(row, places), row) for row in held if not row.void]
    return [row for _, row in sorted(order, key=lambda one: one[0])]


def _place(row: Any, places: Mapping[int, int]) -> tuple[bool, date, int, int]:
    """The receipt stands first, so that what lies before it is named by its own day."""
    return row.kind != Kind.RECEIVED, row.day, places.get(row.supersedes_id, row.serial), row.serial


def clock_events(channel: str, held: Iterable[Any]) -> list[Event]:
    """The standing rows that the clock knows, in its own words."""
    return [_event(channel, row) for row in held if row.kind in CLOCK_KINDS]


def _event(channel: str, row: Any) -> Event:
    received, asked = row.kind == Kind.RECEIVED, row.kind == Kind.SUPPLEMENT_REQUESTED
    return Event(
        kind=row.kind,
        day=row.day,
        channel=channel if received else None,  # type: ignore[arg-type]
        confirmed=row.confirmed if received else None,
        by=row.until if asked else None,
        served=row.served,
        days=row.days,
        until=None if asked else row.until,
        posted=row.posted,
        signed=row.signed,
        party=row.party,
    )


def fold(channel: str, rows: Iterable[Any], calendar: Calendar) -> Folded:
    """What the rows come to. Raises CannotFold."""
    held = standing(rows)
    try:
        reckoning = reckon(clock_events(channel, held), calendar=calendar)
    except ClockRefused as refusal:
        raise CannotFold(_with_article(refusal)) from refusal
    except (EventRefused, NotInForce, NoticeMissing) as refusal:
        raise CannotFold(str(refusal)) from refusal
    first = next((row for row in held if row.kind == Kind.RECEIVED), None)
    received = first and (first.confirmed if channel in CONFIRMED_CHANNELS else first.day)
    last = [row for row in held if row.kind in (Kind.ANSWERED, Kind.REOPENED)][-1:]
    answered = last[0] if last and last[0].kind == Kind.ANSWERED else None
    return Folded(state_of(held, received), received, answered, counted_answer(held), reckoning)


def served_on(answer: Any) -> date:
    """The day that decides of an answer whether it was in time, and in which year it counts: posted, or signed for."""
    day: date = answer.posted or answer.signed or answer.day
    return day


def counted_answer(held: Sequence[Any]) -> Any:
    """The answer that table 3 counts: the first, or the last of the same calendar year; None without one.

    A case counts once. Ordered to be answered anew (责令重新答复) within the year, the new answer takes the place of
    the first in that year's table; in a later year both tables stay as they were: the case was carried into no year
    after the first answer, and 一 + 二 = 三 + 四 holds in each. What became of the dispute is in table 4.
    """
    answers = [row for row in held if row.kind == Kind.ANSWERED]
    return next((row for row in reversed(answers) if served_on(row).year == served_on(answers[0]).year), None)


def set_by_decision(held: Sequence[Any]) -> date | None:
    """The day that the last order to answer anew has set, where it set one."""
    orders = [row for row in held if row.kind == Kind.REOPENED]
    return orders[-1].until if orders else None


def _with_article(refusal: ClockRefused) -> str:
    if refusal.article is None:
        return str(refusal)
    return f"{str(refusal).removesuffix(f'（{refusal.article}）').rstrip('。')}（{refusal.article}）。"


def state_of(held: Sequence[Any], received: date | None) -> State:
    """Where a case stands by its standing rows."""
    if received is None:
        return State.UNCONFIRMED
    # An archive has no day of its own in the law: what was entered last of archiving and reopening holds.
    entered = sorted(held, key=lambda row: row.serial)
    orders = {State.ARCHIVED: entered}
    return next(
        (state for state, opens, closes in STANDINGS if _open(orders.get(state, held), opens, closes)),
        State.HANDLING,
    )


def _open(held: Sequence[Any], opens: frozenset[str], closes: frozenset[str]) -> int:
    waiting = 0
    for row in held:
        if row.kind in opens:
            waiting += 1
        elif row.kind in RESTARTS & closes:
            waiting = 0
        elif row.kind in closes:
            waiting -= 1
    return max(waiting, 0)


def running(held: Sequence[Any]) -> Sequence[Any]:
    """What stands since the term last began anew: a supplement, a payment or an order to answer anew."""
    places = [place for place, row in enumerate(held) if row.kind in RESTARTS]
    return held[places[-1] + 1 :] if places else held


def unanswered(held: Sequence[Any]) -> list[Any]:
    """The questions to third parties and other organs in this running of the term that nobody has answered yet."""
    asked: list[Any] = []
    for row in held:
        if row.kind in RESTARTS:
            asked = []
        elif row.kind in (Kind.THIRD_PARTY_CONSULTED, Kind.ORGAN_CONSULTED):
            asked.append(row)
        elif row.kind in (Kind.THIRD_PARTY_REPLIED, Kind.ORGAN_REPLIED):
            answers = (row.kind.replace("replied", "consulted"), row.party)
            place = next(place for place, one in enumerate(asked) if (one.kind, one.party) == answers)
            asked.pop(place)
    return asked


def waiting_parties(held: Sequence[Any]) -> list[tuple[str, str]]:
    """Who was asked in this running of the term and has not answered: the kind of the question, and the party."""
    return [(row.kind, row.party) for row in unanswered(held)]


def waiting_sections(held: Sequence[Any]) -> list[Any]:
    """The questions to sections of the organ (协查) that none of them has answered yet."""
    asked: list[Any] = []
    for row in held:
        if row.kind == Kind.CO_HANDLING:
            asked.append(row)
        elif row.kind == Kind.CO_HANDLED:
            asked = [one for one in asked if one.party != row.party]
    return asked


def version_of(calendar: Calendar) -> str:
    """A mark of what `calendar` says: another mark, and every open case is to be counted anew."""
    return _version(calendar.first_year, calendar.last_year, tuple(sorted(calendar.marks.items())))


@lru_cache(maxsize=8)
def _version(first: int, last: int, marks: tuple[Any, ...]) -> str:
    said = "".join(f"{day}{mark.working:d}" for day, mark in marks)
    return hashlib.sha256(f"{first}{last}{said}".encode()).hexdigest()[:16]
