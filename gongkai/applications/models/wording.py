"""What an application said before it was put right 更正前的申请: kept under seal, only ever added."""

from __future__ import annotations

from django.db import models

from gongkai.applications.models.application import Application, Form, Way
from gongkai.organs.models import Person


class Wording(models.Model):
    """Who asked and for what, as it stood until `by` changed it: what the applicant wrote is never lost.

    `by` is empty where the applicant changed or supplemented it online.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="wordings", verbose_name="申请")
    sealed_applicant = models.BinaryField("申请人", default=b"")
    sealed_request = models.BinaryField("所需信息的内容描述", default=b"")
    form = models.CharField("信息的形式", max_length=5, choices=Form.choices, blank=True)
    way = models.CharField("获取方式", max_length=7, choices=Way.choices, blank=True)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="更正人"
    )
    at = models.DateTimeField("更正时间")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "更正前的申请"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.application}更正前"

    @property
    def sealed_for(self) -> int:
        """The number of the case that the seal is bound to."""
        return self.application_id
