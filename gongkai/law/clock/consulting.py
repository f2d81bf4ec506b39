"""征求意见: the time of asking third parties and other organs does not count (条例第三十二条至第三十四条)."""

from dataclasses import replace
from datetime import date

from gongkai.law.clock import refusals as no
from gongkai.law.clock.events import Event
from gongkai.law.clock.state import Asked, State
from gongkai.law.clock.term import Pause
from gongkai.law.dated import written_day

_WHOM = {"third_party": "第三方", "organ": "其他机关"}


def third_party_consulted(state: State, event: Event) -> None:
    """征求第三方意见. Silence decides nothing: after 15 working days the organ decides by itself."""
    _ask(state, event, "third_party")


def organ_consulted(state: State, event: Event) -> None:
    """征求共同制作机关的意见. Silence for 15 working days is consent (第三十四条)."""
    _ask(state, event, "organ")


def third_party_replied(state: State, event: Event) -> None:
    """The third party's answer ends the pause, unless its 15 days ended it before."""
    _answered(state, event, "third_party")


def organ_replied(state: State, event: Event) -> None:
    """The other organ's answer ends the pause, unless its 15 days ended it before."""
    _answered(state, event, "organ")


def _ask(state: State, event: Event, whom: str) -> None:
    assert state.rules
    article = state.rules.third_party_by if whom == "third_party" else state.rules.organ_by
    name = _WHOM[whom]
    if state.over(event.day):
        state.asked.append(Asked(event, None))
        state.note(article, f"征求{name}意见时答复期限已满，不再扣除期限。", event.day, None)
        state.miss("late_consultation", f"答复期限届满后才征求{name}意见，期限不因此顺延。", event.day)
        return
    lapse = state.ahead(event.served or event.day, state.rules.reply) if state.rules.reply else None
    pause = Pause(event.day, lapse, f"征求{name}意见", state.rules.excluded_by)
    state.asked.append(Asked(event, state.pause(pause)))
    ends = "征求意见期间不计入答复期限。"
    if lapse:
        # Without the day of service the earliest end is taken: it is the safe one.
        since = "自收到征求意见书之日起" if event.served else "送达之日未登记，暂自发出之日起"
        ends = f"{since}{state.rules.reply}个工作日至{written_day(lapse)}，{ends}"
    state.note(article, f"征求{name}意见。{ends}", event.day, lapse)


def _answered(state: State, event: Event, whom: str) -> None:
    assert state.rules and state.term
    asked = next(
        (
            one
            for one in state.asked
            if one.event.kind == f"{whom}_consulted" and one.event.party == event.party
        ),
        None,
    )
    if asked is None:
        raise no.NotConsulted(f"没有尚未答复的征求{_WHOM[whom]}意见，不能登记“{event.name}”。")
    state.asked.remove(asked)
    if asked.place is None:
        return
    pauses = list(state.term.pauses)
    pause = pauses[asked.place]
    end = event.day if pause.until is None else min(event.day, pause.until)
    pauses[asked.place] = replace(pause, until=end)
    state.term = replace(state.term, pauses=tuple(pauses))
    state.note(
        state.rules.excluded_by, _said(state, _WHOM[whom], pause.since, end, event.day), pause.since, end
    )


def _said(state: State, name: str, since: date, end: date, day: date) -> str:
    days = state.calendar.working_days_between(since, end) if state.calendar.knows(end) else None
    late = (
        f"{name}逾期答复，只扣除至{written_day(end)}，" if day > end else f"{name}于{written_day(day)}答复，"
    )
    due = state.due()
    moved = f"{late}这段时间有{days}个工作日不计" if days is not None else f"{late}这段时间不计"
    return f"{moved}，答复期限至{written_day(due)}。" if due else f"{moved}。"
