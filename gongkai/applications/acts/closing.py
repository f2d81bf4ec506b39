"""答复 and 归档: one result, with what it rests on, on the day the letter went out; then into the archive."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.applications.acts.keeping import entered, noted, opened, rows_of
from gongkai.applications.acts.lettering import refuse, words_for
from gongkai.applications.asking import objecting, still_asked
from gongkai.applications.folding import standing
from gongkai.applications.grounds import ALREADY_PUBLIC, COME, FOR_THIRD_PARTY, PRECEDED, Grounds, lacking
from gongkai.applications.letters.agreeing import against_letter, answer_event, kind_of_answer
from gongkai.applications.letters.kinds import KINDS, TOLD_THIRD_PARTY
from gongkai.applications.letters.reasoning import unheard
from gongkai.applications.models import Answer, Application, CaseEvent, Kind, Letter, Stage
from gongkai.law.clock.rules import FEE_DAYS
from gongkai.law.dated import NotInForce, written_day
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.workdays import NoticeMissing
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused

NO_GROUNDS = Grounds()


@transaction.atomic
def answer(
    *,
    application: Application,
    outcome: str,
    day: date,
    by: Person,
    at: datetime,
    posted: date | None = None,
    signed: date | None = None,
    grounds: Grounds = NO_GROUNDS,
    note: str = "",
) -> CaseEvent:
    """Close an application with its one result (条例第三十六条); the day posted or signed for says whether in time.

    Refused without the ground, the reason, the search record or the right organ that the result asks for.
    """
    application = opened("answer", application, by, day)
    check_answer(application, outcome, day, posted, signed, grounds)
    made = Answer(outcome=outcome, **asdict(grounds))
    event = entered(
        application, answer=made, kind=Kind.ANSWERED, day=day, posted=posted, signed=signed, note=note, by=by, at=at
    )  # fmt: skip
    noted(application, "答复申请", event, by=by, at=at, detail={"办理结果": OUTCOMES[outcome].label})
    return event


def check_answer(
    application: Application,
    outcome: str,
    day: date,
    posted: date | None,
    signed: date | None,
    grounds: Grounds,
    corrects: CaseEvent | None = None,
) -> None:
    """Refused for a result that is none, an answer without its day of service or its grounds, or one not prepared.

    `corrects` is the registered answer that this one takes the place of.
    """
    if outcome not in OUTCOMES:
        raise Refused("请选择办理结果，每件申请只有一个。")
    if (posted is None) == (signed is None):
        raise Refused(
            "请填交邮之日或者签收之日，两项填一项：邮寄的填交邮之日，当面、电子邮件送达的填签收之日。"
        )
    faults = lacking(outcome, grounds)
    if faults:
        raise Refused("".join(faults))
    differs = against_letter(
        application, rows_of(application), outcome, grounds, served=posted or signed, corrects=corrects
    )
    if differs:
        raise Refused(differs)
    check_prepared(application, outcome, day, grounds.answer, corrects)


def check_prepared(
    application: Application, outcome: str, day: date, answer: str = "", corrects: CaseEvent | None = None
) -> None:
    """Refused while what must have happened before this result has not, or somebody's own term still runs.

    Somebody: the applicant, who may supplement or pay, or a third party asked for his opinion (条例第三十二条).
    `answer` tells the answers of one result apart; for an answer that `corrects` another, what stood before it counts.
    """
    held = standing(rows_of(application))
    if corrects is not None and corrects in held:
        held = held[: held.index(corrects)]
    if outcome in FOR_THIRD_PARTY and answer != ALREADY_PUBLIC:
        check_third_parties(application, day, held)
        check_overridden(application, outcome, day, held)
    if outcome in COME and any(row.kind == COME[outcome][0] for row in held):
        raise Refused(f"{COME[outcome][1]}。请按实际情况答复；收到的日期登记错了的，先更正。")
    if outcome not in PRECEDED:
        return
    kind, sentence = PRECEDED[outcome]
    before = next((row for row in held if row.kind == kind), None)
    if before is None:
        raise Refused(f"{sentence}。")
    last = _last_day(before)
    if last and day <= last:
        raise Refused(
            f"申请人可以到{written_day(last)}为止，期限还没有过，不能作“{OUTCOMES[outcome].label}”处理。"
        )


def check_dated(letter: Letter, day: date) -> None:
    """Refused for a letter dated `day` that decides while somebody's own term still runs on that day.

    Where the same answer is registered already it was looked at then.
    """
    kind, rows = KINDS[letter.kind], rows_of(letter.application)
    refuse(unheard(kind, letter.application, words_for(letter), day))
    event = answer_event(rows)
    if kind.answer and (event is None or kind_of_answer(event.answer) != kind):
        check_prepared(letter.application, kind.outcome, day, kind.answer, event)
    elif kind.key == TOLD_THIRD_PARTY:
        check_third_parties(letter.application, day, standing(rows))


def check_overridden(application: Application, outcome: str, day: date, held: Sequence[Any]) -> None:
    """Refused for disclosing all although a third party objects, until he has been told in writing (条例第三十二条).

    The letter that tells him what is disclosed and why passes an approver; there is one for each who objects.
    """
    objections = objecting(held) if outcome == "granted" else []
    told = application.letters.filter(kind=TOLD_THIRD_PARTY, stage=Stage.ISSUED, dated__lte=day).count()
    if told < len(objections):
        who = "、".join(row.party for row in objections)
        raise Refused(
            f"{who}不同意公开。认为不公开会对公共利益造成重大影响、决定公开的，先拟写“依申请公开告知书”，写明公开的内容和理由，"
            f"由审核人审查、签发以后印发给对方（《政府信息公开条例》第三十二条），再答复申请人。"
        )


def check_third_parties(application: Application, day: date, held: Sequence[Any]) -> None:
    """Refused while a third party who has not answered may still do so (条例第三十二条)."""
    try:
        asked = still_asked(held, day, working_calendar())
    except NoticeMissing as fault:
        raise Refused(f"第三方提出意见的期限还不能计算：{fault}") from None
    if asked:
        said = "、".join(f"{row.party}到{written_day(last)}为止" for row, last in asked)
        raise Refused(
            f"征求意见的期限还没有过（{said}），现在不能决定公开或者不公开涉及第三方的信息。"
            f"对方已经答复的，请先登记对方的答复；没有登记征求意见书送达之日的，可以更正补登。"
        )


def _last_day(before: CaseEvent) -> date | None:
    """Until when the applicant may supplement, or pay; None where no day can be said."""
    if before.kind == Kind.SUPPLEMENT_REQUESTED:
        return before.until
    if before.kind != Kind.FEE_NOTIFIED:
        return None
    try:
        return working_calendar().add_working_days(before.served or before.day, FEE_DAYS.on(before.day).value)
    except (NoticeMissing, NotInForce) as fault:
        raise Refused(f"申请人缴费期限的最后一天还不能计算：{fault}") from None


def _letter_differs(application: Application) -> str:
    """Why the registered answer is not that of the last answer letter that went out; empty where it is."""
    rows = rows_of(application)
    event = answer_event(rows)
    found = Answer.objects.filter(event=event).first() if event else None
    if found is None:
        return ""
    grounds = Grounds(**{name: getattr(found, name) for name in asdict(NO_GROUNDS)})
    differs = against_letter(application, rows, found.outcome, grounds)
    return f"{differs}请先更正登记的答复，再归档。" if differs else ""


@transaction.atomic
def archive(*, application: Application, day: date, by: Person, at: datetime, note: str = "") -> CaseEvent:
    """Put the answered case into the archive 归档 (条例第四十五条); nothing of it changes any more."""
    application = opened("archive", application, by, day)
    if differs := _letter_differs(application):
        raise Refused(differs)
    event = entered(application, kind=Kind.ARCHIVED, day=day, note=note, by=by, at=at)
    noted(application, "归档申请", event, by=by, at=at)
    return event
