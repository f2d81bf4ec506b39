"""工作台: the cases of one's organs by working days left, and entering a new one."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from gongkai.applications import acts
from gongkai.applications.alarms import days_waited
from gongkai.applications.bench import NOBODY, ORDERS, SHOWN, Cases, cases_of, of_handler, of_year
from gongkai.applications.forms import RegisterForm
from gongkai.applications.forms.fields import EARLIEST
from gongkai.applications.lights import light_of
from gongkai.applications.limits import LIMITS
from gongkai.applications.pending import alarms_in, beside_light, ringing_ids
from gongkai.applications.states import OFFICE, SEEING
from gongkai.law.workdays import Calendar
from gongkai.office.clock import now
from gongkai.office.saving import add_faults
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person
from gongkai.organs.permissions import organ_ids, organs_for, today
from gongkai.trail.acts import Refused

PAGE = 50  # cases


@dataclass(frozen=True)
class Asked:
    """What is asked of the bench in its address; a word that it does not know is as if it were not there."""

    which: str
    words: str
    year: int | None
    handler: str
    alarm: str
    order: str
    organ: int | None

    @staticmethod
    def of(given: QueryDict, organs: frozenset[int]) -> "Asked":
        """Read an address; an organ of somebody else is not known."""
        words = given.get("q", "").replace("\0", "").strip()[:40]
        which, organ = given.get("show", ""), _number(given.get("organ", ""))
        closed = which in ("closed", "all") or (words and which not in SHOWN)
        order, alarm = given.get("order", ""), given.get("alarm", "")
        handler = given.get("handler", "")
        return Asked(
            which=which if which in SHOWN else "all" if words else "open",
            words=words,
            year=_year(given.get("year", "")),
            handler=handler if handler == NOBODY or _number(handler) else "",
            alarm=alarm if alarm in LIMITS else "",
            order=order if order in ORDERS else "newest" if closed else "due",
            organ=organ if organ in organs else None,
        )

    def address(self, **changed: Any) -> str:
        """The address of the bench with what is asked, some of it changed."""
        asked = {
            "show": self.which, "q": self.words, "year": self.year, "handler": self.handler, "alarm": self.alarm,
            "order": self.order, "organ": self.organ,
        } | changed  # fmt: skip
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def among(self, cases: Cases, day: date, calendar: Calendar) -> Cases:
        """The cases in question, of every state."""
        cases = cases.filter(organ_id=self.organ) if self.organ else cases
        cases = of_handler(of_year(cases, self.year) if self.year else cases, self.handler)
        cases = cases.filter(number__icontains=self.words) if self.words else cases
        return cases.filter(pk__in=ringing_ids(cases, self.alarm, day, calendar)) if self.alarm else cases


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The bench; a search by number looks through all cases, open or not."""
    organs = organ_ids(request.user, SEEING)
    if not organs:
        raise PermissionDenied
    acts.follow_calendar(at=now())
    day, calendar, asked = today(), working_calendar(), Asked.of(request.GET, organs)
    cases = asked.among(cases_of(organs), day, calendar)
    shown = SHOWN[asked.which][1](cases, request.user, day).order_by(*ORDERS[asked.order][1])
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "申请工作台",
        "icon": "mail",
        "page": page,
        "cases": _lines(list(page), day, calendar),
        "filters": [
            (asked.address(show=key), key, label, found(cases, request.user, day).count())
            for key, (label, found) in SHOWN.items()
        ],
        "asked": asked,
        "here": asked.address(),
        "years": _years(organs),
        "handlers": _handlers(organs),
        "organs": organs_for(request.user, SEEING) if len(organs) > 1 else (),
        "limits": LIMITS,
        "orders": {key: label for key, (label, _) in ORDERS.items()},
        "several": len(organs) > 1,
        "may_register": bool(organ_ids(request.user, OFFICE)),
    }
    return render(request, "applications/bench.html", context)


def _lines(cases: list[Any], day: date, calendar: Calendar) -> list[dict[str, Any]]:
    """Each case with its light, what asks for attention, and how many working days it has taken."""
    alarms = {case.pk: found for case, found in alarms_in(cases, day, calendar)}
    return [
        {
            "case": one,
            "light": light_of(one, day, calendar),
            "alarms": beside_light(alarms.get(one.pk, ())),
            "waited": one.received_on and days_waited(one.received_on, one.answered_on or day, calendar),
        }
        for one in cases
    ]  # fmt: skip


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None


def _year(typed: str) -> int | None:
    year = _number(typed) if len(typed) == 4 else None
    return year if year and year >= EARLIEST.year else None


def _years(organs: frozenset[int]) -> list[int]:
    days = cases_of(organs).exclude(received_on=None).order_by().dates("received_on", "year", order="DESC")
    return [day.year for day in days]


def _handlers(organs: frozenset[int]) -> list[tuple[str, str]]:
    """Who handles anything in these organs, by number and name."""
    handling = cases_of(organs).exclude(handler=None).order_by().values("handler").distinct()
    people = Person.objects.filter(pk__in=handling).order_by("name", "pk")
    return [(NOBODY, "没有经办人"), *((str(one.pk), one.name) for one in people)]


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
