"""The catalogue (目录): each node carries its basis in law, content standard, limit, period and owner."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from gongkai.organs.models import Organ


class UpdatePeriod(models.TextChoices):
    PROMPT = "及时", "及时"
    MONTH = "一月", "一月"
    QUARTER = "一季度", "一季度"
    HALF = "半年", "半年"
    YEAR = "一年", "一年"


class CatalogueNode(models.Model):
    """A column of one organ's catalogue (目录). The duties of Arts. 20 and 21 are laid out by `acts`."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="catalogue", verbose_name="机关")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级栏目"
    )
    code = models.CharField("编号", max_length=20)
    slug = models.CharField(
        "网址代号",
        max_length=40,
        validators=[
            RegexValidator(r"^[a-z][a-z0-9-]*$", "网址代号只能用小写字母、数字和短横线，并以字母开头。")
        ],
    )
    title = models.CharField("名称", max_length=120)
    basis = models.CharField("公开依据", max_length=200, blank=True)
    required_elements = models.JSONField("内容标准", default=list, blank=True)
    limit_days = models.PositiveSmallIntegerField(
        "公开时限（工作日）", default=20, help_text="从形成或者变更之日起算，不得长于20个工作日。"
    )
    limit_basis = models.CharField(
        "时限依据", max_length=200, blank=True, help_text="短于20个工作日时写明依据。"
    )
    update_period = models.CharField(
        "更新周期", max_length=8, choices=UpdatePeriod.choices, default=UpdatePeriod.PROMPT
    )
    owner = models.CharField("责任科室", max_length=60, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    takes_items = models.BooleanField("可以放信息", default=True)
    last_position = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "目录栏目"
        ordering = ["organ_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "code"], name="catalogue_code_once_per_organ"),
            models.UniqueConstraint(
                fields=["organ", "slug"],
                name="catalogue_slug_once_per_organ",
                violation_error_message="这个网址代号已经用于本机关的另一个栏目。",
            ),
            models.CheckConstraint(
                condition=models.Q(limit_days__gte=1, limit_days__lte=20),
                name="catalogue_limit_within_article_26",
                violation_error_message="公开时限应在1到20个工作日之间（《政府信息公开条例》第二十六条）。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def lineage(self) -> list[CatalogueNode]:
        """This node and its ancestors, the root first."""
        path = [self]
        while path[0].parent_id is not None:
            path.insert(0, path[0].parent)
        return path
