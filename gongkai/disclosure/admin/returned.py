"""被退回的信息: what a reviewer sent back to its author, with the whole reason."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from gongkai.disclosure.queries import return_of, returned
from gongkai.organs.permissions import EDITING, organ_ids


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One's own drafts that came back, the newest first."""
    organs = organ_ids(request.user, EDITING)
    if not organs:
        raise PermissionDenied
    items = returned(request.user, organs).select_related("organ", "node").prefetch_related("reviews")
    context = {
        "title": "被退回的信息",
        "icon": "undo",
        "found": [(item, return_of(item)) for item in items],
    }
    return render(request, "disclosure/returned.html", context)


urlpatterns = [path("returned/", index, name="returned")]
