"""已公开信息的筛查发现: the tasks that a look through the archive has opened."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from gongkai.disclosure import acts
from gongkai.disclosure.models import PublishedFinding, Rescan
from gongkai.disclosure.queries import findings_open
from gongkai.disclosure.reviewing.telling import WEIGHTS
from gongkai.disclosure.takendown import REPORT_LEAK, hidden_ids
from gongkai.office.clock import now
from gongkai.organs.permissions import REVIEWING, organ_ids
from gongkai.screening.content.finding import Kind, Severity
from gongkai.trail.acts import Refused

SHOWN = 200


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is still to be dealt with, the weightiest first."""
    organs = organ_ids(request.user, REVIEWING)
    if not organs:
        raise PermissionDenied
    open_ones = findings_open(organs)
    hidden = hidden_ids(request.user, organs, now().date())
    told = [
        (one, Kind(one.kind).label, WEIGHTS[Severity(one.severity)], one.item_id in hidden)
        for one in open_ones.select_related("item__organ").order_by("severity", "item_id")[:SHOWN]
    ]
    context = {
        "title": "已公开信息的筛查发现",
        "icon": "warning",
        "told": told,
        "report_leak": REPORT_LEAK,
        "total": open_ones.count(),
        "last": Rescan.objects.first(),
    }
    return render(request, "disclosure/rescanned.html", context)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    finding = get_object_or_404(
        PublishedFinding, pk=pk, item__organ_id__in=organ_ids(request.user, REVIEWING)
    )
    outcome = request.POST.get("outcome", "").replace("\0", "")
    try:
        acts.settle_finding(finding=finding, by=request.user, at=now(), outcome=outcome)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已记录。")
    return redirect("disclosure:rescanned")


urlpatterns = [
    path("rescanned/", index, name="rescanned"),
    path("rescanned/<int:pk>/", settle, name="settle"),
]
