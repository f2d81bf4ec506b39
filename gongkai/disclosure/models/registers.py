"""Registers (台账) behind table 2 of the annual report. None holds personal data of a counterparty."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from gongkai.organs.models import Organ


class Entry(models.Model):
    """What every register row has: its organ, and the strike-out that stands in for deleting."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    struck_at = models.DateTimeField("注销时间", null=True, editable=False)
    struck_reason = models.CharField("注销理由", max_length=200, blank=True, editable=False)
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        ordering = ["-id"]


class DocumentKind(models.TextChoices):
    RULE = "rule", "规章"
    NORMATIVE = "normative", "行政规范性文件"


class NormativeDocument(Entry):
    """规章 or 行政规范性文件: when made, when disclosed, when repealed (Art. 20(1))."""

    kind = models.CharField(
        "类别", max_length=10, choices=DocumentKind.choices, default=DocumentKind.NORMATIVE
    )
    title = models.CharField("标题", max_length=200)
    document_number = models.CharField("文号", max_length=60)
    issued_on = models.DateField("制发日期")
    disclosed_on = models.DateField("公开日期", null=True, blank=True)
    repealed_on = models.DateField("废止或失效日期", null=True, blank=True)
    repealed_by = models.CharField("废止依据", max_length=200, blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "规章、规范性文件"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "document_number"],
                condition=Q(struck_at=None),
                name="normative_number_once",
                violation_error_message="台账里已有这个文号的文件。",
            ),
            models.CheckConstraint(
                condition=Q(repealed_on=None) | Q(repealed_on__gte=F("issued_on")),
                name="normative_repealed_after_issue",
                violation_error_message="废止日期不能早于制发日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_number} {self.title}"


class MatterKind(models.TextChoices):
    PERMIT = "permit", "行政许可"
    SERVICE = "service", "其他对外管理服务事项"
    PENALTY = "penalty", "行政处罚"
    COERCION = "coercion", "行政强制"
    CHARGE = "charge", "行政事业性收费"


class Matter(Entry):
    """A matter on the organ's list (事项、项目): what it may permit, serve, punish, enforce or charge for."""

    kind = models.CharField("类别", max_length=10, choices=MatterKind.choices)
    name = models.CharField("事项名称", max_length=120)
    basis = models.CharField("设定依据", max_length=200, blank=True)
    since = models.DateField("列入日期")
    until = models.DateField("取消日期", null=True, blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "事项清单"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "kind", "name"],
                condition=Q(struck_at=None, until=None),
                name="matter_once_per_organ",
                violation_error_message="清单里已有这一事项。",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="matter_ends_after_it_begins",
                violation_error_message="取消日期不能早于列入日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Decision(Entry):
    """A decision taken (处理决定), published or lawfully not: table 2 counts both."""

    kind = models.CharField("类别", max_length=10, choices=MatterKind.choices[:4])
    matter = models.CharField("事项名称", max_length=120)
    number = models.CharField("决定书文号", max_length=60)
    decided_on = models.DateField("决定日期")
    summary = models.CharField(
        "内容摘要", max_length=200, blank=True, help_text="不要写当事人姓名、证件号码。"
    )

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "处理决定"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "number"],
                condition=Q(struck_at=None),
                name="decision_number_once",
                violation_error_message="台账里已有这个文号的决定。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.matter}"


class Charge(Entry):
    """Money collected under an administrative charge (行政事业性收费), in yuan."""

    matter = models.CharField("收费项目", max_length=120)
    collected_on = models.DateField("收取日期")
    amount = models.DecimalField(
        "金额（元）", max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    note = models.CharField("备注", max_length=200, blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "收费"

    def __str__(self) -> str:
        return f"{self.matter} {self.amount}元"


class Procurement(Entry):
    """A centralised government procurement (政府集中采购), in yuan."""

    project = models.CharField("采购项目", max_length=160)
    contracted_on = models.DateField("成交日期")
    amount = models.DecimalField(
        "金额（元）", max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    method = models.CharField("采购方式", max_length=40, blank=True)
    supplier = models.CharField("供应商", max_length=120, blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "政府集中采购"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "project", "contracted_on"],
                condition=Q(struck_at=None),
                name="procurement_once",
                violation_error_message="台账里已有同一天成交的同名项目。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.amount}元"


class Receiver(models.TextChoices):
    """Where government information is laid out for readers (Art. 25)."""

    ARCHIVE = "archive", "国家档案馆"
    LIBRARY = "library", "公共图书馆"
    HALL = "hall", "政务服务场所"


class Deposit(Entry):
    """What was delivered to an archive or a public library for readers (《政府信息公开条例》第二十五条)."""

    receiver = models.CharField("送交类别", max_length=8, choices=Receiver.choices)
    name = models.CharField("接收单位", max_length=80)
    content = models.CharField("送交的内容", max_length=200)
    since = models.DateField("信息起始日期")
    until = models.DateField("信息截止日期")
    pieces = models.PositiveIntegerField("件数", validators=[MinValueValidator(1)])
    delivered_on = models.DateField("送交日期")
    received_by = models.CharField("签收人", max_length=40)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "送交档案馆、图书馆"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="deposit_until_after_since",
                violation_error_message="截止日期不能早于起始日期。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.content}"
