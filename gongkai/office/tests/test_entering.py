"""Log-ins are in the trail, failed ones too; an account that somebody tries is locked; no password is kept."""

from datetime import timedelta

import pytest

from gongkai.office import entering
from gongkai.office.entering import ENTERED, FAILED, LEFT, LOCKED, STRANGERS
from gongkai.organs.models import Person
from gongkai.trail.models import Act

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
RIGHT = "bianji-2021-密码"


@pytest.fixture
def clock(monkeypatch, moment):
    """The office's clock, to be put forward."""

    class Clock:
        at = moment

        def forward(self, **span):
            self.at += timedelta(**span)

    told = Clock()
    monkeypatch.setattr(entering, "now", lambda: told.at)
    return told


def enter(client, password, username="bianji"):
    return client.post(LOGIN, {"username": username, "password": password})


def verbs(person):
    acts = Act.objects.filter(
        subject_kind="organs.person", subject_id=person.pk, verb__in=(ENTERED, FAILED, LEFT, LOCKED)
    )
    return list(acts.order_by("pk").values_list("verb", flat=True))


def test_coming_and_leaving_is_noted_with_the_person(client, editor, clock):
    assert enter(client, RIGHT).status_code == 302
    client.post("/admin/logout/")
    assert verbs(editor) == [ENTERED, LEFT]
    act = Act.objects.get(verb=ENTERED)
    assert (act.actor_id, act.actor_name, act.at) == (editor.pk, "甄编辑", clock.at)


def test_a_failed_log_in_is_noted_without_the_password(client, editor, clock):
    assert enter(client, "猜的密码12345").status_code == 200
    assert verbs(editor) == [FAILED]
    act = Act.objects.get(verb=FAILED)
    assert (act.actor_id, act.actor_name, act.detail) == (None, "系统", {})
    assert "猜的密码" not in "".join(f"{one.detail}{one.subject_label}" for one in Act.objects.all())


def test_a_name_that_nobody_has_is_kept_in_part_for_it_may_be_a_password(client, editor, clock):
    enter(client, "x", username="MyPassword-2026")
    act = Act.objects.get(verb=FAILED)
    assert (act.subject_id, act.detail) == (0, {"没有这个登录名": "My…（15个字）"})


def test_five_failures_lock_the_account_for_half_an_hour_and_the_right_password_does_not_help(
    client, editor, clock
):
    for _ in range(5):
        enter(client, "错的")
        clock.forward(minutes=1)
    assert verbs(editor) == [FAILED] * 5 + [LOCKED]
    answer = enter(client, RIGHT)
    assert "已经锁定" in answer.content.decode() and "10:04" in answer.content.decode()
    assert verbs(editor) == [FAILED] * 5 + [LOCKED], "锁定期间不再记"
    clock.forward(minutes=29)
    assert enter(client, RIGHT).status_code == 302
    assert verbs(editor)[-1] == ENTERED


def test_after_a_lock_it_takes_five_more_failures(client, editor, clock):
    for _ in range(5):
        enter(client, "错的")
    clock.forward(minutes=31)
    for _ in range(4):
        enter(client, "错的")
    assert verbs(editor).count(LOCKED) == 1
    enter(client, "错的")
    assert verbs(editor).count(LOCKED) == 2


def test_four_failures_and_a_success_begin_the_count_anew(client, editor, clock):
    for _ in range(2):
        for _ in range(4):
            enter(client, "错的")
        assert enter(client, RIGHT).status_code == 302
        client.post("/admin/logout/")
    assert LOCKED not in verbs(editor)


def test_one_persons_failures_do_not_lock_another(client, editor, approver, clock):
    for _ in range(5):
        enter(client, "错的")
    assert enter(client, "shenhe-2021-密码", username="shenhe").status_code == 302


def test_a_flood_of_unknown_names_does_not_fill_the_trail(editor, clock):
    for number in range(STRANGERS + 5):
        entering.note_failed({"username": f"name{number}"})
    assert Act.objects.filter(verb=FAILED).count() == STRANGERS
    clock.forward(hours=1, seconds=1)
    entering.note_failed({"username": "again"})
    assert Act.objects.filter(verb=FAILED).count() == STRANGERS + 1


def test_a_log_out_of_nobody_is_no_act(db):
    entering.note_left(None)
    assert not Act.objects.exists() and not Person.objects.exists()
