"""Importing lot by lot: each lot is one transaction, so a run that is killed is taken up where it stood."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from gongkai.disclosure.acts.files import store_file
from gongkai.disclosure.acts.intake.reviewing import submit_lot, waiting
from gongkai.disclosure.acts.intake.standing import stored
from gongkai.disclosure.acts.items import draft
from gongkai.disclosure.models import Attachment, Intake, IntakeRow, IntakeState, RowState, StoredFile
from gongkai.disclosure.oldrecords import item_of
from gongkai.organs.permissions import EDITING, may
from gongkai.trail.acts import Refused, record

logger = logging.getLogger(__name__)

LOT = 50  # rows: a lot holds up other writers for less than a second
LONGEST = 1.0  # seconds: a lot with large files ends early
SHARE = 3.0  # seconds at a stretch: public pages do not wait for the end of a long import


def carry_on_all(clock: Callable[[], datetime], *, lot: int = LOT, share: float = SHARE) -> int:
    """Carry on with every import under way for about `share` seconds; how many rows were dealt with.

    A duty of the worker: nothing is left to do when it gives 0.
    """
    until, dealt = time.monotonic() + share, 0
    running = Intake.objects.filter(state=IntakeState.RUNNING).order_by("pk")
    for intake in [*running.defer("faults", "notices"), *waiting().defer("faults", "notices")]:
        try:
            while done := carry_on(intake=intake, at=clock(), lot=lot):
                dealt += done
                if time.monotonic() >= until:
                    return dealt
        except Exception:  # this one is tried again next time; it does not hold up the imports of others
            logger.exception("旧信息导入第%s批没有进行下去，稍后再试", intake.pk)
    return dealt


@transaction.atomic
def carry_on(*, intake: Intake, at: datetime, lot: int = LOT) -> int:
    """Deal with the next `lot` rows of an import; how many, 0 when there is nothing left to do.

    A row that cannot stand is left out with the reason, the others go in. No row goes in twice, none is lost,
    whoever else carries on beside.
    """
    intake = stored(intake)
    if intake.state == IntakeState.DONE and intake.review_by:
        return submit_lot(intake, at=at, lot=lot)
    if intake.state != IntakeState.RUNNING:
        return 0
    if not may(intake.by, EDITING, intake.organ_id):
        _finish(
            intake,
            IntakeState.STOPPED,
            at,
            f"{intake.by}现在没有{intake.organ}的信息员职责，由别的信息员点“接着导入”。",
        )
        return 0
    rows = list(intake.rows.filter(state=RowState.READY).order_by("number")[:lot])
    if not rows:
        _finish(intake, IntakeState.DONE, at, "")
        return 0
    until, dealt = time.monotonic() + LONGEST, []
    while (
        rows and time.monotonic() <= until
    ):  # files may be large: nobody else waits for the lock much longer
        dealt.append(rows.pop(0))
        _import(intake, dealt[-1], at)
    IntakeRow.objects.bulk_update(dealt, ["item", "state", "facts", "remark"], batch_size=lot)
    return len(dealt)


def _import(intake: Intake, row: IntakeRow, at: datetime) -> None:
    """Draft the item of one row, with its files; or say why not."""
    try:
        with transaction.atomic():
            item = item_of(intake.organ, row.facts)
            item.attachments = [
                Attachment(stored_file=_kept(intake, digest, name, at), sort_order=place)
                for place, (digest, name) in enumerate(row.facts["files"])
            ]
            row.item = draft(item=item, by=intake.by, at=at)
        row.state, row.facts = RowState.DRAFTED, {}
    except (Refused, ValidationError, OSError, IntegrityError, DataError) as fault:
        row.state, row.remark = RowState.FAILED, _said(fault)[:300]


def _kept(intake: Intake, digest: str, name: str, at: datetime) -> StoredFile:
    data = StoredFile(sha256=digest).path.read_bytes()
    return store_file(organ=intake.organ, name=name, data=data, by=intake.by, at=at)


def _said(fault: Exception) -> str:
    if isinstance(fault, ValidationError):
        return "".join(fault.messages)
    if isinstance(fault, OSError):
        return "随表上传的附件不在了，请把这一行和附件重新导入。"
    return str(fault) if isinstance(fault, Refused) else "数据库不接受这一行的内容，请核对后重新导入。"


def _finish(intake: Intake, state: IntakeState, at: datetime, remark: str) -> None:
    intake.state, intake.remark = state, remark
    intake.save(update_fields=["state", "remark"])
    done = intake.rows.filter(state=RowState.DRAFTED).count()
    verb = "导入旧信息完毕" if state == IntakeState.DONE else "导入旧信息停下"
    detail = {"已导入": done, "没有导入": intake.rows.filter(state=RowState.FAILED).count()}
    record(verb=verb, subject=intake, by=intake.by, at=at, organ_id=intake.organ_id, detail=detail)
