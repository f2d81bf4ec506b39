"""Undoing a whole import, as long as nobody outside has seen any of it."""

from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.intake.standing import allow, stored
from gongkai.disclosure.models import Intake, IntakeState, Item, Review, ReviewState, RowState
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused, record

UNDOABLE = (IntakeState.RUNNING, IntakeState.STOPPED, IntakeState.DONE)


@transaction.atomic
def undo(*, intake: Intake, by: Person, at: datetime) -> Intake:
    """Remove every draft that an import made, with its versions; the import itself stays as 已撤销.

    Refused once a single one of them has been public: what was published is never deleted, only withdrawn.
    """
    intake = stored(intake)
    allow(by, intake.organ)
    if intake.state not in UNDOABLE:
        raise Refused(f"这批旧信息{intake.get_state_display()}，没有可以撤销的。")
    items = Item.objects.filter(intake_row__intake=intake).select_for_update(of=("self",))
    if public := items.filter(first_published_at__isnull=False).count():
        raise Refused(
            f"这批信息里有{public}条已经公开过，不能整批撤销。要收回的，请到那条信息的页面上逐条撤下。"
        )
    if explained := Item.objects.filter(explains__in=items).exclude(intake_row__intake=intake).count():
        raise Refused(f"有{explained}条解读链接着这批信息，不能整批撤销。请先在解读里换掉“所属的文件”。")
    if held := items.filter(withholdings__isnull=False).distinct().count():
        raise Refused(f"这批信息里有{held}条登记为不予公开，登记要保存，不能整批撤销。")
    if passed := items.filter(reviews__state=ReviewState.PASSED).distinct().count():
        raise Refused(
            f"这批信息里有{passed}条已经通过审查、等所属的文件公开，不能整批撤销。请先修改那几条，让原来的审查失效。"
        )
    removed = list(items)
    keys = [item.pk for item in removed]
    intake.rows.exclude(state=RowState.REPEATED).update(
        item=None, state=RowState.FAILED, facts={}, remark="整批导入已经撤销。"
    )
    items_removed = Item.objects.filter(pk__in=keys)
    items_removed.update(explains=None, explanation_form="", relation="")
    Review.objects.under_way().filter(item__in=keys).update(state=ReviewState.VOIDED, closed_at=at)
    items_removed.delete()
    intake.state = IntakeState.UNDONE
    intake.save(update_fields=["state"])
    detail = {"撤销条数": len(keys), "表格": intake.name}
    record(
        verb="撤销导入旧信息",
        subject=intake,
        by=by,
        at=at,
        organ_id=intake.organ_id,
        detail=detail,
        changed=removed,
    )
    return intake
