"""Who reviews what, in which order: the chain (审查流程) of an organ, and who stands in for whom."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from gongkai.disclosure.models.item import Genre
from gongkai.organs.models import Organ, Person


class StepKind(models.TextChoices):
    """What a reviewer answers for. 采集 is the drafting itself; the last step of a chain publishes."""

    AUDIT = "audit", "审核"
    SECRECY = "secrecy", "保密审查"
    ISSUE = "issue", "签发"


class Chain(models.Model):
    """The steps of an organ for one genre (体裁), or for all that have no chain of their own."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="chains", verbose_name="机关")
    genre = models.CharField(
        "体裁", max_length=8, choices=Genre.choices, blank=True, help_text="不选就是其余各种体裁都用。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "审查流程"
        ordering = ["organ", "genre"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "genre"],
                name="chain_once_per_genre",
                violation_error_message="这个机关已经有这种体裁的审查流程。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ}：{self.get_genre_display() if self.genre else '其余信息'}"


class ChainStep(models.Model):
    """One step: what is answered for, by whom, within how many working days."""

    chain = models.ForeignKey(Chain, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("环节", max_length=8, choices=StepKind.choices)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办理人"
    )
    days = models.PositiveSmallIntegerField(
        "工作日", default=2, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "环节"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="chain_step_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person or '有该职责的人'}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, day: date) -> DelegationQuerySet:
        """Those that hold on `day`."""
        return self.filter(since__lte=day, until__gte=day, ended_at=None)


class Delegation(models.Model):
    """One person's steps may be done by another from a day until a day (委托代办), both days included."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    person = models.ForeignKey(Person, models.PROTECT, related_name="delegations", verbose_name="委托人")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="deputies", verbose_name="代办人")
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止")
    reason = models.CharField("事由", max_length=200)
    ended_at = models.DateTimeField("提前收回时间", null=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "委托代办"
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="delegation_ends_after_it_begins",
                violation_error_message="结束的日期不能早于开始的日期。",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("deputy")),
                name="delegation_to_somebody_else",
                violation_error_message="不能委托给自己。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} 委托 {self.deputy}（{self.since} 至 {self.until}）"
