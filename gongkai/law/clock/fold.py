"""The clock 期限的计算: dated events folded, in their order, into a due day that explains itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from gongkai.law.clock import answering, consulting, extending, paying, receiving, reopening
from gongkai.law.clock import refusals as no
from gongkai.law.clock.events import Event
from gongkai.law.clock.state import State, Step, Violation
from gongkai.law.clock.term import Term
from gongkai.law.dated import written_day
from gongkai.law.workdays import Calendar, CountedDay

HANDLERS: Mapping[str, Callable[[State, Event], None]] = {
    "received": receiving.received,
    "supplement_requested": receiving.supplement_requested,
    "supplement_received": receiving.supplement_received,
    "third_party_consulted": consulting.third_party_consulted,
    "third_party_replied": consulting.third_party_replied,
    "organ_consulted": consulting.organ_consulted,
    "organ_replied": consulting.organ_replied,
    "extended": extending.extended,
    "delayed": extending.delayed,
    "fee_notified": paying.fee_notified,
    "fee_paid": paying.fee_paid,
    "answered": answering.answered,
    "reopened": reopening.reopened,
}


@dataclass(frozen=True)
class Reckoning:
    """What the events come to.

    `received` is the day the running term began with; `due` the last day to answer, None while it cannot be
    known (`provisional`, 暂定) or before receipt; `fixed` says that it was set under Art. 35 or by a decision and
    not counted, `decided` which of the two; `answered` is the day that decides whether the answer was in time,
    None again where it was ordered to be answered anew (责令重新答复).
    """

    received: date | None
    term: Term | None
    due: date | None
    fixed: bool
    decided: bool
    answered: date | None
    steps: tuple[Step, ...]
    violations: tuple[Violation, ...]
    calendar: Calendar = field(repr=False, compare=False)

    @property
    def provisional(self) -> bool:
        """Whether the due day must wait for a holiday notice, or for an answer without a limit (暂定)."""
        return self.term is not None and self.due is None

    @cached_property
    def ledger(self) -> tuple[CountedDay, ...]:
        """The running term day by day; empty before receipt and for a term not counted."""
        return self.term.ledger(self.calendar) if self.term and not self.fixed else ()


def reckon(events: Iterable[Event], *, calendar: Calendar) -> Reckoning:
    """Fold the events into the due day and its explanation.

    Raises ClockRefused (a class of its own for each reason) for an event that the law does not allow at that
    point, EventRefused for an impossible one, NotInForce for an application before 2008-05-01.
    """
    state = State(calendar)
    for event in events:
        event.check()
        _in_order(state, event)
        HANDLERS[event.kind](state, event)
        state.last = event.day
    return Reckoning(
        received=state.received,
        term=state.term,
        due=state.due(),
        fixed=state.fixed is not None,
        decided=state.decided is not None,
        answered=state.answered,
        steps=tuple(state.steps),
        violations=tuple(state.violations),
        calendar=calendar,
    )


def _in_order(state: State, event: Event) -> None:
    if state.last and event.day < state.last:
        days = f"“{event.name}”在{written_day(event.day)}，早于前一事件的{written_day(state.last)}"
        raise no.OutOfOrder(f"{days}，请按先后登记。")
    if event.kind == "received":
        return
    if state.received is None:
        raise no.NotReceived(f"还没有收到申请或者尚未与申请人确认，不能登记“{event.name}”。")
    if event.day < state.received:
        raise no.OutOfOrder(
            f"“{event.name}”在{written_day(event.day)}，早于收到申请之日{written_day(state.received)}。"
        )
    if state.answered and event.kind != "reopened":
        raise no.AlreadyAnswered(f"申请已经答复，不能再登记“{event.name}”。")
