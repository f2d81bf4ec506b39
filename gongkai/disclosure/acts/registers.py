"""Writing the registers (台账): entering, correcting and striking out."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.reasons import stated
from gongkai.disclosure.models.registers import Entry
from gongkai.organs.models import Person
from gongkai.organs.permissions import EDITING, may
from gongkai.trail.acts import Refused, record


@transaction.atomic
def enter(*, entries: Sequence[Entry], by: Person, at: datetime) -> Sequence[Entry]:
    """Enter new rows or corrected ones, all or none.

    Raises ValidationError for a row that cannot stand; its `gongkai_row` is the row's place in `entries`.
    """
    for place, entry in enumerate(entries):
        if not may(by, EDITING, entry.organ_id):
            raise Refused(f"您没有{entry.organ}的信息员职责，不能登记台账。")
        fresh = entry.pk is None
        stored = entry if fresh else _stored(entry)
        if stored.organ_id != entry.organ_id:
            raise Refused(f"这条记录属于{stored.organ}，不能改到别的机关。")
        if stored.struck_at is not None:
            raise Refused("已注销的台账记录不能修改，请另行登记。")
        try:
            entry.full_clean()
        except Exception as fault:
            fault.gongkai_row = place  # type: ignore[attr-defined]
            raise
        entry.save()
        record(
            verb="登记台账" if fresh else "更正台账",
            subject=entry,
            by=by,
            at=at,
            organ_id=entry.organ_id,
            detail={
                field.verbose_name: str(field.value_from_object(entry)) for field in entry._meta.fields[1:]
            },
        )
    return entries


def _stored(entry: Entry) -> Entry:
    """The row as it stands now, locked until the act ends: what the caller holds may be out of date."""
    return type(entry)._default_manager.select_for_update().get(pk=entry.pk)


@transaction.atomic
def strike(*, entry: Entry, by: Person, at: datetime, reason: str) -> Entry:
    """Strike a row out with a reason; it stays readable and no longer counts."""
    entry = _stored(entry)
    if not may(by, EDITING, entry.organ_id):
        raise Refused(f"您没有{entry.organ}的信息员职责，不能注销台账。")
    reason = stated(reason, "注销要写明理由。")
    if entry.struck_at is not None:
        raise Refused("这条记录已经注销。")
    entry.struck_at, entry.struck_reason = at, reason
    entry.save(update_fields=["struck_at", "struck_reason"])
    record(verb="注销台账", subject=entry, by=by, at=at, organ_id=entry.organ_id, detail={"理由": reason})
    return entry
