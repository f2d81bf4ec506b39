"""How an application was answered 答复: its one result and what that result rests on."""

from __future__ import annotations

from django.db import models

from gongkai.applications.models.event import CaseEvent
from gongkai.law.outcomes import OUTCOMES


class Answer(models.Model):
    """The result that goes with an event of answering; like the event it is only ever added.

    `answer` is the kind of answer where a result has several (不存在 or 非本机关); `ground` the article as written;
    the four `searched…` fields are the search record (检索记录) of an answer that the information does not exist.
    Answers entered before the register had events hold the result alone.
    """

    event = models.OneToOneField(CaseEvent, models.PROTECT, related_name="answer")
    outcome = models.CharField(
        "办理结果", max_length=10, choices=[(key, outcome.label) for key, outcome in OUTCOMES.items()]
    )
    answer = models.CharField("答复类型", max_length=20, blank=True)
    ground = models.CharField("依据", max_length=60, blank=True)
    reason = models.CharField("理由", max_length=1000, blank=True)
    searched_by = models.CharField("检索人", max_length=60, blank=True)
    searched_in = models.CharField("检索范围", max_length=200, blank=True)
    searched_for = models.CharField("检索用词", max_length=200, blank=True)
    searched_on = models.DateField("检索日期", null=True, blank=True)
    right_organ = models.CharField("负责公开的机关", max_length=120, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "答复"

    def __str__(self) -> str:
        return OUTCOMES[self.outcome].label
