"""年报体检: files checked by one person, and what was found in each; never the files themselves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.annualreport.checked import Checked
from gongkai.annualreport.findings import Finding, finding_from_json
from gongkai.annualreport.report import Report, report_from_json
from gongkai.organs.models import Person


class Checkup(models.Model):
    """One lot of files checked (体检), seen by nobody but its maker.

    Deleted a day after, unless its maker keeps it under a title. `notes`: sentences on files beside those
    checked, e.g. last year's that found no match.
    """

    by = models.ForeignKey(Person, models.PROTECT, related_name="checkups", verbose_name="体检人")
    at = models.DateTimeField("时间")
    title = models.CharField("名称", max_length=60, blank=True)
    kept = models.BooleanField("已保存", default=False)
    notes = models.JSONField("说明", default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "年报体检"
        ordering = ["-id"]
        indexes = [models.Index(fields=["kept", "at"])]
        constraints = [
            models.CheckConstraint(condition=Q(kept=False) | ~Q(title=""), name="checkup_kept_has_title")
        ]

    def __str__(self) -> str:
        return "年报体检"  # goes into the trail: neither title nor file names do


class CheckedFile(models.Model):
    """One file of a checkup: what it is called, whose report it holds, and what the rules say of it."""

    checkup = models.ForeignKey(Checkup, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("文件", max_length=400)
    organ = models.CharField("机关", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True)  # None: could not be read
    errors = models.PositiveIntegerField("错误", default=0)
    warnings = models.PositiveIntegerField("提醒", default=0)
    not_assessed = models.PositiveIntegerField("未核对", default=0)
    findings = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    report = models.JSONField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "体检的文件"
        ordering = ["checkup_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["checkup", "position"], name="checked_file_once"),
            models.CheckConstraint(
                condition=Q(year=None, report__isnull=True) | Q(year__isnull=False, report__isnull=False),
                name="checked_file_read_has_report",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def found(self) -> tuple[Finding, ...]:
        """The findings as the rules gave them."""
        return tuple(finding_from_json(one) for one in self.findings)

    @property
    def checked(self) -> Checked:
        """The verdict on the file."""
        return Checked(self.name, self.organ, self.year, "", self.found, tuple(self.unread))

    @property
    def restored(self) -> Report:
        """The report as it was read, without where on the page each cell stood."""
        return report_from_json(self.report)
