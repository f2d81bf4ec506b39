"""Taking something off the public side: who ordered it and why, with the exact bytes under seal."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models.item import Item
from gongkai.organs.models import Person


class TakeDownGround(models.TextChoices):
    """Why it had to go."""

    PERSONAL = "personal", "泄露个人信息"
    SECRET = "secret", "涉及国家秘密、工作秘密"
    REVOKED = "revoked", "所公开的决定被撤销、变更或者确认违法"
    WRONG = "wrong", "内容有错误"
    OTHER = "other", "其他"


class TakeDown(models.Model):
    """One take-down (撤下). The sealed evidence is written before the files are gone; the row is never changed."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="takedowns", verbose_name="信息")
    ground = models.CharField("情形", max_length=10, choices=TakeDownGround.choices)
    reason = models.CharField("理由", max_length=200)
    ordered_by = models.CharField("谁要求的", max_length=80)
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
