"""Imports of old records (旧信息导入): a sheet taken in, and what became of each of its rows."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models

from gongkai.disclosure.models.item import Item
from gongkai.organs.models import Organ, Person


class IntakeState(models.TextChoices):
    READ = "read", "待确认"  # read and examined; nothing is imported until somebody says so
    RUNNING = "running", "正在导入"
    DONE = "done", "已导入"
    STOPPED = "stopped", "已停下"
    DISCARDED = "discarded", "已放弃"
    UNDONE = "undone", "已撤销"


class RowState(models.TextChoices):
    READY = "ready", "待导入"
    DRAFTED = "drafted", "已导入"
    REPEATED = "repeated", "以前导入过"
    FAILED = "failed", "没有导入"
    SUBMITTED = "submitted", "已送审"
    HELD = "held", "没有送审"


class Intake(models.Model):
    """One sheet of old records (导入批次): who brought it, what of it can be imported, and how far that is.

    `review_by` has asked for the drafts to be sent for review, all of them, one by one.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="intakes", verbose_name="机关")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="导入人")
    brought_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="选择文件的人"
    )
    at = models.DateTimeField("时间")
    name = models.CharField("文件名", max_length=160)
    sheet_sha256 = models.CharField(max_length=64)
    state = models.CharField("状态", max_length=10, choices=IntakeState.choices, default=IntakeState.READ)
    total = models.PositiveIntegerField("可以导入的行数")
    faults = models.JSONField(default=list)  # [row, cell, column, found, message]
    notices = models.JSONField(default=list)  # sentences
    remark = models.CharField(max_length=300, blank=True)  # why it stopped
    review_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="送审人")

    class Meta:
        verbose_name = verbose_name_plural = "旧信息导入"
        ordering = ["-id"]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return self.name

    @property
    def sheet(self) -> Path:
        """Where the sheet lies as it came in."""
        return Path(settings.MEDIA_ROOT) / "intake" / self.sheet_sha256


class IntakeRow(models.Model):
    """A row that can be imported: its number in the sheet, what it says, and the item it became."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("行号")
    key = models.CharField(
        max_length=64, db_index=True
    )  # the same record has the same, whatever sheet it stands in
    facts = models.JSONField(
        default=dict
    )  # what the item will say, and its files; empty once it says so itself
    item = models.OneToOneField(Item, models.PROTECT, null=True, related_name="intake_row")
    state = models.CharField(max_length=10, choices=RowState.choices, default=RowState.READY)
    remark = models.CharField(max_length=300, blank=True)  # why it was not imported, or not sent for review

    class Meta:
        verbose_name = verbose_name_plural = "导入的行"
        ordering = ["intake_id", "number"]
        indexes = [models.Index(fields=["intake", "state", "number"])]
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="intake_row_once"),
            models.CheckConstraint(
                condition=models.Q(item__isnull=False)
                | ~models.Q(state__in=["drafted", "submitted", "held"]),
                name="intake_row_imported_has_item",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}行"
