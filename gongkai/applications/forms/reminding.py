"""The form of one's own reminders."""

from typing import Any

from django import forms

from gongkai.applications.acts.reminding import EARLIEST, LATEST

HOURS = [(hour, f"{hour}点") for hour in range(EARLIEST, LATEST + 1)]


class ReminderForm(forms.Form):
    """Whether, when and where to the daily letter goes."""

    by_mail = forms.BooleanField(label="每个工作日寄一封提醒邮件", required=False)
    hour = forms.TypedChoiceField(
        label="寄出的钟点", choices=HOURS, coerce=int, help_text="没有要办的事就不寄；夜里不寄。"
    )
    address = forms.EmailField(
        label="我的邮箱",
        required=False,
        max_length=254,
        help_text="只用来寄提醒邮件。",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "请填写一个完整的邮箱，例如 zhangsan@example.com。"},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("by_mail") and not given.get("address") and not self.has_error("address"):
            self.add_error("address", "要收提醒邮件，请填写邮箱。")
        return given
