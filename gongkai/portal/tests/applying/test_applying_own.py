"""What an applicant does to the own case through the doors: amending, withdrawing, supplementing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.applications import acts
from gongkai.applications.models import Application, State
from gongkai.applications.personal import applicant_of, request_of
from gongkai.applications.tests.making import do
from gongkai.office.clock import now
from gongkai.organs.permissions import today
from gongkai.portal.tests.applying.sending import (
    LATER,
    PERSON,
    SECRETS,
    WANTED,
    door,
    form_of,
    page,
    png,
    text,
)

NOT_FOUND = "没有查到。请对照回执核对登记编号和查询码"


def test_amending_shows_nothing_and_changes_what_is_filled_in(case: Application) -> None:
    client = Client(enforce_csrf_checks=True)
    address = page(case, "xiugai/")
    shown = client.get(address)
    assert not [secret for secret in SECRETS if secret in shown.content.decode()]
    assert shown.headers["Referrer-Policy"] == "strict-origin"
    fields = form_of(shown.content.decode(), "name") | {"name": "申某某乙", "way": "read"}
    answer = client.post(address, fields)
    assert answer.status_code == 302 and "已经改好" in text(client.get(answer.url))
    case.refresh_from_db()
    assert (applicant_of(case).name, applicant_of(case).phone) == ("申某某乙", PERSON["phone"])
    assert (request_of(case), case.way) == (WANTED, "read")


def test_nothing_filled_in_is_no_amendment(case: Application) -> None:
    answer = Client().post(page(case, "xiugai/"), {})
    assert answer.status_code == 400 and "没有改动" in text(answer)


def test_after_ten_minutes_the_pages_say_so_and_do_nothing(case: Application, clock: Any) -> None:
    clock(LATER)
    for path, given in (("xiugai/", {"name": "申某某乙"}), ("chehui/", {"sure": "on"})):
        assert "已经超过10分钟" in text(Client().get(page(case, path)))
        answer = Client().post(page(case, path), given)
        assert answer.status_code == 400 and "已经超过10分钟" in text(answer)
    case.refresh_from_db()
    assert case.state == State.HANDLING and applicant_of(case).name == PERSON["name"]


def test_withdrawing_asks_once_more(case: Application) -> None:
    assert Client().post(page(case, "chehui/"), {}).status_code == 400
    answer = Client().post(page(case, "chehui/"), {"sure": "on"})
    said = text(Client().get(answer.url))
    assert "已撤回" in said and "您已经撤回这件申请" in said and "最迟哪天答复" not in said
    case.refresh_from_db()
    assert case.outcome == "other3"
    assert "已经提交成功" not in text(Client().get(page(case, "huizhi/")))


@pytest.fixture
def asked(case: Application, officer: Any) -> Application:
    acts.take(application=case, by=officer, at=now())
    until = today() + timedelta(days=15)
    do("request_supplement", case, officer, at=now(), day=today(), until=until, note="请写明哪一年的。")
    return case


def test_what_is_to_be_supplemented_is_said_and_sent_from_here(asked: Application) -> None:
    client = Client(enforce_csrf_checks=True)
    status = text(client.get(page(asked)))
    assert "请写明哪一年的。" in status and "现在补正" in status
    address = page(asked, "buzheng/")
    fields = form_of(client.get(address).content.decode(), "text")
    bad = client.post(address, fields | {"text": "2020年的。", "proofs": [png(6 * 1024 * 1024)]})
    assert bad.status_code == 400 and "每个文件最多5 MB" in text(bad)
    assert form_of(bad.content.decode(), "text")["text"] == "2020年的。"
    answer = client.post(address, fields | {"text": "2020年的。", "proofs": [png()]})
    assert answer.status_code == 302 and "补正已经收到" in text(client.get(answer.url))
    asked.refresh_from_db()
    assert asked.state == State.HANDLING and request_of(asked).endswith("2020年的。")
    assert [proof.what for proof in asked.proofs.all()] == ["补正材料"]
    again = client.post(address, fields | {"text": "2020年的。"})
    assert again.status_code == 400 and "补正已经收到" in text(again)


def test_a_deed_is_refused_to_other_sites_and_when_too_large(asked: Application) -> None:
    address = page(asked, "buzheng/")
    assert Client(enforce_csrf_checks=True).post(address, {"text": "2020年的。"}).status_code == 403
    large = Client().post(address, b"x", content_type="multipart/form-data", CONTENT_LENGTH=10**9)
    assert large.status_code == 413
    asked.refresh_from_db()
    assert asked.state == State.SUPPLEMENTING


def test_files_of_a_supplement_are_in_memory_alone_and_taken_so_often(
    asked: Application, monkeypatch: Any
) -> None:
    def written(*_: Any, **__: Any) -> Any:
        raise AssertionError("写到了磁盘")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", written)
    address = page(asked, "buzheng/")
    for _ in range(12):
        answer = Client().post(
            address, {"text": "2020年的。", "proofs": [SimpleUploadedFile("x.png", b"MZ")]}
        )
        assert "是可执行程序" in text(answer)
    answer = Client().post(address, {"text": "2020年的。", "proofs": [png()]})
    assert answer.status_code == 400 and "这个网络刚刚提交过" in text(answer)


def test_what_is_typed_of_a_number_is_read_only_so_far() -> None:
    answer = Client().post(door("chaxun/"), {"number": "长" * 15_000, "code": "x"})
    assert answer.status_code == 404 and answer.content.decode().count("长") == 60
