"""答复: whether it is in time is decided by the day of posting or signing, not by that of the decision."""

from gongkai.law.clock.events import Event
from gongkai.law.clock.rules import ON_TIME_BY
from gongkai.law.clock.state import State
from gongkai.law.dated import written_day


def answered(state: State, event: Event) -> None:
    """The answer is out: 交邮之日 of a letter by post, 签收之日 of one handed over (国办公开办函〔2016〕235号)."""
    day = event.posted or event.signed or event.day
    what = "交邮" if event.posted else "签收" if event.signed else "答复"
    due = state.due()
    state.answered = day
    state.note(ON_TIME_BY, f"{written_day(day)}{what}，以此判断是否按期答复。", event.day, day)
    # Where the applicant was to supplement or to pay, the term would run anew from that: silence is not lateness.
    if due and day > due and not state.waits:
        state.miss("late_answer", f"应于{written_day(due)}前答复，{written_day(day)}才{what}，逾期。", day)
