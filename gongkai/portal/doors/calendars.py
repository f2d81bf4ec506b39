"""日历: the door at which a calendar program fetches one person's due days. The address is the key; nobody logs in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.applications.calendarfeed import calendar_of, reader_of
from gongkai.office.clock import now
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person
from gongkai.portal.doors.answering import kept_by_nobody
from gongkai.portal.doors.limits import limited
from gongkai.trail.acts import note
from gongkai.trail.queries import acts_on

FETCHED = "取用日历"
GONE = "没有这个日历。可能已经停用或者换了地址，请到申请工作台的“提醒”里重新开通。"


@require_safe
@limited(per_minute=60, burst=60, everyone=600)
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a token; the same answer for a token that never was and for one taken away."""
    person = reader_of(token)
    if person is None:
        answer = HttpResponse(GONE, status=404, content_type="text/plain; charset=utf-8")
    else:
        written = calendar_of(person, now(), working_calendar())
        _noted(person)
        answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="qixian.ics"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer = kept_by_nobody(answer)
    answer["Referrer-Policy"] = "no-referrer"  # the address of this page is a key
    return answer


def _noted(person: Person) -> None:
    """In the trail once a day: calendar programs ask every few hours, for months."""
    at = now()
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if not acts_on(person).filter(verb=FETCHED, at__gte=midnight).exists():
        note(verb=FETCHED, subject=person, by=person, at=at)
