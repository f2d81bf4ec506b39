"""A record behind a cell, said in a line, with the address where it can be opened."""

from typing import Any, NamedTuple

from django.db import models
from django.urls import NoReverseMatch, reverse


class Line(NamedTuple):
    """One record: its name, its facts, and its page in the back office."""

    name: str
    facts: list[tuple[str, str]]
    address: str


HIDDEN = {"id", "organ", "struck_at", "struck_reason"}


def described(record: models.Model) -> Line:
    """The filled-in facts of `record`, in the order of its form; what no form shows (a seal, a cache) stays out."""
    facts = [
        (str(field.verbose_name), _shown(record, field))
        for field in record._meta.concrete_fields
        if field.name not in HIDDEN and field.editable and field.value_from_object(record) not in (None, "")
    ]
    return Line(str(record), facts, _address(record))


def _shown(record: models.Model, field: Any) -> str:
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    return str(field.value_from_object(record))


def _address(record: models.Model) -> str:
    name = record._meta.model_name
    for door in (f"register_{name}:edit", f"applications_{name}:edit", f"applications_{name}:page"):
        try:
            return reverse(door, args=[record.pk])
        except NoReverseMatch:
            continue
    return ""
