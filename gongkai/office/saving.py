"""Saving through acts: what the back office's create and edit views share."""

from typing import Any

from django.core.exceptions import ValidationError

from gongkai.office.clock import now
from gongkai.trail.acts import Refused


class SavesByAct:
    """Mixed into a Wagtail create or edit view: the form's record goes to an act, never to `save()`."""

    def act(self, instance: Any, **context: Any) -> Any:
        raise TypeError("a view that saves by act names its act")

    def save_instance(self) -> Any:
        instance = self.form.save(commit=False)  # type: ignore[attr-defined]
        self.has_content_changes = True
        self.new_revision = None
        return self.act(instance, by=self.request.user, at=now())  # type: ignore[attr-defined]

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as fault:
            add_faults(form, fault)
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        return self.form_invalid(form)  # type: ignore[attr-defined]


def add_faults(form: Any, fault: ValidationError) -> None:
    """Show a record's faults beside the fields they belong to, or above the form."""
    by_field = fault.message_dict if hasattr(fault, "error_dict") else {"__all__": fault.messages}
    for field, messages in by_field.items():
        for message in messages:
            form.add_error(field if field in form.fields else None, message)
