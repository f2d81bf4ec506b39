"""Items (信息): what is disclosed, with the fields that disclosure sites show and inspectors read."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, PreviewableMixin, RevisionMixin

from gongkai.disclosure.models.catalogue import CatalogueNode
from gongkai.disclosure.models.files import StoredFile
from gongkai.disclosure.richtext import shown
from gongkai.disclosure.subjects import subject_choices
from gongkai.organs.models import Organ, Person


class Genre(models.TextChoices):
    """体裁分类."""

    NOTICE = "通知", "通知"
    ANNOUNCEMENT = "公告", "公告"
    CIRCULAR = "通告", "通告"
    PUBLICITY = "公示", "公示"
    OPINION = "意见", "意见"
    DECISION = "决定", "决定"
    REPORT = "报告", "报告"
    REPLY = "批复", "批复"
    LETTER = "函", "函"
    MINUTES = "纪要", "纪要"
    MEASURES = "办法", "办法"
    SCHEME = "方案", "方案"
    PLANNING = "规划", "规划"
    EMERGENCY_PLAN = "预案", "预案"
    PLAN = "计划", "计划"
    SUMMARY = "总结", "总结"
    OTHER = "其他", "其他"


class Validity(models.TextChoices):
    """有效性: only policy documents carry one."""

    VALID = "valid", "有效"
    LAPSED = "lapsed", "失效"
    REPEALED = "repealed", "废止"
    AMENDED = "amended", "已修改"


class Relation(models.TextChoices):
    """What an item is to the document it belongs to (所属的文件)."""

    EXPLANATION = "explanation", "解读"
    SOLICITATION = "solicitation", "征求意见"
    FEEDBACK = "feedback", "征集结果反馈"
    CLARIFICATION = "clarification", "澄清"


OF_DOCUMENT = {
    "": "",
    Relation.EXPLANATION: "解读的文件",
    Relation.SOLICITATION: "印发的文件",
    Relation.FEEDBACK: "征求意见",
    Relation.CLARIFICATION: "澄清所涉的文件",
}


class ExplanationForm(models.TextChoices):
    """解读形式 (国办发〔2017〕47号)."""

    TEXT = "text", "文字解读"
    PICTURE = "picture", "图解"
    QUESTIONS = "questions", "问答"
    EXPERT = "expert", "专家解读"
    MEDIA = "media", "音视频解读"


class Attribute(models.TextChoices):
    """公开属性, fixed when a document is drafted."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class ItemQuerySet(models.QuerySet["Item"]):
    def public(self) -> ItemQuerySet:
        """Items that anyone can read now."""
        return self.filter(live=True)

    def policy_documents(self) -> ItemQuerySet:
        """Public documents whose validity is told (政策文件)."""
        return self.public().exclude(validity="")

    def in_force(self) -> ItemQuerySet:
        """Public policy documents that are valid (现行有效), amended ones too."""
        return self.public().filter(validity__in=[Validity.VALID, Validity.AMENDED])

    def waiting(self) -> ItemQuerySet:
        """Items whose latest draft waits for an approver."""
        return self.filter(submitted_revision__isnull=False)

    def first_published_in(self, year: int) -> ItemQuerySet:
        """Items first published in `year` (China time), withdrawn since or not."""
        return self.filter(first_published_at__year=year)


class Item(PreviewableMixin, LockableMixin, DraftStateMixin, RevisionMixin, ClusterableModel):
    """One piece of government information (政府信息)."""

    # Given once by acts.publish and never taken from a draft, however old.
    GIVEN_ONCE = (
        "index_number",
        "address_year",
        "address_serial",
        "withdrawn_at",
        "withdrawn_reason",
        "submitted_revision",
    )
    wagtail_reference_index_ignore = True
    remarks: tuple[str, ...] = ()  # what the last draft act wants its author to look at; not kept

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="items", verbose_name="机关")
    node = models.ForeignKey(CatalogueNode, models.PROTECT, related_name="items", verbose_name="目录栏目")
    title = models.CharField("标题", max_length=200)
    body = models.TextField("正文", blank=True)  # HTML, cleaned by acts.draft
    summary = models.CharField("内容概述", max_length=300, blank=True)
    genre = models.CharField("体裁", max_length=8, choices=Genre.choices, default=Genre.NOTICE)
    subject = models.CharField("主题分类", max_length=60, blank=True, choices=subject_choices)
    issuing_organ = models.CharField("发文机关", max_length=120)
    document_number = models.CharField(
        "文号", max_length=60, blank=True, help_text="例如 崆镇发〔2020〕12号；没有可不填。"
    )
    formed_on = models.DateField("成文日期", help_text="信息形成的日期，公开时限从这一天起算。")
    changed_on = models.DateField("变更日期", null=True, blank=True, help_text="内容后来变更的，填变更之日。")
    attribute = models.CharField(
        "公开属性", max_length=12, choices=Attribute.choices, default=Attribute.PROACTIVE
    )
    source = models.CharField("来源", max_length=80, blank=True, help_text="本机关制作的可不填。")
    keywords = models.CharField("关键词", max_length=120, blank=True, help_text="用空格或顿号分开。")
    validity = models.CharField("有效性", max_length=10, choices=Validity.choices, blank=True)
    validity_on = models.DateField("失效、废止或修改日期", null=True, blank=True)
    validity_instrument = models.CharField("失效、废止或修改的依据", max_length=200, blank=True)

    relation = models.CharField(
        "与别的文件的关系",
        max_length=13,
        choices=Relation.choices,
        blank=True,
        help_text="解读、征求意见、征集结果反馈、澄清才选，普通信息不用选。",
    )
    explains = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="explanations",
        verbose_name="所属的文件",
        help_text="解读填它解读的文件，征集结果反馈填原来的征求意见。两边的网页会互相链接。",
    )
    explanation_form = models.CharField(
        "解读形式", max_length=10, choices=ExplanationForm.choices, blank=True
    )
    closes_on = models.DateField(
        "征求意见截止日期", null=True, blank=True, help_text="从公开之日起一般不少于30日。"
    )
    opinions_to = models.CharField(
        "意见寄到哪里", max_length=200, blank=True, help_text="地址、电话、电子邮箱，写办公用的。"
    )
    shortened_why = models.CharField(
        "缩短期限的理由",
        max_length=200,
        blank=True,
        help_text="少于30日的必须写明（《重大行政决策程序暂行条例》第十五条），会公开。",
    )
    answers = models.CharField(
        "澄清的说法",
        max_length=300,
        blank=True,
        help_text="社会上流传的虚假或者不完整的说法是什么（《政府信息公开条例》第六条），会公开。",
    )
    change_note = models.CharField(
        "更正或更新说明",
        max_length=120,
        blank=True,
        help_text="已经公开过的信息修改后再发布才填，一句话写明改了什么，会公开在网页上。",
    )
    # What another site said before the record came here. Never our own first publication (首次发布时间).
    published_elsewhere_on = models.DateField(
        "原网站发布日期", null=True, blank=True, help_text="从原网站迁移来的信息才填。"
    )
    former_index_number = models.CharField("原索引号", max_length=80, blank=True)

    index_number = models.CharField("索引号", max_length=80, null=True, unique=True, editable=False)
    address_year = models.PositiveSmallIntegerField(null=True, editable=False)
    address_serial = models.PositiveIntegerField(null=True, editable=False)
    author = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="起草人", editable=False, null=True
    )
    submitted_revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField("撤下时间", null=True, editable=False)
    withdrawn_reason = models.CharField("撤下理由", max_length=200, blank=True, editable=False)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="item")

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "信息"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organ", "first_published_at"]),
            models.Index(fields=["organ", "live", "-id"]),
            models.Index(fields=["live", "-first_published_at", "-id"], name="item_newest_first"),
            models.Index(fields=["validity", "organ", "-formed_on"], name="item_by_validity"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "address_year", "address_serial"], name="item_address_once"
            ),
            models.CheckConstraint(
                condition=Q(live=False)
                | Q(
                    index_number__isnull=False, first_published_at__isnull=False, address_serial__isnull=False
                ),
                name="item_public_has_number_and_time",
            ),
            models.CheckConstraint(
                condition=Q(live=False) | Q(attribute=Attribute.PROACTIVE),
                name="item_only_proactive_is_public",
                violation_error_message="公开属性不是“主动公开”的信息不能发布。",
            ),
            models.CheckConstraint(
                condition=Q(validity__in=["", Validity.VALID]) | Q(validity_on__isnull=False),
                name="item_validity_has_its_day",
                violation_error_message="标为失效、废止或已修改时，要填写日期。",
            ),
            models.CheckConstraint(
                condition=Q(explanation_form="") | Q(relation=Relation.EXPLANATION, explains__isnull=False),
                name="item_explanation_explains",
                violation_error_message="填了解读形式的，关系要选“解读”，并且要选它解读的文件。",
            ),
            models.CheckConstraint(
                condition=Q(explains=None) | ~Q(relation=""),
                name="item_belongs_by_a_relation",
                violation_error_message="填了所属的文件的，要选是什么关系：解读、征求意见、征集结果反馈还是澄清。",
            ),
            models.CheckConstraint(
                condition=~Q(relation__in=[Relation.EXPLANATION, Relation.FEEDBACK])
                | Q(explains__isnull=False),
                name="item_relation_has_its_document",
                violation_error_message="解读要填它解读的文件，征集结果反馈要填原来的征求意见。",
            ),
            models.UniqueConstraint(
                fields=["explains"],
                condition=Q(relation=Relation.FEEDBACK, withdrawn_at=None),
                name="item_one_feedback",
                violation_error_message="这条征求意见已经有征集结果反馈，一条征求意见只能有一条反馈。",
            ),
            models.CheckConstraint(
                condition=Q(changed_on=None) | Q(changed_on__gte=models.F("formed_on")),
                name="item_changed_after_formed",
                violation_error_message="变更日期不能早于成文日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def with_content_json(self, content: dict[str, Any]) -> Item:
        """A draft's content over this record; what was given once stays as the record has it."""
        draft = super().with_content_json(content)
        for name in self.GIVEN_ONCE:
            field = self._meta.get_field(name)
            setattr(draft, field.attname, getattr(self, field.attname))
        draft.organ_id, draft.author_id = self.organ_id, self.author_id
        if "relation" not in content and draft.explains_id:  # of a time when every link was a 解读
            draft.relation = Relation.EXPLANATION
        if not Item.objects.filter(pk=draft.explains_id).exists():  # an import undone since this was written
            draft.explains_id, draft.explanation_form = None, ""
            if draft.relation in (Relation.EXPLANATION, Relation.FEEDBACK):
                draft.relation = ""
        return draft

    @property
    def parent_label(self) -> str:
        """What its page calls the document it belongs to (所属的文件)."""
        return OF_DOCUMENT[self.relation]

    @property
    def held(self) -> bool:
        """Whether it has passed its review and waits for the document it belongs to (所属的文件) to be public."""
        return bool(self.pk and self.reviews.filter(held_at__isnull=False).exists())

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "disclosure/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        listed = [attachment for attachment in self.attachments.all() if not attachment.inline]
        return {"item": self, "attachments": listed, "body": shown(self.body, self.pictures_at)}

    @property
    def pictures_at(self) -> str:
        """Where the back office shows the pictures of this item's latest draft; empty before it is saved."""
        return f"{reverse('disclosure:item', args=[self.pk])}picture/" if self.pk else ""


class Attachment(Orderable):
    """A file shown with an item; part of what a reviewer passes."""

    item = ParentalKey(Item, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField("名称", max_length=160, blank=True, help_text="不填时用文件名。")
    inline = models.BooleanField(
        "正文图片", default=False, editable=False
    )  # stands in the body, not in the list
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = "附件"

    def __str__(self) -> str:
        return self.title or self.stored_file.name


class ChangeNote(models.Model):
    """What the public is told of one change to a public item (更正说明); written when the change is published."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="change_notes", verbose_name="信息")
    at = models.DateTimeField("时间")
    note = models.CharField("更正或更新说明", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "更正说明"
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="change_note_says_something")]

    def __str__(self) -> str:
        return self.note
