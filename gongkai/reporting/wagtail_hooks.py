"""The annual report in the back office's menu and addresses."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.office.tasks import Task
from gongkai.organs.models import Person
from gongkai.organs.permissions import organ_ids
from gongkai.reporting.models import AnnualReport
from gongkai.reporting.urls import urlpatterns
from gongkai.reporting.views import checkup_menu, collection_tasks
from gongkai.reporting.views.report import INVOLVED


@hooks.register("register_admin_urls")
def urls() -> list:
    return [
        path("reports-of-the-year/", include((urlpatterns, "reporting"))),
        *checkup_menu.ADDRESSES,
        *collection_tasks.ADDRESSES,
    ]


class ReportMenuItem(MenuItem):
    """年度报告, for those who write or sign it."""

    def is_shown(self, request) -> bool:
        return bool(organ_ids(request.user, INVOLVED))


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    return ReportMenuItem("年度报告", reverse("reporting:index"), icon_name="doc-full-inverse", order=160)


@hooks.register("office_tasks")
def tasks(person: Person) -> list[Task]:
    """Reports still in preparation, and signed ones not yet public."""
    organs = organ_ids(person, INVOLVED)
    if not organs:
        return []
    reports = AnnualReport.objects.filter(organ_id__in=organs)
    open_, unpublished = (
        reports.filter(signed_at=None).count(),
        reports.filter(signed_at__isnull=False, published_at=None, withdrawn_at=None).count(),
    )
    address = reverse("reporting:index")
    return [Task("编制中的年度报告", open_, address), Task("已签发未公开的年度报告", unpublished, address)]


hooks.register("register_admin_menu_item", checkup_menu.menu_item)
hooks.register("register_admin_menu_item", collection_tasks.menu_item)
hooks.register("office_tasks", collection_tasks.collection_tasks)
