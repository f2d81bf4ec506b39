"""The back office's frame: our look, agencies and people, and a menu without what this office does not use."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.office.holidays import urlpatterns as calendar_urls
from gongkai.office.leaders import urlpatterns as leader_urls
from gongkai.office.organs import OrganViewSet
from gongkai.office.people import urlpatterns as people_urls
from gongkai.office.tasks import TasksPanel
from gongkai.organs.permissions import MANAGING, organ_ids

UNUSED_MENU = {"explorer", "images", "documents", "reports", "settings", "help", "snippets"}


@hooks.register("construct_main_menu")
def hide_what_is_not_used(request, menu_items) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in UNUSED_MENU]


@hooks.register("construct_homepage_panels")
def first_page(request, panels) -> None:
    panels[:] = [TasksPanel(request.user)]


@hooks.register("insert_global_admin_css")
def office_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("office/office.css"))


@hooks.register("register_admin_viewset")
def organs() -> OrganViewSet:
    return OrganViewSet("organs_organ")


@hooks.register("register_admin_urls")
def people() -> list:
    return [path("people/", include(([*people_urls, *leader_urls], "people"))), *calendar_urls]


class ManagersMenuItem(MenuItem):
    """Shown to administrators only."""

    def is_shown(self, request) -> bool:
        return bool(organ_ids(request.user, MANAGING))


@hooks.register("register_admin_menu_item")
def people_menu() -> MenuItem:
    return ManagersMenuItem("人员", reverse("people:index"), icon_name="group", order=180)


@hooks.register("register_admin_menu_item")
def leaders_menu() -> MenuItem:
    return ManagersMenuItem("领导姓名职务", reverse("people:leaders"), icon_name="user", order=182)


@hooks.register("register_admin_menu_item")
def calendar_menu() -> MenuItem:
    return ManagersMenuItem("工作日历", reverse("calendar"), icon_name="calendar-alt", order=185)
