"""Excel in and out of a register: template, preview, import of all rows or none, export, strike-out."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.admin import waiting
from gongkai.disclosure.forms import ReasonForm, SheetUploadForm
from gongkai.disclosure.models.registers import Entry
from gongkai.disclosure.sheets import entry_of, fields_of, rehearse, sheet_of, values_of
from gongkai.office.clock import now
from gongkai.office.exporting import noted_export
from gongkai.organs.models import Organ
from gongkai.organs.permissions import EDITING, EVERYONE, may, organ_ids, organs_for
from gongkai.spreadsheets.export import write
from gongkai.spreadsheets.reading import read
from gongkai.spreadsheets.results import CannotRead, Reading
from gongkai.spreadsheets.template import template as blank_sheet
from gongkai.trail.acts import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Register = type[Entry]
SHOWN = 200  # preview rows on one screen; all are imported


def download(content: bytes, name: str) -> HttpResponse:
    """An .xlsx file as an answer."""
    from django.utils.http import content_disposition_header

    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _must_edit(request: HttpRequest) -> None:
    if not organ_ids(request.user, EDITING):
        raise PermissionDenied


@require_GET
def template(request: HttpRequest, register: Register, viewset: Any) -> HttpResponse:
    """The empty sheet to fill in."""
    _must_edit(request)
    return download(blank_sheet(sheet_of(register)), f"{register._meta.verbose_name}台账模板.xlsx")


@require_GET
def export(request: HttpRequest, register: Register, viewset: Any) -> HttpResponse:
    """The rows of one's own organs that count."""
    if not organ_ids(request.user, EVERYONE):
        raise PermissionDenied
    rows = viewset.visible_to(request.user).filter(struck_at=None).order_by("pk")
    noted_export(request, request.user, f"{register._meta.verbose_name}台账", 条数=rows.count())
    return download(
        write(sheet_of(register), map(values_of, rows)), f"{register._meta.verbose_name}台账.xlsx"
    )


def upload(request: HttpRequest, register: Register, viewset: Any) -> HttpResponse:
    """Choose a sheet, see what it holds, and only then import it: every row or none."""
    _must_edit(request)
    organs = organs_for(request.user, EDITING)
    if request.method == "POST" and "token" in request.POST:
        return _import(request, register, viewset, organs)
    form = SheetUploadForm(request.POST or None, request.FILES or None, organs=organs)
    context: dict[str, Any] = {
        "form": form,
        "title": f"导入{register._meta.verbose_name}",
        "viewset": viewset,
    }
    context |= {"template_url": _url(viewset, "template"), "back_url": _url(viewset, "index")}
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["sheet"].read()
        try:
            reading = read(sheet_of(register), content, name=form.cleaned_data["sheet"].name)
        except CannotRead as refusal:
            form.add_error("sheet", refusal.message)
        else:
            context |= _preview(request, register, form.cleaned_data["organ"], reading, content)
    return render(request, "disclosure/import.html", context)


def _preview(
    request: HttpRequest, register: Register, organ: Organ, reading: Reading, content: bytes
) -> dict[str, Any]:
    refused = rehearse(register, organ, reading.rows) if not reading.faults else []
    good = bool(reading.rows) and not reading.faults and not refused
    fields = fields_of(register)
    return {
        "reading": reading,
        "refused": refused,
        "fault_count": len(reading.faults) + len(refused),
        "organ": organ,
        "headings": [field.verbose_name for field in fields],
        "rows": [
            (
                row.number,
                ["" if row.values.get(field.name) is None else row.values[field.name] for field in fields],
            )
            for row in reading.rows[:SHOWN]
        ],
        "more": max(0, len(reading.rows) - SHOWN),
        "token": waiting.keep(request, register._meta.model_name, organ.pk, content) if good else "",
    }


def _import(request: HttpRequest, register: Register, viewset: Any, organs: Any) -> HttpResponse:
    taken = waiting.take(request, register._meta.model_name)
    organ = organs.filter(pk=taken[1]).first() if taken else None
    if taken is None or organ is None:
        messages.warning(
            request, "这次导入已经办理过，或者已经过期。请在列表里核对；没有导入的，请重新选择文件。"
        )
        return redirect(_url(viewset, "index"))
    reading = read(sheet_of(register), taken[0])
    entries = [entry_of(register, organ, row.values) for row in reading.rows]
    try:
        acts.enter(entries=entries, by=request.user, at=now())
    except (ValidationError, Refused) as fault:
        place = getattr(fault, "gongkai_row", None)
        where = f"第{reading.rows[place].number}行：" if place is not None else ""
        said = "".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
        messages.error(request, f"{where}{said}一行也没有导入，请改正后重新选择文件。")
        return redirect(_url(viewset, "import"))
    messages.success(request, f"已导入{len(entries)}行。")
    return redirect(_url(viewset, "index"))


def strike(request: HttpRequest, entry_id: int, register: Register, viewset: Any) -> HttpResponse:
    """Strike a row out, with a reason."""
    entry = get_object_or_404(viewset.visible_to(request.user), pk=entry_id)
    if not may(request.user, EDITING, entry.organ_id):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.strike(entry=entry, by=request.user, at=now(), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已注销。记录还在，不再计入年度报告。")
            return redirect(_url(viewset, "index"))
    context = {"form": form, "title": f"注销：{entry}", "back_url": _url(viewset, "index"), "button": "注销"}
    return render(request, "office/form.html", context)


def _url(viewset: Any, name: str) -> str:
    from django.urls import reverse

    return reverse(viewset.get_url_name(name))
