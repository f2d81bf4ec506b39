"""整批送审: every draft of an import is sent for review by itself; review stays one by one."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gongkai.disclosure.acts.intake.standing import allow, stored
from gongkai.disclosure.acts.reviewing.opening import submit
from gongkai.disclosure.models import Intake, IntakeRow, IntakeState, RowState
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused, record


def waiting() -> QuerySet[Intake]:
    """Imports whose drafts are being sent for review."""
    return Intake.objects.filter(state=IntakeState.DONE, review_by__isnull=False).order_by("pk")


@transaction.atomic
def ask_review(*, intake: Intake, by: Person, at: datetime) -> Intake:
    """Have the worker send every draft of the import for review, each by its own act in the name of `by`."""
    intake = stored(intake)
    allow(by, intake.organ)
    if intake.state != IntakeState.DONE:
        raise Refused("这批旧信息还没有导入完，请等导入完再送审。")
    intake.rows.filter(state=RowState.HELD).update(state=RowState.DRAFTED, remark="")
    count = intake.rows.filter(state=RowState.DRAFTED).count()
    if not count:
        raise Refused("这批旧信息没有要送审的草稿。")
    intake.review_by = by
    intake.save(update_fields=["review_by"])
    record(verb="整批送审", subject=intake, by=by, at=at, organ_id=intake.organ_id, detail={"条数": count})
    return intake


def submit_lot(intake: Intake, *, at: datetime, lot: int) -> int:
    """Send the next drafts; one that lacks something is held back with the reason. 0 when all are sent."""
    rows = list(intake.rows.filter(state=RowState.DRAFTED).select_related("item").order_by("number")[:lot])
    if not rows:
        intake.review_by = None
        intake.save(update_fields=["review_by"])
    for row in rows:
        row.state = RowState.SUBMITTED
        if row.item.submitted_revision_id is None and row.item.first_published_at is None:
            try:
                submit(item=row.item, by=intake.review_by, at=at)
            except Refused as refusal:
                row.state, row.remark = RowState.HELD, str(refusal)[:300]
    IntakeRow.objects.bulk_update(rows, ["state", "remark"], batch_size=lot)
    return len(rows)
