"""复议、诉讼 in the back office: filed once, decided once."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from gongkai.applications import acts
from gongkai.applications.models import Remedy
from gongkai.applications.states import OFFICE, SEEING
from gongkai.office.saving import SavesByAct
from gongkai.office.tenancy import TenantViewSet
from gongkai.organs.permissions import organs_for

CLOSING = ("result", "decided_on")


class RemedyForm(WagtailAdminModelForm):
    """The facts are fixed at registration; afterwards only the result can be entered, once."""

    class Meta:
        model = Remedy
        fields = ["organ", "number", "route", "filed_on", "result", "decided_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs_for(self.for_user, OFFICE)
        opened = bool(self.instance.pk)
        for name, field in self.fields.items():
            is_closing = name in CLOSING
            if is_closing and not opened:
                field.disabled = True
                field.help_text = "登记以后，有了结果再填。"
            elif is_closing == opened:
                field.required = True
            else:
                field.disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and not all(cleaned.get(name) for name in CLOSING):
            raise ValidationError("结果和日期要一起填。")
        return cleaned


class RemedyIndex(IndexView):
    def get_base_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["view"]
        ).select_related("organ")


class FileRemedy(SavesByAct, CreateView):
    def act(self, instance: Remedy, **context: Any) -> Remedy:
        return acts.file_remedy(remedy=instance, **context)


class DecideRemedy(SavesByAct, EditView):
    def act(self, instance: Remedy, **context: Any) -> Remedy:
        stored = Remedy.objects.get(pk=instance.pk)
        return acts.decide_remedy(
            remedy=stored, result=instance.result, decided_on=instance.decided_on, **context
        )


class RemedyViewSet(TenantViewSet, ModelViewSet):
    model = Remedy
    menu_label = "复议、诉讼"
    menu_order = 151
    add_to_admin_menu = True
    rules = {"view": SEEING, "add": OFFICE, "change": OFFICE}
    icon = "mail"
    index_view_class = RemedyIndex
    add_view_class = FileRemedy
    edit_view_class = DecideRemedy
    list_filter = ["organ"]
    search_fields = ["number"]
    search_backend_name = None
    list_per_page = 30
    list_display = [
        "number",
        Column("organ", label="机关"),
        Column("get_route_display", label="途径"),
        "filed_on",
        Column("get_result_display", label="结果"),
    ]

    def get_form_class(self, for_update: bool = False) -> type:
        return RemedyForm

    def get_edit_handler(self) -> None:
        return None
