"""Every committed act becomes the next link; none waits for another, none is lost by a crash."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from gongkai.trail import acts
from gongkai.trail.acts import link_waiting, note, record
from gongkai.trail.digests import FIRST, act_digest, link_value, plain
from gongkai.trail.models import Act, Link, Outbox, Reindexing, Unlinked
from gongkai.trail.tests.tampering import tamper

pytestmark = pytest.mark.django_db
FACTS = ("at", "verb", "actor_id", "actor_name", "organ_id", "subject_kind", "subject_id", "subject_label")


@pytest.fixture
def linked(town):
    """Everything so far is linked, and nothing is to be done after the commit any more."""
    link_waiting()
    connection.run_on_commit.clear()


def chain():
    """The chain as its definition has it, over the acts in the order of their links."""
    value = FIRST
    for link in Link.objects.order_by("number").select_related("act"):
        value = link_value(value, link.number, link.act_id, link.act.digest)
        yield value


def test_every_act_that_waits_becomes_a_link_and_waits_no_longer(town, editor):
    written = Act.objects.count()
    assert Unlinked.objects.count() == written > 3
    assert link_waiting() == written
    assert list(Link.objects.values_list("number", flat=True)) == list(range(1, written + 1))
    assert list(Link.objects.values_list("act_id", flat=True)) == sorted(
        Act.objects.values_list("pk", flat=True)
    )
    assert list(Link.objects.values_list("chain", flat=True)) == list(chain())
    assert not Unlinked.objects.exists() and link_waiting() == 0


def test_the_chain_goes_on_where_it_ended_whatever_the_acts_numbers(town, moment):
    late = record(verb="慢", subject=town, by=None, at=moment)
    Unlinked.objects.filter(act=late).delete()  # as if its transaction were still under way
    record(verb="快", subject=town, by=None, at=moment)
    link_waiting()
    Unlinked.objects.create(act=late)  # committed now, with a lower number than what is linked
    assert link_waiting() == 1
    assert Link.objects.latest("number").act_id == late.pk
    assert list(Link.objects.values_list("chain", flat=True)) == list(chain())


def test_more_acts_than_a_lot_are_all_linked(town, moment, monkeypatch):
    monkeypatch.setattr(acts.linking, "LOT", 4)
    for number in range(11):
        record(verb=f"第{number}件", subject=town, by=None, at=moment)
    waiting = Unlinked.objects.count()
    assert link_waiting() == waiting
    assert list(Link.objects.values_list("chain", flat=True)) == list(chain())


def test_one_link_after_the_commit_however_many_acts_it_holds(
    linked, town, moment, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True) as told:
        for number in range(5):
            record(verb=f"第{number}件", subject=town, by=None, at=moment)
    assert told.count(link_waiting) == 1
    assert not Unlinked.objects.exists()


def test_an_act_taken_back_inside_a_larger_one_leaves_nothing_to_link(
    linked, town, moment, django_capture_on_commit_callbacks
):
    before = Link.objects.count()
    with django_capture_on_commit_callbacks(execute=True) as told:
        with pytest.raises(RuntimeError), transaction.atomic():
            record(verb="不成", subject=town, by=None, at=moment)
            raise RuntimeError
        record(verb="成", subject=town, by=None, at=moment)
    assert told.count(link_waiting) == 1
    assert Link.objects.count() == before + 1
    assert Link.objects.latest("number").act.verb == "成"


def test_an_act_whose_linking_fails_is_done_all_the_same_and_linked_later(
    linked, town, moment, monkeypatch, caplog, django_capture_on_commit_callbacks
):

    def broken():
        raise DatabaseError("disk full")

    with monkeypatch.context() as failing, django_capture_on_commit_callbacks(execute=True):
        failing.setattr(acts.linking, "_link_lot", broken)
        done = record(verb="试", subject=town, by=None, at=moment)
    assert "disk full" in caplog.text
    assert Unlinked.objects.get().act_id == done.pk
    assert link_waiting() == 1


def test_an_act_removed_before_it_was_linked_does_not_stop_the_others(town, moment):
    link_waiting()
    gone = record(verb="删", subject=town, by=None, at=moment)
    kept = record(verb="留", subject=town, by=None, at=moment)
    tamper("DELETE FROM trail_act WHERE id = %s", gone.pk)
    assert link_waiting() == 1
    assert Link.objects.latest("number").act_id == kept.pk
    assert Unlinked.objects.get().act_id == gone.pk, "待封存的一行留作证据"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_link SET chain = 'X'",
        "DELETE FROM trail_link",
        "UPDATE trail_act SET digest = 'X'",
    ],
)
def test_raw_sql_can_neither_change_nor_delete_the_chain(town, statement):
    link_waiting()
    with (
        pytest.raises((DatabaseError, IntegrityError), match="只能增加"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


DETAILS = [
    {},
    {"理由": "“引号”\n换行\t制表", "页": 3, "是": True, "空": None},
    {"列表": [1, {"深": ["层"]}], "负": -5, "大": 2**60},
    {"小数": 0.1, "大数": 1e20, "小": 1e-7, "整": 2.0},
    {"🀄": "emoji", "é": "e\u0301", "斜": "/<>&\u2028"},
    {3: "数字作名", "元组": (1, 2)},
]


@pytest.mark.parametrize("detail", DETAILS)
def test_an_act_read_back_has_the_digest_it_was_written_with(town, editor, detail):
    beijing = datetime(2026, 11, 3, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=8)))
    made = record(verb="试", subject=town, by=editor, at=beijing, organ_id=town.pk, detail=detail)
    act = Act.objects.get(pk=made.pk)
    assert act_digest(*(getattr(act, name) for name in FACTS), act.detail) == act.digest == made.digest


def test_the_digest_tells_every_fact_apart():
    facts = {
        "at": datetime(2026, 11, 3, tzinfo=UTC), "verb": "试", "actor_id": 1, "actor_name": "张", "organ_id": 2,
        "subject_kind": "a.b", "subject_id": 3, "subject_label": "某", "detail": {"甲": 1},
    }  # fmt: skip
    others = {
        "at": datetime(2026, 11, 3, 0, 0, 0, 1, tzinfo=UTC), "verb": "试 ", "actor_id": None, "actor_name": "",
        "organ_id": 1, "subject_kind": "a.c", "subject_id": 4, "subject_label": "某某", "detail": {"甲": "1"},
    }  # fmt: skip
    found = {act_digest(**facts)} | {act_digest(**(facts | {name: other})) for name, other in others.items()}
    assert len(found) == len(others) + 1


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="JSON compliant"):
        plain({"数": float("nan")})


def test_a_note_changes_no_page_and_nothing_that_is_sought(town, editor, moment):
    before = (Outbox.objects.count(), Reindexing.objects.count())
    noted = note(verb="登录", subject=editor, by=editor, at=moment)
    assert (noted.subject_id, noted.actor_name) == (editor.pk, "甄编辑")
    assert (Outbox.objects.count(), Reindexing.objects.count()) == before
    assert Unlinked.objects.filter(act=noted).exists()
