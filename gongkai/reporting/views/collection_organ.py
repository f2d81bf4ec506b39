"""One organ's reporting (报送): handing in by the organ or on its behalf, its versions, the verdict on the latest."""

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.annualreport.read import CannotRead
from gongkai.annualreport.report import Report, report_from_json
from gongkai.annualreport.write.marked import marked_html
from gongkai.office.clock import now
from gongkai.office.exporting import noted_export
from gongkai.organs.calendar import working_calendar
from gongkai.organs.permissions import REPORTING, may, today
from gongkai.reporting import acts
from gongkai.reporting.collecting import HANDING_IN, deadlines, findings_of, standing_of, visible_called
from gongkai.reporting.collection_forms import AcceptForm, ExcuseForm, FileForm, ReturnForm
from gongkai.reporting.handedin import given, read_all
from gongkai.reporting.models import AnnualReport, Called, Submission, Verdict
from gongkai.trail.acts import Refused
from gongkai.trail.queries import acts_on


def _seen(request: HttpRequest, pk: int) -> Called:
    return get_object_or_404(visible_called(request.user), pk=pk)


def _collected(request: HttpRequest, pk: int) -> Called:
    """A call that one collects; the organ itself sees it, but judges nothing of it."""
    called = _seen(request, pk)
    if not may(request.user, REPORTING, called.collection.organ_id):
        raise PermissionDenied
    return called


def _version(request: HttpRequest, pk: int, serial: int) -> Submission:
    return get_object_or_404(Submission, called=_seen(request, pk), serial=serial)


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The organ's page: what it handed in, what is wrong with it, and what may be done now."""
    return _page(request, _seen(request, pk))


def _page(request: HttpRequest, called: Called, **forms: Any) -> HttpResponse:
    collection, standing = called.collection, standing_of(called, today())
    by_organs, _ = deadlines(collection, working_calendar())
    signed = AnnualReport.objects.filter(organ=called.organ, year=collection.year).defer("snapshot").first()
    latest = _of_serial(request.GET.get("serial", ""), standing.submissions) or standing.latest
    collecting = may(request.user, REPORTING, collection.organ_id)
    own = may(request.user, HANDING_IN, called.organ_id)
    context = {
        "title": str(called),
        "icon": "doc-full-inverse",
        "called": called,
        "collection": collection,
        "standing": standing,
        "shown": latest,
        "is_latest": latest is standing.latest,
        "findings": findings_of(latest) if latest else (),
        "deadline": by_organs,
        "signed": signed,
        "collecting": collecting and not collection.closed_at,
        "own": own,
        "may_hand_in": _may_hand_in(called, standing.latest),
        "file_form": FileForm(),
        "return_form": ReturnForm(initial={"serial": latest.serial if latest else 0}),
        "accept_form": AcceptForm(initial={"serial": latest.serial if latest else 0}),
        "excuse_form": ExcuseForm(),
        "trail": acts_on(called),
        "back_url": reverse("collection:board", args=[collection.pk])
        if collecting
        else reverse("collection:index"),
    }
    return render(request, "reporting/collection/organ.html", context | forms)


def _of_serial(serial: str, submissions: list[Submission]) -> Submission | None:
    return next((one for one in submissions if str(one.serial) == serial), None)


def _may_hand_in(called: Called, latest: Submission | None) -> bool:
    """Whether a hand-in would be taken now, so that its buttons are shown."""
    accepted = latest is not None and latest.verdict == Verdict.ACCEPTED
    return not (called.collection.closed_at or called.excused or accepted)


@require_POST
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in the report signed in the system."""
    called = _seen(request, pk)
    try:
        submission = acts.submit_own(called=called, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _received(submission))
    return redirect("called:page", pk=pk)


@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in a file; one that cannot be taken comes back with the reason beside the field."""
    called = _seen(request, pk)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            file = read_one(form.cleaned_data["file"])
            submission = acts.submit_file(called=called, file=file, by=request.user, at=now())
        except (CannotRead, Refused) as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _received(submission))
            return redirect("called:page", pk=pk)
    return _page(request, called, file_form=form)


def read_one(upload: Any) -> acts.HandIn:
    """An uploaded file, read in a process apart. Raises CannotRead, also for an archive."""
    files = given(Path(upload.temporary_file_path()), upload.name)
    if files[0].source.member:
        raise CannotRead(f"“{upload.name}”是压缩包。请解压，选择年度报告文件本身。")
    found = next(read_all(files))
    if not isinstance(found, Report):
        raise CannotRead(found)
    return acts.HandIn(upload.name, files[0].content(), found)


def _received(submission: Submission) -> str:
    if submission.errors:
        return f"已报送，检查出{submission.errors}处错误，列在下面。改正以后可以再报一次，以最后一次为准。"
    return "已报送，没有检查出错误，等待审核。"


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the report with a note."""
    called, form = _collected(request, pk), ReturnForm(request.POST)
    if form.is_valid():
        facts = {"note": form.cleaned_data["note"]}
        if _judged(request, called, form, acts.return_submission, facts):
            messages.success(request, f"已退回。{called.organ}的首页上有提示，能看到意见和标记稿。")
            return redirect("called:page", pk=pk)
    return _page(request, called, return_form=form)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the report."""
    called, form = _collected(request, pk), AcceptForm(request.POST)
    if form.is_valid():
        facts = {"reason": form.cleaned_data["reason"]}
        if _judged(request, called, form, acts.accept, facts):
            messages.success(request, "已接收，可以汇总。")
            return redirect("collection:board", pk=called.collection_id)
    return _page(request, called, accept_form=form)


def _judged(request: HttpRequest, called: Called, form: Any, act: Any, facts: dict[str, str]) -> bool:
    submission = get_object_or_404(Submission, called=called, serial=form.cleaned_data["serial"])
    try:
        act(submission=submission, by=request.user, at=now(), **facts)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_POST
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Excuse the organ from reporting."""
    called, form = _collected(request, pk), ExcuseForm(request.POST)
    if form.is_valid():
        try:
            acts.excuse(called=called, reason=form.cleaned_data["reason"], by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已免报。")
            return redirect("called:page", pk=pk)
    return _page(request, called, excuse_form=form)


@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the excuse back."""
    try:
        acts.recall(called=_collected(request, pk), by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已取消免报。")
    return redirect("called:page", pk=pk)


@require_GET
def marked(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """标记稿: the report as handed in, every finding at its place; with ?save=1 as a file to send on."""
    version = _version(request, pk, serial)
    answer = HttpResponse(marked_html(report_from_json(version.report), findings_of(version)))
    if request.GET.get("save"):
        name = f"{version}标记稿.html"
        answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@require_GET
def file(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The file as it was handed in."""
    version = _version(request, pk, serial)
    if not version.file_sha256:
        raise Http404("这一次报送的是系统里签发的报告，没有文件。")
    try:
        content = version.path.read_bytes()
    except FileNotFoundError:
        raise Http404("报送的文件不在了，请报送机关重新上传。") from None
    noted_export(request, version, "报送的年报原件")
    headers = {"Content-Disposition": content_disposition_header(True, version.file_name)}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


urlpatterns = [
    path("<int:pk>/", page, name="page"),
    path("<int:pk>/own/", own, name="own"),
    path("<int:pk>/upload/", upload, name="upload"),
    path("<int:pk>/return/", send_back, name="return"),
    path("<int:pk>/accept/", accept, name="accept"),
    path("<int:pk>/excuse/", excuse, name="excuse"),
    path("<int:pk>/recall/", recall, name="recall"),
    path("<int:pk>/marked/<int:serial>/", marked, name="marked"),
    path("<int:pk>/file/<int:serial>/", file, name="file"),
]
