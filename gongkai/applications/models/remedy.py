"""复议、诉讼: what was disputed after an answer, as table 4 counts it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.applications.models.application import Application
from gongkai.organs.models import Organ


class Route(models.TextChoices):
    REVIEW = "review", "行政复议"
    DIRECT = "direct", "未经复议直接起诉"
    AFTER_REVIEW = "after_review", "复议后起诉"


class Result(models.TextChoices):
    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    OTHER = "other", "其他结果"


class Remedy(models.Model):
    """A review or a lawsuit (复议、诉讼) over disclosure, from the day it was filed to its result.

    `application` is the case it is about, empty where that is not in this register. `answer_by` is the day that a
    decision itself sets for answering anew.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="remedies", verbose_name="机关")
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="remedies", verbose_name="针对的申请"
    )
    number = models.CharField("案号", max_length=60)
    route = models.CharField("途径", max_length=14, choices=Route.choices)
    filed_on = models.DateField("受理日期")
    result = models.CharField("结果", max_length=10, choices=Result.choices, blank=True)
    decided_on = models.DateField("审结日期", null=True, blank=True)
    served_on = models.DateField("收到决定书或者判决书之日", null=True, blank=True)
    answer_by = models.DateField("责令重新答复的期限", null=True, blank=True)

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
