"""延期、延迟答复: once, within the term, at most so long (条例第三十三条、第三十五条)."""

from gongkai.law.clock import refusals as no
from gongkai.law.clock.events import Event
from gongkai.law.clock.rules import DELAY_BY
from gongkai.law.clock.state import State
from gongkai.law.dated import written_day


def extended(state: State, event: Event) -> None:
    """延长答复期限, with the consent of the head of the office in charge and notice to the applicant."""
    assert state.rules and state.term and event.days is not None
    article, most = state.rules.extension_by, state.rules.extension
    _not_decided(state, event)
    if state.extension or state.fixed:
        raise no.SecondExtension("答复期限只能延长一次，这件申请已经延期。", article)
    if not 1 <= event.days <= most:
        raise no.ExtensionTooLong(f"延长的期限应为1至{most}个工作日，现为{event.days}个。", article)
    due = state.due()
    if due and event.day > due:
        raise no.ExtensionTooLate(
            f"答复期限已于{written_day(due)}届满，{written_day(event.day)}不能再延期。", article
        )
    state.extension, state.term = event, state.term.longer(event.days)
    now = state.due()
    state.note(article, f"延长答复期限{event.days}个工作日，并告知申请人。", due or event.day, now)
    if due and event.served and event.served > due:
        state.miss(
            "late_extension_notice",
            f"延期应于{written_day(due)}前告知申请人，{written_day(event.served)}才送达（{article}）。",
            event.served,
        )


def delayed(state: State, event: Event) -> None:
    """确定延迟答复的合理期限: many applications with good reasons that cannot be answered in time."""
    assert event.until
    _not_decided(state, event)
    due = state.due()
    if due and event.day > due:
        raise no.DelayTooLate(f"答复期限已于{written_day(due)}届满，不能再确定延迟答复的期限。", DELAY_BY)
    state.fixed = event.until
    state.note(
        DELAY_BY,
        f"申请理由合理，确定延迟答复至{written_day(event.until)}，并告知申请人。",
        event.day,
        event.until,
    )


def _not_decided(state: State, event: Event) -> None:
    if state.decided:
        raise no.SetByDecision(
            f"重新答复的期限{written_day(state.decided)}是决定书或者判决书写明的，本机关不能登记“{event.name}”。"
        )
