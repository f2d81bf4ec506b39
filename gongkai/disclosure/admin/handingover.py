"""移交清单 on the screen: counted from the records, printed, taken away as a sheet, entered in the register."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from gongkai.disclosure.admin.imports import download
from gongkai.disclosure.handingover import SHEET, handed_over, row_of
from gongkai.disclosure.models import Genre
from gongkai.office.clock import now
from gongkai.office.exporting import noted_export
from gongkai.organs.models import Organ
from gongkai.organs.permissions import EDITING, may, organs_for
from gongkai.spreadsheets.export import write

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PeriodForm(forms.Form):
    """Which organ's, from when until when, of which kind."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(), label="机关", empty_label=None,
        error_messages={"required": "请选择机关。", "invalid_choice": "请重新选择机关。"},
    )  # fmt: skip
    since = forms.DateField(
        label="公开日期从", widget=DAY,
        error_messages={"required": "请填写起始日期。", "invalid": "请填写正确的日期。"},
    )  # fmt: skip
    until = forms.DateField(
        label="到", widget=DAY,
        error_messages={"required": "请填写截止日期。", "invalid": "请填写正确的日期。"},
    )  # fmt: skip
    genre = forms.ChoiceField(
        label="体裁", choices=[("", "全部"), *Genre.choices], required=False,
        error_messages={"invalid_choice": "请重新选择体裁。"},
    )  # fmt: skip

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "截止日期不能早于起始日期。")
        return given


def _form(request: HttpRequest) -> PeriodForm:
    organs = organs_for(request.user)
    if not organs:
        raise PermissionDenied
    year = now().year - 1
    begun = {"organ": organs[0].pk, "since": f"{year}-01-01", "until": f"{year}-12-31"}
    given = {name: value.replace("\0", "") for name, value in request.GET.items()}
    return PeriodForm(begun | given, organs=organs)


@require_GET
def handover(request: HttpRequest) -> HttpResponse:
    """The list of a period, counted from the records."""
    form = _form(request)
    context: dict[str, Any] = {"title": "移交清单", "icon": "table", "form": form}
    if form.is_valid():
        facts = form.cleaned_data
        items = handed_over(**facts)
        asked = urlencode(facts | {"organ": facts["organ"].pk})
        entered = {name: facts[name] for name in ("since", "until")} | {
            "organ": facts["organ"].pk,
            "pieces": items.count(),
            "content": f"{facts['since']}至{facts['until']}主动公开的{facts['genre'] or '政府信息'}"[:200],
        }
        context |= {
            "facts": facts,
            "rows": [row_of(item) for item in items],
            "sheet_url": f"{reverse('disclosure:handover-sheet')}?{asked}",
            "print_url": f"{reverse('disclosure:handover-print')}?{asked}",
            "enter_url": f"{reverse('register_deposit:add')}?{urlencode(entered)}"
            if may(request.user, EDITING, facts["organ"].pk)
            else "",
        }
    return render(request, "disclosure/handover.html", context)


@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """The same on a page of its own, to be printed and signed; noted in the trail as the file is."""
    form = _form(request)
    if not form.is_valid():
        return handover(request)
    rows = _taken_away(request, form.cleaned_data)
    return render(request, "disclosure/handover_print.html", {"facts": form.cleaned_data, "rows": rows})


def _taken_away(request: HttpRequest, facts: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [row_of(item) for item in handed_over(**facts)]
    noted_export(
        request, facts["organ"], "移交清单", 公开日期=f"{facts['since']}至{facts['until']}",
        体裁=facts["genre"] or "全部", 条数=len(rows),
    )  # fmt: skip
    return rows


@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """The same as an Excel file, noted in the trail."""
    form = _form(request)
    if not form.is_valid():
        return handover(request)
    facts = form.cleaned_data
    rows = _taken_away(request, facts)
    return download(write(SHEET, rows), f"{facts['organ']}移交清单{facts['since']}至{facts['until']}.xlsx")


urlpatterns = [
    path("handover/", handover, name="handover"),
    path("handover/print/", printed, name="handover-print"),
    path("handover/sheet/", sheet, name="handover-sheet"),
]
