"""Forms of disclosure: what the clerk fills in; saving is the acts' business."""

import json
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from gongkai.disclosure.documentfield import DocumentField
from gongkai.disclosure.explaining import parents
from gongkai.disclosure.models import Attachment, CatalogueNode, ExplanationForm, Item, Relation, Validity
from gongkai.disclosure.relating import OWN_FIELDS
from gongkai.disclosure.richtext import PICTURES
from gongkai.organs.models import Organ
from gongkai.organs.permissions import EDITING, organ_ids, organs_for, today
from gongkai.screening.files import FileRefused, examine

FOUNDED = date(1949, 10, 1)  # no agency of today formed anything before


class RichText(forms.Textarea):
    """A textarea that becomes a small editor where scripts run; tables pasted from WPS or Word survive."""

    class Media:
        js = ["office/editor.js"]

    def __init__(self) -> None:
        super().__init__(attrs={"data-office-editor": "", "rows": 18})


def pictures_for_editor(item: Item) -> dict[str, str]:
    """What the editor must know to show the pictures of a body and to put in others: where they lie, and which."""
    pictures = [
        {"name": one.stored_file.public_name, "title": str(one)}
        for one in item.attachments.all()
        if one.stored_file_id and one.stored_file.extension in PICTURES
    ]
    return {
        "data-office-pictures-at": item.pictures_at,
        "data-office-pictures": json.dumps(pictures, ensure_ascii=False),
    }


class NodeChoices(forms.ModelChoiceField):
    """Columns that take items, with their organ's name when the clerk serves several."""

    several = False

    def label_from_instance(self, node: CatalogueNode) -> str:
        return f"{node.organ.short_name}：{node.title}" if self.several else node.title


class ItemForm(WagtailAdminModelForm):
    """An item's form; its organ follows from the column chosen."""

    node = NodeChoices(queryset=CatalogueNode.objects.none(), label="目录栏目", empty_label="请选择")
    explains = DocumentField(
        label="所属的文件",
        help_text="填标题、文号或者索引号。解读填它解读的文件；征集结果反馈填原来的征求意见；"
        "征求意见填准备印发的文件，澄清填所涉的文件，这两种没有可以不填。两边的网页会互相链接。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = organ_ids(self.for_user, EDITING) if self.for_user else frozenset()
        if self.instance.pk:
            organs &= {self.instance.organ_id}
        field = self.fields["node"]
        field.several = len(organs) > 1
        field.queryset = CatalogueNode.objects.filter(organ_id__in=organs, takes_items=True).select_related(
            "organ"
        )
        self.fields["explains"].among = parents(organs, self._relation()).exclude(pk=self.instance.pk)
        if self.instance.live and not self.instance.has_unpublished_changes:
            self.initial["change_note"] = ""  # what was said of the last change is said
        if self.instance.pk and "body" in self.fields:
            self.fields["body"].widget.attrs |= pictures_for_editor(self.instance)
        if not self.instance.pk and len(organs) == 1:
            self.initial.setdefault("issuing_organ", Organ.objects.get(pk__in=organs).name)

    def _relation(self) -> str:
        """The relation that is being chosen: which documents may be named depends on it."""
        return self.data.get(self.add_prefix("relation"), "") if self.is_bound else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("node"):
            self.instance.organ = cleaned["node"].organ
        self._clean_relation(cleaned)
        if cleaned.get("validity") not in ("", None, Validity.VALID) and not cleaned.get("validity_on"):
            self.add_error("validity_on", "标为失效、废止或已修改时，要填写日期。")
        formed, changed = cleaned.get("formed_on"), cleaned.get("changed_on")
        for name, label, day in (("formed_on", "成文日期", formed), ("changed_on", "变更日期", changed)):
            if day and day > today():
                self.add_error(name, f"{label}不能晚于今天。")
            elif day and day < FOUNDED:
                self.add_error(name, f"{label}早于1949年10月1日，请核对年份。")
        if formed and changed and changed < formed:
            self.add_error("changed_on", "变更日期不能早于成文日期。")
        return cleaned

    def _clean_relation(self, cleaned: dict[str, Any]) -> None:
        """A document alone, or a form of 解读, means a 解读; fields of another relation are told where they stand."""
        if not cleaned.get("relation") and (cleaned.get("explains") or cleaned.get("explanation_form")):
            cleaned["relation"] = Relation.EXPLANATION
        relation = cleaned.get("relation")
        if relation == Relation.EXPLANATION:
            cleaned["explanation_form"] = cleaned.get("explanation_form") or ExplanationForm.TEXT
        if relation in (Relation.EXPLANATION, Relation.FEEDBACK) and not cleaned.get("explains"):
            said = (
                "解读要填它解读的文件。"
                if relation == Relation.EXPLANATION
                else "征集结果反馈要填原来的征求意见。"
            )
            if "explains" not in self.errors:
                self.add_error("explains", said)
        for name, own in OWN_FIELDS.items():
            if cleaned.get(name) and relation != own:
                self.add_error(name, f"只有“{own.label}”才填这一项，请清空，或者把关系选为“{own.label}”。")


class AttachmentForm(WagtailAdminModelForm):
    """One attachment: a file is examined by its bytes before anything is kept."""

    upload = forms.FileField(label="选择文件", required=False, allow_empty_file=True)

    class Meta:
        model = Attachment
        fields = ["title"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.stored_file_id is not None:
            kept = f"现有文件：{self.instance.stored_file.name}。重新选择文件会替换它。"
            place = "这是正文里的图片，删去这一行，正文里也就没有它了。" if self.instance.inline else ""
            self.fields["upload"].help_text = kept + place

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload = cleaned.get("upload")
        if upload is None:
            if self.instance.stored_file_id is None:
                self.add_error("upload", "请选择要上传的文件，或者删除这一行。")
            return cleaned
        if upload.size > settings.ATTACHMENT_LIMIT:
            self.add_error("upload", too_large(upload.name, upload.size))
            return cleaned
        upload.seek(0)
        try:
            examine(upload.name, upload.read(), limit=settings.ATTACHMENT_LIMIT)
        except FileRefused as refusal:
            for finding in refusal.findings:
                self.add_error("upload", finding.message)
        return cleaned


class AttachmentForms(BaseChildFormSet):
    """An item's attachments."""

    default_error_messages = BaseChildFormSet.default_error_messages | {
        "too_many_forms": "一条信息最多放%(num)d个附件，请分成几条信息，或者合并附件。"
    }


def too_large(name: str, size: int) -> str:
    """The sentence about a file over the limit."""
    megabyte = 1024 * 1024
    return (
        f"文件“{name}”有{size / megabyte:.0f}MB，超过{settings.ATTACHMENT_LIMIT // megabyte}MB的上限，"
        "没有上传。请压缩或者拆分以后再传。"
    )


class ReasonForm(forms.Form):
    """Why: asked for every return, withdrawal and strike-out."""

    reason = forms.CharField(
        label="理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )


class ValidityForm(forms.ModelForm):
    """Marking a public document 有效, 失效, 废止 or 已修改."""

    class Meta:
        model = Item
        fields = ["validity", "validity_on", "validity_instrument"]
        widgets = {"validity_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("validity") in (
            Validity.LAPSED,
            Validity.REPEALED,
            Validity.AMENDED,
        ) and not cleaned.get("validity_on"):
            self.add_error("validity_on", "请填写日期。")
        return cleaned


class OrganBoundForm(WagtailAdminModelForm):
    """A form whose record belongs to one of the clerk's own organs; with a single one there is nothing to choose."""

    roles = EDITING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("organ")
        if field is None:
            return
        field.queryset = organs_for(self.for_user, self.roles) if self.for_user else Organ.objects.none()
        if self.instance.pk:
            field.disabled = True
        else:
            only = list(field.queryset[:2])
            if len(only) == 1:
                field.initial = only[0].pk
                field.widget = forms.HiddenInput()


class SheetUploadForm(forms.Form):
    """An Excel register to import."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    sheet = forms.FileField(
        label="Excel 文件（.xlsx）",
        error_messages={"required": "请选择 Excel 文件。", "empty": "这个文件是空的，请重新选择。"},
    )

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs

    def clean_sheet(self) -> Any:
        upload = self.cleaned_data["sheet"]
        if upload.size > settings.ATTACHMENT_LIMIT:
            raise forms.ValidationError(too_large(upload.name, upload.size))
        return upload
