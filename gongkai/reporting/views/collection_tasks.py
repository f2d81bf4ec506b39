"""年报收集 on the office's first page and in its menu."""

from django.urls import include, path, reverse
from wagtail.admin.menu import MenuItem

from gongkai.office.tasks import Task
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person
from gongkai.organs.permissions import REPORTING, organ_ids, today
from gongkai.reporting.collecting import HANDING_IN, Board, deadlines, owed_by
from gongkai.reporting.models import Called, Collection
from gongkai.reporting.views.collection import urlpatterns as board_urls
from gongkai.reporting.views.collection_bulk import urlpatterns as bulk_urls
from gongkai.reporting.views.collection_organ import urlpatterns as organ_urls

ADDRESSES = [
    path("annual-collection/", include(([*board_urls, *bulk_urls], "collection"))),
    path("annual-collection/organ/", include((organ_urls, "called"))),
]


class CollectionMenuItem(MenuItem):
    """年报收集, for those who hand in or collect."""

    def is_shown(self, request) -> bool:
        return bool(organ_ids(request.user, HANDING_IN))


def menu_item() -> MenuItem:
    return CollectionMenuItem(
        "年报收集", reverse("collection:index"), icon_name="folder-open-inverse", order=162
    )


def collection_tasks(person: Person) -> list[Task]:
    """Reports to hand in, those returned, and those waiting for one's verdict."""
    return [*_owed(person), *_to_judge(person)]


def _owed(person: Person) -> list[Task]:
    owed = owed_by(organ_ids(person, HANDING_IN))
    returned = [one for one in owed if one.submissions.all()]
    missing = [one for one in owed if one not in returned]
    tasks = []
    if missing:
        tasks.append(Task("待报年报", len(missing), _address(missing), urgent=_is_urgent(missing)))
    if returned:
        tasks.append(Task("被退回的年报", len(returned), _address(returned), urgent=True))
    return tasks


def _address(called: list[Called]) -> str:
    return reverse("called:page", args=[called[0].pk]) if len(called) == 1 else reverse("collection:index")


def _is_urgent(called: list[Called]) -> bool:
    """From the last working day before the due day on."""
    calendar = working_calendar()
    return any(deadlines(one.collection, calendar)[0].warn_for <= today() for one in called)


def _to_judge(person: Person) -> list[Task]:
    collecting = Collection.objects.filter(organ_id__in=organ_ids(person, REPORTING), closed_at=None)
    tasks = []
    for collection in collecting.select_related("organ"):
        counts = dict(Board(collection, today()).counts)
        waiting = counts["waiting"] + counts["wrong"]
        if waiting:
            address = reverse("collection:board", args=[collection.pk])
            tasks.append(Task(f"待审核报送（{collection.year}年度）", waiting, address))
    return tasks
