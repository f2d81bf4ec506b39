"""收费: the notice comes within the term; after payment the term runs anew (条例第四十二条, 国办函〔2020〕109号)."""

from gongkai.law.clock import refusals as no
from gongkai.law.clock.events import Event
from gongkai.law.clock.rules import FEE_DAYS, FEE_RULES
from gongkai.law.clock.state import State
from gongkai.law.dated import written_day


def fee_notified(state: State, event: Event) -> None:
    """收费通知; the applicant pays within 20 working days. NotInForce before 2021-01-01."""
    rule = FEE_DAYS.on(event.day)
    if state.fee:
        raise no.FeeNotifiedTwice("这件申请已经发过收费通知。", rule.article)
    if state.over(event.day):
        raise no.FeeTooLate("收费通知应在答复期限内发出，期限已经届满。", rule.article)
    state.fee, state.waits = event, not state.decided
    until = state.ahead(event.served or event.day, rule.value)
    said = f"{written_day(until)}前缴纳" if until else f"{rule.value}个工作日内缴纳"
    state.note(
        FEE_RULES,
        f"通知缴纳信息处理费，申请人应于{said}{state.anew('；缴费后答复期限重新计算')}。",
        event.day,
        until,
    )


def fee_paid(state: State, event: Event) -> None:
    """缴费: the whole term runs anew from the day after payment."""
    assert state.rules
    if not state.fee or state.paid:
        raise no.FeeNotNotified("没有发过收费通知，或者已经缴费，不能登记缴费。")
    state.paid = True
    days = state.rules.answer
    state.begin(event.day, days)
    state.note(
        FEE_RULES,
        f"{written_day(event.day)}缴费{state.anew(f'，答复期限{days}个工作日自次日起重新计算')}。",
        event.day,
        state.due(),
    )
