"""分拆 and 更正受理机关: one application becomes several, or goes to the organ it should have come to."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.applications.acts.keeping import entered, noted, opened, rows_of
from gongkai.applications.folding import standing
from gongkai.applications.models import CLOCK_KINDS, Application, CaseEvent, Kind, Stage, State, Wording
from gongkai.applications.numbers import next_number
from gongkai.applications.personal import (
    LONGEST,
    REQUEST,
    Applicant,
    Unreadable,
    applicant_of,
    seal_into,
)
from gongkai.applications.queries import neighbours
from gongkai.law.dated import written_day
from gongkai.office.clock import CHINA
from gongkai.organs.models import Organ, Person
from gongkai.trail.acts import Refused, record

RECEIPT = "receipt"  # 登记回执: says only that the application came
MOST = 10  # parts at once: their numbers stand in one note
TRIES = 5  # to find a number that nobody else takes at this instant
COPIED = (
    "kind", "day", "confirmed", "served", "until", "days", "posted", "signed", "party", "amount", "person", "note",
)  # fmt: skip


@transaction.atomic
def split(
    *, application: Application, parts: Sequence[str], day: date, by: Person, at: datetime
) -> list[Application]:
    """Divide an application with several items (分拆); each part is a case, and counts as one in the annual report.

    The case keeps the first part; a new one is made of every other, with the same applicant (sealed anew), day of
    receipt and term: what the clock has seen of the case stands in each. What the application said as a whole is
    kept under seal. Returns the new cases. Refused with less than two parts, or where it cannot be opened.
    """
    application = opened("split", application, by, day)
    after_receipt(application, day)
    _of_this_year(application, at, "这件申请请不再分拆，各项内容在一份答复里分别答复。")
    if application.letters.exclude(stage__in=(Stage.ISSUED, Stage.DROPPED)).exists():
        raise Refused("还有没有印发的文书，请先印发或者作废，再分拆。")
    texts = _checked(parts)
    try:
        applicant = applicant_of(application)
    except Unreadable as fault:
        raise Refused(str(fault)) from None
    rows = [row for row in standing(rows_of(application)) if row.kind in CLOCK_KINDS]
    made = [_made(application, applicant, text, rows, by, at) for text in texts[1:]]
    for child in made:
        event = entered(child, kind=Kind.SPLIT, day=day, note=f"从{application.number}分出。", by=by, at=at)
        noted(child, "分拆申请：分出", event, by=by, at=at, detail={"分自": application.number})
    _keep_whole(application, by, at)
    seal_into(application, applicant, texts[0])
    numbers = "、".join(child.number for child in made)
    event = entered(application, kind=Kind.SPLIT, day=day, note=f"分出{numbers}。", by=by, at=at)
    noted(application, "分拆申请", event, by=by, at=at, detail={"分出": numbers})
    return made


def _checked(parts: Sequence[str]) -> list[str]:
    texts = [text.strip() for text in parts if text.strip()]
    if len(texts) < 2:
        raise Refused("至少要分成两项，每项写明所需信息的内容。")
    if len(texts) > MOST:
        raise Refused(f"一次最多分成{MOST}项。多出来的先留在第1项里，再分一次。")
    if len(set(texts)) < len(texts):
        raise Refused("有两项内容完全一样，请核对。")
    if any(len(text) > LONGEST[REQUEST] for text in texts):
        raise Refused(f"每一项的内容最多{LONGEST[REQUEST]}个字，请写短一些。")
    return texts


def _made(
    whole: Application, applicant: Applicant, text: str, rows: Iterable[CaseEvent], by: Person, at: datetime
) -> Application:
    """A new case of one part, with everything that the clock has seen of the whole."""
    same = ("organ", "channel", "applicant_kind", "form", "way", "handler", "submitted_at", "received_on")
    child = Application(
        came_from=whole, state=State.UNCONFIRMED, **{name: getattr(whole, name) for name in same}
    )
    _number(child)
    seal_into(child, applicant, text)
    for row in rows:
        entered(child, **{name: getattr(row, name) for name in COPIED}, by=by, at=at)
    return child


def _number(case: Application) -> None:
    """Save the new case under the next number of its organ; two at the same instant do not get the same."""
    assert case.received_on
    for _ in range(TRIES):
        case.number = next_number(case.organ, case.received_on.year)
        try:
            with transaction.atomic():
                case.full_clean()
                case.save()
        except IntegrityError:
            continue
        return
    raise Refused("登记编号刚刚被别的申请用掉了，请再试一次。")


def _keep_whole(application: Application, by: Person, at: datetime) -> None:
    kept = ("sealed_applicant", "sealed_request", "form", "way")
    facts = {name: getattr(application, name) for name in kept}
    Wording.objects.create(application=application, by=by, at=at, **facts)


@transaction.atomic
def transfer(
    *,
    application: Application,
    organ: Organ,
    day: date,
    note: str,
    by: Person,
    at: datetime,
    number: str = "",
) -> CaseEvent:
    """Give the case to the organ of the same district that it should have come to (更正受理机关).

    The day of receipt stays (最高人民法院指导案例26号); nobody handles it there yet; it takes a number of the other
    organ, `number` or the next of the year. From now on only that organ sees it. Refused once anything but the
    receipt was entered, to a village or another district, while letters are being written or it is disputed.
    """
    application = opened("transfer", application, by, day)
    after_receipt(application, day)
    _of_this_year(application, at, "请答复“非本机关负责公开”，告知申请人负责公开的机关。")
    if not note.strip():
        raise Refused("请写明更正受理机关的理由。")
    if not neighbours(application.organ, day).filter(pk=organ.pk).exists():
        raise Refused("只能转给同一区县里的其他机关，不能转给村、已经撤销的机关和本机关。")
    if application.remedies.exists():
        raise Refused("这件申请已经有复议或者诉讼，不能再更正受理机关。")
    if application.letters.exclude(stage__in=(Stage.ISSUED, Stage.DROPPED)).exists():
        raise Refused("还有没有印发的文书，请先印发或者作废，再更正受理机关。")
    if told := application.letters.filter(stage=Stage.ISSUED).exclude(kind=RECEIPT).first():
        raise Refused(
            f"已经以本机关名义印发过文书{told.number}，不能再更正受理机关。"
            f"不归本机关公开的，请答复“非本机关负责公开”。"
        )
    number = number.strip()
    if number and Application.objects.filter(organ=organ, number=number).exists():
        raise Refused(f"{organ}已经有编号是“{number}”的申请，请换一个，或者不填。")
    before, old = application.organ, application.number
    assert application.received_on
    application.organ, application.handler = organ, None
    application.number = number or next_number(organ, application.received_on.year)
    # The applicant still has the old number: the status page finds the case by “编号…。” in this note.
    event = _moved(application, day, f"原由{before}受理，编号{old}。{note.strip()}", by, at)
    detail = {"原机关": before.name, "原编号": old, "转给": organ.name, "编号": application.number}
    noted(application, "更正受理机关：转入", event, by=by, at=at, detail=detail)
    record(verb="更正受理机关：转出", subject=application, by=by, at=at, organ_id=before.pk, detail=detail)
    return event


def _moved(application: Application, day: date, note: str, by: Person, at: datetime) -> CaseEvent:
    try:
        with transaction.atomic():
            return entered(application, kind=Kind.TRANSFERRED, day=day, note=note[:500], by=by, at=at)
    except IntegrityError:
        raise Refused("那个机关的登记编号刚刚被别的申请用掉了，请再试一次。") from None


def _of_this_year(application: Application, at: datetime, instead: str) -> None:
    """Refuse what would change how many cases an earlier year carried over (年报表三：本年第二项等于上年第四项)."""
    received = application.received_on
    if received and received.year < at.astimezone(CHINA).year:
        raise Refused(
            f"这件申请是{received.year}年收到的，已经计入当年年度报告的结转件数，"
            f"现在改变件数，前后两年的年报就对不上。{instead}"
        )


def after_receipt(application: Application, day: date) -> None:
    """Refuse a day before the application was received."""
    if application.received_on and day < application.received_on:
        raise Refused(f"日期早于收到申请之日{written_day(application.received_on)}，请核对。")
