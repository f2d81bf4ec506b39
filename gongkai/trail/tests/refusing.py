"""What every refusal owes: its Chinese sentence, and a database in which nothing has changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from gongkai.trail.acts import Refused

ROOMS = ("trail", "organs", "disclosure", "applications")


@cache
def _tables() -> list[str]:
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models(True)]
    return [model._meta.db_table for model in [*models, apps.get_model("wagtailcore.Revision")]]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the rooms' tables, and of the drafts."""
    rows: dict[str, list[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            rows[table] = cursor.fetchall()
    return rows


@contextmanager
def refused(sentence: str) -> Iterator[None]:
    """The act inside must be refused with `sentence` in its text, and leave no trace of itself."""
    before = everything()
    with pytest.raises((Refused, ValidationError)) as caught:
        yield
    fault = caught.value
    said = str(fault) if isinstance(fault, Refused) else "".join(fault.messages)
    assert sentence in said
    assert said.endswith(("。", "."))
    assert everything() == before
