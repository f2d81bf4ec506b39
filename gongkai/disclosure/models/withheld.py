"""Information that is not public (不予公开): why, and when it is looked at again (Art. 18)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.disclosure.models.item import Item
from gongkai.organs.models import Organ, Person


class Ground(models.TextChoices):
    """Why it is not public, in the order of the law (Arts. 14–16)."""

    STATE_SECRET = "14-1", "国家秘密（第十四条）"
    FORBIDDEN = "14-2", "法律、行政法规禁止公开（第十四条）"
    STABILITY = "14-3", "可能危及国家安全、公共安全、经济安全、社会稳定（第十四条）"
    THIRD_PARTY = "15", "商业秘密、个人隐私等，公开会损害第三方合法权益（第十五条）"
    INTERNAL = "16-1", "内部事务信息（第十六条第一款）"
    PROCESS = "16-2", "过程性信息（第十六条第二款）"
    ENFORCEMENT = "16-2-2", "行政执法案卷信息（第十六条第二款）"

    @property
    def article(self) -> str:
        """The article alone, e.g. 第十六条第二款."""
        return str(self.label).rpartition("（")[2].rstrip("）")


class WithheldQuerySet(models.QuerySet["Withheld"]):
    def standing(self) -> WithheldQuerySet:
        """Those still not public."""
        return self.filter(ended_on=None)

    def due(self, day: date) -> WithheldQuerySet:
        """Those that must be looked at again by `day`."""
        return self.standing().filter(next_review_on__lte=day)


class Withheld(models.Model):
    """One piece of information that is not made public."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="withholdings", verbose_name="信息"
    )
    title = models.CharField("信息名称", max_length=200)
    ground = models.CharField("不予公开的情形", max_length=8, choices=Ground.choices)
    reason = models.CharField("理由", max_length=300)
    decided_on = models.DateField("决定日期")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="决定人")
    next_review_on = models.DateField("下次评估日期")
    ended_on = models.DateField("不再适用的日期", null=True, editable=False)

    wagtail_reference_index_ignore = True
    objects = WithheldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "不予公开的信息"
        ordering = ["next_review_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_review_on__gt=F("decided_on")),
                name="withheld_looked_at_again_later",
                violation_error_message="下次评估的日期要在决定日期以后。",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(ended_on=None), name="withheld_once_per_item"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """Where it stands, for lists: the article, and when it is looked at again."""
        return f"不予公开（{Ground(self.ground).article}，下次评估{self.next_review_on}）"


class Reassessment(models.Model):
    """Looking at a withheld piece again (动态调整, Art. 18): it stays, or its ground has fallen away."""

    withheld = models.ForeignKey(Withheld, models.PROTECT, related_name="reassessments")
    day = models.DateField("评估日期")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="评估人")
    stays = models.BooleanField("继续不予公开")
    reason = models.CharField("理由", max_length=300)
    next_review_on = models.DateField("下次评估日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "不予公开的定期评估"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.day} {'继续不予公开' if self.stays else '可以公开'}"
