"""What the district does on its screens: opening a year, many files at once, reminding, comparing, the sum."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from gongkai.organs.acts import amend
from gongkai.reporting import acts
from gongkai.reporting.models import Called, Collection, Submission
from gongkai.reporting.tests.collecting import a_file, a_page, a_report, at_the_desk_of, plain, upload, zipped
from gongkai.reporting.tests.collecting import call as call
from gongkai.reporting.tests.collecting import clerk as clerk
from gongkai.reporting.tests.collecting import collection as collection
from gongkai.reporting.tests.collecting import collector as collector
from gongkai.reporting.tests.collecting import department as department
from gongkai.reporting.tests.collecting import january as january

BUREAU = "清水区统计局"
Call = Callable[[Any], Called]


def test_a_year_is_opened_on_the_screen_with_the_days_of_the_law(
    town: Any, district: Any, collector: Any
) -> None:
    client = at_the_desk_of(collector)
    form = {"organ": district.pk, "year": "2020", "due": "", "publish_by": "", "note": "附电子版。"}
    answer = client.post(reverse("collection:new"), form, follow=True)
    assert "2021年1月31日前公布（《政府信息公开条例》第四十九条第一款）" in plain(answer)
    assert "附电子版。" in plain(answer)
    again = client.post(reverse("collection:new"), form)
    assert "这一年度的年报收集已经布置过" in plain(again)
    late = client.post(reverse("collection:new"), form | {"year": "2019", "due": "2020-03-01"})
    assert "可以提前，不能推后" in plain(late)
    future = client.post(reverse("collection:new"), form | {"year": "2099"})
    assert "2099年还没有结束" in plain(future)


def test_the_board_of_200_organs_asks_the_database_no_oftener_than_that_of_three(
    collection: Collection, district: Any, collector: Any, django_assert_max_num_queries: Any
) -> None:
    from gongkai.organs.models import Level, Organ

    fresh = Organ.objects.bulk_create(
        Organ(
            parent=district,
            level=Level.DEPARTMENT,
            name=f"清水区第{n}局",
            short_name=f"第{n}局",
            slug=f"ju-{n}",
        )
        for n in range(197)
    )
    Called.objects.bulk_create(Called(collection=collection, organ=organ) for organ in fresh)
    client = at_the_desk_of(collector)
    with django_assert_max_num_queries(25):
        answer = client.get(reverse("collection:board", args=[collection.pk]))
    assert len(html.fromstring(answer.content).xpath("//main//tbody/tr")) == 200


def test_many_files_and_an_archive_are_answered_file_by_file(collection: Collection, collector: Any) -> None:
    town = a_page(a_report("清水区白杨镇人民政府"))
    files = [
        upload("白杨镇.html", town),
        upload("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 200),
        upload("都在里面.zip", zipped(**{
            "各局/统计局.html": a_page(a_report(BUREAU, wrong=True)),
            "各局/民政局.html": a_page(a_report("清水区民政局")),
            "__MACOSX/._统计局.html": b"x",
        })),
    ]  # fmt: skip
    answer = at_the_desk_of(collector).post(
        reverse("collection:many", args=[collection.pk]), {"files": files}
    )
    rows = html.fromstring(answer.content).xpath("//main//tbody/tr")
    said = {row[0].text_content(): " ".join(row[1].text_content().split()) for row in rows}
    assert set(said) == {"白杨镇.html", "图.png", "统计局.html", "民政局.html"}
    assert said["白杨镇.html"] == "✓ 已收为白杨镇的报告，没有错误。"
    assert said["统计局.html"].startswith("✓ 已收为统计局的报告，有错误")
    assert said["图.png"].startswith("✕ 没有收：“图.png”是")
    assert "不在应报机关名单里" in said["民政局.html"]
    assert "4个文件，收了2个" in plain(answer)


def test_too_many_files_are_refused_as_a_whole(
    collection: Collection, collector: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.reporting.views.collection_bulk.MOST_FILES", 1)
    files = [upload(f"{n}.html", a_page(a_report("清水区白杨镇", granted=n))) for n in (1, 2)]
    answer = at_the_desk_of(collector).post(
        reverse("collection:many", args=[collection.pk]), {"files": files}
    )
    assert "一共有2个文件，一次最多1个，一个也没有收" in plain(answer)
    assert not Submission.objects.exists()


def test_the_reminder_list_names_whom_to_call(
    collection: Collection, call: Call, town: Any, department: Any, officer: Any, clerk: Any, collector: Any,
    monkeypatch: pytest.MonkeyPatch, january: datetime,
) -> None:  # fmt: skip
    department.phone = "0900-8000077"
    amend(organ=department, by=None, at=january)
    acts.submit_file(called=call(town), file=a_file(a_report(town.name)), by=officer, at=january)
    client, address = at_the_desk_of(collector), reverse("collection:reminders", args=[collection.pk])
    answer = client.get(address)
    text = html.fromstring(answer.content).xpath("string(//textarea[@id='reminder'])")
    assert re.search(r"统计局（未报，逾期\d+天，童纪，0900-8000077）", text)
    assert "还有2个机关没有报好" in text and "白杨镇" not in text
    assert "报送期限1月31日已过，请尽快登录系统" in text
    monkeypatch.setattr("gongkai.reporting.views.collection.today", lambda: date(2021, 1, 25))
    assert "请在2021年1月29日前登录系统" in plain(client.get(address))


def test_the_sum_is_downloaded_in_every_form_and_says_when_it_is_out_of_date(
    collection: Collection, call: Call, town: Any, department: Any, collector: Any, january: datetime
) -> None:
    client, address = at_the_desk_of(collector), reverse("collection:merge", args=[collection.pk])
    assert "还没有接收任何机关的报告" in client.post(address, {}, follow=True).content.decode()
    for organ in (town, department):
        file = a_file(a_report(organ.name))
        submission = acts.submit_file(called=call(organ), file=file, by=collector, at=january)
        acts.accept(submission=submission, by=collector, at=january)
        if organ == town:
            client.post(address, {"with_own": "on"})
    page = plain(client.get(address))
    assert "总体情况”没有内容" not in page  # the district has yet to write the words
    assert "缺2个机关，没有接收到它们的报告" in page and "下面的数字不是最新的" in page
    page = plain(client.post(address, {"with_own": "on"}, follow=True))
    assert "计入3份：清水区白杨镇、清水区统计局、清水区（本级）。" in page and "不是最新的" not in page
    starts = {"docx": b"PK", "pdf": b"%PDF-", "xlsx": b"PK", "json": b"{", "html": b"<!DOCTYPE html>"}
    for ending, start in starts.items():
        file = client.get(reverse("collection:merged", args=[collection.pk, ending]))
        assert file.content.startswith(start) and "attachment" in file["Content-Disposition"]
    assert client.get(reverse("collection:merged", args=[collection.pk, "exe"])).status_code == 404


def test_copied_reports_are_shown_to_the_district_and_to_no_organ(
    collection: Collection,
    call: Call,
    town: Any,
    department: Any,
    clerk: Any,
    collector: Any,
    january: datetime,
) -> None:
    words = "".join(
        f"我单位第{n}项举措是改进公开栏目，方便群众查询，接受监督，逐项落实到人。"
        for n in "甲乙丙丁戊己庚辛壬癸"
    )
    for organ in (town, department):
        report = a_report(organ.name)
        report = replace(report, sections={**report.sections, report.format.sections[0]: words})
        acts.submit_file(called=call(organ), file=a_file(report), by=collector, at=january)
    page = at_the_desk_of(collector).get(reverse("collection:alike", args=[collection.pk]))
    rows = html.fromstring(page.content).xpath("//main//tbody/tr")
    assert {(row[0].text_content(), row[1].text_content()) for row in rows} == {
        ("白杨镇", "统计局"),
        ("统计局", "白杨镇"),
    }
    assert "占100%" in rows[0][2].text_content()
    own = at_the_desk_of(clerk).get(reverse("called:page", args=[call(department).pk]))
    assert "白杨镇" not in plain(own)
