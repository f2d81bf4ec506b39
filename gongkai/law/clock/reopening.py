"""责令重新答复: a decision or a judgment has the application answered anew, by the day it sets or within the term anew."""

from gongkai.law.clock import refusals as no
from gongkai.law.clock.events import Event
from gongkai.law.clock.rules import DECIDED_BY, REOPEN_BY, TERMS
from gongkai.law.clock.state import State
from gongkai.law.dated import written_day


def reopened(state: State, event: Event) -> None:
    """The decision was received on the event's day; `until` is the day it sets, where it sets one.

    The term begins as if the application had come that day: whoever is to be asked is asked anew, and it may be
    extended once. 补正 and 收费 stay what is done once for one application. What was missed before stays noted.
    """
    if state.answered is None:
        raise no.NotAnswered("这件申请还没有答复，或者责令重新答复以后还没有答复，不能登记“责令重新答复”。")
    if event.day < state.answered:
        raise no.OutOfOrder(
            f"{written_day(event.day)}收到的决定，早于{written_day(state.answered)}的答复，请核对。"
        )
    state.answered, state.received, state.decided = None, event.day, event.until
    state.rules = TERMS.on(event.day).value
    days = state.rules.answer
    state.begin(event.day, days)
    if event.until:
        state.note(
            DECIDED_BY, f"责令重新答复，写明的期限至{written_day(event.until)}。", event.day, event.until
        )
        return
    said = f"责令重新答复，没有写明期限，答复期限{days}个工作日重新计算，收到决定当日不计。"
    state.note(REOPEN_BY, said, event.day, state.due())
