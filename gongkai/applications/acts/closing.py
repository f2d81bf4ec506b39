"""答复 and 归档: one result, with what it rests on, on the day the letter went out; then into the archive."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from gongkai.applications.acts.keeping import entered, noted, opened, rows_of
from gongkai.applications.folding import standing
from gongkai.applications.grounds import PRECEDED, Grounds, lacking
from gongkai.applications.letters.agreeing import against_letter
from gongkai.applications.models import Answer, Application, CaseEvent, Kind
from gongkai.law.clock.rules import FEE_DAYS
from gongkai.law.dated import written_day
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
) -> None:
    """Refused for a result that is none, an answer without its day of service or its grounds, or one not prepared."""
    if outcome not in OUTCOMES:
        raise Refused("请选择办理结果，每件申请只有一个。")
    if (posted is None) == (signed is None):
        raise Refused(
            "请填交邮之日或者签收之日，两项填一项：邮寄的填交邮之日，当面、电子邮件送达的填签收之日。"
        )
    faults = lacking(outcome, grounds)
    if faults:
        raise Refused("".join(faults))
    if differs := against_letter(application, rows_of(application), outcome, grounds):
        raise Refused(differs)
    check_prepared(application, outcome, day)


def check_prepared(application: Application, outcome: str, day: date) -> None:
    """Refused while what must have happened before this result has not, or the applicant may still act."""
    if outcome not in PRECEDED:
        return
    kind, sentence = PRECEDED[outcome]
    before = next((row for row in standing(rows_of(application)) if row.kind == kind), None)
    if before is None:
        raise Refused(f"{sentence}。")
    last = _last_day(before)
    if last and day <= last:
        raise Refused(
            f"申请人可以到{written_day(last)}为止，期限还没有过，不能作“{OUTCOMES[outcome].label}”处理。"
        )


def _last_day(before: CaseEvent) -> date | None:
    """Until when the applicant may supplement, or pay; None where no day can be said."""
    if before.kind == Kind.SUPPLEMENT_REQUESTED:
        return before.until
    if before.kind != Kind.FEE_NOTIFIED:
        return None
    try:
        return working_calendar().add_working_days(before.served or before.day, FEE_DAYS.on(before.day).value)
    except NoticeMissing:
        return None


@transaction.atomic
def archive(*, application: Application, day: date, by: Person, at: datetime, note: str = "") -> CaseEvent:
    """Put the answered case into the archive 归档 (条例第四十五条); nothing of it changes any more."""
    application = opened("archive", application, by, day)
    event = entered(application, kind=Kind.ARCHIVED, day=day, note=note, by=by, at=at)
    noted(application, "归档申请", event, by=by, at=at)
    return event
