"""工作台: the cases of one's organs by working days left, and entering a new one."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from gongkai.applications import acts
from gongkai.applications.bench import SHOWN, cases_of, of_year
from gongkai.applications.forms import RegisterForm
from gongkai.applications.forms.fields import EARLIEST
from gongkai.applications.lights import light_of
from gongkai.applications.states import OFFICE, SEEING
from gongkai.office.clock import now
from gongkai.office.saving import add_faults
from gongkai.organs.calendar import working_calendar
from gongkai.organs.permissions import organ_ids, organs_for, today
from gongkai.trail.acts import Refused

PAGE = 50  # cases


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The bench; a search by number looks through all cases, open or not."""
    organs = organ_ids(request.user, SEEING)
    if not organs:
        raise PermissionDenied
    acts.follow_calendar(at=now())
    day, words = today(), request.GET.get("q", "").replace("\0", "").strip()[:40]
    which = request.GET.get("show", "")
    which = which if which in SHOWN else "all" if words else "open"
    year = _year(request.GET.get("year", ""))
    cases = of_year(cases_of(organs), year) if year else cases_of(organs)
    shown = SHOWN[which][1](cases, request.user, day)
    shown = shown.filter(number__icontains=words) if words else shown
    if which in ("closed", "all"):
        shown = shown.order_by("-received_on", "-id")
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    calendar = working_calendar()
    context = {
        "title": "申请工作台",
        "icon": "mail",
        "page": page,
        "cases": [(one, light_of(one, day, calendar)) for one in page],
        "filters": [
            (key, label, found(cases, request.user, day).count()) for key, (label, found) in SHOWN.items()
        ],
        "which": which,
        "year": year,
        "years": _years(organs),
        "words": words,
        "several": len(organs) > 1,
        "may_register": bool(organ_ids(request.user, OFFICE)),
    }
    return render(request, "applications/bench.html", context)


def _year(typed: str) -> int | None:
    known = len(typed) == 4 and typed.isascii() and typed.isdigit() and int(typed) >= EARLIEST.year
    return int(typed) if known else None


def _years(organs: frozenset[int]) -> list[int]:
    days = cases_of(organs).exclude(received_on=None).order_by().dates("received_on", "year", order="DESC")
    return [day.year for day in days]


def register(request: HttpRequest) -> HttpResponse:
    """Enter an application that came in."""
    organs = organs_for(request.user, OFFICE)
    if not organs:
        raise PermissionDenied
    form = RegisterForm(request.POST or None, organs=organs, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            made = _registered(form, by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as fault:
            add_faults(form, fault)
        else:
            messages.success(request, f"已登记{made.number}。")
            return redirect("applications_application:page", pk=made.pk)
    context = {
        "form": form,
        "title": "登记申请",
        "icon": "mail",
        "button": "登记",
        "back_url": reverse("applications_application:index"),
        "explanation": "申请表上没有写的先空着，登记以后一次告知补正；不得要求说明用途。"
        "申请人的姓名、证件、联系方式和申请内容加密保存，只有本机关公开办和审核人可以查看，查看留痕。",
    }
    return render(request, "applications/register.html", context)


def _registered(form: RegisterForm, **context: Any) -> Any:
    return acts.register(
        application=form.application(),
        applicant=form.applicant(),
        request=form.cleaned_data["request"],
        confirmed=form.cleaned_data["confirmed"],
        **context,
    )
