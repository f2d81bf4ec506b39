"""工作量 on the screen: a table by person, each number opening its cases on the bench."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.applications import acts
from gongkai.applications.bench import SHOWN
from gongkai.applications.states import SEEING
from gongkai.applications.workload import COUNTED, loads
from gongkai.office.clock import now
from gongkai.organs.calendar import working_calendar
from gongkai.organs.permissions import organ_ids, today


@require_GET
def workload(request: HttpRequest) -> HttpResponse:
    """Who has how much in hand, in the organs whose cases one sees."""
    organs = organ_ids(request.user, SEEING)
    if not organs:
        raise PermissionDenied
    acts.follow_calendar(at=now())
    day = today()
    context = {
        "title": "工作量",
        "icon": "mail",
        "loads": loads(organs, request.user, day, working_calendar()),
        "labels": [SHOWN[word][0] for word in COUNTED],
        "several": len(organs) > 1,
        "year": day.year,
        "back_url": reverse("applications_application:index"),
    }
    return render(request, "applications/workload.html", context)
