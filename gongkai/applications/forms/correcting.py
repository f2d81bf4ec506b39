"""The form that puts an event right: its own facts filled in, the reason asked."""

from typing import Any

from django import forms

from gongkai.applications.acts.correcting import CORRECTABLE, LONGEST
from gongkai.applications.forms.deeds import GROUNDS
from gongkai.applications.forms.fields import FIELDS, text
from gongkai.applications.grounds import Grounds
from gongkai.applications.models import CaseEvent, Kind


class CorrectForm(forms.Form):
    """更正: what may be changed depends on the kind of the event."""

    def __init__(self, *args: Any, event: CaseEvent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        for name in ("day", *CORRECTABLE[event.kind], "note"):
            self._add(name, getattr(event, name))
        if event.kind == Kind.ANSWERED:
            self._add("outcome", event.answer.outcome)
            for name in GROUNDS:
                self._add(name, getattr(event.answer, name))
        if event.kind != Kind.RECEIVED:
            self.fields["void"] = forms.BooleanField(
                label="作废：没有这件事，是登错的", required=False, help_text="勾选以后，上面的内容不用改。"
            )
        self.fields["reason"] = text("更正理由", LONGEST, required=True, rows=2)

    def _add(self, name: str, value: Any) -> None:
        self.fields[name] = made = FIELDS[name]()
        made.initial = value
        made.required = made.required and name not in ("confirmed", "note") and not self._open_end(name)

    def _open_end(self, name: str) -> bool:
        """A decision that orders a new answer need not set its day."""
        return name == "until" and self.event.kind == Kind.REOPENED

    def facts(self) -> dict[str, Any]:
        """What is handed to the act."""
        facts = dict(self.cleaned_data)
        if "outcome" in facts:
            facts["grounds"] = Grounds(**{name: facts.pop(name) for name in GROUNDS})
        return facts
