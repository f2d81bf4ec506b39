"""更正 on a screen: the event with its own facts, the reason, and the case as it comes out."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.admin import messages

from gongkai.applications import acts
from gongkai.applications.acts.correcting import CORRECTABLE
from gongkai.applications.forms import CorrectForm
from gongkai.applications.models import CaseEvent
from gongkai.applications.states import MOVES, OFFICE, SEEING, refusal
from gongkai.office.clock import now
from gongkai.office.saving import add_faults
from gongkai.organs.permissions import may, organ_ids, today
from gongkai.trail.acts import Refused


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one event right."""
    events = CaseEvent.objects.select_related("application", "answer")
    event = get_object_or_404(events, pk=pk, application__organ_id__in=organ_ids(request.user, SEEING))
    application, move = event.application, MOVES["correct"]
    if not may(request.user, OFFICE, application.organ_id):
        raise PermissionDenied
    if event.kind not in CORRECTABLE:
        raise Http404("这一事项不用更正。")
    form = CorrectForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            acts.correct(event=event, by=request.user, at=now(), **form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        except ValidationError as fault:
            add_faults(form, fault)
        else:
            messages.success(request, "已更正，原来的登记保留在办理经过里。")
            return redirect("applications_application:page", pk=application.pk)
    context = {
        "title": f"更正“{event.get_kind_display()}”：{application.number}",
        "icon": "mail",
        "case": application,
        "move": move,
        "form": form,
        "shut": refusal(move, application, request.user, today(), application.events.order_by("serial")),
        "back_url": reverse("applications_application:page", args=[application.pk]),
    }
    return render(request, "applications/deed.html", context)
