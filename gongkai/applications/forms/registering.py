"""The forms for entering an application and for putting right who asked; nothing is demanded that 补正 can ask for."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.applications.forms.fields import day, text
from gongkai.applications.models import Application, Channel, Form, Way
from gongkai.applications.numbers import proposed_number
from gongkai.applications.personal import LABELS, LONGEST, REQUEST, Applicant
from gongkai.law.outcomes import APPLICANT_KINDS
from gongkai.organs.models import Organ

IDENTITY = ("", "居民身份证", "护照", "统一社会信用代码证", "其他")
ARRIVAL = ("organ", "number", "channel", "received_on", "confirmed")
HELP = {
    "name": "没有写明的先空着，登记以后告知补正。",
    "contact_person": "申请人是单位的，填联系人。",
}


class PersonalForm(forms.Form):
    """Who asked, for what, in which form: 条例第二十九条. Sealed when saved; no purpose is asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            self.fields[name] = text(label, 200, help_text=HELP.get(name, ""))
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["id_kind"] = forms.ChoiceField(
            label=LABELS["id_kind"], required=False, choices=[(one, one or "没有提供") for one in IDENTITY]
        )
        self.fields["request"] = text(
            "所需信息的内容描述",
            LONGEST[REQUEST],
            rows=4,
            help_text="名称、文号或者便于查询的特征，照申请表填。",
        )
        self.fields["form"] = forms.ChoiceField(
            label="信息的形式", required=False, choices=[("", "没有写明"), *Form.choices]
        )
        self.fields["way"] = forms.ChoiceField(
            label="获取方式", required=False, choices=[("", "没有写明"), *Way.choices]
        )

    def applicant(self) -> Applicant:
        """Who asked, as filled in."""
        return Applicant(**{name: self.cleaned_data[name].strip() for name in LABELS})


class RegisterForm(PersonalForm):
    """A new application."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    number = text("登记编号", 40, required=True)
    channel = forms.ChoiceField(label="提交方式", choices=Channel.choices)
    received_on = day(
        "来件日期",
        help_text="当面提交的是提交之日，邮寄的是签收之日，网上的是系统确认之日，平常信函、传真的是来件之日。",
    )
    confirmed = day(
        "与申请人确认之日",
        required=False,
        help_text="只有平常信函、传真要填；还没有确认的先不填，收到当日就要联系申请人确认。",
    )
    applicant_kind = forms.ChoiceField(label="申请人类别", choices=list(APPLICANT_KINDS.items()))

    def __init__(self, *args: Any, organs: QuerySet[Organ], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs
        self.fields["received_on"].initial = today
        if organs.count() == 1:
            organ = organs.get()
            self.fields["organ"].initial = organ
            self.fields["number"].initial = proposed_number(organ, today.year)

    @property
    def arrival(self) -> list[forms.BoundField]:
        """The fields of how it came."""
        return [self[name] for name in ARRIVAL]

    @property
    def person(self) -> list[forms.BoundField]:
        """The fields of who asked."""
        return [self[name] for name in ("applicant_kind", *LABELS)]

    @property
    def wanted(self) -> list[forms.BoundField]:
        """The fields of what is wanted."""
        return [self[name] for name in ("request", "form", "way")]

    def application(self) -> Application:
        """The application as filled in, unsaved."""
        names = ("organ", "number", "channel", "received_on", "applicant_kind", "form", "way")
        return Application(**{name: self.cleaned_data[name] for name in names})


class AmendForm(PersonalForm):
    """Who asked and for what, put right."""
