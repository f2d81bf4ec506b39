"""领导姓名职务: the list that screening compares names and titles with, kept by an organ's administrator."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from gongkai.office.clock import now
from gongkai.office.managing import managed
from gongkai.office.saving import add_faults
from gongkai.organs import acts
from gongkai.organs.models import Leader, Organ
from gongkai.trail.acts import Refused


class LeaderForm(forms.Form):
    """A leader's name and title as they must be printed."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    title = forms.CharField(label="职务", max_length=40, error_messages={"required": "请填写职务。"})
    name = forms.CharField(label="姓名", max_length=20, error_messages={"required": "请填写姓名。"})

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs


def index(request: HttpRequest) -> HttpResponse:
    """The list, and one more."""
    organs = managed(request)
    form = LeaderForm(request.POST or None, organs=Organ.objects.filter(pk__in=organs))
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.list_leader(by=request.user, at=now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as fault:
            add_faults(form, fault)
        else:
            messages.success(request, f"已记入：{made}。")
            return redirect("people:leaders")
    held = Leader.objects.filter(organ_id__in=organs, until=None).select_related("organ")
    context = {"title": "领导姓名职务", "icon": "group", "form": form, "leaders": held}
    return render(request, "office/leaders.html", context)


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """He no longer holds the title."""
    held = get_object_or_404(Leader, pk=pk, organ_id__in=managed(request))
    try:
        acts.unlist_leader(leader=held, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已离任，以后不再核对这个姓名。")
    return redirect("people:leaders")


urlpatterns = [
    path("leaders/", index, name="leaders"),
    path("leaders/<int:pk>/leave/", leave, name="leave"),
]
