"""年报收集 in the back office: the years, the board of who is missing, late or wrong, and whom to remind."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.office.clock import now
from gongkai.office.saving import add_faults
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Appointment, Level, Organ
from gongkai.organs.permissions import REPORTING, organ_ids, organs_for, today
from gongkai.reporting import acts
from gongkai.reporting.collecting import HANDING_IN, Board, State, callable_organs, deadlines, standing_of
from gongkai.reporting.collection_forms import OpenYearForm, TermsForm
from gongkai.reporting.models import Called, Collection
from gongkai.trail.acts import Refused
from gongkai.trail.queries import acts_on


def districts(request: HttpRequest) -> QuerySet[Organ]:
    """The districts for which this person collects."""
    return organs_for(request.user, REPORTING).filter(level=Level.DISTRICT)


def collected(request: HttpRequest, pk: int) -> Collection:
    """A collection of one's own district; not found for anybody else."""
    own = Collection.objects.select_related("organ").filter(organ__in=districts(request))
    return get_object_or_404(own, pk=pk)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The years one collects, and the reports one's own organs are asked for."""
    organs = organ_ids(request.user, HANDING_IN)
    if not organs:
        raise PermissionDenied
    day = today()
    called = Called.objects.filter(organ_id__in=organs).select_related("organ", "collection__organ")
    collections = Collection.objects.filter(organ__in=districts(request)).select_related("organ")
    context = {
        "title": "年报收集",
        "icon": "folder-open-inverse",
        "may_open": districts(request).exists(),
        "boards": [Board(one, day) for one in collections],
        "calls": [standing_of(one, day) for one in called.order_by("-collection__year", "organ_id")],
    }
    return render(request, "reporting/collection/index.html", context)


def open_year(request: HttpRequest) -> HttpResponse:
    """Open the collecting of a year."""
    organs = districts(request)
    if not organs:
        raise PermissionDenied
    form = OpenYearForm(request.POST or None, organs=organs, initial={"year": now().year - 1})
    if request.method == "POST" and form.is_valid():
        try:
            opened = acts.open_year(by=request.user, at=now(), **form.cleaned_data)
        except ValidationError as fault:
            add_faults(form, fault)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已布置，{opened.called.count()}个应报机关的首页上都有提示。")
            return redirect("collection:board", pk=opened.pk)
    context = {
        "form": form,
        "title": "布置年报收集",
        "button": "布置",
        "back_url": reverse("collection:index"),
    }
    context["explanation"] = (
        "本区县现有的乡镇和部门都列为应报机关，村不报。确实不用报的，布置以后可以逐个免报。"
    )
    return render(request, "office/form.html", context)


@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has handed in and who has not, late or in time, with how many errors."""
    collection = collected(request, pk)
    found, which = Board(collection, today()), request.GET.get("state", "")
    by_organs, own = deadlines(collection, working_calendar())
    there = [row.called.organ_id for row in found.rows]
    context = {
        "title": str(collection),
        "icon": "folder-open-inverse",
        "collection": collection,
        "board": found,
        "rows": found.those(which),
        "which": which,
        "filters": [(state.value, state.mark, state.label, count) for state, count in found.counts],
        "by_organs": by_organs,
        "own": own,
        "fresh": callable_organs(collection.organ, today()).exclude(pk__in=there).count(),
        "trail": acts_on(collection),
        "back_url": reverse("collection:index"),
        "state": State,
    }
    return render(request, "reporting/collection/board.html", context)


@require_GET
def reminders(request: HttpRequest, pk: int) -> HttpResponse:
    """催报名单: who still owes a report, whom to call, and a text to send round."""
    collection = collected(request, pk)
    by_organs, _ = deadlines(collection, working_calendar())
    owing = Board(collection, today()).owing
    people: dict[int, list[str]] = {}
    officers = Appointment.objects.held_on(today()).filter(role__in=REPORTING, person__is_active=True)
    for held in officers.filter(organ_id__in=[row.called.organ_id for row in owing]).select_related("person"):
        people.setdefault(held.organ_id, []).append(held.person.name)
    context = {
        "title": f"催报名单：{collection}",
        "icon": "mail",
        "collection": collection,
        "rows": [(row, "、".join(people.get(row.called.organ_id, []))) for row in owing],
        "deadline": by_organs,
        "day": today(),
        "back_url": reverse("collection:board", args=[pk]),
    }
    return render(request, "reporting/collection/reminders.html", context)


def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """Set another due day, or other requirements."""
    collection = collected(request, pk)
    form = TermsForm(request.POST or None, collection=collection)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_terms(collection=collection, by=request.user, at=now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已保存。")
            return redirect("collection:board", pk=pk)
    context = {
        "form": form,
        "title": f"{collection}：期限和要求",
        "back_url": reverse("collection:board", args=[pk]),
    }
    return render(request, "office/form.html", context)


def _done(request: HttpRequest, pk: int, act: Callable[..., Any], said: str) -> HttpResponse:
    try:
        act(collection=collected(request, pk), by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("collection:board", pk=pk)


@require_POST
def more(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, acts.call_more, "已补列新设的机关。")


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, acts.close, "已结束，不再收报送。")


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, acts.reopen, "已重新打开，可以补报和更正。")


urlpatterns = [
    path("", index, name="index"),
    path("new/", open_year, name="new"),
    path("<int:pk>/", board, name="board"),
    path("<int:pk>/terms/", terms, name="terms"),
    path("<int:pk>/reminders/", reminders, name="reminders"),
    path("<int:pk>/more/", more, name="more"),
    path("<int:pk>/close/", close, name="close"),
    path("<int:pk>/reopen/", reopen, name="reopen"),
]
