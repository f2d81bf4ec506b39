"""Looking through all that is public with today's rules (历史信息筛查): how far it is, and a task for each finding."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.disclosure.models.files import StoredFile
from gongkai.disclosure.models.item import Item
from gongkai.organs.models import Person


class Rescan(models.Model):
    """One look through the archive, item by item in the order of their numbers: it goes on where it was cut off."""

    rules = models.CharField("筛查规则版本", max_length=20)
    begun_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)
    last_item = models.BigIntegerField("看到哪一条", default=0)
    items = models.PositiveIntegerField("已看条数", default=0)
    found = models.PositiveIntegerField("发现处数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "历史信息筛查"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["rules"], condition=Q(ended_at=None), name="rescan_one_under_way")
        ]

    def __str__(self) -> str:
        return f"历史信息筛查（{self.begun_at:%Y-%m-%d}）"


class PublishedFinding(models.Model):
    """Something found in what is public: a task until somebody has taken it down, put it right, or looked and let it be."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="published_findings", verbose_name="信息")
    part = models.CharField("在哪里", max_length=200)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("种类", max_length=20)
    severity = models.CharField("轻重", max_length=5)
    where = models.CharField("位置", max_length=200)
    excerpt = models.CharField("摘录", max_length=200)
    found_at = models.DateTimeField("发现时间")
    settled_at = models.DateTimeField("处理时间", null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="处理人")
    outcome = models.CharField("处理情况", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "已公开信息的筛查发现"
        ordering = ["settled_at", "severity", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "part", "kind", "where", "excerpt"], name="published_finding_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.part} {self.where}"
