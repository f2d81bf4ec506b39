"""The door that counts readings (浏览次数) and answers how many there are; without cookies.

A page asks it by script (`site.js`). It counts a reading unless a program asks, the browser only fetches ahead,
the question does not come from a page of this site, or the same reader read the same item within half an hour.
"""

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from gongkai.disclosure.models import Item
from gongkai.portal.doors.answering import kept_by_nobody
from gongkai.portal.doors.limits import limited, mark_of
from gongkai.portal.doors.robots import is_robot
from gongkai.portal.models import ViewCount
from gongkai.portal.readings import readings, recent

AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")  # what browsers say when nobody looks yet
_LARGEST = 2**63 - 1


@require_GET
@limited(per_minute=240, burst=120, everyone=60_000)  # a whole office may sit behind one address
def count(request: HttpRequest, item_id: int) -> HttpResponse:
    """How often a public item was read, this reading included if it is one: {"count": n}; 404 for any other."""
    stored = _stored(item_id)
    if stored is None:
        return kept_by_nobody(JsonResponse({"error": "没有这条信息"}, status=404))
    if is_reading(request) and _is_first_look(request, item_id):
        readings.count(item_id)
    shown = stored + readings.pending(item_id)
    readings.write_when_due()
    return kept_by_nobody(JsonResponse({"count": shown}))


def _stored(item_id: int) -> int | None:
    """The count in the records; None when the item is not public."""
    if item_id > _LARGEST:
        return None
    count = ViewCount.objects.filter(item_id=OuterRef("pk")).values("count")
    row = Item.objects.public().filter(pk=item_id).values_list(Subquery(count)).order_by("pk").first()
    return None if row is None else row[0] or 0


def is_reading(request: HttpRequest) -> bool:
    """Whether a person's browser asks because a page of ours is being looked at."""
    if is_robot(request.headers.get("User-Agent", "")):
        return False
    if any(name in request.headers for name in AHEAD):
        return False
    # Browsers say where a question comes from, but only over HTTPS.
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _is_first_look(request: HttpRequest, item_id: int) -> bool:
    agent = request.headers["User-Agent"].encode("utf-8", "surrogateescape")
    return recent.is_new(mark_of(request), agent, item_id.to_bytes(8, "big"))
