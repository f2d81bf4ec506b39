"""One application (申请): its facts, who asked under seal, and where it stands, worked out from its events."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.law.outcomes import APPLICANT_KINDS, OUTCOMES
from gongkai.organs.models import Organ, Person


class Channel(models.TextChoices):
    """How the application came (Art. 31 fixes the receipt date by it)."""

    COUNTER = "counter", "当面提交"
    POST = "post", "邮寄"
    PLAIN_LETTER = "plain_letter", "平常信函"
    FAX = "fax", "传真"
    ONLINE = "online", "互联网"


class Form(models.TextChoices):
    """The form in which the information is wanted (Art. 29)."""

    PAPER = "paper", "纸面"
    EMAIL = "email", "电子邮件"
    DISC = "disc", "光盘、磁盘"


class Way(models.TextChoices):
    """The way in which it is to reach the applicant (Art. 29)."""

    POST = "post", "邮寄"
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"
    COLLECT = "collect", "自行领取"
    READ = "read", "当场阅读、抄录"


class State(models.TextChoices):
    """Where a case stands (办理状态)."""

    UNCONFIRMED = "unconfirmed", "待确认"
    HANDLING = "handling", "办理中"
    SUPPLEMENTING = "supplementing", "待补正"
    CONSULTING = "consulting", "征求意见中"
    AWAITING_FEE = "awaiting_fee", "待缴费"
    ANSWERED = "answered", "已答复"
    ARCHIVED = "archived", "已归档"


CLOSED = (State.ANSWERED, State.ARCHIVED)


class Application(models.Model):
    """One application. What stands below `sealed_request` is a cache: acts work it out from the events.

    `received_on` is the day of receipt (收到申请之日); a supplement begins the term anew and does not move it. It is
    empty while a plain letter or a fax is not confirmed with the applicant. `fault` says why no term can be counted.
    `outcome` and `answered_on` are what the report counts: the first answer, or another of the same year. An online
    application has the `submission` that makes a second press of the button find the first. `mark` is keyed: equal
    for equal persons, and says nothing else.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="applications", verbose_name="机关")
    number = models.CharField("登记编号", max_length=40)
    channel = models.CharField("提交方式", max_length=12, choices=Channel.choices)
    applicant_kind = models.CharField("申请人类别", max_length=10, choices=list(APPLICANT_KINDS.items()))
    form = models.CharField("信息的形式", max_length=5, choices=Form.choices, blank=True)
    way = models.CharField("获取方式", max_length=7, choices=Way.choices, blank=True)
    handler = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="经办人", editable=False
    )
    came_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="分自",
        editable=False,
    )
    submission = models.CharField("提交标记", max_length=32, null=True, unique=True, editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    mark = models.CharField("申请人标记", max_length=64, blank=True, db_index=True, editable=False)
    sealed_applicant = models.BinaryField("申请人", default=b"")
    sealed_request = models.BinaryField("所需信息的内容描述", default=b"")

    received_on = models.DateField("收到申请之日", null=True)
    due_on = models.DateField("答复期限", null=True, editable=False)
    provisional = models.BooleanField("期限暂定", default=False, editable=False)
    outcome = models.CharField(
        "办理结果",
        max_length=10,
        blank=True,
        choices=[(key, outcome.label) for key, outcome in OUTCOMES.items()],
    )
    answered_on = models.DateField("答复送达日期", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=13, choices=State.choices, default=State.HANDLING, editable=False
    )
    calendar = models.CharField("计算期限所用的工作日历", max_length=16, default="", editable=False)
    fault = models.CharField("期限不能计算的原因", max_length=200, default="", editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "申请"
        ordering = [F("received_on").desc(nulls_first=True), "-id"]
        indexes = [models.Index(fields=["organ", "state", "due_on"], name="application_on_the_bench")]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "number"],
                name="application_number_once",
                violation_error_message="本机关已经有这个登记编号，请换一个。",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on=None)
                | ~Q(outcome="") & Q(answered_on__isnull=False, answered_on__gte=F("received_on")),
                name="application_closed_has_outcome_and_day",
                violation_error_message="办结的申请要同时有办理结果和答复送达日期，且不早于收到之日。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def sealed_for(self) -> int:
        """The number of the case that the seal is bound to."""
        return self.pk
