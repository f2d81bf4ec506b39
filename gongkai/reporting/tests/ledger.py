"""Records made by hand, one line each: a register row, a case, a lawsuit, with numbers given in order."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.applications.models import Application, Remedy, Result, Route
from gongkai.disclosure.models import (
    Charge,
    Decision,
    DocumentKind,
    Matter,
    MatterKind,
    NormativeDocument,
    Procurement,
)
from gongkai.disclosure.models.registers import Entry
from gongkai.organs.models import Organ

STRUCK = datetime(2023, 1, 9, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
_serial = count(1)


def day(written: str | None) -> date | None:
    """A day from its ISO form; nothing stays nothing."""
    return date.fromisoformat(written) if written else None


def _number(word: str) -> str:
    return f"{word}第{next(_serial)}号"


def document(
    organ: Organ,
    issued: str,
    disclosed: str | None = None,
    repealed: str | None = None,
    *,
    kind: DocumentKind = DocumentKind.NORMATIVE,
) -> NormativeDocument:
    return NormativeDocument.objects.create(
        organ=organ,
        kind=kind,
        title="关于河道采砂的规定",
        document_number=_number("白镇发"),
        issued_on=day(issued),
        disclosed_on=day(disclosed),
        repealed_on=day(repealed),
    )


def matter(
    organ: Organ, since: str, until: str | None = None, *, kind: MatterKind = MatterKind.PERMIT
) -> Matter:
    return Matter.objects.create(
        organ=organ, kind=kind, name=_number("事项"), since=day(since), until=day(until)
    )


def decision(organ: Organ, decided: str, *, kind: MatterKind = MatterKind.PENALTY) -> Decision:
    return Decision.objects.create(
        organ=organ, kind=kind, matter="占道经营", number=_number("决"), decided_on=day(decided)
    )


def charge(organ: Organ, collected: str, amount: str) -> Charge:
    return Charge.objects.create(
        organ=organ, matter="垃圾处理费", collected_on=day(collected), amount=Decimal(amount)
    )


def procurement(organ: Organ, contracted: str, amount: str) -> Procurement:
    return Procurement.objects.create(
        organ=organ, project=_number("办公桌椅"), contracted_on=day(contracted), amount=Decimal(amount)
    )


def application(
    organ: Organ,
    received: str,
    answered: str | None = None,
    *,
    outcome: str = "granted",
    kind: str = "person",
) -> Application:
    """An application; open when no day of answering is given."""
    return Application.objects.create(
        organ=organ,
        number=_number("依申请"),
        channel="counter",
        applicant_kind=kind,
        received_on=day(received),
        outcome=outcome if answered else "",
        answered_on=day(answered),
    )


def remedy(
    organ: Organ,
    filed: str,
    decided: str | None = None,
    *,
    result: str = Result.UPHELD,
    route: str = Route.REVIEW,
) -> Remedy:
    """A review or lawsuit; pending when no day of the result is given."""
    return Remedy.objects.create(
        organ=organ,
        number=_number("行复"),
        route=route,
        filed_on=day(filed),
        result=result if decided else "",
        decided_on=day(decided),
    )


def strike(entry: Entry) -> Any:
    """Strike a row out: it stays, and no longer counts."""
    entry.struck_at, entry.struck_reason = STRUCK, "重复登记"
    entry.save()
    return entry
