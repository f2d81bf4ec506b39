"""Disclosure in the back office: items, the catalogue, the registers, and their menu."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from gongkai.disclosure.admin.catalogue import CatalogueViewSet
from gongkai.disclosure.admin.intake import urlpatterns as intake_urls
from gongkai.disclosure.admin.items import ItemViewSet
from gongkai.disclosure.admin.registers import REGISTERS
from gongkai.disclosure.models import PublishedFinding, Withheld
from gongkai.disclosure.queries import drafts_of, past_due, reviews_waiting, unanswered, unexplained
from gongkai.disclosure.urls import urlpatterns
from gongkai.office.tasks import Task
from gongkai.organs.models import Person
from gongkai.organs.permissions import EDITING, EVERYONE, REVIEWING, managed_ids, organ_ids, today

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


class ChainMenuItem(MenuItem):
    """审查流程, for administrators."""

    def is_shown(self, request) -> bool:
        return bool(managed_ids(request.user))


class OfficeMenuItem(MenuItem):
    """For everybody who holds an office."""

    def is_shown(self, request) -> bool:
        return bool(organ_ids(request.user, EVERYONE))


@hooks.register("register_admin_menu_item")
def review_menu() -> MenuItem:
    return ReviewMenuItem("待审核", reverse("disclosure:reviews"), icon_name="check", order=110)


@hooks.register("register_admin_menu_item")
def chain_menu() -> MenuItem:
    return ChainMenuItem("审查流程", reverse("disclosure:chains"), icon_name="tasks", order=160)


@hooks.register("register_admin_menu_item")
def withheld_menu() -> MenuItem:
    return OfficeMenuItem("不予公开", reverse("disclosure:withheld"), icon_name="lock", order=145)


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
        leaks = PublishedFinding.objects.filter(item__organ_id__in=reviewing, settled_at=None).count()
        if leaks:
            found.append(Task("已公开信息的筛查发现", leaks, reverse("disclosure:rescanned"), urgent=True))
    if editing:
        drafts = drafts_of(editing)
        items = reverse("wagtailsnippets_disclosure_item:list") + "?live=false"
        found.append(Task("还没公开的草稿", len(drafts), items))
        late = past_due(drafts, today())
        if late:
            found.append(Task("超过公开期限的草稿", len(late), items, urgent=True))
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
