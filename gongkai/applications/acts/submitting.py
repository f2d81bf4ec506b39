"""网上提交: an application enters the register by itself, received at the system's moment (最高人民法院指导案例26号)."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from gongkai.applications.acts.keeping import entered, noted
from gongkai.applications.acts.proving import recorded
from gongkai.applications.acts.wording import check_lengths
from gongkai.applications.models import Application, Channel, Kind, Spared, State
from gongkai.applications.numbers import next_number
from gongkai.applications.personal import Applicant, seal_into
from gongkai.applications.proofs import MOST, NewProof, stored
from gongkai.office.clock import CHINA
from gongkai.organs.models import Level, Organ
from gongkai.trail.acts import Refused

TRIES = 20  # for a number, when many submit to one organ at the same instant
NOT_A_VILLAGE = "村民委员会不是行政机关，不受理政府信息公开申请。请向所在的乡镇申请，或者查看村务公开。"


def submit(
    *,
    organ: Organ,
    submission: str,
    applicant_kind: str,
    applicant: Applicant,
    request: str,
    at: datetime,
    form: str = "",
    way: str = "",
    proofs: Sequence[NewProof] = (),
) -> Application:
    """Enter an application sent over the internet (条例第二十九条、第三十一条): received on the day of `at` in China.

    `submission` is the mark that the form carried: another call with it gives the first one's case, even at the
    same instant. Only what makes it no application at all is refused, and an organ that takes none. Raises
    ValidationError for choices that do not exist.
    """
    if not re.fullmatch(r"[0-9a-f]{32}", submission):
        raise Refused("提交标记不对，请重新打开申请页面再填。")
    check_content(applicant, request)
    if len(proofs) > MOST:
        raise Refused(f"最多上传{MOST}个文件。")
    for _ in range(TRIES):
        if found := submitted(submission):
            return found
        try:
            with stored(proofs) as files, transaction.atomic():
                case = _made(organ, applicant_kind, submission, form, way, at)
                _filled(case, applicant, request, files, at)
            return case
        except IntegrityError:  # the submission, or its number, was entered by another just now
            continue
    raise Refused("现在提交的人太多，请过几分钟再提交一次，填好的内容不用改。")


def submitted(submission: str) -> Application | None:
    """The case that a submission has become."""
    return Application.objects.select_related("organ").filter(submission=submission).first()


def check_content(applicant: Applicant, request: str) -> None:
    """Refused without what makes it an application at all: a name, some contact, a description; and for its length."""
    if not applicant.name.strip():
        raise Refused("请填写姓名或者名称。")
    if not (applicant.phone or applicant.email or applicant.address).strip():
        raise Refused("请填写联系方式：电话、电子邮箱、地址，至少一项。")
    if not request.strip():
        raise Refused("请写明要什么信息。")
    check_lengths(applicant, request)


def _made(
    organ: Organ, applicant_kind: str, submission: str, form: str, way: str, at: datetime
) -> Application:
    organ = Organ.objects.get(pk=organ.pk)
    if organ.level == Level.VILLAGE:
        raise Refused(NOT_A_VILLAGE)
    day = at.astimezone(CHINA).date()
    if organ.abolished_on and organ.abolished_on <= day:
        raise Refused(f"{organ.name}已经撤销，不再受理申请，请向承接其职责的机关申请。")
    case = Application(
        organ=organ,
        number=next_number(organ, day.year),
        channel=Channel.ONLINE,
        applicant_kind=applicant_kind,
        form=form,
        way=way,
        submission=submission,
        submitted_at=at,
        received_on=day,
        state=State.UNCONFIRMED,
    )
    case.full_clean(validate_unique=False, validate_constraints=False)
    case.save()
    return case


def _filled(
    case: Application, applicant: Applicant, request: str, files: list[tuple[NewProof, str]], at: datetime
) -> None:
    seal_into(case, applicant, request)
    event = entered(case, kind=Kind.RECEIVED, day=case.received_on, by=None, at=at)
    recorded(case.organ, case, files, at)
    noted(case, "申请人网上提交申请", event, by=None, at=at)


@transaction.atomic
def note_spared(*, day: date) -> None:
    """Count that somebody about to apply found what was wanted among what is published; who, and what, is not kept."""
    Spared.objects.get_or_create(day=day)
    Spared.objects.filter(day=day).update(times=F("times") + 1)
