"""What the district does with many reports at once: dropping files (批量代报), and merging what was accepted (汇总)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from gongkai.annualreport.check.similarity import Likeness
from gongkai.annualreport.read import CannotRead
from gongkai.annualreport.read.kinds import LARGEST
from gongkai.annualreport.report import Report, report_from_json
from gongkai.annualreport.write.as_html import report_html
from gongkai.annualreport.write.as_page import report_page
from gongkai.annualreport.write.fonts import FontMissing
from gongkai.office.clock import now
from gongkai.office.exporting import noted_export
from gongkai.organs.permissions import today
from gongkai.reporting import acts
from gongkai.reporting.acts.collection_handin import MOST_FILES
from gongkai.reporting.collecting import Board
from gongkai.reporting.collection_forms import MEGABYTE, ManyFilesForm, MergeForm, too_large
from gongkai.reporting.handedin import Given, given, read_all
from gongkai.reporting.models import Submission
from gongkai.reporting.views.collection import collected
from gongkai.reporting.writers import FORMS
from gongkai.trail.acts import Refused


def many(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop many files; each finds its organ by name, and what became of each is listed."""
    collection = collected(request, pk)
    form = ManyFilesForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "title": f"批量代报：{collection}",
        "icon": "upload",
        "form": form,
        "collection": collection,
        "back_url": reverse("collection:board", args=[pk]),
    }
    if request.method == "POST" and form.is_valid():
        try:
            fates = _handed_in(request, collection, form.cleaned_data["files"])
        except (Refused, ValidationError) as refusal:
            form.add_error("files", refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            context["fates"] = fates
            context["taken"] = sum(fate.submission is not None for fate in fates)
    return render(request, "reporting/collection/many.html", context)


def _handed_in(request: HttpRequest, collection: Any, uploads: list[Any]) -> list[acts.Fate]:
    files, left_out = _files(uploads)
    if len(files) > MOST_FILES:
        raise ValidationError(
            f"一共有{len(files)}个文件，一次最多{MOST_FILES}个，一个也没有收。请分几次上传。"
        )
    good: list[acts.HandIn] = []
    for file, found in zip(files, read_all(files), strict=True):
        try:
            if not isinstance(found, Report):
                raise CannotRead(found)
            good.append(acts.HandIn(file.name, file.content(), found))
        except CannotRead as reason:
            left_out.append(acts.Fate(file.name, None, str(reason)))
    fates = acts.submit_many(collection=collection, files=good, by=request.user, at=now())
    return sorted([*left_out, *fates], key=lambda fate: fate.submission is not None)


def _files(uploads: list[Any]) -> tuple[list[Given], list[acts.Fate]]:
    """Every file uploaded, archives opened; and those too large to look into."""
    files: list[Given] = []
    left_out: list[acts.Fate] = []
    for upload in uploads:
        packed, most = upload.name.lower().endswith(".zip"), settings.ATTACHMENT_LIMIT
        if upload.size > (most if packed else LARGEST):
            said = f"“{upload.name}”超过{most // MEGABYTE}MB，没有收。请分成几个压缩包。"
            left_out.append(acts.Fate(upload.name, None, said if packed else too_large(upload)))
        else:
            files += given(Path(upload.temporary_file_path()), upload.name)
    return files, left_out


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge the accepted reports; see the sum, who is missing, and take it away."""
    collection = collected(request, pk)
    form = MergeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.merge_year(collection=collection, by=request.user, at=now(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "已汇总。")
            return redirect("collection:merge", pk=pk)
    merging = collection.mergings.select_related("by").first()
    accepted = [one.pk for one in Board(collection, today()).accepted()]
    context: dict[str, Any] = {
        "title": f"汇总：{collection}",
        "icon": "table",
        "collection": collection,
        "form": form,
        "accepted": len(accepted),
        "merging": merging,
        "forms": FORMS,
        "back_url": reverse("collection:board", args=[pk]),
    }
    if merging:
        context["stale"] = set(merging.used) != set(accepted)
        # The words are still to be written: that they are missing is no finding.
        found = merging.result["findings"]
        context["findings"] = [one for one in found if not one["rule"].startswith("S")]
        body = report_html(report_from_json(merging.result["report"]))
        context["body"] = mark_safe(body)  # noqa: S308 - escaped by the writer
    return render(request, "reporting/collection/merge.html", context)


@require_GET
def merged(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The latest sum as a file."""
    collection = collected(request, pk)
    merging = collection.mergings.first()
    if merging is None or ending not in {*FORMS, "html"}:
        raise Http404("还没有汇总，或者没有这种格式。")
    report = report_from_json(merging.result["report"])
    noted_export(request, collection, f"年报汇总（{ending}）")
    if ending == "html":
        return _file(report_page(report).encode(), "text/html; charset=utf-8", f"{merging}.html")
    try:
        content = FORMS[ending].write(report)
    except FontMissing as missing:
        messages.error(request, str(missing))
        return redirect("collection:merge", pk=pk)
    return _file(content, FORMS[ending].media_type, f"{merging}.{ending}")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=media_type, headers=headers)


@require_GET
def alike(request: HttpRequest, pk: int) -> HttpResponse:
    """内容雷同: pairs of organs whose reports share most of their words. For the district alone to see."""
    collection = collected(request, pk)
    rows = [row for row in Board(collection, today()).rows if row.latest and not row.called.excused]
    stored = Submission.objects.in_bulk([row.latest.pk for row in rows if row.latest])
    likeness = Likeness([report_from_json(stored[row.latest.pk].report) for row in rows if row.latest])
    pairs = [
        (rows[pair.one], rows[pair.other], pair.share * 100, likeness.passages(pair))
        for pair in likeness.pairs()
    ]
    context = {
        "title": f"内容雷同：{collection}",
        "icon": "copy",
        "pairs": sorted(pairs, key=lambda pair: -pair[2]),
        "compared": len(rows),
        "back_url": reverse("collection:board", args=[pk]),
    }
    return render(request, "reporting/collection/alike.html", context)


urlpatterns = [
    path("<int:pk>/alike/", alike, name="alike"),
    path("<int:pk>/many/", many, name="many"),
    path("<int:pk>/merge/", merge, name="merge"),
    path("<int:pk>/merged/<str:ending>/", merged, name="merged"),
]
