"""更正: a later event takes the place of a wrong one, which stays to be read; or says that it never happened."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.applications.acts.closing import check_answer
from gongkai.applications.acts.keeping import entered, noted, opened, rows_of
from gongkai.applications.folding import CONFIRMED_CHANNELS, standing
from gongkai.applications.grounds import Grounds
from gongkai.applications.letters.matching import letter_of
from gongkai.applications.models import Answer, Application, Arrival, CaseEvent, Channel, Kind
from gongkai.law.dated import written_day
from gongkai.law.outcomes import OUTCOMES
from gongkai.office.clock import CHINA
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused

# What a correction may change of each kind, besides its day and note.
CORRECTABLE: dict[str, tuple[str, ...]] = {
    Kind.RECEIVED: ("confirmed",),
    Kind.SUPPLEMENT_REQUESTED: ("until", "served"),
    Kind.SUPPLEMENT_RECEIVED: (),
    Kind.THIRD_PARTY_CONSULTED: ("served",),
    Kind.THIRD_PARTY_REPLIED: ("agrees",),
    Kind.ORGAN_CONSULTED: ("served",),
    Kind.ORGAN_REPLIED: ("agrees",),
    Kind.EXTENDED: ("days", "served"),
    Kind.DELAYED: ("until", "served"),
    Kind.FEE_NOTIFIED: ("amount", "served"),
    Kind.FEE_PAID: (),
    Kind.ANSWERED: ("posted", "signed"),
    Kind.REOPENED: ("until",),
    Kind.CO_HANDLING: ("until",),
    Kind.CO_HANDLED: (),
    Kind.MADE_PUBLIC: (),
}
KEPT = ("party", "person")  # taken over as they are
SHORTEST, LONGEST = 4, 200  # characters of the reason


@transaction.atomic
def correct(
    *,
    event: CaseEvent,
    reason: str,
    by: Person,
    at: datetime,
    void: bool = False,
    outcome: str = "",
    grounds: Grounds | None = None,
    **facts: Any,
) -> CaseEvent:
    """Put `event` right: `facts` replace its own, the others stay; `void` says it never happened.

    Refused for an online application's day of receipt, which is the system's (最高人民法院指导案例26号), and where the
    history would no longer go together. For an answer, `outcome` and `grounds` replace those given before.
    """
    application = opened("correct", event.application, by, at.astimezone(CHINA).date())
    reason = reason.strip()
    if not SHORTEST <= len(reason) <= LONGEST:
        raise Refused(f"请写明更正的理由，{SHORTEST}到{LONGEST}个字。")
    if event.kind not in CORRECTABLE:
        raise Refused(f"“{event.get_kind_display()}”不用更正，请重新办理。")
    if CaseEvent.objects.filter(supersedes=event).exists():
        raise Refused("这一事项已经更正过，请更正最后的那一条。")
    _check_receipt(event, application, void, facts)
    if void and (letter := letter_of(event, application, rows_of(application))):
        raise Refused(
            f"这一事项的文书{letter.number}已经印发，不能登记为没有这件事。日期、期限写错了的，请更正这些内容。"
        )
    made = _corrected(event, void, facts)
    answer = None
    if event.kind == Kind.ANSWERED and not void:
        answer = _answer(event, outcome, grounds)
        grounds_now = Grounds(**{name: getattr(answer, name) for name in asdict(Grounds())})
        days = made["day"], made["posted"], made["signed"]
        check_answer(application, answer.outcome, *days, grounds_now, corrects=event)
    new = entered(
        application, answer=answer, kind=event.kind, supersedes=event, why_corrected=reason, void=void,
        by=by, at=at, **made,
    )  # fmt: skip
    said = {"更正的事项": str(event), "理由": reason, "没有这件事": "是" if void else "否"}
    if answer is not None:
        said["办理结果"] = OUTCOMES[answer.outcome].label
    noted(application, "更正办理事项", new, by=by, at=at, detail=said)
    return new


def _check_receipt(event: CaseEvent, application: Application, void: bool, facts: dict[str, Any]) -> None:
    if event.kind != Kind.RECEIVED:
        return
    if void:
        raise Refused(
            "收到申请不能作废。登记错了的，请更正日期；登记到别的机关的，请答复“非本机关负责公开”。"
        )
    channel, day = application.channel, facts.get("day", event.day)
    moved = day != event.day
    if channel == Channel.ONLINE and (moved or facts.get("confirmed")):
        raise Refused(
            "网上提交的申请，以系统确认之日为收到之日，工作人员不能更改（最高人民法院指导案例26号）。"
        )

    arrival = Arrival.objects.filter(application=application).first()
    if arrival is not None and moved and day != arrival.arrived_on:
        raise Refused(
            f"来件登记的日期是{written_day(arrival.arrived_on)}，收到之日要与它一致，不能改为{written_day(day)}。"
        )
    _check_not_later(event, application, facts)


def _check_not_later(event: CaseEvent, application: Application, facts: dict[str, Any]) -> None:
    """Once answered, no later day of receipt: it would make an answer that was late look as if in time."""
    if not any(row.kind == Kind.ANSWERED for row in standing(rows_of(application))):
        return
    name = "confirmed" if application.channel in CONFIRMED_CHANNELS else "day"
    before, after = getattr(event, name), facts.get(name, getattr(event, name))
    if before and (after is None or after > before):
        raise Refused(f"已经答复的申请，收到之日{written_day(before)}不能往后改，否则会改变答复是否按期。")


def _corrected(event: CaseEvent, void: bool, facts: dict[str, Any]) -> dict[str, Any]:
    """All facts of the new row: those given, and the old ones where nothing is given."""
    names = ("day", "note", *CORRECTABLE[event.kind], *KEPT)
    if strange := set(facts) - set(names):
        raise Refused(f"“{event.get_kind_display()}”没有这些内容：{'、'.join(sorted(strange))}。")
    old = {name: getattr(event, name) for name in names}
    return old if void else old | facts


def _answer(event: CaseEvent, outcome: str, grounds: Grounds | None) -> Answer:
    before = event.answer
    facts = asdict(grounds) if grounds else {name: getattr(before, name) for name in asdict(Grounds())}
    return Answer(outcome=outcome or before.outcome, **facts)
