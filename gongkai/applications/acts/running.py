"""Acts on a running term: 补正, 征求意见, 延期, 收费. Each enters one event; the clock says what it does to the date."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from gongkai.applications.acts.keeping import entered, noted, opened, rows_of
from gongkai.applications.folding import standing, waiting_parties
from gongkai.applications.models import Application, CaseEvent, Kind
from gongkai.applications.queries import consenting
from gongkai.applications.states import MOVES
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused

ASKED = {Kind.THIRD_PARTY_CONSULTED: "第三方", Kind.ORGAN_CONSULTED: "其他机关"}


def _done(key: str, application: Application, by: Person, at: datetime, day: date, **facts: Any) -> CaseEvent:
    """One event by one move of the table, in the trail under the move's name."""
    move = MOVES[key]
    application = opened(key, application, by, day)
    event = entered(application, **({"kind": move.kind} | facts), day=day, by=by, at=at)
    noted(application, f"申请办理：{move.label}", event, by=by, at=at)
    return event


@transaction.atomic
def request_supplement(
    *,
    application: Application,
    day: date,
    until: date,
    note: str,
    by: Person,
    at: datetime,
    served: date | None = None,
) -> CaseEvent:
    """Tell the applicant, once, what to supplement (`note`) and by when (条例第三十条); later than 7 working days is noted."""
    if not note.strip():
        raise Refused("请写明要补正的事项，不能只写“材料不全”。")
    if until <= day:
        raise Refused("补正期限要晚于告知补正的日期，给申请人合理的时间。")
    return _done("request_supplement", application, by, at, day, until=until, note=note, served=served)


@transaction.atomic
def receive_supplement(
    *, application: Application, day: date, by: Person, at: datetime, note: str = ""
) -> CaseEvent:
    """The supplement is in: the whole term runs anew (条例第三十条)."""
    return _done("receive_supplement", application, by, at, day, note=note)


@transaction.atomic
def consult(
    *,
    application: Application,
    whom: Kind,
    day: date,
    by: Person,
    at: datetime,
    served: date | None = None,
    note: str = "",
) -> CaseEvent:
    """Ask a third party or another organ (条例第三十二条、第三十四条); each gets a label, 第三方1, never a name."""
    key = "consult_third_party" if whom == Kind.THIRD_PARTY_CONSULTED else "consult_organ"
    asked = application.events.filter(kind=whom, supersedes=None).count()
    party = f"{ASKED[whom]}{asked + 1}"
    return _done(key, application, by, at, day, party=party, served=served, note=note)


@transaction.atomic
def reply(
    *,
    application: Application,
    party: str,
    day: date,
    by: Person,
    at: datetime,
    agrees: bool | None = None,
    note: str = "",
) -> CaseEvent:
    """Whoever was asked has answered; `party` is the label given when asking, `agrees` whether to disclosing."""
    waiting = {label: kind for kind, label in waiting_parties(standing(rows_of(application)))}
    if waiting and party not in waiting:
        raise Refused(f"没有尚未答复的“{party}”。还没有答复的有：{'、'.join(waiting)}。")
    kind = waiting.get(party, Kind.THIRD_PARTY_CONSULTED).replace("consulted", "replied")
    return _done("reply", application, by, at, day, kind=kind, party=party, agrees=agrees, note=note)


@transaction.atomic
def extend(
    *,
    application: Application,
    day: date,
    days: int,
    approver: Person,
    note: str,
    by: Person,
    at: datetime,
    served: date | None = None,
) -> CaseEvent:
    """Extend the term, with the consent of the head of the office and notice to the applicant (条例第三十三条第二款).

    `approver` is somebody else than who handles the case, where the organ has anybody else.
    """
    if not note.strip():
        raise Refused("请写明延期的理由，延期要告知申请人。")
    if days < 1:
        raise Refused("延期至少1个工作日。")
    if approver.pk not in {one.pk for one in consenting(application, by, day)}:
        raise Refused(
            f"延期要由公开工作机构负责人同意（{MOVES['extend'].article}）："
            f"请选本机关的审核人或者公开办人员，不能是经办人自己。"
        )
    return _done("extend", application, by, at, day, days=days, person=approver, note=note, served=served)


@transaction.atomic
def delay(
    *,
    application: Application,
    day: date,
    until: date,
    note: str,
    by: Person,
    at: datetime,
    served: date | None = None,
) -> CaseEvent:
    """Set a reasonable later day for very many applications with good reasons (条例第三十五条)."""
    if not note.strip():
        raise Refused("请写明确定延迟答复的理由，并告知申请人。")
    if application.due_on and until <= application.due_on:
        raise Refused("延迟答复的期限应晚于现在的答复期限，否则不用延迟。")
    return _done("delay", application, by, at, day, until=until, note=note, served=served)


@transaction.atomic
def notify_fee(
    *,
    application: Application,
    day: date,
    amount: Decimal,
    by: Person,
    at: datetime,
    served: date | None = None,
    note: str = "",
) -> CaseEvent:
    """Send the notice of the fee 收费通知, `amount` in yuan, within the term (条例第四十二条)."""
    if amount <= 0:
        raise Refused("收费金额应大于0元；不收费的不用发收费通知。")
    return _done("notify_fee", application, by, at, day, amount=amount, served=served, note=note)


@transaction.atomic
def pay(*, application: Application, day: date, by: Person, at: datetime, note: str = "") -> CaseEvent:
    """The applicant has paid: the term runs anew from the next day."""
    return _done("pay", application, by, at, day, note=note)
