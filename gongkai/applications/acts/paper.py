"""来件登记: entering what came on paper or by fax, and judging it: an application 申请, or why it is none."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from gongkai.applications.acts.keeping import past, stored
from gongkai.applications.acts.proving import end_proof, keep_proof
from gongkai.applications.acts.registering import NOBODY, register
from gongkai.applications.models import Application, Arrival, Channel
from gongkai.applications.personal import Applicant
from gongkai.applications.proofs import NewProof
from gongkai.applications.states import NOT_THE_OFFICE, OFFICE
from gongkai.law.dated import written_day
from gongkai.office.clock import CHINA
from gongkai.organs.models import Appointment, Person, Role
from gongkai.organs.permissions import may
from gongkai.trail.acts import Refused, record

RECEIVING = frozenset({Role.EDITOR, Role.OFFICER})  # who may enter mail: the counter and the office
NOT_RECEIVING = "只有本机关的公开办和信息员可以登记来件。"
FACTS = ("arrived_on", "channel", "tracking", "addressed_to", "pages", "received_by", "note")
TOLD = ("arrived_on", "channel", "pages")  # what the trail says: nothing that names anybody
SHORTEST, LONGEST = 4, 60  # characters of a reason
NOTE = 120  # characters of a note, so that a reason taken back finds room in it
EARLIER = re.compile(r"（曾判断为不是申请：[^）]*）")
EARLIEST = date(2008, 5, 1)


def bare_number(typed: str) -> str:
    """What was typed of a number of mail, half-width, in capitals, without spaces and dashes."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)).upper()


def tracking_number(typed: str) -> str:
    """The number of a piece of mail as it is kept and compared. Raises Refused for what can be none."""
    number = bare_number(typed)
    if number and not re.fullmatch(r"[0-9A-Z]{4,40}", number):
        raise Refused("邮件号只能写字母和数字，4到40位，请照信封上的条码号填写；没有邮件号的不填。")
    return number


@transaction.atomic
def enter_arrival(*, arrival: Arrival, by: Person, at: datetime, photo: NewProof | None = None) -> Arrival:
    """Enter a piece of mail on the day it came, before anybody judges it (条例第三十一条、第四十五条).

    Refused for a number entered before, a day to come, an online application, and who does not serve in the organ.
    Raises ValidationError for facts that cannot stand.
    """
    if not may(by, RECEIVING, arrival.organ_id):
        raise Refused(NOT_RECEIVING)
    if arrival.pk is not None:
        raise Refused("这个来件已经登记过了。")
    arrival.application, arrival.other = None, ""
    arrival.entered_by, arrival.entered_at = by, at
    _check(arrival, at)
    if photo is not None:
        arrival.photo = keep_proof(organ=arrival.organ, proof=photo, at=at)
    _save(arrival)
    record(verb="登记来件", subject=arrival, by=by, at=at, organ_id=arrival.organ_id, detail=_told(arrival))
    return arrival


@transaction.atomic
def amend_arrival(
    *, arrival: Arrival, facts: dict[str, Any], by: Person, at: datetime, photo: NewProof | None = None
) -> Arrival:
    """Put right what was entered of a piece of mail that nobody has judged yet; the trail keeps day, way and pages."""
    arrival = _waiting(arrival, by, RECEIVING, NOT_RECEIVING)
    before = {name: getattr(arrival, name) for name in FACTS}
    told = _told(arrival)
    for name, value in facts.items():
        if name not in FACTS:
            raise Refused("来件的这一项不能更正。")
        setattr(arrival, name, value)
    _check(arrival, at)
    if photo is None and before == {name: getattr(arrival, name) for name in FACTS}:
        raise Refused("没有改动，不用更正。")
    if photo is not None:
        over = arrival.photo
        arrival.photo = keep_proof(organ=arrival.organ, proof=photo, at=at)
        if over is not None:
            end_proof(proof=over, at=at)
    _save(arrival)
    detail = {"更正前": told, "更正后": _told(arrival)}
    record(verb="更正来件", subject=arrival, by=by, at=at, organ_id=arrival.organ_id, detail=detail)
    return arrival


@transaction.atomic
def register_arrival(
    *,
    arrival: Arrival,
    application: Application,
    by: Person,
    at: datetime,
    applicant: Applicant = NOBODY,
    request: str = "",
    confirmed: date | None = None,
) -> Application:
    """Register a piece of mail as an application; both stand, and are linked, or neither.

    Organ, way and day are those of the mail: signed mail is received on the day it was signed for, a plain letter or
    a fax on the day confirmed with the applicant (条例第三十一条).
    """
    arrival = _waiting(arrival, by, OFFICE, NOT_THE_OFFICE)
    same = (arrival.organ_id, arrival.channel, arrival.arrived_on)
    if (application.organ_id, application.channel, application.received_on) != same:
        raise Refused("机关、提交方式和来件日期要与来件登记的一致；来件登记错了的，请先更正来件。")
    made = register(
        application=application, applicant=applicant, request=request, confirmed=confirmed, by=by, at=at
    )
    arrival.application = made
    _save(arrival)
    if arrival.photo is not None:
        arrival.photo.application = made
        arrival.photo.save(update_fields=["application"])
    detail = {"登记编号": made.number}
    record(verb="来件登记为申请", subject=arrival, by=by, at=at, organ_id=arrival.organ_id, detail=detail)
    return made


@transaction.atomic
def dismiss_arrival(*, arrival: Arrival, reason: str, by: Person, at: datetime) -> Arrival:
    """Say that a piece of mail is no application, and why; the reason stays with the mail."""
    arrival = _waiting(arrival, by, OFFICE, NOT_THE_OFFICE)
    reason = reason.strip()
    if not SHORTEST <= len(reason) <= LONGEST:
        raise Refused(f"请写明为什么不是申请，{SHORTEST}到{LONGEST}个字，例如“是给财政所的对账单”。")
    arrival.other = reason
    _save(arrival)
    record(verb="来件不是申请", subject=arrival, by=by, at=at, organ_id=arrival.organ_id)
    return arrival


@transaction.atomic
def reconsider_arrival(*, arrival: Arrival, by: Person, at: datetime) -> Arrival:
    """Take back that a piece of mail is no application: it waits for a judgement again; the reason goes into its note."""
    arrival = stored(arrival)
    if not may(by, OFFICE, arrival.organ_id):
        raise Refused(NOT_THE_OFFICE)
    if not arrival.other:
        raise Refused("这个来件没有判断为“不是申请”，不用重新判断。")
    arrival.note = f"{EARLIER.sub('', arrival.note)}（曾判断为不是申请：{arrival.other}）"
    arrival.other = ""
    _save(arrival)
    record(verb="来件重新判断", subject=arrival, by=by, at=at, organ_id=arrival.organ_id)
    return arrival


def _waiting(arrival: Arrival, by: Person, roles: frozenset[Role], sentence: str) -> Arrival:
    """The mail, locked, if `by` may and nobody has judged it."""
    arrival = stored(arrival)
    if not may(by, roles, arrival.organ_id):
        raise Refused(sentence)
    if arrival.application_id is not None:
        raise Refused("这个来件已经登记为申请，请打开那件申请办理。")
    if arrival.other:
        raise Refused("这个来件已经判断为“不是申请”。判断错了的，请先点“重新判断”。")
    return arrival


def _check(arrival: Arrival, at: datetime) -> None:
    arrival.tracking = tracking_number(arrival.tracking)
    past(arrival.arrived_on, at, "来件日期")
    if arrival.arrived_on is not None and arrival.arrived_on < EARLIEST:
        raise Refused("来件日期早于2008年5月1日，请核对年份。")
    if len(EARLIER.sub("", arrival.note)) > NOTE:
        raise Refused(f"说明最多{NOTE}个字，请写短一些。")
    if arrival.channel == Channel.ONLINE:
        raise Refused("网上提交的申请由系统自动登记，不用登记来件。")
    twin = Arrival.objects.filter(organ_id=arrival.organ_id, tracking=arrival.tracking)
    twin = twin.exclude(pk=arrival.pk).exclude(tracking="")
    if found := twin.first():
        raise Refused(f"这个邮件号在{written_day(found.arrived_on)}已经登记过，请在来件登记里查找。")
    today = at.astimezone(CHINA).date()
    serving = Appointment.objects.held_on(today).filter(
        organ_id=arrival.organ_id, person_id=arrival.received_by_id, person__is_active=True
    )
    if not serving.exists():
        raise Refused("收件人要选本机关现在任职的人员。")


def _save(arrival: Arrival) -> None:
    arrival.full_clean()
    try:
        with transaction.atomic():
            arrival.save()
    except IntegrityError:
        raise Refused("这个邮件刚刚已经有人登记，请在来件登记里查找。") from None


def _told(arrival: Arrival) -> dict[str, str]:
    said = {
        "arrived_on": arrival.arrived_on.isoformat(),
        "channel": arrival.get_channel_display(),
        "pages": str(arrival.pages or "没有填"),
    }
    return {str(Arrival._meta.get_field(name).verbose_name): said[name] for name in TOLD}
