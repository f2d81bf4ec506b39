"""复议、诉讼 in the back office: filed once, decided once; a decision may open the case again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from gongkai.applications import acts
from gongkai.applications.disputing import doubt
from gongkai.applications.models import Application, Remedy
from gongkai.applications.states import OFFICE, SEEING
from gongkai.office.saving import SavesByAct
from gongkai.office.tenancy import TenantViewSet
from gongkai.organs.permissions import organ_ids, organs_for

CLOSING = ("result", "decided_on")
DECISION = (*CLOSING, "served_on", "anew", "answer_by")
LATER = "登记以后，有了结果再填。"


class RemedyForm(WagtailAdminModelForm):
    """The facts are fixed at registration; afterwards only the result can be entered, once."""

    case_number = forms.CharField(
        label="针对的申请（登记编号）",
        required=False,
        max_length=40,
        help_text="照申请页面上的登记编号填；那件申请不在本系统里的，不填。",
    )
    anew = forms.BooleanField(
        label="责令重新答复",
        required=False,
        help_text="结果纠正并且责令重新答复（没有答复的，责令限期答复）的才勾选。勾选以后那件申请重新打开，期限重新计算。",
    )

    class Meta:
        model = Remedy
        fields = ["organ", "number", "route", "filed_on", "result", "decided_on", "served_on", "answer_by"]

    field_order = ("organ", "case_number", "number", "route", "filed_on", *DECISION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs_for(self.for_user, OFFICE)
        self.fields["answer_by"].help_text = "决定书、判决书写明的期限；没有写明的不填，按答复期限重新计算。"
        self.fields["served_on"].help_text = "责令重新答复的必须填，期限从次日起算。"
        opened = bool(self.instance.pk)
        if opened and self.instance.application:
            self.fields["case_number"].initial = self.instance.application.number
        for name, field in self.fields.items():
            later = name in DECISION
            if later and not opened:
                field.disabled, field.help_text = True, LATER
            elif later != opened:
                field.disabled = True
            elif name in CLOSING:
                field.required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and not all(cleaned.get(name) for name in CLOSING):
            raise ValidationError("结果和日期要一起填。")
        number = (cleaned.get("case_number") or "").strip()
        if not self.instance.pk and number and cleaned.get("organ"):
            found = Application.objects.filter(organ=cleaned["organ"], number=number).first()
            if found is None:
                self.add_error("case_number", "这个机关没有这个登记编号的申请，请照申请页面上的编号填。")
            self.instance.application = found
        return cleaned


class RemedyIndex(IndexView):
    def get_base_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["view"]
        ).select_related("organ", "application")


class OpensTheCase:
    """Mixed into the two forms: when done, back to the case that it is about."""

    object: Remedy

    def get_success_url(self) -> str:
        case = self.object.application
        if case is None:
            return super().get_success_url()  # type: ignore[misc, no-any-return]
        return reverse("applications_application:page", args=[case.pk])


class FileRemedy(OpensTheCase, SavesByAct, CreateView):
    def get_initial(self) -> dict[str, Any]:
        """Called from a case: that case."""
        asked = self.request.GET.get("application", "")
        cases = Application.objects.filter(organ_id__in=organ_ids(self.request.user, OFFICE))
        known = asked.isascii() and asked.isdecimal() and len(asked) < 19
        case = cases.filter(pk=int(asked)).first() if known else None
        given = super().get_initial()
        return given | {"organ": case.organ, "case_number": case.number} if case else given

    def act(self, instance: Remedy, **context: Any) -> Remedy:
        remedy = acts.file_remedy(remedy=instance, **context)
        case = remedy.application
        said = doubt(remedy, list(case.events.select_related("answer"))) if case else ""
        if said:
            messages.warning(self.request, said)
        return remedy


class DecideRemedy(OpensTheCase, SavesByAct, EditView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"remedy": self.object}

    def act(self, instance: Remedy, **context: Any) -> Remedy:
        stored = Remedy.objects.get(pk=instance.pk)
        given = {name: self.form.cleaned_data[name] for name in DECISION}
        return acts.decide_remedy(remedy=stored, **given, **context)


def _case_of(remedy: Remedy) -> str | None:
    case = remedy.application
    return reverse("applications_application:page", args=[case.pk]) if case else None


def _case_named(remedy: Remedy) -> str:
    return str(remedy.application or "没有登记")


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
    edit_template_name = "applications/remedy.html"
    list_filter = ["organ"]
    search_fields = ["number"]
    search_backend_name = None
    list_per_page = 30
    list_display = [
        "number",
        Column("organ", label="机关"),
        TitleColumn("application", label="针对的申请", accessor=_case_named, get_url=_case_of),
        Column("get_route_display", label="途径"),
        "filed_on",
        Column("get_result_display", label="结果"),
    ]

    def get_form_class(self, for_update: bool = False) -> type:
        return RemedyForm

    def get_edit_handler(self) -> None:
        return None
