"""The screens of the collecting: the board, an organ's page, who sees what, the first page's tasks."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from gongkai.reporting import acts
from gongkai.reporting.models import Called, Collection, Submission
from gongkai.reporting.tests.collecting import a_file, a_page, a_report, at_the_desk_of, plain, upload, zipped
from gongkai.reporting.tests.collecting import call as call
from gongkai.reporting.tests.collecting import clerk as clerk
from gongkai.reporting.tests.collecting import collection as collection
from gongkai.reporting.tests.collecting import collector as collector
from gongkai.reporting.tests.collecting import department as department
from gongkai.reporting.tests.collecting import january as january
from gongkai.reporting.views.collection_tasks import collection_tasks
from gongkai.trail.acts import Refused

BUREAU = "清水区统计局"
Call = Callable[[Any], Called]


def test_the_board_tells_missing_wrong_returned_accepted_and_excused_apart(
    collection: Collection,
    call: Call,
    town: Any,
    other_town: Any,
    department: Any,
    collector: Any,
    january: datetime,
) -> None:
    wrong = a_file(a_report(BUREAU, wrong=True))
    acts.submit_file(called=call(department), file=wrong, by=collector, at=january)
    acts.excuse(called=call(other_town), reason="机构撤销", by=collector, at=january)
    client = at_the_desk_of(collector)
    board = client.get(reverse("collection:board", args=[collection.pk]))
    errors = Submission.objects.get().errors
    for said in (f"✕ 有错误{errors}处", "○ 未报", "－ 免报", "机构撤销", "第1次，文件"):
        assert said in plain(board)
    assert re.search(r"白杨镇\s*○ 未报 逾期\d+天", plain(board))
    only = client.get(reverse("collection:board", args=[collection.pk]), {"state": "excused"})
    rows = html.fromstring(only.content).xpath("//main//tbody/tr/td[1]")
    assert [row.text_content() for row in rows] == ["柳树镇"]


def test_an_organ_hands_a_wrong_file_in_and_sees_what_is_wrong_with_it(
    call: Call, department: Any, clerk: Any
) -> None:
    client, called = at_the_desk_of(clerk), call(department)
    form = {"file": upload("年报.html", a_page(a_report(BUREAU, wrong=True)))}
    answer = client.post(reverse("called:upload", args=[called.pk]), form, follow=True)
    kept = Submission.objects.get()
    assert f"检查出{kept.errors}处错误" in plain(answer)
    assert "错误：" in plain(answer)
    buttons = [one.text_content() for one in html.fromstring(answer.content).xpath("//main//form//button")]
    assert buttons == ["上传并报送"]  # and none to judge it by
    marked = client.get(reverse("called:marked", args=[called.pk, 1]))
    assert "体检标记稿" in marked.content.decode() and "marked-error" in marked.content.decode()
    file = client.get(reverse("called:file", args=[called.pk, 1]))
    assert file["Content-Type"] == "application/octet-stream" and "attachment" in file["Content-Disposition"]
    assert file.content == a_page(a_report(BUREAU, wrong=True))


BAD_FILES = {
    "a picture": ("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "现在能读的是"),
    "an old Word file": ("年报.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "“年报.doc”是旧版Word"),
    "a broken Word file": ("年报.docx", b"PK\x03\x04" + b"\0" * 300, "损坏"),
    "a text about something else": ("通知.txt", "关于植树的通知。".encode(), "年度报告"),
    "an empty file": ("空.html", b"", "这个文件是空的"),
    "a zip": ("年报.zip", zipped(a=a_page(a_report(BUREAU))), "是压缩包。请解压"),
    "21 MB": ("大.html", b"<html>" + b" " * 21 * 1024 * 1024, "有21MB，超过20MB，不像年度报告"),
    "another year": ("年报.html", a_page(a_report(BUREAU, 2019)), "是2019年度的报告，现在收的是2020年度的"),
    "another organ": ("年报.html", a_page(a_report("清水区民政局")), "不是清水区统计局"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_comes_back_with_the_reason_and_nothing_is_kept(
    case: str, call: Call, department: Any, clerk: Any
) -> None:
    name, data, sentence = BAD_FILES[case]
    answer = at_the_desk_of(clerk).post(
        reverse("called:upload", args=[call(department).pk]), {"file": upload(name, data)}
    )
    said = html.fromstring(answer.content).xpath("//*[@role='alert']")
    assert answer.status_code == 200
    assert re.search(sentence, " ".join(one.text_content() for one in said))
    assert ".upload" not in plain(answer)
    assert not Submission.objects.exists()


def test_no_file_at_all_is_asked_for(call: Call, department: Any, clerk: Any) -> None:
    answer = at_the_desk_of(clerk).post(reverse("called:upload", args=[call(department).pk]), {})
    assert "请选择文件。" in plain(answer)


def test_nobody_sees_another_organ_s_report_but_the_district(
    call: Call, department: Any, clerk: Any, collector: Any, officer: Any, stranger: Any, january: datetime
) -> None:
    called = call(department)
    acts.submit_file(called=called, file=a_file(a_report(BUREAU)), by=clerk, at=january)
    for address in ("called:page", "called:marked", "called:file"):
        arguments = [called.pk] if address == "called:page" else [called.pk, 1]
        for who, status in ((officer, 404), (stranger, 404), (clerk, 200), (collector, 200)):
            assert at_the_desk_of(who).get(reverse(address, args=arguments)).status_code == status
    for address in ("board", "reminders", "merge", "many", "terms", "alike"):
        page = reverse(f"collection:{address}", args=[called.collection_id])
        assert at_the_desk_of(clerk).get(page).status_code == 404
    for deed in ("accept", "return", "excuse", "recall"):
        form = {"serial": "1", "note": "请改正", "reason": "接收"}
        refused = at_the_desk_of(clerk).post(reverse(f"called:{deed}", args=[called.pk]), form)
        assert refused.url == "/admin/"
    assert Submission.objects.get().verdict == "waiting"


def test_the_district_returns_and_accepts_on_the_screen(
    call: Call, department: Any, clerk: Any, collector: Any, january: datetime
) -> None:
    called = call(department)
    acts.submit_file(called=called, file=a_file(a_report(BUREAU, wrong=True)), by=clerk, at=january)
    client = at_the_desk_of(collector)
    bare = client.post(reverse("called:accept", args=[called.pk]), {"serial": "1", "reason": ""})
    assert "请退回改正；确有正当理由的" in plain(bare)
    empty = client.post(reverse("called:return", args=[called.pk]), {"serial": "1", "note": ""})
    assert "请写明退回的理由和要改的地方" in plain(empty)
    done = client.post(
        reverse("called:return", args=[called.pk]), {"serial": "1", "note": "总计不对。"}, follow=True
    )
    assert "已退回。统计局的首页上有提示" in done.content.decode()
    assert "总计不对。" in plain(at_the_desk_of(clerk).get(reverse("called:page", args=[called.pk])))
    acts.submit_file(called=called, file=a_file(a_report(BUREAU)), by=clerk, at=january)
    stale = client.post(reverse("called:accept", args=[called.pk]), {"serial": "1"})
    assert "又报送了新的一次" in plain(stale)
    client.post(reverse("called:accept", args=[called.pk]), {"serial": "2"})
    assert Submission.objects.get(serial=2).verdict == "accepted"


def test_the_first_page_says_what_is_owed_returned_and_waiting(
    collection: Collection, call: Call, department: Any, clerk: Any, collector: Any, january: datetime
) -> None:
    def tasks(person: Any) -> list[tuple[str, int, bool]]:
        fresh = type(person).objects.get(pk=person.pk)
        return [(task.label, task.count, task.urgent) for task in collection_tasks(fresh)]

    assert tasks(clerk) == [("待报年报", 1, True)]  # long past the day
    assert tasks(collector) == []
    file = a_file(a_report(BUREAU))
    submission = acts.submit_file(called=call(department), file=file, by=clerk, at=january)
    assert (tasks(clerk), tasks(collector)) == ([], [("待审核报送（2020年度）", 1, False)])
    acts.return_submission(submission=submission, note="表三数字不平", by=collector, at=january)
    assert (tasks(clerk), tasks(collector)) == ([("被退回的年报", 1, True)], [])
    acts.close(collection=collection, by=collector, at=january + timedelta(days=1))
    assert tasks(clerk) == []


def test_a_person_without_these_offices_finds_no_such_room(editor: Any, collection: Collection) -> None:
    assert at_the_desk_of(editor).get(reverse("collection:index")).status_code in (302, 403)
    with pytest.raises(Refused):
        acts.close(collection=collection, by=editor, at=collection.opened_at)
