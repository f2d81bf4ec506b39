"""身份材料: keeping a sealed file, looking at it with a trail, and deleting it when its time is over."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from gongkai.applications import proofs
from gongkai.applications.folding import served_on, standing
from gongkai.applications.models import Application, Kind, Proof
from gongkai.applications.models.application import CLOSED
from gongkai.applications.personal import Unreadable
from gongkai.applications.proofs import KEPT, NewProof, kept_until
from gongkai.applications.states import NOT_SEEING, SEEING
from gongkai.office.clock import CHINA
from gongkai.organs.models import Organ, Person
from gongkai.organs.permissions import may
from gongkai.trail.acts import Refused, record

HALF_DONE = timedelta(days=1)  # a file without a record that old belongs to nobody


@transaction.atomic
def keep_proof(
    *, organ: Organ, proof: NewProof, at: datetime, application: Application | None = None
) -> Proof:
    """Put a file under seal and note that it is kept. The caller's act has checked who may, and writes the trail."""
    with proofs.stored([proof]) as files:
        return recorded(organ, application, files, at)[0]


def recorded(
    organ: Organ, application: Application | None, files: list[tuple[NewProof, str]], at: datetime
) -> list[Proof]:
    """Note files that are on the disk already."""
    day = at.astimezone(CHINA).date()
    return [
        Proof.objects.create(
            organ=organ,
            application=application,
            what=proof.what,
            name=name,
            media=proof.media,
            size=len(proof.data),
            added_at=at,
            keep_until=kept_until(proof.what, day, None),
        )
        for proof, name in files
    ]


def end_proof(*, proof: Proof, at: datetime) -> None:
    """A file that another has taken the place of is over: the next `forget_proofs` deletes it, and its record stays."""
    proof.keep_until = at.astimezone(CHINA).date() - timedelta(days=1)
    proof.save(update_fields=["keep_until"])


@transaction.atomic
def look_at_proof(*, proof: Proof, by: Person, at: datetime) -> bytes:
    """Open one file for `by`, who is noted in the trail for it. Refused for others, and when it is deleted or broken."""
    case = proof.application
    if not may(by, SEEING, case.organ_id if case else proof.organ_id):
        raise Refused(NOT_SEEING)
    if proof.deleted_at is not None:
        raise Refused(f"这份{proof.what}已经按期删除，不能再看。")
    try:
        data = proofs.opened(proof)
    except Unreadable as fault:
        raise Refused(str(fault)) from None
    subject = case or proof
    organ_id = case.organ_id if case else proof.organ_id
    record(verb="查看身份材料", subject=subject, by=by, at=at, organ_id=organ_id, detail={"材料": proof.what})
    return data


def forget_proofs(*, at: datetime) -> int:
    """Delete every file whose time is over, and files that belong to nobody; returns how many files went.

    A file of an open case, or of one in dispute, gets a later day instead. The record of a file stays.
    """
    day, gone = at.astimezone(CHINA).date(), 0
    for key in list(_due(day).values_list("pk", flat=True)):
        if name := _forget(key, day, at):
            proofs.drop(name)
            gone += 1
    for path in list(proofs.ownerless(at - HALF_DONE)):
        path.unlink(missing_ok=True)
        gone += 1
    return gone


def _due(day: date) -> QuerySet[Proof]:
    """Files to be looked at again on `day`."""
    answered = Q(pk__in=[])
    for what, time in KEPT.items():
        answered |= Q(what=what, application__state__in=CLOSED, application__answered_on__lt=day - time)
    return Proof.objects.filter(Q(keep_until__lt=day) | answered, deleted_at=None)


@transaction.atomic
def _forget(key: int, day: date, at: datetime) -> str:
    """Note that a file is deleted; its name, for the disk, or empty when it stays."""
    proof = Proof.objects.select_for_update(of=("self",)).filter(pk=key, deleted_at=None).first()
    if proof is None:
        return ""
    case = proof.application
    if case is not None:
        proof.keep_until = kept_until(proof.what, day, _closed_on(case))
    if proof.keep_until >= day:
        proof.save(update_fields=["keep_until"])
        return ""
    proof.deleted_at = at
    proof.save(update_fields=["keep_until", "deleted_at"])
    if case is not None:
        detail = {"材料": proof.what, "保存到": proof.keep_until.isoformat()}
        record(verb="按期删除身份材料", subject=case, by=None, at=at, organ_id=case.organ_id, detail=detail)
    return proof.name


def _closed_on(case: Application) -> date | None:
    """The latest day on which it, or another part of what was asked with it (分拆), was closed; None while one is open.

    The parts have no files of their own: those of the whole prove who asked in each.
    """
    days = [_answered_last(one) for one in _family(case)]
    return None if None in days else max(day for day in days if day)


def _family(case: Application) -> list[Application]:
    """The case, what it was split from, and all that was split from that."""
    while case.came_from is not None:
        case = case.came_from
    family = [case]
    for one in family:  # grows while parts have parts
        family += one.parts.order_by("pk")
    return family


def _answered_last(case: Application) -> date | None:
    """The day of its last answer, given anew or not, or of the last decision about it; None while anything is open.

    `answered_on` is the answer that the annual report counts, which may be of a year before.
    """
    answers = [row for row in standing(case.events.order_by("serial")) if row.kind == Kind.ANSWERED]
    if case.state not in CLOSED or not answers:
        return None
    decided = list(case.remedies.values_list("decided_on", flat=True))
    if None in decided:
        return None
    return max([served_on(answers[-1]), *decided])
