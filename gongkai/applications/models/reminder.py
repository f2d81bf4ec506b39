"""提醒: whether one person wants a daily letter, at what hour, and the calendar that this person subscribes to."""

from __future__ import annotations

from django.db import models

from gongkai.organs.models import Person


class Reminder(models.Model):
    """`feed` is the mark of the token in the calendar's address, empty when there is none; `hour` is in China's time."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+", verbose_name="人员")
    by_mail = models.BooleanField("每天寄提醒邮件", default=False)
    hour = models.PositiveSmallIntegerField("寄出的钟点", default=8)
    told_on = models.DateField("上次寄出", null=True, blank=True)
    feed = models.CharField("日历标记", max_length=64, blank=True, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        constraints = [
            models.CheckConstraint(condition=models.Q(hour__lte=23), name="reminder_hour_of_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.person}的提醒"


class Spared(models.Model):
    """How often, on one day, somebody about to apply found what was wanted among what is published; nobody's name."""

    day = models.DateField("日期", unique=True)
    times = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "免予申请"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}：{self.times}"
