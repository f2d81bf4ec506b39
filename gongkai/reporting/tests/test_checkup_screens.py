"""年报体检 on screen: any office may use it, each sees only what it made, every refusal is a sentence."""

import io
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.annualreport import check
from gongkai.office.clock import now
from gongkai.organs import acts as organ_acts
from gongkai.reporting import acts
from gongkai.reporting.examining import Examined
from gongkai.reporting.models import Checkup
from gongkai.reporting.tests.checkupfiles import good, html_of, wrong, zipped
from gongkai.reporting.views import checkup as views

ROOM = "/admin/report-checkup/"


def at_desk(who: Any) -> Client:
    client = Client()
    client.force_login(who)
    return client


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


@pytest.fixture
def kept(editor: Any) -> Checkup:
    """The editor's checkup of one wrong report, one that foots, and one file that is none."""
    files = [
        Examined("镇/甲<b>.html", wrong(), check(wrong())),
        Examined("乙.html", good(), ()),
        Examined("坏.docx", problem="“坏.docx”已损坏，请重新保存。"),
    ]
    made = acts.note_checkup(files=files, notes=["略过了1个文件。"], by=editor, at=now())
    return acts.keep_checkup(checkup=made, title="第一次", by=editor, at=now())


@pytest.mark.process
def test_files_and_an_archive_are_checked_in_one_go_and_no_name_is_in_the_address(
    editor: Any, caplog: pytest.LogCaptureFixture
):
    client = at_desk(editor)
    answer = client.post(
        f"{ROOM}new/",
        {
            "files": [upload("某甲.html", html_of(wrong())), upload("某包.zip", zipped({"某乙.html": html_of(good())}))],
            "folder": [upload("某丙.txt", b"\x00\x01"), upload(".DS_Store", b"1")],
            "previous": [upload("某去年.html", html_of(good(2022)))],
        },
    )  # fmt: skip
    checkup = Checkup.objects.get()
    assert answer.headers["Location"] == f"{ROOM}{checkup.pk}/"
    page = said(client.get(answer.headers["Location"]))
    assert "共3个文件：1个有错误，1个读不出。" in page and "略过了1个隐藏文件" in page
    assert [file.name for file in checkup.files.all()] == ["某甲.html", "某包.zip/某乙.html", "某丙.txt"]
    assert "某甲" not in caplog.text


def test_the_page_tells_each_file_s_verdict_and_shows_only_what_is_asked_for(kept: Checkup, editor: Any):
    client = at_desk(editor)
    page = client.get(f"{ROOM}{kept.pk}/").content.decode()
    assert "镇/甲&lt;b&gt;.html" in page and "“坏.docx”已损坏，请重新保存。" in page
    assert "没有错误，0处提醒" in page and "依据：《政府信息公开工作年度报告格式》" in page
    only = said(client.get(f"{ROOM}{kept.pk}/?only=unread"))
    assert "坏.docx" in only and "乙.html" not in only
    assert "乙.html" in said(client.get(f"{ROOM}{kept.pk}/?only=无此"))
    assert "第一次" in said(client.get(ROOM))


def test_the_marked_copy_opens_under_a_policy_that_lets_nothing_run_and_can_be_taken_away(
    kept: Checkup, editor: Any
):
    client = at_desk(editor)
    shown = client.get(f"{ROOM}{kept.pk}/file/1/")
    assert "体检标记稿" in said(shown) and shown.headers["Content-Disposition"].startswith("inline")
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'")
    taken = client.get(f"{ROOM}{kept.pk}/file/1/?download")
    assert taken.headers["Content-Disposition"].startswith("attachment") and taken.content == shown.content
    assert [client.get(f"{ROOM}{kept.pk}/file/{n}/").status_code for n in (3, 4)] == [404, 404]


def test_the_workbook_holds_every_file_and_finding(kept: Checkup, editor: Any):
    answer = at_desk(editor).get(f"{ROOM}{kept.pk}/excel/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [row[0].value for row in book["汇总"].iter_rows(min_row=2)] == [
        "镇/甲<b>.html",
        "乙.html",
        "坏.docx",
    ]
    assert book["问题清单"].max_row == len(check(wrong())) + 1


def test_nobody_else_sees_keeps_or_deletes_it(kept: Checkup, approver: Any, stranger: Any):
    for who in (approver, stranger):
        client = at_desk(who)
        for path in ("", "file/1/", "excel/"):
            assert client.get(f"{ROOM}{kept.pk}/{path}").status_code == 404
        for deed in ("keep/", "delete/"):
            assert client.post(f"{ROOM}{kept.pk}/{deed}", {"title": "我的"}).status_code == 404
        assert "第一次" not in said(client.get(ROOM))
    assert Checkup.objects.get().title == "第一次"


def test_without_any_office_the_room_is_closed_and_nothing_is_read(town: Any, moment: datetime):
    idle = organ_acts.enrol(username="kongxian", name="孔闲", password="kongxian-2021", by=None, at=moment)
    client = at_desk(idle)
    answers = [
        client.get(ROOM),
        client.get(f"{ROOM}new/"),
        client.post(f"{ROOM}new/", {"files": upload("甲.html", b"1")}),
    ]
    assert not any(answer.status_code == 200 for answer in answers) and not Checkup.objects.exists()
    assert (
        Client()
        .post(f"{ROOM}new/", {"files": upload("甲.html", b"1")})
        .headers["Location"]
        .startswith("/admin/login/")
    )


def test_without_a_file_the_form_says_so(editor: Any):
    page = said(at_desk(editor).post(f"{ROOM}new/", {"siblings": "on"}))
    assert "还没有选文件。请选择年度报告文件、压缩包或者文件夹。" in page
    only = at_desk(editor).post(f"{ROOM}new/", {"files": upload(".DS_Store", b"1")})
    assert "没有可以检查的文件" in said(only) and not Checkup.objects.exists()


def test_a_form_from_another_site_is_refused(editor: Any):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    answer = client.post(f"{ROOM}new/", {"files": upload("甲.html", html_of(good()))})
    assert answer.status_code == 403 and not Checkup.objects.exists()


def test_while_others_are_checking_one_is_asked_to_come_back(editor: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(views, "WAIT", 0.01)
    with views.ONE_AT_A_TIME:
        page = said(at_desk(editor).post(f"{ROOM}new/", {"files": upload("甲.html", b"1")}))
    assert "请过一两分钟再试" in page and not Checkup.objects.exists()


def test_it_is_kept_renamed_and_deleted(kept: Checkup, editor: Any):
    client = at_desk(editor)

    def follow(deed: str, **form: str) -> str:
        return said(client.post(f"{ROOM}{kept.pk}/{deed}/", form, follow=True))

    assert "请写一个名称" in follow("keep", title=" ")
    assert "名称最多60个字" in follow("keep", title="长" * 61)
    assert "已保存" in follow("keep", title="第二次") and Checkup.objects.get().title == "第二次"
    assert "已删除" in follow("delete") and not Checkup.objects.exists()


def test_whoever_visits_what_is_a_day_old_is_gone(editor: Any, approver: Any):
    old = acts.note_checkup(
        files=[Examined("甲.html", problem="读不出。")], notes=[], by=editor, at=now() - timedelta(hours=25)
    )
    at_desk(approver).get(ROOM)
    assert not Checkup.objects.filter(pk=old.pk).exists()
    assert at_desk(editor).get(f"{ROOM}{old.pk}/").status_code == 404
