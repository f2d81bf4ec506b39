"""检索统计 in the back office: what readers of the public side sought, and what they did not find."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_GET
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.organs.models import Level, Organ, Role
from gongkai.organs.permissions import organ_ids, today
from gongkai.portal.models import Sought

DAYS = 30
MOST = 50  # rows of each table
LOOKING = frozenset({Role.OFFICER, Role.ADMIN})


def _may_look(user: Any) -> bool:
    """The site is the district's: its officers and administrators see what is sought on it."""
    return Organ.objects.filter(pk__in=organ_ids(user, LOOKING), level=Level.DISTRICT).exists()


@require_GET
def sought(request: HttpRequest) -> HttpResponse:
    """The most sought, and the most sought of what nobody found, in the last thirty days."""
    if not _may_look(request.user):
        raise PermissionDenied
    recent = Sought.objects.filter(day__gt=today() - timedelta(days=DAYS))
    counted = recent.order_by().values("words").annotate(sum=Sum("times"), most=Max("found"), last=Max("day"))
    often = counted.order_by("-sum", "words")
    context = {
        "title": "检索统计",
        "icon": "search",
        "days": DAYS,
        "total": recent.aggregate(sum=Sum("times"))["sum"] or 0,
        "tables": [
            ("检索最多的", often[:MOST]),
            ("检索了却没有找到的", often.filter(most=0)[:MOST]),
        ],
    }
    return render(request, "portal/office/sought.html", context)


@hooks.register("register_admin_urls")
def urls() -> list:
    return [path("sought/", sought, name="sought")]


class SoughtMenuItem(MenuItem):
    """检索统计, for those who run the site."""

    def is_shown(self, request: HttpRequest) -> bool:
        return _may_look(request.user)


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    return SoughtMenuItem("检索统计", reverse("sought"), icon_name="search", order=188)
