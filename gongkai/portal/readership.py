"""订阅和浏览 in the back office: how many follow each column, and what is read most. Numbers only, no persons."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_GET
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.organs.models import Level, Organ, Role
from gongkai.organs.permissions import organ_ids
from gongkai.portal.models import Subscription, ViewCount

MOST = 50  # rows of each table
LOOKING = frozenset({Role.OFFICER, Role.ADMIN})


def _may_look(user: Any) -> bool:
    """The site is the district's: its officers and administrators see how it is read."""
    return Organ.objects.filter(pk__in=organ_ids(user, LOOKING), level=Level.DISTRICT).exists()


@require_GET
def readers(request: HttpRequest) -> HttpResponse:
    """The columns most subscribed to, and the public items most read."""
    if not _may_look(request.user):
        raise PermissionDenied
    confirmed = Q(confirmed_at__isnull=False)
    columns = (
        Subscription.objects.values("node__organ__name", "node__title")
        .annotate(
            readers=Count("pk", filter=confirmed),
            waiting=Count("pk", filter=~confirmed),
            failing=Count("pk", filter=confirmed & Q(failures__gt=0)),
        )
        .order_by("-readers", "node__organ__name", "node__title")
    )
    counts = ViewCount.objects.filter(item__live=True)
    context = {
        "title": "订阅和浏览",
        "icon": "group",
        "columns": columns[:MOST],
        "subscribed": Subscription.objects.filter(confirmed).count(),
        "read": counts.aggregate(sum=Sum("count"))["sum"] or 0,
        "counts": counts.select_related("item__organ")
        .defer("item__body")
        .order_by("-count", "-item_id")[:MOST],
    }
    return render(request, "portal/office/readers.html", context)


@hooks.register("register_admin_urls")
def urls() -> list:
    return [path("readers/", readers, name="readers")]


class ReadersMenuItem(MenuItem):
    """订阅和浏览, for those who run the site."""

    def is_shown(self, request: HttpRequest) -> bool:
        return _may_look(request.user)


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    return ReadersMenuItem("订阅和浏览", reverse("readers"), icon_name="group", order=189)
