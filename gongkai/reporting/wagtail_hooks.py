"""The annual report in the back office's menu and addresses."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.organs.permissions import organ_ids
from gongkai.reporting.urls import urlpatterns
from gongkai.reporting.views import INVOLVED


@hooks.register("register_admin_urls")
def urls() -> list:
    return [path("reports-of-the-year/", include((urlpatterns, "reporting")))]


class ReportMenuItem(MenuItem):
    """年度报告, for those who write or sign it."""

    def is_shown(self, request) -> bool:
        return bool(organ_ids(request.user, INVOLVED))


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    return ReportMenuItem("年度报告", reverse("reporting:index"), icon_name="doc-full-inverse", order=160)
