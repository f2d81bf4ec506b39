"""分拆 on a screen: the whole text laid into the first part, to be divided from there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from gongkai.applications import acts
from gongkai.applications.states import MOVES, refusal
from gongkai.applications.views.deeds import deed
from gongkai.applications.views.seeing import handled
from gongkai.office.clock import now
from gongkai.trail.acts import Refused


@never_cache
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, with what was asked for; that it was looked at is in the trail."""
    found = handled(request, pk)
    shut = refusal(MOVES["split"], found.application, request.user, found.day, found.rows)
    if request.method == "POST" or shut:
        return deed(request, pk, "split")
    try:
        revealed = acts.reveal(application=found.application, by=request.user, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("applications_application:page", pk=pk)
    return deed(request, pk, "split", initial={"part1": revealed.request})
