"""What an applicant does to the own case over the internet: amend or withdraw it within ten minutes, supplement it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.applications.acts.keeping import entered, noted, rows_of
from gongkai.applications.acts.keeping import stored as locked
from gongkai.applications.acts.proving import recorded
from gongkai.applications.acts.submitting import check_content
from gongkai.applications.acts.wording import reword
from gongkai.applications.folding import standing
from gongkai.applications.models import Answer, Application, CaseEvent, Channel, Kind, State
from gongkai.applications.personal import (
    LONGEST,
    REQUEST,
    Applicant,
    Unreadable,
    applicant_of,
    request_of,
)
from gongkai.applications.proofs import MOST, NewProof, stored
from gongkai.law.dated import written_day
from gongkai.office.clock import CHINA
from gongkai.trail.acts import Refused, record

WINDOW = timedelta(minutes=10)  # after submitting
UNTOUCHED = frozenset({Kind.RECEIVED, Kind.HANDED_OVER})  # events that stand in no applicant's way
WITHDRAWN = "other3"  # 其他处理：其他
TOO_LATE = "提交已经超过10分钟，不能在网上修改或者撤回。需要的，请联系受理机构。"
BEGUN = "机关已经开始办理，不能在网上修改或者撤回。需要的，请联系受理机构。"


def may_change(application: Application, rows: Sequence[CaseEvent], at: datetime) -> bool:
    """Whether the applicant may still amend or withdraw at this moment."""
    return not _refusal(application, rows, at)


def _refusal(application: Application, rows: Sequence[CaseEvent], at: datetime) -> str:
    if application.channel != Channel.ONLINE or application.submitted_at is None:
        return "只有网上提交的申请可以在网上修改或者撤回。"
    if at - application.submitted_at > WINDOW:
        return TOO_LATE
    begun = application.state != State.HANDLING or any(row.kind not in UNTOUCHED for row in standing(rows))
    return BEGUN if begun else ""


def _within(application: Application, at: datetime) -> Application:
    """The case, locked, while its applicant may change it; else Refused."""
    application = locked(application)
    if reason := _refusal(application, rows_of(application), at):
        raise Refused(reason)
    return application


@transaction.atomic
def amend_own(
    *,
    application: Application,
    applicant: Applicant,
    request: str,
    at: datetime,
    form: str = "",
    way: str = "",
) -> Application:
    """The applicant puts the application right within ten minutes; what it said before is kept. The day of receipt stays.

    Refused later, when the office has begun, and where nothing would change.
    """
    application = _within(application, at)
    check_content(applicant, request)
    reword(application, applicant, request, form, way, by=None, at=at)
    record(verb="申请人修改申请", subject=application, by=None, at=at, organ_id=application.organ_id)
    return application


@transaction.atomic
def withdraw(*, application: Application, at: datetime) -> CaseEvent:
    """The applicant takes the application back within ten minutes: closed as 其他处理（其他）, and counted so in the report."""
    application = _within(application, at)
    day = at.astimezone(CHINA).date()
    entered(application, kind=Kind.WITHDRAWN, day=day, by=None, at=at)
    answer = Answer(outcome=WITHDRAWN, reason="申请人撤回申请。")
    event = entered(
        application, answer=answer, kind=Kind.ANSWERED, day=day, signed=day,
        note="申请人在网上撤回，不再答复。", by=None, at=at,
    )  # fmt: skip
    noted(application, "申请人撤回申请", event, by=None, at=at)
    return event


@transaction.atomic
def supplement(
    *, application: Application, text: str, at: datetime, proofs: Sequence[NewProof] = ()
) -> CaseEvent:
    """The applicant sends what was asked for by 补正: added to the description, files sealed; the term runs anew (条例第三十条).

    Refused when nothing is awaited, when there is nothing in it, and after the last day: whether there was a good
    reason for being late is for the office to decide.
    """
    application, text, day = locked(application), text.strip(), at.astimezone(CHINA).date()
    if application.state != State.SUPPLEMENTING:
        raise Refused("这件申请现在不用补正，或者补正已经收到。")
    asked = next(
        row for row in reversed(standing(rows_of(application))) if row.kind == Kind.SUPPLEMENT_REQUESTED
    )
    if asked.until and day > asked.until:
        raise Refused(
            f"补正期限到{written_day(asked.until)}为止，已经过了。有正当理由的，请联系受理机构说明，由机关决定是否继续办理。"
        )
    if not text and not proofs:
        raise Refused("请写明补正的内容，或者上传文件。")
    if len(proofs) > MOST:
        raise Refused(f"最多上传{MOST}个文件。")
    with stored(proofs) as files:
        if text:
            _added(application, f"【{written_day(day)}网上补正】\n{text}", at)
        recorded(application.organ, application, files, at)
        event = entered(application, kind=Kind.SUPPLEMENT_RECEIVED, day=day, by=None, at=at)
        noted(application, "申请人网上补正", event, by=None, at=at)
    return event


def _added(application: Application, text: str, at: datetime) -> None:
    try:
        applicant, before = applicant_of(application), request_of(application)
    except Unreadable as fault:
        raise Refused(str(fault)) from None
    joined = f"{before}\n\n{text}".strip()
    if (over := len(joined) - LONGEST[REQUEST]) > 0:
        raise Refused(f"连同原来的内容描述超出{over}个字，请写短一些，或者把内容拍照上传。")
    reword(application, applicant, joined, application.form, application.way, by=None, at=at)
