"""The trail only grows, and an act leaves either all of its traces or none."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.organs import acts as organ_acts
from gongkai.trail.acts import SYSTEM, record
from gongkai.trail.models import Act, Outbox
from gongkai.trail.queries import acts_on
from gongkai.trail.tests.refusing import everything

pytestmark = pytest.mark.django_db
GUARD = "办理记录只能增加"


@contextmanager
def the_database_refuses() -> Iterator[None]:
    before = everything()
    with pytest.raises(DatabaseError, match=GUARD), transaction.atomic():
        yield
    assert everything() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_act SET actor_name = '别人'",
        "UPDATE trail_act SET at = '2020-01-01 00:00:00+00:00'",
        "DELETE FROM trail_act",
    ],
)
def test_raw_sql_can_neither_change_nor_delete_the_trail(town: Any, statement: str) -> None:
    assert Act.objects.exists()
    with the_database_refuses(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_orm_can_neither_change_nor_delete_the_trail(town: Any) -> None:
    act = Act.objects.first()
    act.verb = "改写"
    with the_database_refuses():
        act.save()
    with the_database_refuses():
        act.delete()
    with the_database_refuses():
        Act.objects.filter(pk=act.pk).update(detail={})


def test_a_record_outside_a_transaction_is_refused(monkeypatch: Any, town: Any, moment: Any) -> None:
    before = everything()
    with monkeypatch.context() as outside:
        outside.setattr(transaction, "get_connection", lambda: SimpleNamespace(in_atomic_block=False))
        with pytest.raises(transaction.TransactionManagementError):
            record(verb="试", subject=town, by=None, at=moment)
    assert everything() == before


def test_an_act_that_fails_after_its_record_leaves_neither_record_nor_outbox_row(
    town: Any, moment: Any
) -> None:
    before = everything()
    with pytest.raises(RuntimeError), transaction.atomic():
        record(verb="试", subject=town, by=None, at=moment, changed=[town])
        raise RuntimeError
    assert everything() == before


def test_a_record_keeps_who_did_what_to_which_and_when(town: Any, editor: Any, moment: Any) -> None:
    act = record(verb="试", subject=town, by=editor, at=moment, organ_id=town.pk, detail={"甲": 1})
    kept = Act.objects.get(pk=act.pk)
    assert (kept.verb, kept.at, kept.detail) == ("试", moment, {"甲": 1})
    assert (kept.actor_id, kept.actor_name) == (editor.pk, "甄编辑")
    assert (kept.organ_id, kept.subject_kind, kept.subject_id) == (town.pk, "organs.organ", town.pk)
    assert kept.subject_label == str(town)


def test_the_trail_stays_readable_when_the_name_changes(town: Any, editor: Any, moment: Any) -> None:
    act = record(verb="试", subject=town, by=editor, at=moment)
    type(editor).objects.filter(pk=editor.pk).update(name="改了名")
    assert Act.objects.get(pk=act.pk).actor_name == "甄编辑"


def test_the_system_signs_as_the_system(town: Any, moment: Any) -> None:
    act = record(verb="试", subject=town, by=None, at=moment)
    assert (act.actor_id, act.actor_name) == (None, SYSTEM)


def test_every_changed_record_gets_an_outbox_row(district: Any, town: Any, moment: Any) -> None:
    Outbox.objects.all().delete()
    record(verb="试", subject=town, by=None, at=moment, changed=[town, district])
    assert [str(row) for row in Outbox.objects.all()] == [
        f"organs.organ:{town.pk}",
        f"organs.organ:{district.pk}",
    ]


def test_acts_on_a_record_are_its_own_and_newest_first(town: Any, other_town: Any, moment: Any) -> None:
    town.phone = "0900-8000002"
    organ_acts.amend(organ=town, by=None, at=moment)
    assert [act.verb for act in acts_on(town)] == ["修改机关信息", "设立机关"]
    assert [act.verb for act in acts_on(other_town)] == ["设立机关"]
