"""The application form (申请表): what Art. 29 names and nothing else; no purpose is asked.

It helps and does not refuse: only a name, some contact and a description are needed for there to be an application.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from gongkai.applications.models import Form, Way
from gongkai.applications.personal import LABELS, Applicant
from gongkai.applications.proofs import IDENTITY, LIMIT, MOST, NewProof, accepted
from gongkai.law.outcomes import APPLICANT_KINDS
from gongkai.trail.acts import Refused

LONGEST, LONGEST_REQUEST = 200, 2000  # characters
MANY_TIMES = 10  # as long as it may be: longer texts are not even read through
ID_KINDS = ("居民身份证", "护照", "统一社会信用代码证", "其他")
AUTOCOMPLETE = {"name": "name", "phone": "tel", "email": "email", "address": "street-address"}
INPUT_TYPES = {"phone": "tel", "email": "email"}
HINTS = {
    "name": "单位申请的，填单位名称。",
    "contact_person": "单位申请的，填联系人；个人申请的不用填。",
    "id_number": "单位填统一社会信用代码。",
}
CONTACT = ("phone", "email", "address")
NO_CONTACT = "请至少填一项联系方式：电话、电子邮箱或者地址，否则答复送不到您手里。"


class Words(forms.CharField):
    """Text as a person types it: signs that cannot be seen or stored are left out, line ends are one sign.

    What is many times longer than it may be is refused as it came, and not shown again to its end.
    """

    def to_python(self, value: Any) -> str:
        if isinstance(value, str) and self.max_length and len(value) > MANY_TIMES * self.max_length:
            said = self.error_messages["max_length"]
            raise ValidationError(said, code="max_length", params={"show_value": len(value)})
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs"))
        return kept.strip() if self.strip else kept

    def bound_data(self, data: Any, initial: Any) -> Any:
        shown = super().bound_data(data, initial)
        return shown[: MANY_TIMES * self.max_length] if shown and self.max_length else shown


def words(label: str, longest: int = LONGEST, *, needed: str = "", rows: int = 0) -> Words:
    """A field; `needed` is what to say when it is empty, and nothing where it may be."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    made = Words(
        label=label,
        required=bool(needed),
        widget=widget,
        error_messages={
            "required": needed,
            "max_length": f"最多{longest}个字，现在有%(show_value)d个字，请写短一些。",
        },
        max_length=longest,
    )
    made.widget.attrs.pop("maxlength", None)  # what is too long is said, not cut off while pasting
    return made


class DescribeForm(forms.Form):
    """What is wanted; asked first, before anything about the person."""

    request = words("您要什么信息", LONGEST_REQUEST, needed="请写明要什么信息。", rows=5)


class ApplyForm(DescribeForm):
    """The whole application."""

    applicant_kind = forms.ChoiceField(
        label="您是", choices=list(APPLICANT_KINDS.items()), initial="person", widget=forms.RadioSelect,
        error_messages={"required": "请选择申请人的类别。", "invalid_choice": "请在列出的类别里选一个。"},
    )  # fmt: skip
    form = forms.ChoiceField(
        label="信息的形式", required=False, choices=[("", "都可以"), *Form.choices], widget=forms.RadioSelect,
        error_messages={"invalid_choice": "请在列出的形式里选一个。"},
    )  # fmt: skip
    way = forms.ChoiceField(
        label="怎样取得", required=False, choices=[("", "都可以"), *Way.choices], widget=forms.RadioSelect,
        error_messages={"invalid_choice": "请在列出的方式里选一个。"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            self.fields[name] = words(label, needed="请填写姓名或者名称。" if name == "name" else "")
            self.fields[name].help_text = HINTS.get(name, "")
            self.fields[name].widget.attrs["autocomplete"] = AUTOCOMPLETE.get(name, "off")
            self.fields[name].widget.input_type = INPUT_TYPES.get(name, "text")
        self.fields["id_kind"] = forms.ChoiceField(
            label=LABELS["id_kind"], required=False, choices=[(one, one) for one in ID_KINDS],
            error_messages={"invalid_choice": "请在列出的证件里选一种。"},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not any(given.get(name) for name in CONTACT) and not any(name in self.errors for name in CONTACT):
            self.add_error("phone", NO_CONTACT)
        if not given.get("id_number"):
            given["id_kind"] = ""
        return given

    def applicant(self) -> Applicant:
        """Who applies, as filled in."""
        return Applicant(**{name: self.cleaned_data[name] for name in LABELS})

    def faults(self) -> Iterator[tuple[str, str, str]]:
        """Every fault with the field it belongs to: the id to jump to, what the field is called, the sentence."""
        for name in [one for one in self.fields if one in self.errors]:
            field, said = self[name], self.errors[name]
            radios = isinstance(field.field.widget, forms.RadioSelect)
            yield f"{field.auto_id}_0" if radios else field.auto_id, str(field.label), said[0]


def files_of(given: MultiValueDict[str, Any], what: str = IDENTITY) -> list[NewProof]:
    """The files of a form, each looked into. Raises Refused with the sentences of all that may not be kept."""
    files = given.getlist("proofs")
    if len(files) > MOST:
        raise Refused(f"最多上传{MOST}个文件，您选了{len(files)}个，请重新选择。")
    kept, said = [], []
    for place, file in enumerate(files, start=1):
        which = f"（第{place}个文件）" if len(files) > 1 else ""
        try:
            kept.append(
                accepted(file.read() if file.size <= LIMIT else b"", what, which=which, size=file.size)
            )
        except Refused as refusal:
            said.append(str(refusal))
    if said:
        raise Refused("".join(said))
    return kept
