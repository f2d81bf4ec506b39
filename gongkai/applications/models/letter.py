"""文书: a letter of a case, from its draft to its issue; once issued it stays as it went out."""

from __future__ import annotations

from django.db import models

from gongkai.applications.models.application import Application
from gongkai.applications.models.event import CaseEvent
from gongkai.organs.models import Organ, Person


class Stage(models.TextChoices):
    """How far a letter has come (拟稿、审查、签发、印发)."""

    DRAFT = "draft", "拟稿"
    CHECKED = "checked", "已审查"
    SIGNED = "signed", "已签发"
    ISSUED = "issued", "已印发"
    DROPPED = "dropped", "已作废"


class Letter(models.Model):
    """One letter. Its words stand under seal, for they name the applicant; `digest` is that of the words issued.

    `series` is the part of the number before the year (公开复); `serial` counts in it, by organ and year. `code` is
    what the QR code on the letter carries, so that anybody may ask whether the letter is genuine.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters", verbose_name="申请")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    event = models.ForeignKey(
        CaseEvent, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name="办理事项"
    )
    kind = models.CharField("文书", max_length=30)
    series = models.CharField("代字", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    serial = models.PositiveIntegerField("顺序号", null=True, blank=True)
    sealed_words = models.BinaryField("内容", default=b"")
    stage = models.CharField("办理环节", max_length=7, choices=Stage.choices, default=Stage.DRAFT)
    code = models.CharField("验证码", max_length=16, null=True, blank=True, unique=True)
    digest = models.CharField("内容摘要", max_length=64, blank=True)
    dated = models.DateField("落款日期", null=True, blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="审查人")
    checked_at = models.DateTimeField("审查时间", null=True)
    opinion = models.CharField("审查意见", max_length=500, blank=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="签发人")
    signed_at = models.DateTimeField("签发时间", null=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="印发人")
    issued_at = models.DateTimeField("印发时间", null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "series", "year", "serial"],
                name="letter_number_once",
                violation_error_message="这个文号已经用过，请重新印发。",
            )
        ]

    def __str__(self) -> str:
        return self.number or f"{self.application}的文书"

    @property
    def number(self) -> str:
        """The number as it stands on the letter; empty until it is issued."""
        return f"{self.series}〔{self.year}〕{self.serial}号" if self.serial else ""

    @property
    def sealed_for(self) -> int:
        """The number of the case that the seal is bound to."""
        return self.application_id
