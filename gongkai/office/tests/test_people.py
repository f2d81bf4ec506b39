"""人员: accounts and offices on the screen, and one's own password."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.organs.models import Appointment, Person
from gongkai.organs.permissions import organ_ids, today

pytestmark = pytest.mark.django_db
LIST, APPOINT, ACCOUNT = "/admin/people/", "/admin/people/appoint/", "/admin/account/"


@pytest.fixture
def manager(stranger: Any, client: Client) -> Client:
    """The other town's administrator, logged in."""
    client.force_login(stranger)
    return client


def form(organ: Any, **facts: Any) -> dict[str, Any]:
    return {"username": "xinren", "name": "辛仁", "organ": organ.pk, "role": "editor"} | facts


def test_a_new_account_gets_a_password_that_works_and_is_shown_once(manager: Client, other_town: Any) -> None:
    shown = manager.post(APPOINT, form(other_town), follow=True).content.decode()
    password = shown.split("初始密码是 ")[1].split("，")[0]
    assert Client().login(username="xinren", password=password)
    assert organ_ids(Person.objects.get(username="xinren")) == {other_town.pk}
    assert password not in manager.get(LIST).content.decode()


def test_who_has_an_account_gets_the_office_and_keeps_the_password(
    manager: Client, other_town: Any, editor: Person
) -> None:
    manager.post(APPOINT, form(other_town, username="bianji", name="甄编辑"))
    assert editor.appointments.filter(organ=other_town, role="editor", since=today()).exists()
    assert Person.objects.get(pk=editor.pk).password == editor.password


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"username": "bianji", "name": "别人"}, "这个登录名已经是别人的，请换一个。"),
        ({"username": "waizhen", "name": "魏外镇"}, "魏外镇已经是柳树镇的信息员。"),
        ({"username": "辛仁"}, "登录名用3到30位小写字母、数字，以字母开头。"),
        ({"role": "king"}, "king"),
    ],
)
def test_what_cannot_be_appointed_is_said_and_not_done(
    manager: Client, other_town: Any, editor: Person, facts: dict[str, Any], sentence: str
) -> None:
    people, offices = Person.objects.count(), Appointment.objects.count()
    answer = manager.post(APPOINT, form(other_town, **facts))
    assert sentence in answer.content.decode()
    assert (Person.objects.count(), Appointment.objects.count()) == (people, offices)


def test_another_towns_people_are_out_of_reach(manager: Client, town: Any, editor: Person) -> None:
    assert "甄编辑" not in manager.get(LIST).content.decode()
    assert manager.post(APPOINT, form(town)).status_code == 200
    assert not Person.objects.filter(username="xinren").exists()
    held = editor.appointments.get()
    assert manager.post(f"/admin/people/dismiss/{held.pk}/").status_code == 404
    assert Appointment.objects.get(pk=held.pk).until is None


def test_only_administrators_see_people(client: Client, editor: Person) -> None:
    client.force_login(editor)
    held = editor.appointments.get()
    for answer in (client.get(LIST), client.get(APPOINT), client.post(f"/admin/people/dismiss/{held.pk}/")):
        assert answer.status_code in (302, 403)
    assert Appointment.objects.get(pk=held.pk).until is None


def test_a_dismissal_ends_today_and_is_said_to_begin_tomorrow(manager: Client, stranger: Person) -> None:
    held = stranger.appointments.get(role="editor")
    address = f"/admin/people/dismiss/{held.pk}/"
    assert "已免职，明天起生效。" in manager.post(address, follow=True).content.decode()
    assert Appointment.objects.get(pk=held.pk).until == today()
    assert "该任职已经结束。" in manager.post(address, follow=True).content.decode()


def test_nobody_is_dismissed_by_following_a_link(manager: Client, stranger: Person) -> None:
    held = stranger.appointments.get(role="editor")
    assert manager.get(f"/admin/people/dismiss/{held.pk}/").status_code == 405


def test_one_changes_ones_own_password_knowing_the_old_one(client: Client, editor: Person) -> None:
    other_session = Client()
    for session in (client, other_session):
        assert session.login(username="bianji", password="bianji-2021-密码")
    fresh = "春眠不觉晓处处闻啼鸟"
    words = {"old_password": "猜的", "new_password1": fresh, "new_password2": fresh}
    client.post(ACCOUNT, words)
    assert Person.objects.get(pk=editor.pk).check_password("bianji-2021-密码")
    client.post(ACCOUNT, words | {"old_password": "bianji-2021-密码"})
    assert Person.objects.get(pk=editor.pk).check_password(fresh)
    assert client.get(ACCOUNT).status_code == 200
    assert other_session.get(ACCOUNT).status_code == 302


def test_an_office_that_ended_yesterday_opens_nothing_today(client: Client, editor: Person) -> None:
    editor.appointments.update(since=date(2019, 1, 1), until=date(2020, 1, 1))
    client.force_login(editor)
    shown = client.get("/admin/").content.decode()
    assert "您还没有任职，看不到任何机关的内容。" in shown
