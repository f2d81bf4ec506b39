"""The forms of the paper register: what came, putting it right, why it is no application, and registering it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.applications.acts.paper import LONGEST, NOTE, RECEIVING, SHORTEST, tracking_number
from gongkai.applications.forms.fields import NAMELESS, day, text
from gongkai.applications.forms.registering import RegisterForm
from gongkai.applications.models import Arrival, Channel
from gongkai.applications.proofs import ENVELOPE, LIMIT, NewProof, accepted
from gongkai.organs.models import Appointment, Organ, Person
from gongkai.organs.permissions import organs_for
from gongkai.trail.acts import Refused

WAYS = [(one.value, one.label) for one in Channel if one != Channel.ONLINE]
AGAIN = "照片没有保存，改好以后请重新选择照片。"


class ArrivalForm(forms.Form):
    """One piece of mail, filled in at the counter, often on a phone. `arrival` is the one being put right."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label="请选择")
    arrived_on = day("来件日期", help_text="挂号信、特快专递是签收之日，平常信函、传真是到件之日。")
    channel = forms.ChoiceField(
        label="来件方式", choices=WAYS, initial=Channel.POST, help_text="没有签收手续的信是平常信函。"
    )
    tracking = text("邮件号", 60, help_text="照信封上的条码号填；没有的不填。")
    photo = forms.FileField(
        label="信封照片",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
        help_text="用手机拍下信封正面，最大5 MB。加密保存，查看留痕。",
    )
    addressed_to = text("收件处", 60, help_text="信封上写的科室或者人，例如 党政办、镇长。")
    pages = forms.IntegerField(
        label="页数",
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"min_value": "页数至少是1，不知道的不填。", "max_value": "页数最多9999，请核对。"},
    )
    received_by = forms.ModelChoiceField(Person.objects.none(), label="收件人", empty_label="请选择")
    note = text("说明", NOTE, rows=2, help_text=NAMELESS)

    def __init__(
        self, *args: Any, by: Person, today: date, arrival: Arrival | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        organs = organs_for(by, RECEIVING)
        if arrival is not None:
            organs = Organ.objects.filter(pk=arrival.organ_id)
            self.fields["organ"].disabled = True
        self.fields["organ"].queryset = organs
        held = Appointment.objects.held_on(today).filter(organ__in=organs)
        people = Person.objects.filter(pk__in=held.values("person"), is_active=True)
        self.fields["received_by"].queryset = people.order_by("name", "pk")
        self.initial = self._proposed(arrival, by, organs) | (self.initial or {})

    def _proposed(self, arrival: Arrival | None, by: Person, organs: Any) -> dict[str, Any]:
        if arrival is not None:
            names = [name for name in self.fields if name != "photo"]
            return {name: getattr(arrival, name) for name in names}
        return {
            "arrived_on": self.today,
            "received_by": by.pk,
            "organ": organs[0].pk if len(organs) == 1 else None,
        }

    def clean_arrived_on(self) -> date:
        """A day to come is said beside its field; the act would refuse it too."""
        given: date = self.cleaned_data["arrived_on"]
        if given > self.today:
            raise ValidationError("来件日期不能晚于今天，请核对。")
        return given

    def clean_tracking(self) -> str:
        try:
            return tracking_number(self.cleaned_data["tracking"])
        except Refused as refused:
            raise ValidationError(str(refused)) from None

    def clean_photo(self) -> NewProof | None:
        """The photo, if it is a picture at all."""
        upload = self.cleaned_data["photo"]
        if not upload:
            return None
        try:
            return _whole(accepted(upload.read() if upload.size <= LIMIT else _too_large(upload), ENVELOPE))
        except Refused as refused:
            raise ValidationError(str(refused)) from None

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.errors and given.get("photo") and not self.has_error("photo"):
            self.add_error("photo", AGAIN)
        return given

    def arrival(self) -> Arrival:
        """The piece of mail as filled in, unsaved."""
        return Arrival(organ=self.cleaned_data["organ"], **self.facts())

    def facts(self) -> dict[str, Any]:
        """What was filled in, besides the organ and the photo."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("organ", "photo")}


def _whole(photo: NewProof) -> NewProof:
    """Refuse a picture that breaks off: sent over a bad line, it would show half an envelope for ever."""
    ends = {"image/png": b"IEND", "image/jpeg": b"\xff\xd9"}
    end = ends.get(photo.media)
    # A JPEG may carry a small one of itself at its beginning, with an end of its own.
    if end and photo.data.rfind(end) < len(photo.data) // 2:
        raise Refused(f"{ENVELOPE}不完整，可能没有传完。请重新选择照片，再登记一次。")
    return photo


def _too_large(upload: Any) -> bytes:
    raise Refused(
        f"{ENVELOPE}有{upload.size / 1024 / 1024:.1f} MB，最多{LIMIT // 1024**2} MB。"
        "请在手机上选小一些的尺寸再拍，或者截取信封部分。"
    )


class DismissForm(forms.Form):
    """Why a piece of mail is no application."""

    reason = text(
        "不是申请的理由",
        LONGEST,
        required=True,
        help_text=f"{SHORTEST}到{LONGEST}个字，例如“是给财政所的对账单，已转交”。{NAMELESS}",
    )


class ArrivalRegisterForm(RegisterForm):
    """Registering a piece of mail: organ, way and day are the mail's own."""

    def __init__(self, *args: Any, arrival: Arrival, today: date, **kwargs: Any) -> None:
        own = Organ.objects.filter(pk=arrival.organ_id)
        super().__init__(*args, organs=own, today=today, **kwargs)
        for name, value in (
            ("organ", arrival.organ),
            ("channel", arrival.channel),
            ("received_on", arrival.arrived_on),
        ):
            self.fields[name].initial, self.fields[name].disabled = value, True
        if arrival.channel not in (Channel.PLAIN_LETTER, Channel.FAX):
            self.fields["confirmed"].disabled = True
