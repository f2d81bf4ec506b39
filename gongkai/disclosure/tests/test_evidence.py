"""Sealed evidence can be handed to a court or a secrecy authority, by few, with a reason, and never unseen."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosure import acts
from gongkai.disclosure.acts.takedown import place_of
from gongkai.disclosure.models import Attachment, Item, TakeDown
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Person, Role
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
WHY = "白杨镇人民法院来函调取"


@pytest.fixture
def taken(published: Any, approver: Person, editor: Person, town: Any, moment: datetime) -> TakeDown:
    """The take-down of an item with an attachment."""
    file = acts.store_file(organ=town, name="附件.txt", data="附件的字".encode(), by=editor, at=moment)
    item = published("撤下的通知", body="<p>原来的正文</p>", attachments=[Attachment(stored_file=file)])
    acts.withdraw(item=item, by=approver, at=moment, reason="内容有误")
    return TakeDown.objects.get()


@pytest.fixture
def holder(town: Any, moment: datetime) -> Callable[..., Person]:
    """A person with an office in the town."""

    def make(*roles: Role) -> Person:
        made = organ_acts.enrol(
            username="renyuan", name="任远", password="renyuan-2021-密码", by=None, at=moment
        )
        for role in roles:
            organ_acts.appoint(person=made, organ=town, role=role, since=date(2019, 1, 1), by=None, at=moment)
        return Person.objects.get(pk=made.pk)

    return make


@pytest.mark.parametrize("role", [Role.SECRECY, Role.ADMIN])
def test_the_exact_bytes_come_out_and_the_trail_says_who_opened_them_and_why(
    taken: TakeDown, holder: Any, moment: datetime, role: Role
) -> None:
    by = holder(role)
    content = acts.open_evidence(taken=taken, by=by, at=moment, reason=f" {WHY} ")
    folder = zipfile.ZipFile(io.BytesIO(content))
    assert json.loads(folder.read("信息.json"))["内容"]["body"] == "<p>原来的正文</p>"
    assert folder.read("1-附件.txt") == "附件的字".encode()
    act = Act.objects.get(verb="打开封存证据")
    assert (act.actor_id, act.subject_id) == (by.pk, taken.item_id)
    assert act.detail == {"理由": WHY, "撤下记录": taken.pk, "证据指纹": taken.evidence}


def test_it_is_refused_to_everybody_else_and_without_a_reason(
    taken: TakeDown, editor: Person, officer: Person, stranger: Person, holder: Any, moment: datetime
) -> None:
    for by in (editor, officer, stranger):
        with refused("封存的证据只有白杨镇的保密审查人和管理员可以打开。"):
            acts.open_evidence(taken=taken, by=by, at=moment, reason=WHY)
    by = holder(Role.SECRECY)
    for reason in ("", "  "):
        with refused("打开封存的证据要写明理由"):
            acts.open_evidence(taken=taken, by=by, at=moment, reason=reason)
    assert not Act.objects.filter(verb="打开封存证据").exists()


@pytest.mark.parametrize("damage", ["没有了", "改动"])
def test_what_is_gone_or_altered_is_not_handed_out(
    taken: TakeDown, holder: Any, moment: datetime, damage: str
) -> None:
    place = place_of(taken.evidence)
    place.unlink() if damage == "没有了" else place.write_bytes(b"x" * 100)
    by = holder(Role.SECRECY)
    with refused("封存的证据读不到，或者打不开"):
        acts.open_evidence(taken=taken, by=by, at=moment, reason=WHY)


def test_it_is_opened_from_the_items_page(
    taken: TakeDown, editor: Person, holder: Any, client: Client, published: Any
) -> None:
    other: Item = published("另一条")
    by, door = holder(Role.SECRECY), reverse("disclosure:evidence", args=[taken.item_id])
    page = reverse("disclosure:item", args=[taken.item_id])
    client.force_login(editor)
    assert "打开封存的证据" not in client.get(page).content.decode()
    told = client.post(door, {"taken": taken.pk, "reason": WHY}, follow=True)
    assert "只有白杨镇的保密审查人和管理员可以打开" in told.content.decode()
    client.force_login(by)
    assert "打开封存的证据" in client.get(page).content.decode()
    answer = client.post(door, {"taken": taken.pk, "reason": WHY})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["1-附件.txt", "信息.json"]
    assert "no-store" in answer["Cache-Control"]
    assert "要写明理由" in client.post(door, {"taken": taken.pk}, follow=True).content.decode()
    for number in ("", "x", "999", "٣"):
        assert client.post(door, {"taken": number, "reason": WHY}).status_code == 404
    elsewhere = reverse("disclosure:evidence", args=[other.pk])
    assert client.post(elsewhere, {"taken": taken.pk, "reason": WHY}).status_code == 404
