"""责令重新答复、限期答复: a decision or a judgment has the application answered, by the day it sets or in a term anew."""

from gongkai.law.clock import refusals as no
from gongkai.law.clock.events import Event
from gongkai.law.clock.rules import DECIDED_BY, PERFORM_BY, REOPEN_BY, TERMS
from gongkai.law.clock.state import State
from gongkai.law.dated import written_day


def reopened(state: State, event: Event) -> None:
    """The decision was received on the event's day; `until` is the day it sets, where it sets one.

    The term begins as if the application had come that day: whoever is to be asked is asked anew, and it may be
    extended once. 补正 and 收费 stay what is done once for one application. What was missed before stays noted: where
    the organ had not answered at all (责令限期答复), that it was late by then.
    """
    unanswered = state.answered is None
    if unanswered:
        _missed(state, event)
    elif state.answered and event.day < state.answered:
        raise no.OutOfOrder(
            f"{written_day(event.day)}收到的决定，早于{written_day(state.answered)}的答复，请核对。"
        )
    state.answered, state.received, state.decided = None, event.day, event.until
    state.rules = TERMS.on(event.day).value
    days = state.rules.answer
    state.begin(event.day, days)
    order, basis = ("责令限期答复", PERFORM_BY) if unanswered else ("责令重新答复", REOPEN_BY)
    if event.until:
        state.note(DECIDED_BY, f"{order}，写明的期限至{written_day(event.until)}。", event.day, event.until)
        return
    said = f"{order}，没有写明期限，答复期限{days}个工作日重新计算，收到决定当日不计。"
    state.note(basis, said, event.day, state.due())


def _missed(state: State, event: Event) -> None:
    """An order to an organ that was silent: the term that it let go by stays in the record."""
    due = state.due()
    if due and event.day > due and not state.waits:
        day = written_day(event.day)
        state.miss(
            "late_answer", f"应于{written_day(due)}前答复，到{day}收到决定时还没有答复，逾期。", event.day
        )
