"""The form field that names a document by its title, 文号 or 索引号."""

from typing import Any

from django import forms
from django.urls import reverse_lazy

from gongkai.disclosure.explaining import label_of, meant
from gongkai.disclosure.models import Item


class DocumentInput(forms.TextInput):
    """A line of text with documents offered while typing, where scripts run."""

    class Media:
        js = ["disclosure/suggest.js"]

    def __init__(self) -> None:
        super().__init__(attrs={"data-suggest": reverse_lazy("disclosure:explainable"), "maxlength": 300})


class DocumentField(forms.CharField):
    """A document among `among`, which the form sets; what it is about is told by one line of text."""

    widget = DocumentInput
    among = Item.objects.none()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=300, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Item.objects.filter(pk=value).first()
        return label_of(value) if isinstance(value, Item) else value

    def clean(self, value: Any) -> Item | None:
        text = super().clean(value)
        return meant(text, self.among) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "").strip()
