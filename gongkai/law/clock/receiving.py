"""收到申请、补正: when the term begins, and when it begins anew (条例第三十条、第三十一条)."""

from gongkai.law.clock import refusals as no
from gongkai.law.clock.events import CHANNELS, Event
from gongkai.law.clock.rules import DECIDED_BY, TERMS, received_by
from gongkai.law.clock.state import State
from gongkai.law.dated import written_day

_CONFIRMED = ("plain_letter", "fax")  # received on the day confirmed with the applicant


def received(state: State, event: Event) -> None:
    """The day of receipt by channel.

    An online application is received when the system says so (最高人民法院指导案例26号): a confirmation by
    staff moves nothing. A plain letter is to be confirmed on the day it arrives.
    """
    if state.arrived:
        raise no.ReceivedTwice("这件申请已经登记过收到之日。另一件申请请另行登记。")
    state.arrived = event
    channel = event.channel or "counter"
    state.received = event.confirmed if channel in _CONFIRMED else event.day
    state.rules = TERMS.on(state.received or event.day).value
    article = received_by(channel) if state.rules.supplement else state.rules.answer_by
    if state.received is None:
        state.note(article, f"{CHANNELS[channel]}，尚未与申请人确认，确认之日为收到之日。", event.day, None)
        return
    state.note(
        article, f"{CHANNELS[channel]}，{written_day(state.received)}收到申请。", event.day, state.received
    )
    if channel == "plain_letter" and state.received > event.day and state.rules.supplement:
        state.miss(
            "late_confirmation",
            f"平常信函应于收到当日与申请人确认，{written_day(event.day)}收到，{written_day(state.received)}才确认。",
            state.received,
        )
    _begin(state, "答复期限")


def _begin(state: State, what: str) -> None:
    assert state.received and state.rules
    days = state.rules.answer
    state.begin(state.received, days)
    if state.decided:
        said = f"决定书或者判决书写明的期限不变，仍至{written_day(state.decided)}。"
        state.note(DECIDED_BY, said, state.received, state.decided)
        return
    state.note(state.rules.answer_by, f"{what}{days}个工作日，收到当日不计。", state.received, state.due())


def supplement_requested(state: State, event: Event) -> None:
    """告知补正, once; within 7 working days of receipt, or the lateness stays in the record."""
    assert state.received and state.rules
    article = state.rules.supplement_by
    if state.supplement:
        raise no.SecondSupplement("补正只能一次性告知，这件申请已经告知过补正。", article)
    state.supplement = event
    state.waits = state.waits or not (state.decided or state.over(event.day))
    until = f"，申请人应于{written_day(event.by)}前补正" if event.by else ""
    state.note(article, f"告知补正{until}{state.anew('；收到补正后答复期限重新计算')}。", event.day, event.by)
    limit = state.ahead(state.received, state.rules.supplement) if state.rules.supplement else None
    if limit and event.day > limit:
        state.miss(
            "late_supplement_notice",
            f"补正应于收到申请之日起{state.rules.supplement}个工作日内（{written_day(limit)}前）告知，"
            f"{written_day(event.day)}才告知（{article}）。",
            event.day,
        )


def supplement_received(state: State, event: Event) -> None:
    """收到补正: the whole term runs anew from this day, not what was left of it."""
    assert state.rules
    if not state.supplement or state.supplemented:
        raise no.SupplementNotRequested("没有告知过补正，或者补正已经收到，不能登记收到补正。")
    state.supplemented, state.received = True, event.day
    late = state.supplement.by is not None and event.day > state.supplement.by
    said = "收到补正（已过补正期限，由机关决定仍予办理）" if late else "收到补正"
    state.note(
        state.rules.supplement_by,
        f"{said}{state.anew(f'，答复期限自{written_day(event.day)}起重新计算')}。",
        event.day,
        event.day,
    )
    _begin(state, "重新计算的答复期限")
