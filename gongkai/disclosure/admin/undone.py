"""所公开的决定被撤销等: what must come off the public side within three working days, each with its day."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from gongkai.disclosure.takendown import open_annulments, withdrawal_deadline
from gongkai.organs.calendar import working_calendar
from gongkai.organs.permissions import WITHDRAWING, organ_ids


@require_GET
def undone(request: HttpRequest) -> HttpResponse:
    """The earliest due first."""
    organs = organ_ids(request.user, WITHDRAWING)
    if not organs:
        raise PermissionDenied
    calendar = working_calendar()
    rows = [(one, withdrawal_deadline(one.decided_on, calendar)) for one in open_annulments(organs)]
    context = {"title": "三个工作日内要撤下的决定", "icon": "warning", "rows": rows}
    return render(request, "disclosure/undone.html", context)


urlpatterns = [path("undone/", undone, name="undone")]
