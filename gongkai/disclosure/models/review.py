"""A review (审查) of one draft: its steps with names and days, and what screening found in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.disclosure.models.chain import StepKind
from gongkai.disclosure.models.files import StoredFile
from gongkai.disclosure.models.item import Item
from gongkai.organs.models import Person


class ReviewState(models.TextChoices):
    OPEN = "open", "审查中"
    REFERRED = "referred", "报请确定中"
    PASSED = "passed", "已通过"
    RETURNED = "returned", "已退回"
    VOIDED = "voided", "已失效"
    WITHHELD = "withheld", "不予公开"


UNDER_WAY = (ReviewState.OPEN, ReviewState.REFERRED)


class ReviewQuerySet(models.QuerySet["Review"]):
    def under_way(self) -> ReviewQuerySet:
        """Reviews that wait for somebody."""
        return self.filter(state__in=UNDER_WAY)


class Review(models.Model):
    """The review of exactly one draft, bound by hash to its text and attachments. Kept for ever."""

    # None only for a draft of an import that was undone as a whole: what was answered about it stays.
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="reviews", verbose_name="信息")
    title = models.CharField("信息名称", max_length=200)
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, related_name="+", verbose_name="草稿"
    )
    fingerprint = models.CharField("指纹", max_length=64)
    state = models.CharField("状态", max_length=10, choices=ReviewState.choices, default=ReviewState.OPEN)
    submitted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="送审人")
    submitted_at = models.DateTimeField("送审时间")
    closed_at = models.DateTimeField("办结时间", null=True)
    # Passed, but what it belongs to (所属的文件) is not public yet: both go public together.
    held_at = models.DateTimeField("通过后等所属的文件公开", null=True)
    rules = models.CharField("筛查规则版本", max_length=20, blank=True)
    unread = models.JSONField("程序读不了的部分", default=list)
    # 应急发布: public first, with two named people; the steps that were skipped follow within a day.
    urgent_reason = models.CharField("应急发布事由", max_length=200, blank=True)
    urgent_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="应急发布提出人"
    )
    urgent_at = models.DateTimeField("提出时间", null=True)
    urgent_second = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="应急发布核准人"
    )
    urgent_published_at = models.DateTimeField("应急发布时间", null=True)

    wagtail_reference_index_ignore = True
    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审查"
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "item"], name="review_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(state__in=UNDER_WAY), name="review_one_under_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.get_state_display()}）"


class ReviewStep(models.Model):
    """One step of a review: whose it is, by when, and what that person answered. No answer is never a yes."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="steps", verbose_name="审查")
    position = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("环节", max_length=8, choices=StepKind.choices)
    days = models.PositiveSmallIntegerField("工作日")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="review_steps", verbose_name="办理人"
    )
    begun_at = models.DateTimeField("轮到时间", null=True)
    due_on = models.DateField("应当办完的日期", null=True)  # none while it is not its turn, or 暂定
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="经办人")
    decided_at = models.DateTimeField("办理时间", null=True)
    remark = models.CharField("意见", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审查环节"
        ordering = ["position"]
        indexes = [models.Index(fields=["person", "decided_at"], name="review_step_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["review", "position"], name="review_step_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="review_step_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.decided_by or self.person or ''}"


class ReviewFinding(models.Model):
    """What screening found in the draft. The excerpt is masked: what was found is never copied here."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="findings", verbose_name="审查")
    part = models.CharField("在哪里", max_length=200)  # 正文, 标题, or the attachment's name
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("种类", max_length=20)
    severity = models.CharField("轻重", max_length=5)
    where = models.CharField("位置", max_length=200)
    excerpt = models.CharField("摘录", max_length=200)
    overridden_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="放行人"
    )
    overridden_at = models.DateTimeField("放行时间", null=True)
    reason = models.CharField("放行理由", max_length=200, blank=True)
    impact = models.TextField("个人信息保护影响评估", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "筛查发现"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(overridden_at=None, overridden_by=None)
                | Q(overridden_at__isnull=False, overridden_by__isnull=False) & ~Q(reason=""),
                name="review_finding_overridden_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.where}"
