"""The register of applications and remedies in the back office."""

from django.http import HttpRequest
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.applications import urls
from gongkai.applications.letters import urls as letter_urls
from gongkai.applications.letters.tasks import letter_tasks
from gongkai.applications.states import SEEING
from gongkai.applications.tasks import case_tasks
from gongkai.applications.views.paper import mail_menu
from gongkai.applications.views.remedies import RemedyViewSet
from gongkai.organs.permissions import organ_ids


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("applications_application/", include((urls.cases, "applications_application"))),
        path("applications_event/", include((urls.events, "applications_event"))),
        path("applications_letter/", include((letter_urls.addresses, "applications_letter"))),
        path("applications_arrival/", include((urls.arrivals, "applications_arrival"))),
    ]


@hooks.register("register_admin_viewset")
def remedies() -> RemedyViewSet:
    return RemedyViewSet("applications_remedy")


class BenchMenuItem(MenuItem):
    """依申请公开, for those who handle or approve."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(organ_ids(request.user, SEEING))


@hooks.register("register_admin_menu_item")
def bench_menu() -> MenuItem:
    address = reverse("applications_application:index")
    return BenchMenuItem("依申请公开", address, icon_name="mail", order=150)


hooks.register("register_admin_menu_item", mail_menu)
hooks.register("office_tasks", case_tasks)
hooks.register("office_tasks", letter_tasks)
