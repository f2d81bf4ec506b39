"""委托代办: a reviewer who is away lets a colleague do the steps, from a day until a day."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.models import Delegation
from gongkai.disclosure.reviewforms import DelegationForm
from gongkai.office.clock import now
from gongkai.organs.models import Organ, Person
from gongkai.organs.permissions import REVIEWING, organ_ids
from gongkai.trail.acts import Refused


def index(request: HttpRequest) -> HttpResponse:
    """One's own delegations, those to oneself, and a new one."""
    organs = organ_ids(request.user, REVIEWING)
    if not organs:
        raise PermissionDenied
    colleagues = Person.objects.filter(
        appointments__organ__in=organs,
        appointments__role__in=REVIEWING,
        appointments__until=None,
        is_active=True,
    )
    form = DelegationForm(
        request.POST or None,
        people=colleagues.exclude(pk=request.user.pk).distinct(),
        initial={"since": now().date()},
    )
    if request.method == "POST" and form.is_valid() and _delegate(request, form, organs):
        return redirect("disclosure:delegations")
    held = Delegation.objects.select_related("organ", "person", "deputy")
    context = {
        "title": "委托代办",
        "icon": "user",
        "form": form,
        "given": held.filter(person=request.user)[:50],
        "taken": held.filter(deputy=request.user)[:50],
        "day": now().date(),
    }
    return render(request, "disclosure/delegations.html", context)


def _delegate(request: HttpRequest, form: DelegationForm, organs: frozenset[int]) -> bool:
    """In every organ where both review; usually that is one."""
    deputy = form.cleaned_data["deputy"]
    shared = Organ.objects.filter(pk__in=organs & organ_ids(deputy, REVIEWING))
    try:
        for organ in shared:
            acts.delegate(organ=organ, by=request.user, at=now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as fault:
        form.add_error(None, "".join(fault.messages))
        return False
    messages.success(request, f"已委托{deputy}代办。")
    return True


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(Delegation, pk=pk, organ_id__in=organ_ids(request.user))
    try:
        acts.end_delegation(delegation=held, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "委托已收回。")
    return redirect("disclosure:delegations")


urlpatterns = [
    path("delegations/", index, name="delegations"),
    path("delegations/<int:pk>/end/", end, name="end-delegation"),
]
