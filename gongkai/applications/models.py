"""The register (登记簿) of applications and of remedies: the facts that tables 3 and 4 count."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.law.outcomes import APPLICANT_KINDS, OUTCOMES
from gongkai.organs.models import Organ


class Channel(models.TextChoices):
    """How the application came (Art. 31 fixes the receipt date by it)."""

    COUNTER = "counter", "当面提交"
    POST = "post", "邮寄"
    FAX = "fax", "传真"
    ONLINE = "online", "互联网"


class Application(models.Model):
    """One application (申请). Who applied is not kept here, only the applicant's kind."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="applications", verbose_name="机关")
    number = models.CharField("登记编号", max_length=40)
    channel = models.CharField("提交方式", max_length=8, choices=Channel.choices)
    applicant_kind = models.CharField("申请人类别", max_length=10, choices=list(APPLICANT_KINDS.items()))
    received_on = models.DateField("收到申请之日")
    outcome = models.CharField(
        "办理结果",
        max_length=10,
        blank=True,
        choices=[(key, outcome.label) for key, outcome in OUTCOMES.items()],
    )
    answered_on = models.DateField("答复送达日期", null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "申请"
        ordering = ["-received_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="application_number_once"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on=None)
                | ~Q(outcome="") & Q(answered_on__isnull=False, answered_on__gte=F("received_on")),
                name="application_closed_has_outcome_and_day",
                violation_error_message="办结的申请要同时有办理结果和答复送达日期，且不早于收到之日。",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Route(models.TextChoices):
    REVIEW = "review", "行政复议"
    DIRECT = "direct", "未经复议直接起诉"
    AFTER_REVIEW = "after_review", "复议后起诉"


class Result(models.TextChoices):
    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    OTHER = "other", "其他结果"


class Remedy(models.Model):
    """A review or a lawsuit (复议、诉讼) over disclosure, from the day it was filed to its result."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="remedies", verbose_name="机关")
    number = models.CharField("案号", max_length=60)
    route = models.CharField("途径", max_length=14, choices=Route.choices)
    filed_on = models.DateField("受理日期")
    result = models.CharField("结果", max_length=10, choices=Result.choices, blank=True)
    decided_on = models.DateField("审结日期", null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "复议、诉讼"
        ordering = ["-filed_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="remedy_number_once"),
            models.CheckConstraint(
                condition=Q(result="", decided_on=None)
                | ~Q(result="") & Q(decided_on__isnull=False, decided_on__gte=F("filed_on")),
                name="remedy_decided_has_result_and_day",
                violation_error_message="审结的案件要同时有结果和审结日期，且不早于受理日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.number
