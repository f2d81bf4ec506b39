"""The register of applications and remedies in the back office."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from gongkai.applications import acts
from gongkai.applications.models import Application, Remedy
from gongkai.office.saving import SavesByAct
from gongkai.office.tenancy import TenantViewSet
from gongkai.organs.models import Role
from gongkai.organs.permissions import organs_for

SEEING = frozenset({Role.OFFICER, Role.APPROVER})


class CaseForm(WagtailAdminModelForm):
    """A case's facts are fixed at registration; afterwards only its result can be entered, once."""

    closing: tuple[str, str] = ("", "")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs_for(self.for_user, acts.HANDLING)
        opened = bool(self.instance.pk)
        for name, field in self.fields.items():
            is_closing = name in self.closing
            if is_closing and not opened:
                field.disabled = True
                field.help_text = "登记以后，有了结果再填。"
            elif is_closing == opened:
                field.required = True
            else:
                field.disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and not all(cleaned.get(name) for name in self.closing):
            raise ValidationError("结果和日期要一起填。")
        return cleaned


class ApplicationForm(CaseForm):
    closing = ("outcome", "answered_on")

    class Meta:
        model = Application
        fields = ["organ", "number", "channel", "applicant_kind", "received_on", "outcome", "answered_on"]


class RemedyForm(CaseForm):
    closing = ("result", "decided_on")

    class Meta:
        model = Remedy
        fields = ["organ", "number", "route", "filed_on", "result", "decided_on"]


class CaseIndex(IndexView):
    def get_base_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["view"]
        ).select_related("organ")


class RegisterApplication(SavesByAct, CreateView):
    def act(self, instance: Application, **context: Any) -> Application:
        return acts.register(application=instance, **context)


class AnswerApplication(SavesByAct, EditView):
    def act(self, instance: Application, **context: Any) -> Application:
        stored = Application.objects.get(pk=instance.pk)
        return acts.answer(
            application=stored, outcome=instance.outcome, answered_on=instance.answered_on, **context
        )


class FileRemedy(SavesByAct, CreateView):
    def act(self, instance: Remedy, **context: Any) -> Remedy:
        return acts.file_remedy(remedy=instance, **context)


class DecideRemedy(SavesByAct, EditView):
    def act(self, instance: Remedy, **context: Any) -> Remedy:
        stored = Remedy.objects.get(pk=instance.pk)
        return acts.decide_remedy(
            remedy=stored, result=instance.result, decided_on=instance.decided_on, **context
        )


class CaseViewSet(TenantViewSet, ModelViewSet):
    rules = {"view": SEEING, "add": acts.HANDLING, "change": acts.HANDLING}
    index_view_class = CaseIndex
    icon = "mail"
    list_filter = ["organ"]
    search_fields = ["number"]
    search_backend_name = None
    list_per_page = 30
    form: type[CaseForm]

    def get_form_class(self, for_update: bool = False) -> type:
        return self.form

    def get_edit_handler(self) -> None:
        return None


class ApplicationViewSet(CaseViewSet):
    model = Application
    menu_label = "申请登记簿"
    form = ApplicationForm
    add_view_class = RegisterApplication
    edit_view_class = AnswerApplication
    list_display = [
        "number",
        Column("organ", label="机关"),
        Column("get_applicant_kind_display", label="申请人类别"),
        "received_on",
        Column("get_outcome_display", label="办理结果"),
        "answered_on",
    ]


class RemedyViewSet(CaseViewSet):
    model = Remedy
    menu_label = "复议、诉讼"
    form = RemedyForm
    add_view_class = FileRemedy
    edit_view_class = DecideRemedy
    list_display = [
        "number",
        Column("organ", label="机关"),
        Column("get_route_display", label="途径"),
        "filed_on",
        Column("get_result_display", label="结果"),
    ]


class CaseGroup(ModelViewSetGroup):
    menu_label = "依申请公开"
    menu_icon = "mail"
    menu_order = 150
    items = (ApplicationViewSet("applications_application"), RemedyViewSet("applications_remedy"))


@hooks.register("register_admin_viewset")
def cases() -> CaseGroup:
    return CaseGroup()
