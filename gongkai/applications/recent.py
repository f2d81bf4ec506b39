"""What the other cases of an organ ask for, as far as the hints need it: opened in memory, compared, never shown."""

from datetime import date, timedelta
from functools import lru_cache

from gongkai.applications.detecting import Hint, Known, hints_for, pairs_of
from gongkai.applications.models import Application
from gongkai.applications.personal import Unreadable, request_of

BACK = timedelta(days=2 * 366)  # how far back
MOST = 500  # cases compared, the newest
KEPT = 500  # opened texts whose pairs stay in the memory of this process


def hints_of(application: Application) -> tuple[Hint, ...]:
    """The hints for a case; none where its own text cannot be opened, and without the others whose cannot."""
    try:
        text = request_of(application)
    except Unreadable:
        return ()
    return hints_for(text, application.mark, application.received_on, _others(application))


def _others(application: Application) -> list[Known]:
    """The newest cases of the organ before and after this one; what it was split from, and into, is no other."""
    whole = application.came_from_id or application.pk
    cases = Application.objects.filter(organ_id=application.organ_id).exclude(pk__in=(application.pk, whole))
    cases = cases.exclude(came_from=whole)
    if application.received_on:
        cases = cases.filter(received_on__gte=_since(application.received_on))
    rows = cases.order_by("-pk").values_list("pk", "number", "mark", "received_on", "sealed_request")[:MOST]
    return [
        Known(pk, number, mark, _pairs(pk, bytes(sealed)), received_on)
        for pk, number, mark, received_on, sealed in rows
    ]


def _since(day: date) -> date:
    return day - BACK


def _pairs(pk: int, sealed: bytes) -> frozenset[int]:
    try:
        return _opened(pk, sealed)
    except Unreadable:
        return frozenset()


@lru_cache(maxsize=KEPT)
def _opened(pk: int, sealed: bytes) -> frozenset[int]:
    """The pairs of one sealed request; another wording has another seal, so what is kept is never out of date."""
    return pairs_of(request_of(Application(pk=pk, sealed_request=sealed)))
