"""Reading the trail."""

from django.db import models

from gongkai.trail.models import Act, DailyRoot, PublicLogEntry


def acts_on(subject: models.Model) -> models.QuerySet[Act]:
    """Every act on one record, newest first."""
    return Act.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)


def entry_and_root(kind: str, key: int) -> tuple[PublicLogEntry, DailyRoot] | None:
    """The entry of an item or a report in the public log and the first root that holds it; None until there is one."""
    entry = PublicLogEntry.objects.filter(subject_kind=kind, subject_id=key).first()
    root = entry and DailyRoot.objects.filter(size__gte=entry.number).order_by("size", "day").first()
    return (entry, root) if entry and root else None


def rooted(kind: str, key: str) -> models.Exists:
    """For a query over items or reports: whether a root holds the one whose number is `key` (公开存证)."""
    held = PublicLogEntry.objects.filter(
        models.Exists(DailyRoot.objects.filter(size__gte=models.OuterRef("number"))),
        subject_kind=kind,
        subject_id=models.OuterRef(key),
    )
    return models.Exists(held)


def first_held_by(root_id: int, kind: str) -> list[int]:
    """The numbers of the items or reports that no root before this one holds, in the order of the log."""
    root = DailyRoot.objects.filter(pk=root_id).first()
    if root is None:
        return []
    before = (
        DailyRoot.objects.filter(day__lt=root.day).order_by("-day").values_list("size", flat=True).first()
    )
    fresh = PublicLogEntry.objects.filter(number__gt=before or 0, number__lte=root.size)
    return list(fresh.filter(subject_kind=kind).order_by("number").values_list("subject_id", flat=True))
