"""提醒 on the screen: one's own daily letter and calendar."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from gongkai.applications import acts
from gongkai.applications.forms.reminding import ReminderForm
from gongkai.applications.models import Reminder
from gongkai.applications.states import SEEING
from gongkai.office.clock import now
from gongkai.organs.permissions import organ_ids
from gongkai.trail.acts import Refused

FEED = "rili/"  # 日历: the door under the public side's doors


@never_cache
def reminding(request: HttpRequest) -> HttpResponse:
    """What one wants to be reminded of, and how."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            acts.set_reminder(person=request.user, by=request.user, at=now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "提醒已保存。")
            return redirect("applications_application:reminding")
    return _shown(request, form)


@require_POST
@never_cache
def feed(request: HttpRequest) -> HttpResponse:
    """Give oneself a calendar address, shown this once; or take it away."""
    form = _form(request, bound=False)
    try:
        if "close" in request.POST:
            acts.close_feed(person=request.user, by=request.user, at=now())
            messages.success(request, "日历已停用，原来的地址打不开了。")
        if "open" not in request.POST:
            return redirect("applications_application:reminding")
        token = acts.open_feed(person=request.user, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications_application:reminding")
    return _shown(request, form, address=feed_url(token))


def feed_url(token: str) -> str:
    """The address of a calendar; whoever has it can read it."""
    return urljoin(settings.BASE_URL, f"{settings.DOORS}{FEED}{token}.ics")


def _form(request: HttpRequest, bound: bool = True) -> ReminderForm:
    if not organ_ids(request.user, SEEING):
        raise PermissionDenied
    held = _held(request)
    initial = {"by_mail": held.by_mail, "hour": held.hour, "address": request.user.email}
    return ReminderForm(request.POST or None if bound else None, initial=initial)


def _held(request: HttpRequest) -> Reminder:
    return Reminder.objects.filter(person=request.user).first() or Reminder(person=request.user)


def _shown(request: HttpRequest, form: ReminderForm, address: str = "") -> HttpResponse:
    held = _held(request)
    context = {
        "title": "提醒",
        "icon": "mail",
        "form": form,
        "mails": bool(settings.MAIL_FROM),
        "told_on": held.told_on,
        "has_feed": bool(held.feed),
        "address": address,
        "back_url": reverse("applications_application:index"),
    }
    return render(request, "applications/reminding.html", context)
