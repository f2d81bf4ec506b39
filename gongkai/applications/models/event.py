"""What happened to an application 办理事项: rows that are only ever added."""

from __future__ import annotations

from django.db import models

from gongkai.applications.models.application import Application
from gongkai.law.clock.events import KINDS
from gongkai.organs.models import Person

CLOCK_KINDS = frozenset(KINDS)  # the others move no term


class Kind(models.TextChoices):
    """The events that the clock knows, and the office's own."""

    RECEIVED = "received", "收到申请"
    SUPPLEMENT_REQUESTED = "supplement_requested", "告知补正"
    SUPPLEMENT_RECEIVED = "supplement_received", "收到补正"
    THIRD_PARTY_CONSULTED = "third_party_consulted", "征求第三方意见"
    THIRD_PARTY_REPLIED = "third_party_replied", "第三方答复"
    ORGAN_CONSULTED = "organ_consulted", "征求其他机关意见"
    ORGAN_REPLIED = "organ_replied", "其他机关答复"
    EXTENDED = "extended", "延期"
    DELAYED = "delayed", "确定延迟答复的期限"
    FEE_NOTIFIED = "fee_notified", "收费通知"
    FEE_PAID = "fee_paid", "缴费"
    ANSWERED = "answered", "答复"
    REOPENED = "reopened", "责令重新答复"
    CO_HANDLING = "co_handling", "请科室协查"
    CO_HANDLED = "co_handled", "科室回复"
    SPLIT = "split", "分拆"
    TRANSFERRED = "transferred", "更正受理机关"
    WITHDRAWN = "withdrawn", "申请人撤回"
    MADE_PUBLIC = "made_public", "转为主动公开"
    HANDED_OVER = "handed_over", "转办"
    RECOUNTED = "recounted", "期限重算"
    ARCHIVED = "archived", "归档"


class CaseEvent(models.Model):
    """One event. It is never changed or deleted: a correction (更正) is a later one that `supersedes` it.

    `until` is the last day to supplement, or the end of a delayed term (Art. 35); `person` is who agreed to an
    extension, or who takes the case over; `agrees` is what somebody asked for an opinion said of disclosing, empty
    where nothing clear was said; a `void` event says that the one it supersedes never happened. `by` is
    empty for the system itself, and for what was entered before there were events.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="events")
    serial = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("事项", max_length=22, choices=Kind.choices)
    day = models.DateField("日期")
    confirmed = models.DateField("与申请人确认之日", null=True, blank=True)
    served = models.DateField("送达之日", null=True, blank=True)
    until = models.DateField("期限至", null=True, blank=True)
    days = models.PositiveSmallIntegerField("工作日", null=True, blank=True)
    posted = models.DateField("交邮之日", null=True, blank=True)
    signed = models.DateField("签收之日", null=True, blank=True)
    party = models.CharField("征求对象", max_length=20, blank=True)
    agrees = models.BooleanField("同意公开", null=True, blank=True)
    amount = models.DecimalField("金额（元）", max_digits=10, decimal_places=2, null=True, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="同意人或者接办人"
    )
    note = models.CharField("说明", max_length=500, blank=True)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name="更正的事项",
        error_messages={"unique": "这一事项刚刚已经更正过，请重新打开这件申请核对。"},
    )
    void = models.BooleanField("没有这件事", default=False)
    why_corrected = models.CharField("更正理由", max_length=200, blank=True)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    at = models.DateTimeField("登记时间")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "办理事项"
        ordering = ["application_id", "serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "serial"],
                name="case_event_serial_once",
                violation_error_message="这件申请刚刚有别人登记过，请重新打开核对。",
            ),
            models.CheckConstraint(
                condition=models.Q(supersedes=None, void=False, why_corrected="")
                | models.Q(supersedes__isnull=False) & ~models.Q(why_corrected=""),
                name="case_event_corrected_with_reason",
                violation_error_message="更正要写明更正的事项和理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.day}）"
