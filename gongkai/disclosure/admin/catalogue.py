"""The catalogue (目录) in the back office: limits, periods, owners, and columns of one's own."""

from typing import Any

from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from gongkai.disclosure import acts
from gongkai.disclosure.forms import OrganBoundForm
from gongkai.disclosure.models import CatalogueNode
from gongkai.office.saving import SavesByAct
from gongkai.office.tenancy import TenantViewSet
from gongkai.organs.permissions import EVERYONE, REPORTING


class NodeForm(OrganBoundForm):
    """A column of the organ's own catalogue; a statutory column keeps its place and its address."""

    roles = REPORTING

    class Meta:
        model = CatalogueNode
        fields = [
            "organ", "parent", "title", "slug", "basis", "limit_days", "limit_basis", "update_period", "owner", "order",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = self.fields["organ"].queryset
        self.fields["parent"].queryset = CatalogueNode.objects.filter(organ__in=organs).exclude(parent=None)
        self.fields["parent"].required = True
        if self.instance.pk:
            for fixed in ("parent", "slug"):
                self.fields[fixed].disabled = True
                self.fields[fixed].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        parent, organ = cleaned.get("parent"), cleaned.get("organ")
        if parent and organ and parent.organ_id != organ.pk:
            self.add_error("parent", "上级栏目要属于同一个机关。")
        if cleaned.get("limit_days", 20) < 20 and not cleaned.get("limit_basis"):
            self.add_error("limit_basis", "公开时限短于20个工作日的，请写明依据。")
        if not self.instance.pk and cleaned.get("slug"):
            self.instance.code = cleaned["slug"][:20]
        return cleaned


class NodeCreate(SavesByAct, CreateView):
    def act(self, instance: CatalogueNode, **context: Any) -> CatalogueNode:
        return acts.open_node(node=instance, **context)


class NodeEdit(SavesByAct, EditView):
    def act(self, instance: CatalogueNode, **context: Any) -> CatalogueNode:
        return acts.amend_node(node=instance, **context)


class NodeIndex(IndexView):
    def get_base_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["view"]
        ).select_related("organ", "parent")


class CatalogueViewSet(TenantViewSet, ModelViewSet):
    model = CatalogueNode
    icon = "list-ul"
    menu_label = "公开目录"
    menu_order = 130
    add_to_admin_menu = True
    rules = {"view": EVERYONE, "add": REPORTING, "change": REPORTING}
    index_view_class = NodeIndex
    add_view_class = NodeCreate
    edit_view_class = NodeEdit
    ordering = ["organ_id", "order", "id"]
    list_display = [
        "title",
        Column("organ", label="机关"),
        Column("basis", label="公开依据"),
        Column("limit_days", label="时限（工作日）"),
        Column("get_update_period_display", label="更新周期"),
        Column("owner", label="责任科室"),
    ]
    list_filter = ["organ"]
    search_fields = ["title", "basis", "owner"]
    search_backend_name = None
    list_per_page = 50
    form_fields = NodeForm.Meta.fields

    def get_form_class(self, for_update: bool = False) -> type:
        return NodeForm

    def get_edit_handler(self) -> None:
        return None
