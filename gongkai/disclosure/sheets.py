"""A register as an Excel sheet: its columns follow from the register's fields."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from gongkai.disclosure.models.registers import Entry
from gongkai.organs.models import Organ
from gongkai.spreadsheets.columns import Column, Kind, Sheet
from gongkai.spreadsheets.results import ReadRow

EXAMPLES = {
    "kind": "",
    "title": "关于加强农村饮水安全管理的办法",
    "document_number": "崆镇规〔2021〕1号",
    "number": "崆镇许〔2021〕3号",
    "name": "农村村民宅基地审批",
    "matter": "农村村民宅基地审批",
    "project": "便民服务中心办公桌椅采购",
}


_MINIMA = {Kind.MONEY: Decimal("0.01"), Kind.INTEGER: 1}


def fields_of(register: type[Entry]) -> list[models.Field[Any, Any]]:
    """The fields of a register that a sheet carries."""
    return [
        field
        for field in register._meta.concrete_fields
        if field.editable and field.name not in ("id", "organ")
    ]


def sheet_of(register: type[Entry]) -> Sheet:
    """The sheet of a register: the same labels, limits and choices as its form."""
    return Sheet(str(register._meta.verbose_name).replace("、", ""), tuple(map(_column, fields_of(register))))


def _column(field: models.Field[Any, Any]) -> Column:
    kind = Kind.TEXT
    if field.choices:
        kind = Kind.CHOICE
    elif isinstance(field, models.DateField):
        kind = Kind.DAY
    elif isinstance(field, models.DecimalField):
        kind = Kind.MONEY
    elif isinstance(field, models.IntegerField):
        kind = Kind.INTEGER
    choices = tuple(str(label) for _, label in field.choices or ())
    example = EXAMPLES.get(field.name, "12" if kind is Kind.INTEGER else "")
    if kind is Kind.DAY and not field.null:
        example = "2021-03-05"
    return Column(
        key=field.name,
        label=str(field.verbose_name),
        kind=kind,
        required=not field.blank,
        choices=choices,
        max_length=field.max_length if kind is Kind.TEXT else None,
        minimum=_MINIMA.get(kind),
        hint=str(field.help_text),
        example=choices[0] if choices else "172425.00" if kind is Kind.MONEY else example,
    )


def entry_of(register: type[Entry], organ: Organ, values: Mapping[str, Any]) -> Entry:
    """A register row, not yet entered, from a sheet's row."""
    facts: dict[str, Any] = {}
    for field in fields_of(register):
        value = values.get(field.name)
        if field.choices:
            value = next((key for key, label in field.choices if label == value), "")
        facts[field.name] = "" if value is None and not field.null else value
    return register(organ=organ, **facts)


def values_of(entry: Entry) -> dict[str, Any]:
    """A register row as a sheet's row, for the export."""
    return {
        field.name: getattr(entry, f"get_{field.name}_display")()
        if field.choices
        else field.value_from_object(entry)
        for field in fields_of(type(entry))
    }


class Rehearsed(Exception):
    """Undoes a rehearsal."""


def rehearse(register: type[Entry], organ: Organ, rows: Iterable[ReadRow]) -> list[tuple[int, str]]:
    """Which sheet rows the register would refuse, and why: every row is tried for real and undone.

    So a number used twice within the sheet is found as well as one already in the register.
    """
    faults: list[tuple[int, str]] = []
    try:
        with transaction.atomic():
            for row in rows:
                entry = entry_of(register, organ, row.values)
                try:
                    with transaction.atomic():
                        entry.full_clean()
                        entry.save()
                except ValidationError as fault:
                    faults += [(row.number, message) for message in fault.messages]
            raise Rehearsed
    except Rehearsed:
        return faults
