"""Disclosure in the back office: items, the catalogue, the registers, and their menu."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from gongkai.disclosure.admin.catalogue import CatalogueViewSet
from gongkai.disclosure.admin.items import ItemViewSet
from gongkai.disclosure.admin.registers import REGISTERS
from gongkai.disclosure.urls import urlpatterns
from gongkai.organs.permissions import APPROVING, organ_ids

register_snippet(ItemViewSet)


@hooks.register("register_admin_viewset")
def viewsets() -> list:
    return [CatalogueViewSet("disclosure_catalogue"), *REGISTERS]


@hooks.register("register_admin_urls")
def urls() -> list:
    return [path("disclosure/", include((urlpatterns, "disclosure")))]


class ReviewMenuItem(MenuItem):
    """待审核, for those who review."""

    def is_shown(self, request) -> bool:
        return bool(organ_ids(request.user, APPROVING))


@hooks.register("register_admin_menu_item")
def review_menu() -> MenuItem:
    return ReviewMenuItem("待审核", reverse("disclosure:reviews"), icon_name="check", order=110)


@hooks.register("construct_snippet_action_menu")
def item_actions(menu_items, request, context) -> None:
    """Save and send for review; publishing is an act of someone else, on another page."""
    from gongkai.disclosure.admin.items import SubmitItem
    from gongkai.disclosure.models import Item

    if context["model"] is Item:
        menu_items[:] = [item for item in menu_items if item.name is None] + [SubmitItem(order=10)]
