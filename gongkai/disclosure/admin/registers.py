"""The registers (台账) in the back office: typed in, imported from Excel, exported, struck out."""

from typing import Any

from django.db.models import CharField
from django.urls import path, reverse
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button, HeaderButton

from gongkai.disclosure import acts
from gongkai.disclosure.admin import imports
from gongkai.disclosure.forms import OrganBoundForm
from gongkai.disclosure.models import Charge, Decision, Deposit, Matter, NormativeDocument, Procurement
from gongkai.disclosure.models.registers import Entry
from gongkai.disclosure.sheets import fields_of
from gongkai.office.saving import SavesByAct
from gongkai.office.tenancy import TenantViewSet
from gongkai.organs.permissions import EDITING, EVERYONE

COUNTED = ("organ", "since", "until", "pieces", "content")


class EntryCreate(SavesByAct, CreateView):
    def act(self, instance: Entry, **context: Any) -> Entry:
        return acts.enter(entries=[instance], **context)[0]

    def get_initial(self) -> dict[str, Any]:
        """Opened from a 移交清单, a delivery's form holds what was counted there."""
        given = self.request.GET.items() if self.model is Deposit else ()
        counted = {name: value.replace("\0", "") for name, value in given if name in COUNTED}
        return super().get_initial() | counted


class EntryEdit(SavesByAct, EditView):
    def act(self, instance: Entry, **context: Any) -> Entry:
        return acts.enter(entries=[instance], **context)[0]


class EntryIndex(IndexView):
    viewset_namespace = ""

    def get_base_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["view"]
        ).select_related("organ")

    @property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if self.user_has_permission("add"):
            for label, name, icon in (
                ("从 Excel 导入", "import", "upload"),
                ("下载模板", "template", "download"),
            ):
                buttons.append(HeaderButton(label=label, url=self.link(name), icon_name=icon))
        buttons.append(HeaderButton(label="导出 Excel", url=self.link("export"), icon_name="download"))
        if self.model is Deposit:
            buttons.append(
                HeaderButton(label="移交清单", url=reverse("disclosure:handover"), icon_name="list-ul")
            )
        return buttons

    def get_list_more_buttons(self, instance: Entry) -> list[Any]:
        if instance.struck_at is not None or not self.user_has_permission_for_instance("change", instance):
            return []
        strike = Button("注销", url=self.link("strike", instance.pk), icon_name="bin", priority=30)
        return [*super().get_list_more_buttons(instance), strike]

    def link(self, name: str, *pk: int) -> str:
        return reverse(self.index_url_name.replace(":index", f":{name}"), args=pk)


def shown_state(entry: Entry) -> str:
    return "已注销" if entry.struck_at else ""


class RegisterViewSet(TenantViewSet, ModelViewSet):
    """A register's screens; `columns` are the fields its list shows."""

    rules = {"view": EVERYONE, "add": EDITING, "change": EDITING}
    index_view_class = EntryIndex
    add_view_class = EntryCreate
    edit_view_class = EntryEdit
    list_per_page = 30
    list_filter = ["organ"]
    search_backend_name = None
    icon = "table"
    columns: tuple[str, ...] = ()

    def __init__(self, model: type[Entry], label: str, *columns: str, icon: str = "table") -> None:
        self.model, self.menu_label, self.icon = model, label, icon
        self.list_display = [
            columns[0],
            Column("organ", label="机关"),
            *columns[1:],
            Column("struck", label="状态", accessor=shown_state),
        ]
        self.search_fields = [name for name in columns if isinstance(model._meta.get_field(name), CharField)]
        meta = type("Meta", (), {"model": model, "fields": ["organ", *(f.name for f in fields_of(model))]})
        self.form = type(f"{model.__name__}Form", (OrganBoundForm,), {"Meta": meta})
        super().__init__(f"register_{model._meta.model_name}")

    def get_form_class(self, for_update: bool = False) -> type:
        return self.form

    def get_edit_handler(self) -> None:
        return None

    def get_urlpatterns(self) -> list[Any]:
        own = {"register": self.model, "viewset": self}
        return [
            *super().get_urlpatterns(),
            path("import/", imports.upload, own, name="import"),
            path("template/", imports.template, own, name="template"),
            path("export/", imports.export, own, name="export"),
            path("strike/<int:entry_id>/", imports.strike, own, name="strike"),
        ]


class RegisterGroup(ModelViewSetGroup):
    menu_label = "台账"
    menu_icon = "table"
    menu_order = 140
    items = (
        RegisterViewSet(
            NormativeDocument,
            "规章、规范性文件",
            "title",
            "document_number",
            "issued_on",
            "disclosed_on",
            "repealed_on",
        ),
        RegisterViewSet(Matter, "事项清单", "name", "kind", "since", "until"),
        RegisterViewSet(Decision, "处理决定", "number", "kind", "matter", "decided_on"),
        RegisterViewSet(Charge, "行政事业性收费", "matter", "collected_on", "amount"),
        RegisterViewSet(Procurement, "政府集中采购", "project", "contracted_on", "amount"),
        RegisterViewSet(Deposit, "送交档案馆、图书馆", "content", "name", "delivered_on", "pieces"),
    )


REGISTERS = [RegisterGroup()]
