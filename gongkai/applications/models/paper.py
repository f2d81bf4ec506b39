"""来件登记: what came on paper or by fax, before anybody has judged whether it is an application; and sealed files."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.applications.models.application import Application, Channel
from gongkai.organs.models import Organ, Person


class Proof(models.Model):
    """A file about a person (身份证明、信封照片), sealed on disk under `name`; deleted when `keep_until` is past.

    The row stays and says that there was one, and since when there is none.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="proofs", verbose_name="申请"
    )
    what = models.CharField("材料", max_length=20)
    name = models.CharField("存放名", max_length=32, unique=True)
    media = models.CharField("格式", max_length=40)
    size = models.PositiveIntegerField("字节数")
    added_at = models.DateTimeField("收存时间")
    keep_until = models.DateField("保存到")
    deleted_at = models.DateTimeField("删除时间", null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "身份材料"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what


class Arrival(models.Model):
    """One piece of mail. Until it has become an application, or somebody said why it is none, it asks for attention."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="arrivals", verbose_name="机关")
    arrived_on = models.DateField("来件日期")
    channel = models.CharField("来件方式", max_length=12, choices=Channel.choices)
    tracking = models.CharField("邮件号", max_length=40, blank=True)
    addressed_to = models.CharField("收件处", max_length=60, blank=True)
    pages = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    photo = models.ForeignKey(
        Proof, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="信封照片"
    )
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="收件人")
    note = models.CharField("说明", max_length=200, blank=True)
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, blank=True, related_name="arrival", verbose_name="登记为"
    )
    other = models.CharField("不是申请的理由", max_length=200, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "来件"
        ordering = ["-arrived_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "tracking"],
                condition=~Q(tracking=""),
                name="arrival_tracking_once",
                violation_error_message="这个邮件号已经登记过。",
            ),
            models.CheckConstraint(
                condition=Q(application=None) | Q(other=""),
                name="arrival_is_one_or_the_other",
                violation_error_message="已经登记为申请的来件，不能再写“不是申请”的理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}（{self.arrived_on}）"
