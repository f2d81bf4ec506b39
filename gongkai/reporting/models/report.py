"""Annual reports: narrative while in preparation, and the signed snapshot for ever after."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.organs.models import Organ, Person


class ReportGround(models.TextChoices):
    """Why a published report had to go."""

    PERSONAL = "personal", "泄露个人信息"
    SECRET = "secret", "涉及国家秘密、工作秘密"
    WRONG = "wrong", "数字或者文字有错误"
    OTHER = "other", "其他"


class AnnualReport(models.Model):
    """One organ's report of one year. The tables are never stored before signing: they are the records."""

    NARRATIVES = {  # field → the official heading it stands under
        "intro": "开头",
        "situation": "一、总体情况",
        "problems": "五、存在的主要问题及改进情况",
        "other_matters": "六、其他需要报告的事项",
    }

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="reports", verbose_name="机关")
    year = models.PositiveSmallIntegerField("报告年度")
    intro = models.TextField("开头", blank=True)
    situation = models.TextField("一、总体情况", blank=True)
    problems = models.TextField("五、存在的主要问题及改进情况", blank=True)
    other_matters = models.TextField("六、其他需要报告的事项", blank=True)
    snapshot = models.JSONField("签发时的报告", null=True, editable=False)
    digest = models.CharField("数据指纹", max_length=64, blank=True, editable=False)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", editable=False)
    signed_at = models.DateTimeField("签发时间", null=True, editable=False)
    published_at = models.DateTimeField("公开时间", null=True, editable=False)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, editable=False)  # until it is prepared anew
    correcting_since = models.DateTimeField("更正重新编制的时间", null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "年度报告"
        ordering = ["-year", "organ_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "year"],
                name="report_once_a_year",
                violation_error_message="这个机关这一年度的报告已经建立。",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, snapshot=None)
                | Q(signed_at__isnull=False, snapshot__isnull=False),
                name="report_signed_has_snapshot",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(signed_at__isnull=False), name="report_published_is_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.year}年政府信息公开工作年度报告"

    @property
    def state(self) -> str:
        corrected = "（更正）" if self.correcting_since else ""
        if self.published_at:
            return f"已公开{corrected}"
        if self.withdrawn_at:
            return "已撤下"
        return f"{'已签发' if self.signed_at else '编制中'}{corrected}"


class ReportTakeDown(models.Model):
    """One take-down (撤下) of a published report, the signed report under seal. The row is never changed."""

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, related_name="takedowns", verbose_name="年度报告"
    )
    ground = models.CharField("情形", max_length=10, choices=ReportGround.choices)
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("撤下时间")
    published_at = models.DateTimeField("撤下前的公开时间")
    fingerprint = models.CharField("撤下内容的指纹", max_length=64)
    evidence = models.CharField("封存证据的指纹", max_length=64)
    size = models.PositiveBigIntegerField("封存证据字节数")

    class Meta:
        verbose_name = verbose_name_plural = "年度报告撤下记录"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.report} {self.get_ground_display()}"
