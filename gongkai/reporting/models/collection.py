"""年报收集: a district's year of collecting, the organs called to report, what each handed in, and the sum."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.organs.models import Organ, Person
from gongkai.reporting.models.report import AnnualReport


class Collection(models.Model):
    """One year's collecting (年报收集) by a district's 主管部门 from its towns and departments."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="collections", verbose_name="收集机关")
    year = models.PositiveSmallIntegerField("报告年度")
    due = models.DateField("各机关报送期限")
    publish_by = models.DateField("本级年报公布期限")
    note = models.TextField("报送要求", blank=True, max_length=2000)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="布置人")
    opened_at = models.DateTimeField("布置时间")
    closed_at = models.DateTimeField("结束时间", null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "年报收集"
        ordering = ["-year", "organ_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "year"],
                name="collection_once_a_year",
                violation_error_message="这一年度的年报收集已经布置过，请到列表里打开它。",
            ),
            models.CheckConstraint(
                condition=Q(publish_by__gte=models.F("due")), name="collection_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.year}年度年报收集"


class Called(models.Model):
    """An organ called to report (应报机关); one that is excused (免报) stays on the list with the reason."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="called")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="应报机关")
    excused = models.CharField("免报理由", max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "应报机关"
        ordering = ["organ_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "organ"],
                name="called_once",
                violation_error_message="这个机关已经在应报名单里。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.collection.year}年度年报报送"


class Source(models.TextChoices):
    SYSTEM = "system", "系统里签发的报告"
    FILE = "file", "上传的文件"


class Verdict(models.TextChoices):
    WAITING = "waiting", "待审核"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已接收"


class Submission(models.Model):
    """One hand-in (报送), never changed but for the verdict on it; the one with the highest serial counts.

    `report` and `findings` are what was read and what the rules said of it on that day.
    """

    called = models.ForeignKey(Called, models.PROTECT, related_name="submissions")
    serial = models.PositiveSmallIntegerField("第几次报送")
    source = models.CharField("来源", max_length=8, choices=Source.choices)
    signed_report = models.ForeignKey(AnnualReport, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField("文件名", max_length=160, blank=True)
    file_sha256 = models.CharField("文件指纹", max_length=64, blank=True)
    report = models.JSONField("报送的报告")
    findings = models.JSONField("检查结果", default=list)
    errors = models.PositiveSmallIntegerField("错误")
    warnings = models.PositiveSmallIntegerField("提醒")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="报送人")
    at = models.DateTimeField("报送时间")
    verdict = models.CharField("状态", max_length=8, choices=Verdict.choices, default=Verdict.WAITING)
    judged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="审核人")
    judged_at = models.DateTimeField("审核时间", null=True)
    remark = models.CharField("审核意见", max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "年报报送"
        ordering = ["called_id", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["called", "serial"], name="submission_serial_once"),
            models.CheckConstraint(
                condition=Q(source="system", signed_report__isnull=False, file_sha256="")
                | Q(source="file", signed_report=None) & ~Q(file_sha256=""),
                name="submission_has_its_source",
            ),
            models.CheckConstraint(
                condition=Q(verdict="waiting", judged_at=None)
                | ~Q(verdict="waiting") & Q(judged_at__isnull=False),
                name="submission_judged_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called}第{self.serial}次"

    @property
    def path(self) -> Path:
        """Where an uploaded file lies: among the private uploads, under its SHA-256."""
        return Path(settings.MEDIA_ROOT) / "collection" / self.file_sha256[:2] / self.file_sha256


class Merging(models.Model):
    """One merging (汇总) of a year's accepted reports, as it came out on that day; the newest counts."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="mergings")
    used = models.JSONField(default=list)  # numbers of the submissions added up
    with_own = models.BooleanField("加上本级数字")
    result = models.JSONField("汇总结果")  # Merged.as_json()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="汇总人")
    at = models.DateTimeField("汇总时间")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "年报汇总"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.collection.organ}{self.collection.year}年度年报汇总"
