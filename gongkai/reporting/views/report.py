"""The annual report in the back office: compiled, opened cell by cell, signed, published."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.annualreport.formats import UnknownYear
from gongkai.annualreport.write.as_html import report_html
from gongkai.annualreport.write.fonts import FontMissing
from gongkai.disclosure.takendown import REPORT_LEAK
from gongkai.office.clock import now
from gongkai.office.exporting import noted_export
from gongkai.office.saving import add_faults
from gongkai.organs.permissions import APPROVING, REPORTING, may, organ_ids, organs_for
from gongkai.reporting import acts
from gongkai.reporting.compile import behind, compile_report, quoted_numbers
from gongkai.reporting.forms import NarrativeForm, OpenForm, SignForm, WithdrawReportForm
from gongkai.reporting.models import AnnualReport, ReportGround
from gongkai.reporting.queries import differences, findings, standing_report
from gongkai.reporting.records import described
from gongkai.reporting.writers import FORMS
from gongkai.trail.acts import Refused
from gongkai.trail.queries import acts_on

INVOLVED = REPORTING | APPROVING


def _own(request: HttpRequest, pk: int) -> AnnualReport:
    return get_object_or_404(
        AnnualReport.objects.select_related("organ"), pk=pk, organ_id__in=organ_ids(request.user, INVOLVED)
    )


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The reports of one's organs, by year."""
    organs = organ_ids(request.user, INVOLVED)
    if not organs:
        raise PermissionDenied
    reports = AnnualReport.objects.filter(organ_id__in=organs).select_related("organ").defer("snapshot")
    context = {"title": "年度报告", "reports": reports, "may_open": organ_ids(request.user, REPORTING)}
    return render(request, "reporting/index.html", context)


def open_report(request: HttpRequest) -> HttpResponse:
    """Open the report of a year."""
    organs = organs_for(request.user, REPORTING)
    if not organs:
        raise PermissionDenied
    form = OpenForm(request.POST or None, organs=organs, initial={"year": now().year - 1})
    if request.method == "POST" and form.is_valid():
        try:
            opened = acts.prepare(by=request.user, at=now(), **form.cleaned_data)
        except ValidationError as fault:
            add_faults(form, fault)
        except (Refused, UnknownYear) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reporting:edit", pk=opened.pk)
    context = {
        "form": form,
        "title": "编制年度报告",
        "back_url": reverse("reporting:index"),
        "button": "建立",
    }
    return render(request, "office/form.html", context)


def _cell_link(record: AnnualReport) -> Callable[[str], str]:
    address = reverse("reporting:cell", args=[record.pk])
    return lambda place: f"{address}?{urlencode({'place': place})}"


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it stands, every number a link to its records, with findings and differences."""
    record = _own(request, pk)
    standing = standing_report(record)
    context = {
        "title": str(record),
        "record": record,
        "body": mark_safe(report_html(standing, link=_cell_link(record))),  # noqa: S308 - escaped by the writer
        "findings": findings(record),
        "differences": differences(record),
        "forms": FORMS,
        "trail": acts_on(record),
        "may_report": may(request.user, REPORTING, record.organ_id),
        "may_sign": may(request.user, APPROVING, record.organ_id),
        "sign_form": SignForm(),
        "withdraw_form": WithdrawReportForm(),
        "takedowns": record.takedowns.select_related("by"),
        "back_url": reverse("reporting:index"),
    }
    return render(request, "reporting/report.html", context)


@require_GET
def cell(request: HttpRequest, pk: int) -> HttpResponse:
    """The records behind one number."""
    record = _own(request, pk)
    place = request.GET.get("place", "")
    try:
        found = behind(record.organ, record.year, place)
    except KeyError:
        raise Http404("报告里没有这个格子。") from None
    signed = dict(standing_report(record).cells()).get(place) if record.snapshot else None
    context = {
        "title": place.replace("/", " › "),
        "found": found,
        "records": [described(one) for one in found.records],
        "less": [described(one) for one in found.less],
        "signed": signed,
        "is_signed": bool(record.snapshot),
        "back_url": reverse("reporting:report", args=[pk]),
    }
    return render(request, "reporting/cell.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write sections 一, 五, 六; numbers are named and stay live until signing."""
    record = _own(request, pk)
    if not may(request.user, REPORTING, record.organ_id):
        raise PermissionDenied
    if record.signed_at:
        messages.error(request, "报告已经签发，文字不能再改。")
        return redirect("reporting:report", pk=pk)
    form = NarrativeForm(request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        try:
            acts.edit(report=form.save(commit=False), by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已保存。")
            return redirect("reporting:report", pk=pk)
    numbers = quoted_numbers(record.organ, compile_report(record.organ, record.year))
    context = {
        "form": form,
        "title": f"{record}：文字部分",
        "numbers": [(f"{{{{{name}}}}}", value) for name, value in numbers.items()],
        "back_url": reverse("reporting:report", args=[pk]),
    }
    return render(request, "reporting/edit.html", context)


def _done(request: HttpRequest, pk: int, act: Callable[..., Any], said: str, **facts: Any) -> HttpResponse:
    record = _own(request, pk)
    try:
        act(report=record, by=request.user, at=now(), **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("reporting:report", pk=pk)


def _filled(request: HttpRequest, pk: int, form: Form) -> dict[str, Any] | None:
    """What the form holds without its ticks; None, and said to the person, when it is not filled in."""
    form.data = {name: value.replace("\0", "") for name, value in request.POST.items()}
    form.is_bound = True
    if form.is_valid():
        return {name: value for name, value in form.cleaned_data.items() if value is not True}
    _own(request, pk)
    messages.error(request, "".join(fault for faults in form.errors.values() for fault in faults))
    return None


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    facts = _filled(request, pk, SignForm())
    if facts is None:
        return redirect("reporting:report", pk=pk)
    return _done(request, pk, acts.sign, "已签发。以后记录再变，报告的数字不变，差别会列在这里。", **facts)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    facts = _filled(request, pk, WithdrawReportForm())
    if facts is None:
        return redirect("reporting:report", pk=pk)
    answer = _done(
        request, pk, acts.withdraw_report, "已撤下，网页上不再有这份报告。撤下前的内容已经封存。", **facts
    )
    if facts["ground"] == ReportGround.SECRET:
        messages.warning(request, REPORT_LEAK)
    return answer


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(
        request, pk, acts.reopen_report, "可以修改文字了。改好以后重新签发、公开，网页上会标明更正。"
    )


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, acts.publish, "已公开，网页马上更新。")


@require_GET
def download(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The report as it stands, as a file to pass round."""
    record = _own(request, pk)
    if ending not in FORMS:
        raise Http404("没有这种格式。")
    try:
        content = FORMS[ending].write(standing_report(record))
    except FontMissing as missing:
        messages.error(request, str(missing))
        return redirect("reporting:report", pk=pk)
    noted_export(request, record, f"年度报告（{ending}）")
    headers = {"Content-Disposition": content_disposition_header(True, f"{record}.{ending}")}
    return HttpResponse(content, content_type=FORMS[ending].media_type, headers=headers)
