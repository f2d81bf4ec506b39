"""旧信息导入 in the back office: upload, preview, import, progress, rows to mend, review, undo."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.disclosure.acts import intake as intakes
from gongkai.disclosure.acts.files import lay_down
from gongkai.disclosure.admin.imports import download
from gongkai.disclosure.forms import SheetUploadForm, too_large
from gongkai.disclosure.models import CatalogueNode, Intake, IntakeState, Item, RowState
from gongkai.disclosure.oldrecords import prepare, sheet_for
from gongkai.documents.members import CannotList, attachments_in
from gongkai.documents.mending import rows_to_mend
from gongkai.documents.records import read_old_records
from gongkai.office.clock import now
from gongkai.office.exporting import noted_export
from gongkai.organs.permissions import EDITING, organ_ids, organs_for, today
from gongkai.spreadsheets.results import CannotRead
from gongkai.spreadsheets.template import template as blank_sheet
from gongkai.trail.acts import Refused

SHOWN = 50  # rows, faults and notices on the page; all are counted, and the sheet to mend has all


class IntakeForm(SheetUploadForm):
    """A sheet of old records, and a zip with the files it names."""

    attachments = forms.FileField(
        label="附件压缩包（.zip，没有附件可不选）",
        required=False,
        error_messages={"empty": "这个文件是空的，请重新选择。"},
    )

    def clean_attachments(self) -> Any:
        upload = self.cleaned_data["attachments"]
        if upload and upload.size > settings.ATTACHMENT_LIMIT:
            raise forms.ValidationError(
                too_large(upload.name, upload.size)
                + "附件多时，把附件分成几个压缩包，同一张表分几次上传，每次带一个：附件齐全的行先进来，已经导入的行不会重复；"
                "或者请管理员用命令 gongkai import 导入。"
            )
        return upload


def _mine(request: HttpRequest) -> QuerySet[Intake]:
    """The imports of the organs that this person edits for."""
    organs = organ_ids(request.user, EDITING)
    if not organs:
        raise PermissionDenied
    return Intake.objects.filter(organ_id__in=organs).select_related("organ", "by")


def _own(request: HttpRequest, pk: int) -> Intake:
    return get_object_or_404(_mine(request), pk=pk)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every sheet that was brought, the newest first."""
    shown = _mine(request).exclude(state=IntakeState.DISCARDED).defer("faults", "notices")
    context = {"title": "旧信息导入", "icon": "upload", "intakes": shown[:200]}
    context["back_url"] = reverse("wagtailsnippets_disclosure_item:list")
    return render(request, "disclosure/intakes.html", context)


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The empty sheet, with one's own columns to choose from."""
    _mine(request)
    return download(blank_sheet(sheet_for(organs_for(request.user, EDITING))), "旧信息导入模板.xlsx")


def new(request: HttpRequest) -> HttpResponse:
    """Choose a sheet and a zip; they are read, examined and shown before anything is imported."""
    _mine(request)
    form = IntakeForm(request.POST or None, request.FILES or None, organs=organs_for(request.user, EDITING))
    if request.method == "POST" and form.is_valid():
        intake = _received(request, form)
        if intake is not None:
            return redirect("intake:page", pk=intake.pk)
    context = {"title": "旧信息导入", "icon": "upload", "form": form, "back_url": reverse("intake:index")}
    context["limit"] = settings.ATTACHMENT_LIMIT // 1024 // 1024
    return render(request, "disclosure/intake_new.html", context)


def _received(request: HttpRequest, form: IntakeForm) -> Intake | None:
    """The sheet, read and kept; None when the form says why not."""
    facts, sheet, archive = form.cleaned_data, form.cleaned_data["sheet"], form.cleaned_data["attachments"]
    try:
        prepared = prepare(
            facts["organ"],
            sheet.read(),
            attachments_in(archive) if archive else {},
            day=today(),
            name=sheet.name,
            keep=lay_down,
        )
        if not prepared.facts and not prepared.plan.faults:
            form.add_error("sheet", "没有读到数据行。请从模板的第二行开始填写。")
            return None
        return intakes.receive(prepared=prepared, by=request.user, at=now())
    except CannotRead as refusal:
        form.add_error("sheet", refusal.message)
    except CannotList as refusal:
        form.add_error("attachments", refusal.message)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: what was read, how far it is, what of it is not in, and what may be done."""
    intake = _own(request, pk)
    counts = Counter(intake.rows.values_list("state", flat=True))
    held = list(intake.rows.filter(state__in=[RowState.FAILED, RowState.HELD])[:SHOWN])
    bad = {row for row, *_ in intake.faults}
    inside = counts[RowState.DRAFTED] + counts[RowState.SUBMITTED] + counts[RowState.HELD]
    context = {
        "title": f"旧信息导入：{intake}",
        "icon": "upload",
        "back_url": reverse("intake:index"),
        "intake": intake,
        "ready": counts[RowState.READY],
        "inside": inside,
        "repeated": counts[RowState.REPEATED],
        "failed": counts[RowState.FAILED],
        "submitted": counts[RowState.SUBMITTED],
        "to_submit": counts[RowState.DRAFTED] + counts[RowState.HELD],
        "bad": len(bad),
        "done": intake.total - counts[RowState.READY],
        "faults": intake.faults[:SHOWN],
        "more_faults": max(0, len(intake.faults) - SHOWN),
        "notices": intake.notices[:SHOWN],
        "more_notices": max(0, len(intake.notices) - SHOWN),
        "held": held,
        "rows": _preview(intake),
        "moving": intake.state == IntakeState.RUNNING or intake.review_by_id is not None,
        "may_mend": (bad or counts[RowState.FAILED]) and intake.state != IntakeState.DISCARDED,
        "public": Item.objects.filter(intake_row__intake=intake, first_published_at__isnull=False).count(),
    }
    return render(request, "disclosure/intake.html", context)


def _preview(intake: Intake) -> list[dict[str, Any]]:
    """The first rows: as they will be, or as the drafts they have become."""
    columns = dict(CatalogueNode.objects.filter(organ_id=intake.organ_id).values_list("pk", "title"))
    rows = []
    for row in (
        intake.rows.exclude(state=RowState.REPEATED).select_related("item").defer("item__body")[:SHOWN]
    ):
        facts, item = row.facts, row.item
        if item is not None:
            facts = {name: getattr(item, name) for name in ("title", "formed_on", "published_elsewhere_on")}
            facts |= {"document_number": item.document_number, "node": item.node_id}
        files = [name for _, name in facts.get("files", ())]
        rows.append(facts | {"row": row, "column": columns.get(facts.get("node")), "names": files})
    return rows


@require_GET
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that are not in, as a sheet that says beside each what to mend."""
    intake = _own(request, pk)
    try:
        sheet = intake.sheet.read_bytes()
    except FileNotFoundError:
        raise Http404("这批导入的表格不在了。") from None
    rest = intake.rows.filter(state=RowState.FAILED)
    remedies = [(row, message) for row, _, _, _, message in intake.faults]
    remedies += rest.values_list("number", "remark")
    done = set(intake.rows.exclude(state=RowState.FAILED).values_list("number", flat=True))
    noted_export(request, intake, "旧信息待改正的行")
    content = rows_to_mend(sheet, read_old_records(sheet), done=done, remedies=remedies)
    return download(content, f"待改正_{intake.name.rpartition('.')[0]}.xlsx")


def _done(request: HttpRequest, pk: int, act: Callable[..., Any], said: str) -> HttpResponse:
    try:
        act(intake=_own(request, pk), by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("intake:page", pk=pk)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, intakes.start, "已经开始导入。可以离开这个页面，导入会自己进行。")


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    _done(request, pk, intakes.discard, "已放弃，什么也没有导入。")
    return redirect("intake:index")


@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, intakes.ask_review, "正在逐条送审，审核人会一条一条审核。")


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, intakes.undo, "已撤销，这批草稿都已删除。")


urlpatterns = [
    path("", index, name="index"),
    path("new/", new, name="new"),
    path("template/", template, name="template"),
    path("<int:pk>/", page, name="page"),
    path("<int:pk>/mend/", mend, name="mend"),
    path("<int:pk>/start/", start, name="start"),
    path("<int:pk>/discard/", discard, name="discard"),
    path("<int:pk>/review/", review, name="review"),
    path("<int:pk>/undo/", undo, name="undo"),
]
