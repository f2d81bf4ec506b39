"""Acts on 年报体检: noting what was found, keeping it, and forgetting it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.annualreport.report import report_json
from gongkai.annualreport.write.text import one_line
from gongkai.organs.models import Person
from gongkai.organs.permissions import organ_ids
from gongkai.reporting.examining import Examined
from gongkai.reporting.models.checkup import CheckedFile, Checkup
from gongkai.reporting.storing import storable
from gongkai.trail.acts import Refused, record

LASTS = timedelta(hours=24)  # what is not kept by then is deleted
MOST_KEPT = 50  # by one person
LOT = 100  # checkups deleted in one transaction
_LONGEST_TITLE = 60


@transaction.atomic
def note_checkup(*, files: Sequence[Examined], notes: Sequence[str], by: Person, at: datetime) -> Checkup:
    """Note what was found in files, for `by` alone. The trail holds how many there were, and no names.

    Refused to somebody without any office, and when there is no file.
    """
    _allow(by)
    if not files:
        raise Refused("没有可以检查的文件。请选择年度报告文件，或者装着它们的压缩包。")
    checkup = Checkup.objects.create(by=by, at=at, notes=storable(list(notes)))
    rows = [_row(checkup, position, file) for position, file in enumerate(files, start=1)]
    CheckedFile.objects.bulk_create(rows, batch_size=50)
    counts = {
        "文件": len(rows),
        "读不出": sum(row.year is None for row in rows),
        "错误": sum(row.errors for row in rows),
        "提醒": sum(row.warnings for row in rows),
    }
    record(verb="年报体检", subject=checkup, by=by, at=at, detail=counts)
    return checkup


def _allow(by: Person) -> None:
    if not organ_ids(by):
        raise Refused("您现在没有任职，不能使用年报体检。请联系管理员。")


def _row(checkup: Checkup, position: int, file: Examined) -> CheckedFile:
    verdict = file.checked
    return CheckedFile(
        checkup=checkup,
        position=position,
        name=one_line(file.name)[:400],
        organ=one_line(verdict.organ)[:200],
        year=verdict.year,
        errors=verdict.errors,
        warnings=verdict.warnings,
        not_assessed=verdict.not_assessed,
        findings=storable([found.as_json() for found in verdict.findings]),
        unread=storable(list(verdict.unread)),
        report=storable(report_json(file.report)) if file.report else None,
    )


@transaction.atomic
def keep_checkup(*, checkup: Checkup, title: str, by: Person, at: datetime) -> Checkup:
    """Keep a checkup under a title. Refused when it is gone, without a title, or when too many are kept."""
    held = Checkup.objects.select_for_update().filter(pk=checkup.pk, by=by).first()
    if held is None:
        raise Refused("这次体检的结果已经删除了，请重新上传检查。")
    title = one_line(title)
    if not title:
        raise Refused("请写一个名称，例如“2025年度各镇年报第一次检查”。")
    if len(title) > _LONGEST_TITLE:
        raise Refused(f"名称最多{_LONGEST_TITLE}个字，请写短一些。")
    if not held.kept and Checkup.objects.filter(by=by, kept=True).count() >= MOST_KEPT:
        raise Refused(f"最多保存{MOST_KEPT}次体检，请先删除不再需要的。")
    held.kept, held.title = True, title
    held.save(update_fields=["kept", "title"])
    record(verb="保存年报体检", subject=held, by=by, at=at)
    return held


@transaction.atomic
def delete_checkup(*, checkup: Checkup, by: Person, at: datetime) -> None:
    """Delete what `by` had checked, kept or not."""
    held = Checkup.objects.select_for_update().filter(pk=checkup.pk, by=by).first()
    if held is None:
        raise Refused("这次体检的结果已经删除了。")
    record(verb="删除年报体检", subject=held, by=by, at=at)
    held.delete()


def forget_checkups(*, at: datetime) -> int:
    """Delete what nobody kept within a day, a lot at a time; how many that were.

    No act of anybody: the trail stays silent. Most often there is nothing to do, and no lock is taken.
    """
    stale = Checkup.objects.filter(kept=False, at__lte=at - LASTS).order_by("pk")
    if not stale.exists():
        return 0
    with transaction.atomic():
        gone = list(stale.select_for_update().values_list("pk", flat=True)[:LOT])
        CheckedFile.objects.filter(checkup_id__in=gone).delete()
        Checkup.objects.filter(pk__in=gone).delete()
    return len(gone)
