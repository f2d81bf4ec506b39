"""保密审查登记表: what the confidentiality reviewer answered, and what was put to a higher body."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from gongkai.disclosure.models.item import Attribute
from gongkai.disclosure.models.review import Review
from gongkai.organs.models import Person

CHINA = ZoneInfo("Asia/Shanghai")


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


class Article(models.TextChoices):
    """What an answer about 公开属性 rests on: articles of 《政府信息公开条例》."""

    PUBLIC = "13", "第十三条（除依法不予公开的以外，应当公开）"
    NATION = "14", "第十四条（国家秘密、禁止公开、危及安全稳定）"
    THIRD_PARTY = "15", "第十五条（商业秘密、个人隐私等）"
    INTERNAL = "16-1", "第十六条第一款（内部事务信息）"
    PROCESS = "16-2", "第十六条第二款（过程性信息、行政执法案卷信息）"
    UNSURE = "17", "第十七条（不能确定是否可以公开）"
    PROACTIVE = "19", "第十九条（涉及公众利益调整、需要公众知晓或者参与决策）"
    LISTED = "20", "第二十条（应当主动公开的内容）"
    LOCAL = "21", "第二十一条（市、县、乡级主动公开的内容）"
    ON_REQUEST = "27", "第二十七条（依申请公开）"


class Carrier(models.TextChoices):
    DOCUMENT = "document", "公文"
    OTHER = "other", "非公文"


class SecrecySheet(models.Model):
    """保密审查登记表 as filled in by the reviewer, printed and kept (保密法 Art. 35); after 报请确定 there is another.

    Its last three texts are the impact assessment before personal information is made public (个人信息保护法
    Arts. 55(3) and 56), in the order of Art. 56.
    """

    QUESTIONS = ("state_secret", "work_secret", "trade_secret", "privacy")
    ASSESSED = ("necessity", "effect", "protection")

    review = models.ForeignKey(Review, models.PROTECT, related_name="sheets", verbose_name="审查")
    title = models.CharField("信息名称", max_length=200)
    summary = models.CharField("内容摘要", max_length=300, blank=True)
    carrier = models.CharField("载体", max_length=8, choices=Carrier.choices)
    channel = models.CharField("拟公开渠道", max_length=100, default="政府网站")
    attribute = models.CharField("公开属性", max_length=12, choices=Attribute.choices)
    attribute_reason = models.CharField("属性理由", max_length=200, blank=True)
    attribute_article = models.CharField("属性依据", max_length=100, blank=True, choices=Article.choices)
    state_secret = models.CharField("涉及国家秘密", max_length=8, choices=Involves.choices)
    work_secret = models.CharField("涉及工作秘密", max_length=8, choices=Involves.choices)
    trade_secret = models.CharField("涉及商业秘密", max_length=8, choices=Involves.choices)
    privacy = models.CharField("涉及个人隐私", max_length=8, choices=Involves.choices)
    third_party = models.CharField("第三方意见", max_length=10, choices=ThirdParty.choices)
    agreed_on = models.DateField("书面同意的日期", null=True, blank=True)
    agreed_document = models.CharField("书面同意的文书", max_length=100, blank=True)
    co_issuer = models.CharField("联合发文机关意见", max_length=8, choices=CoIssuer.choices)
    opinion = models.CharField("保密审查意见", max_length=8, choices=Opinion.choices)
    basis = models.CharField("意见的依据和理由", max_length=300, blank=True)
    necessity = models.CharField("处理目的、处理方式是否合法、正当、必要", max_length=300, blank=True)
    effect = models.CharField("对个人权益的影响及安全风险", max_length=300, blank=True)
    protection = models.CharField(
        "所采取的保护措施是否合法、有效并与风险程度相适应", max_length=300, blank=True
    )
    # Each {"name": …, "sha256": …} of a file, or {"part": …} of what no program could read.
    looked = models.JSONField("已逐页看过的附件和部分", default=list, blank=True)
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

    @property
    def number(self) -> str:
        """What the printed sheet is called by: its year and its serial, given once."""
        return f"{self.at.astimezone(CHINA).year}-{self.pk:06}"

    def assessment(self) -> list[tuple[str, str]]:
        """The three questions of 个人信息保护法 Art. 56 with their answers; empty when none was needed."""
        answers = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.ASSESSED]
        return [(str(label), answer) for label, answer in answers if answer]


class ReferredTo(models.TextChoices):
    """Whom Art. 17 names: the competent department, or the administration of secrets."""

    DEPARTMENT = "department", "有关主管部门"
    SECRECY = "secrecy", "保密行政管理部门"


class Referral(models.Model):
    """报请确定: put to a named body above, whose answer is awaited; silence decides nothing (Art. 17)."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="referrals", verbose_name="审查")
    # Blank only in what was asked before the two were told apart.
    kind = models.CharField("报请哪类部门", max_length=10, choices=ReferredTo.choices, blank=True)
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

    def clean(self) -> None:
        """Asked of one of the two kinds; answered with a number or with what the answer says."""
        if self.pk is None and not self.kind:
            raise ValidationError({"kind": "请选择报请有关主管部门，还是保密行政管理部门。"})
        if self.public is not None and not (self.number or self.note):
            raise ValidationError({"number": "登记答复要填写答复文号；没有文号的，写明答复内容。"})

    def waited(self, day: date) -> int:
        """Days since it was asked, on `day`."""
        return (day - self.asked_at.astimezone(CHINA).date()).days
