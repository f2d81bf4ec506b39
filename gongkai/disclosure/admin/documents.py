"""从 Word 导入: a .docx file becomes a draft, with its tables, its pictures and its index fields."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.admin import waiting
from gongkai.disclosure.forms import FOUNDED, NodeChoices, too_large
from gongkai.disclosure.models import Attachment, CatalogueNode, Item
from gongkai.disclosure.wordimport import Draft, draft_of, formed_on
from gongkai.documents.word import CannotConvert, Converted, html_of
from gongkai.office.clock import now
from gongkai.office.saving import add_faults
from gongkai.organs.permissions import EDITING, organ_ids, today
from gongkai.trail.acts import Refused

PURPOSE = "word"
MOST_PICTURES = 49  # an item holds 50 attachments, and one may be the document itself


class WordForm(forms.Form):
    """Which document, and into which column."""

    node = NodeChoices(queryset=CatalogueNode.objects.none(), label="目录栏目", empty_label="请选择")
    document = forms.FileField(
        label="Word 文档（.docx）",
        required=False,
        allow_empty_file=True,
        help_text="用 WPS 或 Word 另存为 docx。表格和图片会一起导入，字体、颜色不会。",
    )
    formed_on = forms.DateField(
        label="成文日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="文档里写明或者落款有日期的，可以不填。",
    )
    keep_original = forms.BooleanField(
        label="同时作为附件", required=False, help_text="原文件也挂在信息下面，供人下载。"
    )

    def __init__(self, *args: Any, organs: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].several = len(organs) > 1
        nodes = CatalogueNode.objects.filter(organ_id__in=organs, takes_items=True)
        self.fields["node"].queryset = nodes.select_related("organ")

    def clean_document(self) -> Any:
        upload = self.cleaned_data["document"]
        if upload and upload.size > settings.ATTACHMENT_LIMIT:
            raise forms.ValidationError(too_large(upload.name, upload.size))
        return upload

    def clean_formed_on(self) -> date | None:
        day = self.cleaned_data["formed_on"]
        if day and day > today():
            raise forms.ValidationError("成文日期不能晚于今天。")
        if day and day < FOUNDED:
            raise forms.ValidationError("成文日期早于1949年10月1日，请核对年份。")
        return day


def word(request: HttpRequest) -> HttpResponse:
    """Choose a document; what it says becomes a draft, and what is not sure is named."""
    organs = organ_ids(request.user, EDITING)
    if not organs:
        raise PermissionDenied
    form = WordForm(request.POST or None, request.FILES or None, organs=organs)
    context = {"form": form, "title": "从 Word 导入", "icon": "upload"}
    context["back_url"] = reverse("wagtailsnippets_disclosure_item:list")
    if request.method == "POST":
        form.is_valid()
        chosen = _chosen(request, form)
        item = _drafted(request, form, *chosen) if chosen and not form.errors else None
        if item is not None:
            waiting.take(request, PURPOSE)
            return redirect("disclosure:item", pk=item.pk)
        if (
            chosen and "document" not in form.errors
        ):  # to be chosen once only, whatever else is to be put right
            content, name = chosen
            context |= {"token": waiting.keep(request, PURPOSE, name, content), "name": name}
    return render(request, "disclosure/word.html", context)


def _chosen(request: HttpRequest, form: WordForm) -> tuple[bytes, str] | None:
    """The document just chosen, or the one that waits while the clerk puts the form right."""
    upload = form.cleaned_data.get("document")
    if upload:
        return upload.read(), upload.name
    found = waiting.look(request, PURPOSE)
    if found is None:
        if "document" not in form.errors:
            form.add_error("document", "请选择 Word 文档。")
        return None
    return found[0], str(found[1])


def _drafted(request: HttpRequest, form: WordForm, content: bytes, name: str) -> Item | None:
    """The draft, saved; None when the form says why not."""
    try:
        converted = html_of(content)
    except CannotConvert as refusal:
        form.add_error("document", refusal.message)
        return None
    day = form.cleaned_data["formed_on"] or formed_on(converted)
    if day is None or not FOUNDED <= day <= today():
        form.add_error("formed_on", "没有从文档里读出成文日期，请填写后再点“导入”。文件不用重新选择。")
        return None
    if len(converted.images) > MOST_PICTURES:
        many = f"文档里有{len(converted.images)}张图片，一条信息最多放{MOST_PICTURES}张。"
        form.add_error("document", f"{many}请拆成几个文档，或者导出为 PDF 作为附件上传。")
        return None
    try:
        drafted = _draft(request, form, converted, content, name, day)
    except Refused as refusal:
        form.add_error("document", str(refusal))
        return None
    except ValidationError as fault:
        add_faults(form, fault)
        return None
    messages.success(request, "已从 Word 导入为草稿。请看过下面的预览，需要时点“修改”。")
    said = [*drafted.notices, *drafted.item.remarks]
    if said:
        listed = format_html_join("", "<li>{}</li>", ((one,) for one in said))
        messages.warning(request, format_html("导入时有下列情况，请核对：<ul>{}</ul>", listed))
    return drafted.item


@transaction.atomic
def _draft(
    request: HttpRequest, form: WordForm, converted: Converted, content: bytes, name: str, day: date
) -> Draft:
    """Pictures, original and draft, all or none."""
    node, at = form.cleaned_data["node"], now()
    context = {"organ": node.organ, "by": request.user, "at": at}
    drafted = draft_of(
        converted,
        node.organ,
        name=name,
        day=day,
        keep=lambda picture: acts.store_file(name=picture.name, data=picture.data, **context),
    )
    drafted.item.node = node
    if form.cleaned_data["keep_original"]:
        original = acts.store_file(name=name, data=content, **context)
        pictures = list(drafted.item.attachments.all())
        drafted.item.attachments = [*pictures, Attachment(stored_file=original, sort_order=len(pictures))]
    drafted.item = acts.draft(item=drafted.item, by=request.user, at=at)
    return drafted
