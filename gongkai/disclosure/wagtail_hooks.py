"""Disclosure in the back office: items, the catalogue, the registers, and their menu."""

from typing import Any

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from gongkai.disclosure.admin.catalogue import CatalogueViewSet
from gongkai.disclosure.admin.intake import urlpatterns as intake_urls
from gongkai.disclosure.admin.items import ItemViewSet
from gongkai.disclosure.admin.registers import REGISTERS
from gongkai.disclosure.handingover import not_handed_over
from gongkai.disclosure.models import Withheld
from gongkai.disclosure.queries import (
    drafts_of,
    findings_open,
    past_due,
    returned,
    reviews_waiting,
    unanswered,
    unexplained,
)
from gongkai.disclosure.takendown import open_annulments, withdrawal_deadline
from gongkai.disclosure.urls import urlpatterns
from gongkai.office.tasks import Task
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person
from gongkai.organs.permissions import (
    EDITING,
    EVERYONE,
    ORDERING,
    REVIEWING,
    WITHDRAWING,
    managed_ids,
    ordered_ids,
    organ_ids,
    today,
)

register_snippet(ItemViewSet)


@hooks.register("register_admin_viewset")
def viewsets() -> list:
    return [CatalogueViewSet("disclosure_catalogue"), *REGISTERS]


@hooks.register("register_admin_urls")
def urls() -> list:
    return [
        path("disclosure/", include((urlpatterns, "disclosure"))),
        path("intake/", include((intake_urls, "intake"))),
    ]


class ReviewMenuItem(MenuItem):
    """待审核, for those who review."""

    def is_shown(self, request) -> bool:
        return bool(organ_ids(request.user, REVIEWING))


class RescannedMenuItem(ReviewMenuItem):
    """已公开信息的筛查发现, with how many are open."""

    def render_component(self, request) -> Any:
        component = super().render_component(request)
        count = findings_open(organ_ids(request.user, REVIEWING)).count()
        component.label = f"{self.label}（{count}）" if count else self.label
        return component


class ChainMenuItem(MenuItem):
    """审查流程, for administrators."""

    def is_shown(self, request) -> bool:
        return bool(managed_ids(request.user))


class OrderMenuItem(MenuItem):
    """责令撤下, for 公开办 and 保密审查人 of organs that have others under them."""

    def is_shown(self, request) -> bool:
        return bool(organ_ids(request.user, ORDERING) and ordered_ids(request.user))


class OfficeMenuItem(MenuItem):
    """For everybody who holds an office."""

    def is_shown(self, request) -> bool:
        return bool(organ_ids(request.user, EVERYONE))


@hooks.register("register_admin_menu_item")
def review_menu() -> MenuItem:
    return ReviewMenuItem("待审核", reverse("disclosure:reviews"), icon_name="check", order=110)


@hooks.register("register_admin_menu_item")
def assessments_menu() -> MenuItem:
    return OfficeMenuItem(
        "影响评估记录", reverse("disclosure:assessments"), icon_name="clipboard-list", order=112
    )


@hooks.register("register_admin_menu_item")
def rescanned_menu() -> MenuItem:
    return RescannedMenuItem("公开后筛查", reverse("disclosure:rescanned"), icon_name="warning", order=112)


@hooks.register("register_admin_menu_item")
def chain_menu() -> MenuItem:
    return ChainMenuItem("审查流程", reverse("disclosure:chains"), icon_name="tasks", order=160)


@hooks.register("register_admin_menu_item")
def withheld_menu() -> MenuItem:
    return OfficeMenuItem("不予公开", reverse("disclosure:withheld"), icon_name="lock", order=145)


@hooks.register("register_admin_menu_item")
def order_menu() -> MenuItem:
    return OrderMenuItem("责令撤下", reverse("disclosure:order"), icon_name="warning", order=147)


@hooks.register("office_tasks")
def annulled_tasks(person: Person) -> list[Task]:
    """Decisions known to be undone that are still public: three working days, then they are late."""
    known = list({one.item_id: one for one in open_annulments(organ_ids(person, WITHDRAWING))}.values())
    if not known:
        return []
    calendar = working_calendar()
    dues = [withdrawal_deadline(one.decided_on, calendar) for one in known]
    late = sum(due is not None and due.day is not None and due.day < today() for due in dues)
    address = reverse("disclosure:undone")
    found = [Task("三个工作日内要撤下的决定", len(known), address, urgent=True)]
    return [*found, Task("超过期限没有撤下的决定", late, address, urgent=True)] if late else found


@hooks.register("office_tasks")
def tasks(person: Person) -> list[Task]:
    """What this person should see first: reviews waiting, drafts lying about, drafts past their due day."""
    found = []
    reviewing, editing = organ_ids(person, REVIEWING), organ_ids(person, EDITING)
    if reviewing:
        mine, _ = reviews_waiting(person, reviewing, today())
        found.append(Task("待审核", len(mine), reverse("disclosure:reviews")))
        slow = [step for step in mine if step.due_on and step.due_on < today()]
        if slow:
            found.append(Task("超过办理期限的审查", len(slow), reverse("disclosure:reviews"), urgent=True))
        due = Withheld.objects.due(today()).filter(organ_id__in=reviewing).count()
        if due:
            found.append(Task("该重新评估的不予公开信息", due, reverse("disclosure:withheld"), urgent=True))
        leaks = findings_open(reviewing).count()
        if leaks:
            found.append(Task("已公开信息的筛查发现", leaks, reverse("disclosure:rescanned"), urgent=True))
    if editing:
        back = returned(person, editing).count()
        if back:
            found.append(Task("被退回的信息", back, reverse("disclosure:returned"), urgent=True))
        drafts = drafts_of(editing)
        items = reverse("wagtailsnippets_disclosure_item:list") + "?live=false"
        found.append(Task("还没公开的草稿", len(drafts), items))
        late = past_due(drafts, today())
        if late:
            found.append(Task("超过公开期限的草稿", len(late), items, urgent=True))
        year = today().year - 1
        if owing := not_handed_over(editing, year):
            period = f"organ={owing[0].pk}&since={year}-01-01&until={year}-12-31"
            address = f"{reverse('disclosure:handover')}?{period}"
            found.append(Task(f"{year}年的信息还没有送交档案馆、图书馆", len(owing), address))
        hint = unexplained(editing, today()).count()
        if hint:
            found.append(Task("还没有解读的政策文件", hint, reverse("disclosure:unexplained")))
        ended = unanswered(editing, today()).count()
        if ended:
            found.append(Task("征求意见已结束、还没有反馈", ended, reverse("disclosure:unanswered")))
    return found


@hooks.register("construct_snippet_action_menu")
def item_actions(menu_items, request, context) -> None:
    """Save and send for review; publishing is an act of someone else, on another page."""
    from gongkai.disclosure.admin.items import SubmitItem
    from gongkai.disclosure.models import Item

    if context["model"] is Item:
        menu_items[:] = [item for item in menu_items if item.name == "action-save"] + [SubmitItem(order=10)]
