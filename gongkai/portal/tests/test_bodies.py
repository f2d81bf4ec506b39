"""Doors that take a few fields turn away large requests before anything of them is read."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from gongkai.portal.doors.bodies import LARGEST

pytestmark = pytest.mark.django_db
DOORS = settings.PUBLIC_PATH + settings.DOORS
SMALL = ("shenqing/", "shenqing/chaxun/", "wenshu/", "liulan/1/", "dingyue/meiyou/meiyou/", "sousuo/")


class Unread:
    """A body that nobody may read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("读了内容")

    readline = read


def knock(path: str, length: Any) -> Any:
    client = Client(enforce_csrf_checks=True)
    kind = "application/x-www-form-urlencoded"
    return client.post(
        DOORS + path, **{"CONTENT_LENGTH": length, "wsgi.input": Unread(), "CONTENT_TYPE": kind}
    )


@pytest.mark.parametrize("path", SMALL)
def test_a_door_without_files_turns_away_a_large_request_unread(path: str) -> None:
    answer = knock(path, LARGEST + 1)
    assert answer.status_code == 413 and "太大" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store" and "Content-Security-Policy" in answer.headers


def test_what_a_form_of_a_few_fields_can_be_is_let_in() -> None:
    given = {"number": "长" * 5000, "code": "x"}
    assert Client().post(f"{DOORS}shenqing/chaxun/", given).status_code == 404


@pytest.mark.parametrize("length", ["很长", "-1", "1e9", ""])
def test_a_length_that_is_none_is_left_to_the_door(length: str) -> None:
    client = Client()
    answer = client.post(f"{DOORS}shenqing/chaxun/", b"", content_type="text/plain", CONTENT_LENGTH=length)
    assert answer.status_code == 400 and "都要填" in answer.content.decode()


def test_the_back_office_and_the_form_with_files_have_bounds_of_their_own(town: Any) -> None:
    text = {"step": "look", "request": "长" * LARGEST}
    assert "现在有65536个字" in Client().post(f"{DOORS}shenqing/{town.slug}/", text).content.decode()
    assert Client().post("/admin/login/", {"username": "长" * LARGEST}).status_code == 200
