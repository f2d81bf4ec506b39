"""Agencies in the back office: the facts the guide (指南) is made of."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from gongkai.office.saving import SavesByAct
from gongkai.office.tenancy import OrganPolicy, TenantViewSet
from gongkai.organs import acts
from gongkai.organs.models import Level, Organ, Role
from gongkai.organs.permissions import EVERYONE, MANAGING, managed_ids


class OrganForm(WagtailAdminModelForm):
    """An agency's facts. Place and address on the site are fixed once made."""

    class Meta:
        model = Organ
        fields = [
            "parent", "level", "name", "short_name", "slug", "credit_code", "disclosure_office", "address", "postcode",
            "office_hours", "phone", "fax", "email", "document_prefix", "index_template", "index_reset",
            "charges_fees", "guide_reviewed_on",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        managed = managed_ids(self.for_user)
        above = Organ.objects.filter(pk__in=managed).exclude(level=Level.VILLAGE)
        if not self.instance.pk:
            self.fields["parent"].queryset = above
            self.fields["parent"].required = True
            self.fields["level"].choices = [choice for choice in Level.choices if choice[0] != Level.DISTRICT]
            return
        fixed = {"parent", "level", "slug"}
        if self.instance.pk not in managed:
            fixed |= set(OrganForm.Meta.fields) - acts.GUIDE_FACTS
        self.fields["parent"].queryset = Organ.objects.filter(pk=self.instance.parent_id)
        for name in fixed:
            self.fields[name].disabled = True

    def clean_credit_code(self) -> str | None:
        return (self.cleaned_data["credit_code"] or "").strip().upper() or None


class OrganCreate(SavesByAct, CreateView):
    def act(self, instance: Organ, **context: Any) -> Organ:
        facts = {name: getattr(instance, name) for name in OrganForm.Meta.fields}
        return acts.establish(**facts, **context)


class OrganEdit(SavesByAct, EditView):
    def act(self, instance: Organ, **context: Any) -> Organ:
        return acts.amend(organ=instance, **context)


class ManagedPolicy(OrganPolicy):
    """An administrator's rights reach down to every organ under the one appointed to."""

    def organs(self, user: Any, action: str) -> frozenset[int]:
        held = super().organs(user, action)
        return held | managed_ids(user) if MANAGING.issubset(self.rules.get(action, frozenset())) else held


class OrganIndex(IndexView):
    def get_base_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["view"]
        ).select_related("parent")


class OrganViewSet(TenantViewSet, ModelViewSet):
    model = Organ
    organ_path = "pk"
    icon = "home"
    menu_label = "机关和指南"
    menu_order = 170
    add_to_admin_menu = True
    rules = {"view": EVERYONE, "add": MANAGING, "change": MANAGING | {Role.OFFICER}}
    index_view_class = OrganIndex
    add_view_class = OrganCreate
    edit_view_class = OrganEdit
    ordering = ["id"]
    search_fields = ["name", "short_name", "disclosure_office"]
    search_backend_name = None
    list_display = [
        "name",
        Column("get_level_display", label="层级"),
        Column("parent", label="上级机关"),
        Column(
            "missing", label="指南还缺", accessor=lambda organ: "、".join(organ.missing_contacts()) or "齐全"
        ),
    ]
    policy_class = ManagedPolicy

    def get_form_class(self, for_update: bool = False) -> type:
        return OrganForm

    def get_edit_handler(self) -> None:
        return None
