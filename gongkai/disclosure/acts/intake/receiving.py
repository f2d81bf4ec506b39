"""A sheet taken in, and the word to import it or to leave it."""

import time
from collections import Counter
from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.files import digest_of, write_once
from gongkai.disclosure.acts.intake.standing import allow, stored
from gongkai.disclosure.models import Intake, IntakeRow, IntakeState, RowState, StoredFile
from gongkai.disclosure.oldrecords import Prepared, faults_of, key_of
from gongkai.organs.models import Organ, Person
from gongkai.trail.acts import Refused, record

LOT = 500  # rows written at once
SETTLED = 60  # seconds after which a file on the disk is no longer about to be recorded
OPEN = (IntakeState.READ, IntakeState.RUNNING, IntakeState.STOPPED)


@transaction.atomic
def receive(*, prepared: Prepared, by: Person, at: datetime) -> Intake:
    """Keep a sheet that was read, with its rows and its faults; nothing is imported before `start`."""
    allow(by, prepared.organ)
    intake = Intake(
        organ=prepared.organ,
        by=by,
        brought_by=by,
        at=at,
        name=prepared.name[-160:],
        total=len(prepared.facts),
    )
    intake.sheet_sha256 = _keep_sheet(prepared.sheet)
    intake.faults = list(faults_of(prepared))
    intake.notices = [notice.message for notice in prepared.plan.notices]
    intake.save()
    IntakeRow.objects.bulk_create(
        (
            IntakeRow(intake=intake, number=number, facts=facts, key=key_of(facts))
            for number, facts in prepared.facts
        ),
        batch_size=LOT,
    )
    _leave_out_repeated(intake)
    record(
        verb="读取旧信息表",
        subject=intake,
        by=by,
        at=at,
        organ_id=intake.organ_id,
        detail={"指纹": intake.sheet_sha256, "可以导入": intake.total, "有差错": len(intake.faults)},
    )
    return intake


def _keep_sheet(sheet: bytes) -> str:
    """The sheet is on the disk before the record that names it exists."""
    digest = digest_of(sheet)
    write_once(Intake(sheet_sha256=digest).sheet, sheet)
    return digest


def _leave_out_repeated(intake: Intake) -> None:
    """Mark the rows whose record this organ has imported before: no record comes in twice.

    Two rows that read alike are two records, and each is left out only for one that came in.
    """
    ready = intake.rows.filter(state=RowState.READY)
    imported = IntakeRow.objects.filter(intake__organ_id=intake.organ_id, item__isnull=False).exclude(
        intake=intake
    )
    held = Counter(imported.values_list("key", flat=True))
    held.subtract(intake.rows.filter(state=RowState.REPEATED).values_list("key", flat=True))
    repeated = []
    for pk, key in ready.values_list("pk", "key") if held else ():
        if held[key] > 0:
            held[key] -= 1
            repeated.append(pk)
    for begin in range(0, len(repeated), LOT):
        lot = IntakeRow.objects.filter(pk__in=repeated[begin : begin + LOT])
        lot.update(state=RowState.REPEATED, facts={})


@transaction.atomic
def start(*, intake: Intake, by: Person, at: datetime) -> Intake:
    """Import the good rows: from now on the worker carries on. `by` becomes the author of the drafts."""
    intake = stored(intake)
    allow(by, intake.organ)
    if intake.state not in (IntakeState.READ, IntakeState.STOPPED):
        raise Refused(f"这批旧信息{intake.get_state_display()}，不能再开始。")
    # One import of an organ at a time, or two of the same sheet would bring its records in twice.
    Organ.objects.select_for_update().get(pk=intake.organ_id)
    if running := Intake.objects.filter(organ_id=intake.organ_id, state=IntakeState.RUNNING).first():
        raise Refused(f"“{running}”正在导入，请等它导入完再开始这一批。")
    _leave_out_repeated(intake)
    if not intake.rows.filter(state=RowState.READY).exists():
        raise Refused("没有可以导入的行。请改正差错后重新选择文件。")
    intake.state, intake.by, intake.remark = IntakeState.RUNNING, by, ""
    intake.save(update_fields=["state", "by", "remark"])
    record(verb="开始导入旧信息", subject=intake, by=by, at=at, organ_id=intake.organ_id)
    return intake


@transaction.atomic
def discard(*, intake: Intake, by: Person, at: datetime) -> Intake:
    """Leave a sheet that was read but not imported, and take what came with it off the disk."""
    intake = stored(intake)
    allow(by, intake.organ)
    if intake.state != IntakeState.READ:
        raise Refused(f"这批旧信息{intake.get_state_display()}，不能放弃。要收回的，请用“撤销整批导入”。")
    files = _files_of(intake)
    intake.rows.all().delete()
    intake.state = IntakeState.DISCARDED
    intake.faults, intake.notices = [], []
    intake.save(update_fields=["state", "faults", "notices"])
    record(verb="放弃导入旧信息", subject=intake, by=by, at=at, organ_id=intake.organ_id)
    transaction.on_commit(lambda: _sweep(intake, files))
    return intake


def _files_of(intake: Intake) -> set[str]:
    return {
        digest
        for facts in intake.rows.values_list("facts", flat=True)
        for digest, _ in facts.get("files", ())
    }


def _sweep(intake: Intake, files: set[str]) -> None:
    """Remove the sheet and those files that nothing else holds or waits for."""
    others = Intake.objects.exclude(pk=intake.pk).exclude(state=IntakeState.DISCARDED)
    if not others.filter(sheet_sha256=intake.sheet_sha256).exists():
        intake.sheet.unlink(missing_ok=True)
    held = set(StoredFile.objects.filter(sha256__in=files).values_list("sha256", flat=True))
    for other in others.filter(state__in=OPEN):
        held |= _files_of(other)
    for digest in files - held:
        path = StoredFile(sha256=digest).path
        # One just laid down may belong to a record that another process is about to commit.
        if path.exists() and time.time() - path.stat().st_mtime > SETTLED:
            path.unlink(missing_ok=True)
