"""来件登记 on the screens: the register, entering mail at the counter, judging it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from gongkai.applications import acts
from gongkai.applications.acts.paper import RECEIVING, bare_number
from gongkai.applications.alarms import days_waited
from gongkai.applications.forms.paper import AGAIN, ArrivalForm, ArrivalRegisterForm, DismissForm
from gongkai.applications.models import Arrival, Channel
from gongkai.applications.papers import SHOWN, mail_of
from gongkai.applications.states import OFFICE, SEEING
from gongkai.office.clock import now
from gongkai.office.saving import add_faults
from gongkai.organs.calendar import working_calendar
from gongkai.organs.permissions import may, organ_ids, today
from gongkai.trail.acts import Refused
from gongkai.trail.queries import acts_on

PAGE = 50
FINDING = RECEIVING | SEEING  # who finds the mail of an organ


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The paper register: first what nobody has judged, the longest waiting on top."""
    organs = organ_ids(request.user, FINDING)
    if not organs:
        raise PermissionDenied
    which, words = request.GET.get("show", ""), request.GET.get("q", "").replace("\0", "").strip()[:60]
    which = which if which in SHOWN else "all" if words else "waiting"
    shown = SHOWN[which][1](organs)
    shown = shown.filter(tracking__contains=bare_number(words)) if words else shown
    page, day, calendar = (
        Paginator(shown, PAGE).get_page(request.GET.get("page")),
        today(),
        working_calendar(),
    )
    context = {
        "title": "来件登记",
        "icon": "mail",
        "page": page,
        "lines": [(one, days_waited(one.arrived_on, day, calendar)) for one in page],
        "filters": [(key, label, found(organs).count()) for key, (label, found) in SHOWN.items()],
        "which": which,
        "words": words,
        "day": day,
        "plain": Channel.PLAIN_LETTER,
        "several": len(organs) > 1,
        "may_enter": bool(organ_ids(request.user, RECEIVING)),
        "seeing": organ_ids(request.user, SEEING),
        "back_url": reverse("applications_application:index") if organ_ids(request.user, SEEING) else "",
    }
    return render(request, "applications/paper.html", context)


def enter(request: HttpRequest) -> HttpResponse:
    """Enter a piece of mail."""
    if not organ_ids(request.user, RECEIVING):
        raise PermissionDenied
    form = ArrivalForm(request.POST or None, request.FILES or None, by=request.user, today=today())
    if request.method == "POST" and form.is_valid():
        made = _done(form, lambda **who: acts.enter_arrival(
            arrival=form.arrival(), photo=form.cleaned_data["photo"], **who), request)  # fmt: skip
        if made:
            messages.success(request, "来件已登记。请接着判断：是申请的，登记为申请。")
            return redirect("applications_arrival:page", pk=made.pk)
    context = {"form": form, "title": "登记来件", "button": "登记", "back": "index"}
    return _form(request, context)


def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was entered."""
    arrival = _found(request, pk, RECEIVING)
    form = ArrivalForm(
        request.POST or None, request.FILES or None, by=request.user, today=today(), arrival=arrival
    )
    if request.method == "POST" and form.is_valid():
        made = _done(form, lambda **who: acts.amend_arrival(
            arrival=arrival, facts=form.facts(), photo=form.cleaned_data["photo"], **who), request)  # fmt: skip
        if made:
            messages.success(request, "来件已更正。")
            return redirect("applications_arrival:page", pk=pk)
    return _form(request, {"form": form, "title": "更正来件", "button": "更正", "arrival": arrival})


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of mail and what may be done with it."""
    return _shown(request, _found(request, pk, FINDING), DismissForm())


@require_POST
@never_cache
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The envelope's photo; that it was looked at is in the trail."""
    arrival = _found(request, pk, SEEING)
    try:
        if arrival.photo is None:
            raise Refused("这个来件没有信封照片。")
        data = acts.look_at_proof(proof=arrival.photo, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications_arrival:page", pk=pk)
    answer = HttpResponse(data, content_type=arrival.photo.media)
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Register it as an application."""
    arrival = _found(request, pk, OFFICE)
    form = ArrivalRegisterForm(request.POST or None, arrival=arrival, today=today())
    if request.method == "POST" and form.is_valid():
        made = _done(form, lambda **who: acts.register_arrival(
            arrival=arrival, application=form.application(), applicant=form.applicant(),
            request=form.cleaned_data["request"], confirmed=form.cleaned_data["confirmed"], **who), request)  # fmt: skip
        if made:
            messages.success(request, f"已登记{made.number}。")
            return redirect("applications_application:page", pk=made.pk)
    context = {
        "form": form,
        "title": "来件登记为申请",
        "icon": "mail",
        "button": "登记",
        "back_url": reverse("applications_arrival:page", args=[pk]),
        "explanation": f"{arrival}。机关、提交方式和来件日期照来件登记。"
        "平常信函、传真以与申请人确认之日为收到申请之日，应当日确认。不得要求说明用途。",
    }
    return render(request, "applications/register.html", context)


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is no application."""
    arrival, form = _found(request, pk, OFFICE), DismissForm(request.POST)
    if form.is_valid() and _done(form, lambda **who: acts.dismiss_arrival(
            arrival=arrival, reason=form.cleaned_data["reason"], **who), request):  # fmt: skip
        messages.success(request, "已记为不是申请。")
        return redirect("applications_arrival:page", pk=pk)
    return _shown(request, arrival, form)


@require_POST
def reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge it anew."""
    arrival = _found(request, pk, OFFICE)
    try:
        acts.reconsider_arrival(arrival=arrival, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("applications_arrival:page", pk=pk)


def _found(request: HttpRequest, pk: int, roles: frozenset[Any]) -> Arrival:
    """Mail of one's own organs; not found for anybody else, refused to who only looks."""
    found: Arrival = get_object_or_404(mail_of(organ_ids(request.user, FINDING)), pk=pk)
    if not may(request.user, roles, found.organ_id):
        raise PermissionDenied
    return found


def _done(form: Any, act: Any, request: HttpRequest) -> Any:
    """What the act made; None when it was refused, which the form then says."""
    try:
        return act(by=request.user, at=now())
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as fault:
        add_faults(form, fault)
    if form.cleaned_data.get("photo"):
        form.add_error("photo", AGAIN)
    return None


def _form(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    arrival = context.get("arrival")
    back = (
        reverse("applications_arrival:page", args=[arrival.pk])
        if arrival
        else reverse("applications_arrival:index")
    )
    return render(request, "applications/paper_form.html", {"icon": "mail", "back_url": back} | context)


def _shown(request: HttpRequest, arrival: Arrival, form: DismissForm) -> HttpResponse:
    waiting = arrival.application_id is None and not arrival.other
    context = {
        "title": f"来件：{arrival}",
        "icon": "mail",
        "arrival": arrival,
        "form": form,
        "waiting": waiting,
        "waited": days_waited(arrival.arrived_on, today(), working_calendar()),
        "today": arrival.arrived_on == today(),
        "plain": arrival.channel == Channel.PLAIN_LETTER,
        "may_amend": waiting and may(request.user, RECEIVING, arrival.organ_id),
        "may_judge": may(request.user, OFFICE, arrival.organ_id),
        "may_see": may(request.user, SEEING, arrival.organ_id),
        "trail": acts_on(arrival),
        "back_url": reverse("applications_arrival:index"),
    }
    return render(request, "applications/paper_one.html", context)


class MailMenuItem(MenuItem):
    """来件登记, for the counter and the office."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(organ_ids(request.user, RECEIVING))


def mail_menu() -> MenuItem:
    """The entry in the back office's menu."""
    return MailMenuItem("来件登记", reverse("applications_arrival:index"), icon_name="download", order=149)


urlpatterns = [
    path("", index, name="index"),
    path("new/", enter, name="add"),
    path("<int:pk>/", page, name="page"),
    path("<int:pk>/amend/", amend, name="amend"),
    path("<int:pk>/photo/", photo, name="photo"),
    path("<int:pk>/register/", register, name="register"),
    path("<int:pk>/dismiss/", dismiss, name="dismiss"),
    path("<int:pk>/reconsider/", reconsider, name="reconsider"),
]
