"""保密审查登记表: what the confidentiality reviewer answered, and what was put to a higher body."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.disclosure.models.item import Attribute
from gongkai.disclosure.models.review import Review
from gongkai.organs.models import Person


class Involves(models.TextChoices):
    """Whether something protected is in it. An empty answer is no answer."""

    NO = "no", "不涉及"
    HANDLED = "handled", "涉及，已作处理"
    YES = "yes", "涉及"


class ThirdParty(models.TextChoices):
    """Whether whoever's secret or privacy it is agrees (Art. 15)."""

    NONE = "none", "不涉及第三方"
    AGREED = "agreed", "第三方书面同意"
    AWAITED = "awaited", "还没有答复"
    REFUSED = "refused", "第三方不同意"
    PUBLIC_INTEREST = "interest", "不公开会对公共利益造成重大影响，决定公开"


class CoIssuer(models.TextChoices):
    """Whether the organs that made it together agree (Art. 11)."""

    NONE = "none", "没有联合发文的机关"
    AGREED = "agreed", "联合发文的机关同意"
    AWAITED = "awaited", "还没有答复"
    REFUSED = "refused", "联合发文的机关不同意"


class Opinion(models.TextChoices):
    PUBLIC = "public", "公开"
    WITHHOLD = "withhold", "不予公开"
    REFER = "refer", "报请确定"


class Carrier(models.TextChoices):
    DOCUMENT = "document", "公文"
    OTHER = "other", "非公文"


class SecrecySheet(models.Model):
    """保密审查登记表 as filled in by the reviewer, printed and kept (保密法 Art. 35); after 报请确定 there is another."""

    QUESTIONS = ("state_secret", "work_secret", "trade_secret", "privacy")

    review = models.ForeignKey(Review, models.PROTECT, related_name="sheets", verbose_name="审查")
    title = models.CharField("信息名称", max_length=200)
    summary = models.CharField("内容摘要", max_length=300, blank=True)
    carrier = models.CharField("载体", max_length=8, choices=Carrier.choices)
    channel = models.CharField("拟公开渠道", max_length=100, default="政府网站")
    attribute = models.CharField("公开属性", max_length=12, choices=Attribute.choices)
    attribute_reason = models.CharField("属性理由", max_length=200, blank=True)
    attribute_article = models.CharField("属性依据", max_length=100, blank=True)
    state_secret = models.CharField("涉及国家秘密", max_length=8, choices=Involves.choices)
    work_secret = models.CharField("涉及工作秘密", max_length=8, choices=Involves.choices)
    trade_secret = models.CharField("涉及商业秘密", max_length=8, choices=Involves.choices)
    privacy = models.CharField("涉及个人隐私", max_length=8, choices=Involves.choices)
    third_party = models.CharField("第三方意见", max_length=10, choices=ThirdParty.choices)
    co_issuer = models.CharField("联合发文机关意见", max_length=8, choices=CoIssuer.choices)
    opinion = models.CharField("保密审查意见", max_length=8, choices=Opinion.choices)
    basis = models.CharField("意见的依据和理由", max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="保密审查人")
    at = models.DateTimeField("审查时间")

    class Meta:
        verbose_name = verbose_name_plural = "保密审查登记表"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(opinion=Opinion.PUBLIC)
                | ~Q(state_secret=Involves.YES)
                & ~Q(work_secret=Involves.YES)
                & ~Q(trade_secret=Involves.YES, third_party=ThirdParty.NONE)
                & ~Q(privacy=Involves.YES, third_party=ThirdParty.NONE)
                & ~Q(third_party__in=[ThirdParty.AWAITED, ThirdParty.REFUSED])
                & ~Q(co_issuer__in=[CoIssuer.AWAITED, CoIssuer.REFUSED]),
                name="sheet_public_only_when_nothing_forbids",
                violation_error_message="涉及秘密、第三方或者联合发文机关没有同意的，不能填“公开”。",
            )
        ]

    def __str__(self) -> str:
        return f"《{self.title}》保密审查登记表"


class Referral(models.Model):
    """报请确定: put to a named body above, whose answer is awaited; silence decides nothing (Art. 17)."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="referrals", verbose_name="审查")
    body = models.CharField("报请的机关", max_length=80)
    question = models.CharField("不能确定的问题", max_length=300)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="报请人")
    asked_at = models.DateTimeField("报请时间")
    public = models.BooleanField("可以公开", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    number = models.CharField("答复文号", max_length=60, blank=True)
    note = models.CharField("答复内容", max_length=300, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记答复的人"
    )
    recalled_at = models.DateTimeField("撤回时间", null=True, editable=False)  # the question was taken back

    class Meta:
        verbose_name = verbose_name_plural = "报请确定"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(public=None, answered_on=None)
                | Q(public__isnull=False, answered_on__isnull=False),
                name="referral_answered_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"报请{self.body}确定"
