"""年报体检 in the back office: files in, verdicts out; a marked copy of each and a workbook of all findings."""

from collections.abc import Iterable
from threading import BoundedSemaphore
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.annualreport.write.findings_xlsx import findings_workbook
from gongkai.annualreport.write.marked import marked_html
from gongkai.annualreport.write.wording import basis, level_word
from gongkai.office.clock import now
from gongkai.office.exporting import noted_export
from gongkai.organs.permissions import organ_ids
from gongkai.reporting import acts
from gongkai.reporting.acts.checkup import LASTS
from gongkai.reporting.checkup_forms import CheckupForm, KeepForm
from gongkai.reporting.examining import Outcome, examine
from gongkai.reporting.models import CheckedFile, Checkup
from gongkai.reporting.receiving import ManyFiles
from gongkai.reporting.unpacking import unpacked
from gongkai.trail.acts import Refused

SHOWN = 8  # findings of one file on the page; its marked copy has all
WAIT = 60.0  # seconds for the checkup of somebody else to end
ONE_AT_A_TIME = BoundedSemaphore(1)  # in this process: each takes all cores
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKED_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
KINDS = {
    "errors": ("有错误", Q(errors__gt=0)),
    "warnings": ("只有提醒", Q(year__isnull=False, errors=0, warnings__gt=0)),
    "clean": ("没有问题", Q(year__isnull=False, errors=0, warnings=0)),
    "unread": ("读不出", Q(year=None)),
}


def _mine(request: HttpRequest) -> QuerySet[Checkup]:
    """What this person had checked; whoever visits, what is a day old goes."""
    if not organ_ids(request.user):
        raise PermissionDenied
    acts.forget_checkups(at=now())
    return Checkup.objects.filter(by=request.user)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The checkups kept, and those of the last day."""
    checkups = _mine(request).annotate(
        number=Count("files"), wrong=Count("files", filter=Q(files__errors__gt=0))
    )
    context = {
        "title": "年报体检",
        "icon": "check",
        "kept": checkups.filter(kept=True),
        "passing": checkups.filter(kept=False),
    }
    return render(request, "reporting/checkup/index.html", context)


@csrf_exempt  # only until the upload handler is set: the check itself reads the request
def new(request: HttpRequest) -> HttpResponse:
    """Choose files and have them checked; nothing of them stays but what was found."""
    if not organ_ids(request.user):
        raise PermissionDenied
    many = ManyFiles()
    try:
        if request.method == "POST":
            request.upload_handlers = [many]
        return _new(request, many)
    finally:
        many.clear()


@csrf_protect
def _new(request: HttpRequest, many: ManyFiles) -> HttpResponse:
    _mine(request)
    form = CheckupForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            checkup = _checked(request, form.cleaned_data, many.unnamed)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("checkup:page", pk=checkup.pk)
    context = {
        "title": "年报体检",
        "icon": "check",
        "form": form,
        "back_url": reverse("checkup:index"),
    }
    return render(request, "reporting/checkup/new.html", context)


def _checked(request: HttpRequest, given: dict[str, Any], unnamed: int) -> Checkup:
    files = unpacked([*given["files"], *given["folder"]])
    previous = unpacked(given["previous"])
    if not ONE_AT_A_TIME.acquire(timeout=WAIT):
        raise Refused("正在检查别人的文件，等了一分钟还没有轮到。请过一两分钟再试。")
    try:
        outcome: Outcome = examine(files.readable, previous.readable, siblings=given["siblings"])
    finally:
        ONE_AT_A_TIME.release()
    notes = [*files.notes, *previous.notes, *(one.problem for one in previous.refused), *outcome.notes]
    if unnamed:
        notes.append(f"另有{unnamed}个文件超过了一次的数量，没有检查。请分几次。")
    examined = [*outcome.files, *files.refused]
    return acts.note_checkup(files=examined, notes=notes, by=request.user, at=now())


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The verdicts: all files together, then one by one."""
    checkup = get_object_or_404(_mine(request), pk=pk)
    files = checkup.files.defer("report")
    counts = {kind: files.filter(which).count() for kind, (_, which) in KINDS.items()}
    only = request.GET.get("only", "")
    shown = files.filter(KINDS[only][1]) if only in KINDS else files
    context = {
        "title": f"年报体检：{checkup.title}" if checkup.title else "年报体检结果",
        "icon": "check",
        "back_url": reverse("checkup:index"),
        "checkup": checkup,
        "rows": [_shown(file) for file in shown],
        "total": sum(counts.values()),
        "kinds": [(kind, label, counts[kind]) for kind, (label, _) in KINDS.items()],
        "only": only if only in KINDS else "",
        "sums": files.aggregate(
            errors=Sum("errors"), warnings=Sum("warnings"), unchecked=Sum("not_assessed")
        ),
        "keep": KeepForm(initial={"title": checkup.title}),
        "deleted_at": checkup.at + LASTS,
    }
    return render(request, "reporting/checkup/page.html", context)


def _shown(file: CheckedFile) -> dict[str, Any]:
    """A file's verdict and the first of its findings, errors before the rest."""
    found = sorted(file.found, key=lambda one: ("error", "warning", "info").index(one.severity))
    findings = [
        {"level": level_word(one), "kind": one.severity, "message": one.message, "basis": basis(one)}
        for one in found[:SHOWN]
    ]
    return {
        "file": file,
        "read": file.year is not None,
        "verdict": file.checked.verdict,
        "findings": findings,
        "more": max(0, len(found) - SHOWN),
        "unread": file.unread[:SHOWN],
    }


@require_GET
def marked(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """One report with every finding marked in it, to look at, print, or take away."""
    found = CheckedFile.objects.filter(checkup__in=_mine(request), checkup=pk, position=position)
    file = get_object_or_404(found)
    if file.report is None:
        raise Http404("这个文件读不出，没有标记稿。")
    response = HttpResponse(marked_html(file.restored, file.found))
    name = f"体检标记稿_{file.organ or '未写机关'}_{file.year or '未写'}年度.html"
    response["Content-Disposition"] = content_disposition_header("download" in request.GET, name)
    response["Content-Security-Policy"] = MARKED_POLICY
    return response


@require_GET
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    """All findings of all files as a workbook."""
    checkup = get_object_or_404(_mine(request), pk=pk)
    noted_export(request, checkup, "年报体检结果")
    content = findings_workbook([file.checked for file in checkup.files.defer("report")])
    name = f"年报体检结果_{checkup.at.astimezone(now().tzinfo):%Y%m%d_%H%M}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the results under a title."""
    checkup = get_object_or_404(_mine(request), pk=pk)
    form = KeepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _first(form.errors.values()))
        return redirect("checkup:page", pk=pk)
    try:
        acts.keep_checkup(checkup=checkup, title=form.cleaned_data["title"], by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已保存，以后在“年报体检”里可以再打开。")
    return redirect("checkup:page", pk=pk)


def _first(errors: Iterable[Any]) -> str:
    return next((str(error) for field in errors for error in field), "")


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the results at once."""
    checkup = get_object_or_404(_mine(request), pk=pk)
    try:
        acts.delete_checkup(checkup=checkup, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已删除。")
    return redirect("checkup:index")


urlpatterns = [
    path("", index, name="index"),
    path("new/", new, name="new"),
    path("<int:pk>/", page, name="page"),
    path("<int:pk>/file/<int:position>/", marked, name="marked"),
    path("<int:pk>/excel/", excel, name="excel"),
    path("<int:pk>/keep/", keep, name="keep"),
    path("<int:pk>/delete/", delete, name="delete"),
]
