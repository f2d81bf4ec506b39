"""Taking something off the public side: who ordered it and why, with the exact bytes under seal."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models.item import Item
from gongkai.organs.models import Organ, Person


class TakeDownGround(models.TextChoices):
    """Why it had to go."""

    PERSONAL = "personal", "泄露个人信息"
    SECRET = "secret", "涉及国家秘密、工作秘密"
    REVOKED = "revoked", "所公开的处罚等决定被变更、撤销、确认违法或者确认无效"
    WRONG = "wrong", "内容有错误"
    OTHER = "other", "其他"


class TakeDown(models.Model):
    """One take-down (撤下). The sealed evidence is written before the files are gone; the row is never changed."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="takedowns", verbose_name="信息")
    ground = models.CharField("情形", max_length=10, choices=TakeDownGround.choices)
    reason = models.CharField("理由", max_length=200)
    ordered_by = models.CharField("谁要求的", max_length=80)
    # The organ above that ordered it (责令撤下); none when the organ itself took it down.
    ordering_organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责令机关"
    )
    # 行政处罚法 Art. 48: the day of the decision that undid the one published, and what the public is told.
    decided_on = models.DateField("撤销等决定的日期", null=True, blank=True)
    public_note = models.CharField("向社会公开的说明", max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("撤下时间")
    fingerprint = models.CharField("撤下内容的指纹", max_length=64)
    evidence = models.CharField("封存证据的指纹", max_length=64)
    size = models.PositiveBigIntegerField("封存证据字节数")

    class Meta:
        verbose_name = verbose_name_plural = "撤下记录"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.item} {self.get_ground_display()}"


class Annulment(models.Model):
    """Somebody has learnt that the decision an item shows was undone: it must be taken down in three working days."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="annulments", verbose_name="信息")
    decided_on = models.DateField("撤销等决定的日期")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "决定被撤销等的登记"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.item} {self.decided_on}"
