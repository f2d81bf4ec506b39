"""年报体检 in the menu and the addresses of the back office: for whoever holds any office."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from wagtail.admin.menu import MenuItem

from gongkai.organs.permissions import organ_ids
from gongkai.reporting.views.checkup import urlpatterns

ADDRESSES: list[Any] = [path("report-checkup/", include((urlpatterns, "checkup")))]


class CheckupMenuItem(MenuItem):
    """年报体检."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(organ_ids(request.user))


def menu_item() -> MenuItem:
    """The item in the menu."""
    return CheckupMenuItem("年报体检", reverse("checkup:index"), icon_name="check", order=164)
