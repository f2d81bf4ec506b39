"""The back office's frame: our closed doors, our look, and a menu without what this office does not use."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


UNUSED_MENU = {"explorer", "images", "documents", "reports", "settings", "help", "snippets"}


@hooks.register("construct_main_menu")
def hide_what_is_not_used(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in UNUSED_MENU]


@hooks.register("insert_global_admin_css")
def office_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("office/office.css"))


