"""People in the back office: accounts and offices held, managed by an administrator for the organs below."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.office.clock import now
from gongkai.office.managing import managed
from gongkai.office.saving import add_faults
from gongkai.organs import acts
from gongkai.organs.models import Appointment, Organ, Person, Role
from gongkai.trail.acts import Refused


class AppointmentForm(forms.Form):
    """Appointing: an account by its login name, made when new."""

    username = forms.RegexField(
        r"^[a-z][a-z0-9._-]{2,29}$",
        label="登录名",
        error_messages={"invalid": "登录名用3到30位小写字母、数字，以字母开头。"},
    )
    name = forms.CharField(label="姓名", max_length=40)
    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    role = forms.ChoiceField(choices=Role.choices, label="职责")

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Who holds which office."""
    held = Appointment.objects.filter(organ_id__in=managed(request)).select_related("person", "organ")
    context = {"title": "人员", "appointments": held.order_by("organ_id", "person__name")}
    return render(request, "office/people.html", context)


def appoint(request: HttpRequest) -> HttpResponse:
    """Appoint a person; a new account gets a generated password, shown once."""
    organs = Organ.objects.filter(pk__in=managed(request))
    form = AppointmentForm(request.POST or None, organs=organs)
    if request.method == "POST" and form.is_valid() and _appoint(request, form):
        return redirect("people:index")
    context = {"form": form, "title": "任职", "back_url": reverse("people:index"), "button": "任职"}
    return render(request, "office/form.html", context)


def _appoint(request: HttpRequest, form: AppointmentForm) -> bool:
    facts, moment = form.cleaned_data, now()
    person = Person.objects.filter(username=facts["username"]).first()
    if person is not None and person.name != facts["name"]:
        form.add_error("username", "这个登录名已经是别人的，请换一个。")
        return False
    try:
        if person is None:
            password = secrets.token_urlsafe(12)
            person = acts.enrol(
                username=facts["username"], name=facts["name"], password=password, by=request.user, at=moment
            )
            messages.success(
                request, f"{person}的登录名是 {person.username}，初始密码是 {password}，只显示这一次。"
            )
        acts.appoint(
            person=person,
            organ=facts["organ"],
            role=facts["role"],
            since=moment.date(),
            by=request.user,
            at=moment,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as fault:
        add_faults(form, fault)
    else:
        messages.success(request, f"{person}已任{facts['organ']}{Role(facts['role']).label}。")
        return True
    return False


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appointment today."""
    held = get_object_or_404(Appointment, pk=pk, organ_id__in=managed(request))
    moment = now()
    try:
        acts.dismiss(appointment=held, until=moment.date(), by=request.user, at=moment)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已免职，明天起生效。")
    return redirect("people:index")


urlpatterns = [
    path("", index, name="index"),
    path("appoint/", appoint, name="appoint"),
    path("dismiss/<int:pk>/", dismiss, name="dismiss"),
]
