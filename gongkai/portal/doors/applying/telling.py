"""How a case stands, in plain words for its applicant 办理进度: never who asked, for what, or who handles it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.applications.acts.byapplicant import may_change
from gongkai.applications.codes import query_code
from gongkai.applications.folding import CannotFold, Folded, fold, set_by_decision, standing
from gongkai.applications.models import Application, Kind, State
from gongkai.applications.sentences import due_sentence
from gongkai.applications.story import weeks
from gongkai.law.clock import Step
from gongkai.law.dated import written_day
from gongkai.organs.calendar import working_calendar

STATES: Mapping[State, str] = {
    State.UNCONFIRMED: "机关还要与您联系，确认收到申请；确认之日起计算期限。",
    State.HANDLING: "机关正在办理。",
    State.SUPPLEMENTING: "机关请您补正，收到补正以后期限重新计算。",
    State.CONSULTING: "机关正在征求第三方或者其他机关的意见，征求意见的时间不计入期限。",
    State.AWAITING_FEE: "机关发出了收费通知，您缴费以后期限重新计算。",
    State.ANSWERED: "机关已经答复，内容以答复书为准。",
    State.ARCHIVED: "机关已经答复，内容以答复书为准。",
}
# Of these sentences, what is said of the term, and what is said instead where a decision has set its last day.
MOVED = (
    "收到补正以后期限重新计算",
    "您缴费以后期限重新计算",
    "征求意见的时间不计入期限",
    "期限重新计算",
)
STAYS = "决定书（判决书）写明的期限不变"
WITHDRAWN = "您已经撤回这件申请，机关不再答复。"


def _supplement(row: Any) -> str:
    until = f"，请在{written_day(row.until)}前补正" if row.until else ""
    return f"机关请您补正{until}。要补正的是：{row.note}"


def _answer(row: Any) -> str:
    if row.posted:
        return f"机关作出答复，{written_day(row.posted)}交邮。"
    return f"机关作出答复，{written_day(row.signed)}送达。" if row.signed else "机关作出答复。"


# What the applicant is told of each event; the office's own (转办、协查 …) are left out.
EVENTS: Mapping[str, str | Callable[[Any], str]] = {
    Kind.RECEIVED: "机关收到申请。",
    Kind.SUPPLEMENT_REQUESTED: _supplement,
    Kind.SUPPLEMENT_RECEIVED: "机关收到补正，期限重新计算。",
    Kind.THIRD_PARTY_CONSULTED: "机关征求第三方的意见。",
    Kind.THIRD_PARTY_REPLIED: "第三方答复了机关。",
    Kind.ORGAN_CONSULTED: "机关征求其他机关的意见。",
    Kind.ORGAN_REPLIED: "其他机关答复了意见。",
    Kind.EXTENDED: lambda row: f"机关延长答复期限{row.days}个工作日。",
    Kind.DELAYED: lambda row: f"机关确定延迟答复，期限至{written_day(row.until)}。",
    Kind.FEE_NOTIFIED: lambda row: f"机关发出收费通知，{row.amount}元。",
    Kind.FEE_PAID: "机关收到缴费，期限重新计算。",
    Kind.ANSWERED: _answer,
    Kind.REOPENED: "按复议决定或者法院判决，机关重新答复。",
    Kind.SPLIT: "申请的内容较多，机关分成几件办理，各有编号。",
    Kind.TRANSFERRED: lambda row: (
        f"申请转到了负责的机关，编号改为{row.application.number}，收到申请之日不变。"
    ),
    Kind.WITHDRAWN: "您撤回了申请。",
    Kind.RECOUNTED: lambda row: row.note,
}


@dataclass(frozen=True)
class Told:
    """What is said of a case at a moment. `due_said` tells how the due day was counted, `weeks` shows it day by day."""

    case: Application
    code: str
    state: str
    said: str
    due: date | None
    due_said: str
    closed: bool
    steps: tuple[Step, ...]
    weeks: list[Any]
    events: list[tuple[date, str]]
    may_change: bool
    parts: list[tuple[str, str]]  # cases split from it: number and code
    supplement: str  # what is to be supplemented; empty when nothing is awaited


def told(case: Application, at: datetime) -> Told:
    """The case as its applicant may see it. Raises KeysUnusable."""
    rows = list(case.events.order_by("serial"))
    held = standing(rows)
    try:
        folded: Folded | None = fold(case.channel, rows, working_calendar())
    except CannotFold:
        folded = None
    withdrawn = any(row.kind == Kind.WITHDRAWN for row in held)
    closed = case.state in (State.ANSWERED, State.ARCHIVED)
    asked = next((row for row in reversed(held) if row.kind == Kind.SUPPLEMENT_REQUESTED), None)
    reckoning = folded.reckoning if folded else None
    return Told(
        case=case,
        code=query_code(case),
        state="已撤回" if withdrawn else State(case.state).label,
        said=WITHDRAWN if withdrawn else _stays(STATES[State(case.state)], set_by_decision(held)),
        due=None if closed or reckoning is None else reckoning.due,
        due_said="" if closed else _counted(folded),
        closed=closed,
        steps=reckoning.steps if reckoning else (),
        weeks=weeks(reckoning.ledger, reckoning.due) if reckoning and not closed else [],
        events=_events(held, withdrawn),
        may_change=may_change(case, rows, at),
        parts=[(part.number, query_code(part)) for part in case.parts.order_by("pk")],
        supplement=_supplement(asked) if asked and case.state == State.SUPPLEMENTING else "",
    )


def _counted(folded: Folded | None) -> str:
    if folded is None:
        return "期限正在核对，请稍后再查，或者联系受理机构。"
    return due_sentence(folded)


def _stays(said: str, decided: date | None) -> str:
    """The sentence; where a decision has set the day, nothing that happens meanwhile moves it."""
    for moved in MOVED if decided else ():
        said = said.replace(moved, STAYS)
    return said


def _events(held: list[Any], withdrawn: bool) -> list[tuple[date, str]]:
    """What happened, in sentences: each as the term stood after that event."""
    told = [(place, row, _event(row, withdrawn)) for place, row in enumerate(held, 1)]
    return [(row.day, _stays(said, set_by_decision(held[:place]))) for place, row, said in told if said]


def _event(row: Any, withdrawn: bool) -> str:
    """The sentence of one event; of a withdrawn case the closing entry is the office's own."""
    if withdrawn and row.kind == Kind.ANSWERED:
        return ""
    said = EVENTS.get(row.kind, "")
    return said if isinstance(said, str) else said(row)
