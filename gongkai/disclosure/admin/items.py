"""Items in the back office: listed, drafted and sent for review."""

from typing import Any

from django.http import Http404, HttpResponse
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
from gongkai.disclosure.admin.seeking import FindsItems, without
from gongkai.disclosure.forms import ItemForm
from gongkai.disclosure.models import Item, ReviewState
from gongkai.disclosure.panels import item_panels
from gongkai.disclosure.queries import lacks_explanation
from gongkai.disclosure.reviewing.chain import under_way
from gongkai.disclosure.takendown import hidden_ids, may_see_sealed, sealed_off
from gongkai.office.clock import now
from gongkai.office.saving import SavesByAct
from gongkai.office.tenancy import OPEN, TenantViewSet
from gongkai.organs.permissions import EDITING, EVERYONE, organ_ids
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
        referred = any(review.state == ReviewState.REFERRED for review in item.reviews.all())
        waiting = "报请确定，等答复" if referred else "待审核"
        return f"{waiting}（已公开）" if item.live else waiting
    for held in item.withholdings.all():
        if held.ended_on is None:
            return held.state
    if any(review.held_at for review in item.reviews.all()):
        return HELD
    back = _sent_back(item)
    if item.live:
        if not item.has_unpublished_changes:
            return "已公开"
        return "已公开，修改已退回" if back else "已公开，有未送审的修改"
    if back:
        return "已退回"
    return "已撤下" if item.withdrawn_at else "草稿"


def _sent_back(item: Item) -> bool:
    last = next(iter(item.reviews.all()), None)
    return last is not None and last.state == ReviewState.RETURNED


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
        items = super().get_base_queryset().select_related("organ", "node")
        return items.prefetch_related("reviews", "withholdings")  # for the state of each

    @cached_property
    def columns(self) -> list[Any]:
        """Without tick boxes: nothing is done to many items at once, each is reviewed by itself."""
        kept = [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]
        for column in kept:
            if column.name == "title":
                column.accessor = self._title
        return kept

    def _title(self, item: Item) -> str:
        return "（已撤下封存）" if item.pk in self.hidden else item.title

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Beside typing one in: from a document, and many from a sheet."""
        buttons = list(super().header_buttons)
        if self.user_has_permission("add"):
            for label, name in (("从 Word 导入", "disclosure:word"), ("旧信息导入", "intake:index")):
                buttons.append(HeaderButton(label=label, url=reverse(name), icon_name="upload"))
        return buttons

    def search_queryset(self, queryset: Any) -> Any:
        """Nobody finds by its words what they may not see."""
        found = super().search_queryset(queryset)
        return without(found, self.hidden) if self.is_searching else found

    @cached_property
    def hidden(self) -> frozenset[int]:
        """Items sealed off from whoever looks."""
        return hidden_ids(self.request.user, organ_ids(self.request.user), now().date())

    def get_edit_url(self, instance: Item) -> str:
        return reverse("disclosure:item", args=[instance.pk])

    def get_list_buttons(self, instance: Item) -> list[Any]:
        return []


class ItemCreate(DraftsItem, CreateView):
    def get_initial(self) -> dict[str, Any]:
        """Opened from a document to explain it (解读), the form holds what follows from that."""
        return super().get_initial() | opened_for(self.request)


class ItemEdit(DraftsItem, EditView):
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Whoever opens what is being reviewed is told first that saving ends the review."""
        review = under_way(self.object)
        if review is not None and review.urgent_published_at is not None:
            messages.warning(request, "这条信息已经应急公开，正在补办审查，补办完以前不能修改。")
        elif review is not None and review.state == ReviewState.REFERRED:
            messages.warning(
                request, "这条信息报请上级确定，正在等答复，不能修改。要改的，请保密审查人先撤回报请。"
            )
        elif review is not None or self.object.held:
            messages.warning(
                request,
                "这条信息正在审查，或者已经通过、等所属的文件公开。保存修改以后，这次审查作废，已经通过的环节也要重新办，"
                "请改好再送审。",
            )
        return super().get(request, *args, **kwargs)


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

    def guard(self, user: Any, pk: Any, action: str | None) -> None:
        """What leaked is not shown round the organ once more, in no form and no comparison."""
        super().guard(user, pk, action)
        item = Item.objects.get(pk=int(pk))
        if sealed_off(item) and not may_see_sealed(user, item.organ_id, now().date()):
            raise Http404("这条信息已经撤下，内容已经封存，只有保密审查人可以查看。")

    def register_chooser_viewset(self) -> None:
        """No chooser: nothing in the office picks an item from a pop-up, so there is none to guard."""
