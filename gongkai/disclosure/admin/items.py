"""Items in the back office: listed, drafted and sent for review."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from gongkai.disclosure import acts
from gongkai.disclosure.admin.explaining import opened_for
from gongkai.disclosure.admin.seeking import FindsItems
from gongkai.disclosure.forms import ItemForm
from gongkai.disclosure.models import Item
from gongkai.disclosure.panels import item_panels
from gongkai.disclosure.queries import lacks_explanation
from gongkai.office.clock import now
from gongkai.office.saving import SavesByAct
from gongkai.office.tenancy import OPEN, TenantViewSet
from gongkai.organs.permissions import EDITING, EVERYONE
from gongkai.trail.acts import Refused

UNEXPLAINED = (
    "这是政策文件，还没有解读。解读应当和文件同步起草、同步审查、同步公开，请在文件的页面上点“起草解读”。"
)
HELD = "已通过审查，等所属的文件公开"


class SubmitItem(ActionMenuItem):
    label = "保存并送审"
    name = "action-submit"
    icon_name = "resubmit"


def state_of(item: Item) -> str:
    """Where an item stands, in the words of the office."""
    if item.submitted_revision_id and item.live and not item.has_unpublished_changes:
        return "已应急公开，待补办审查"
    if item.submitted_revision_id:
        return "待审核（已公开）" if item.live else "待审核"
    if item.live:
        return "已公开，有未送审的修改" if item.has_unpublished_changes else "已公开"
    if item.explains_id and item.held:
        return HELD
    return "已撤下" if item.withdrawn_at else "草稿"


class DraftsItem(SavesByAct):
    """Shared by creating and editing: attachments are stored, the draft is saved, perhaps sent for review."""

    def act(self, instance: Item, **context: Any) -> Item:
        for row in self.form.formsets["attachments"].forms:
            upload = getattr(row, "cleaned_data", {}).get("upload")
            if upload is not None:
                upload.seek(0)
                row.instance.stored_file = acts.store_file(
                    organ=instance.organ, name=upload.name, data=upload.read(), **context
                )
        drafted = acts.draft(item=instance, **context)
        for remark in drafted.remarks:
            messages.warning(self.request, remark)
        return drafted

    def get_available_actions(self) -> list[str]:
        return [self.view_name, "submit"] if self.request.method == "POST" else [self.view_name]

    def submit_action(self) -> HttpResponse | None:
        """Send for review; what cannot be sent yet stays saved, so that nothing typed or uploaded is lost."""
        try:
            acts.submit(item=self.object, by=self.request.user, at=now())
        except Refused as refusal:
            messages.warning(self.request, f"草稿已保存，没有送审。{refusal}")
            return redirect(self.get_success_url())
        if lacks_explanation(self.object):
            messages.warning(self.request, UNEXPLAINED)
        return None

    def get_success_message(self, *_: Any) -> str:
        return (
            "已保存并送审。"
            if self.action == "submit"
            else "草稿已保存。公开网页没有变化，送审并由审核人发布以后才会变。"
        )

    def get_success_url(self) -> str:
        return reverse("disclosure:item", args=[self.object.pk])

    def get_success_buttons(self) -> list:
        return []


class ItemIndex(FindsItems, IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("organ", "node")

    @cached_property
    def columns(self) -> list[Any]:
        """Without tick boxes: nothing is done to many items at once, each is reviewed by itself."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Beside typing one in: from a document, and many from a sheet."""
        buttons = list(super().header_buttons)
        if self.user_has_permission("add"):
            for label, name in (("从 Word 导入", "disclosure:word"), ("旧信息导入", "intake:index")):
                buttons.append(HeaderButton(label=label, url=reverse(name), icon_name="upload"))
        return buttons

    def get_edit_url(self, instance: Item) -> str:
        return reverse("disclosure:item", args=[instance.pk])

    def get_list_buttons(self, instance: Item) -> list[Any]:
        return []


class ItemCreate(DraftsItem, CreateView):
    def get_initial(self) -> dict[str, Any]:
        """Opened from a document to explain it (解读), the form holds what follows from that."""
        return super().get_initial() | opened_for(self.request)


class ItemEdit(DraftsItem, EditView):
    pass


class ItemViewSet(TenantViewSet, SnippetViewSet):
    model = Item
    icon = "doc-full"
    menu_label = "信息"
    menu_order = 100
    add_to_admin_menu = True
    rules = {"view": EVERYONE, "add": EDITING, "change": EDITING}
    index_view_class = ItemIndex
    add_view_class = ItemCreate
    edit_view_class = ItemEdit
    list_display = [
        "title",
        Column("organ", label="机关"),
        Column("node", label="目录栏目"),
        Column("formed_on", label="成文日期", sort_key="formed_on"),
        Column("index_number", label="索引号"),
        Column("state", label="状态", accessor=state_of),
    ]
    list_filter = ["organ", "live", "validity"]
    search_fields = ["title", "document_number", "index_number"]  # while the index is not there
    search_backend_name = None
    open_views = OPEN | {"revisions_compare"}
    list_per_page = 20
    list_export = []
    edit_handler = ObjectList(item_panels(), base_form_class=ItemForm)

    def get_queryset(self, request: Any) -> Any:
        return self.visible_to(request.user)

    def register_chooser_viewset(self) -> None:
        """No chooser: nothing in the office picks an item from a pop-up, so there is none to guard."""
