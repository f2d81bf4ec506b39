"""What clerks really hand in: every fault is named in Chinese, nothing is half kept, nothing typed is lost."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.disclosure.models import CatalogueNode, Item
from tests.desk import Desk, Sparse, login_of
from tests.doors import state
from tests.reviewing import SHEET
from tests.serving import Served
from tests.sheets import PDF
from tests.standing import approver, district, editor, full_town, officer, standing, town
from tests.town import MARK, NO_ATTACHMENTS, Town, filled_form, item_form

__all__ = ["approver", "district", "editor", "full_town", "officer", "standing", "town"]

ADD_ITEM = "/admin/snippets/disclosure/item/add/"
MEGABYTE = 1 << 20
SAID = "//*[contains(@class,'error-message') or contains(@class,'office-fault') or contains(@class,'office-warn')]"
ALERTS = "//*[contains(@class,'messages')]//li"


def at_the_desk_of(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def said(answer: Any) -> str:
    """What the page tells the clerk: its faults, warnings and messages."""
    page = html.fromstring(answer.content)
    return "\n".join(" ".join(element.text_content().split()) for element in page.xpath(f"{SAID} | {ALERTS}"))


def fields_shown(answer: Any) -> dict[str, str]:
    """What the form shows again, by field."""
    page = html.fromstring(answer.content.replace(b"\0", b""))
    found = {element.name: element.text or "" for element in page.xpath("//textarea[@name]")}
    return found | {element.name: element.value or "" for element in page.xpath("//form//input[@name]")}


def refused(client: Client, address: str, form: dict[str, Any], sentence: str) -> Any:
    """Hand the form in; it must come back with the sentence, and nothing may have been kept."""
    before = state()
    answer = client.post(address, form)
    assert answer.status_code == 200
    assert re.search(sentence, said(answer)), said(answer)
    assert "Traceback" not in answer.content.decode()
    assert state() == before
    return answer


BAD_ITEMS: dict[str, tuple[dict[str, Any], str]] = {
    "a title of 5,000 characters": ({"title": "长" * 5000}, "200"),
    "no title": ({"title": ""}, "必填"),
    "a title of blanks": ({"title": "　 "}, "必填"),
    "30 February": ({"formed_on": "2021-02-30"}, "日期"),
    "a day in words": ({"formed_on": "上周三"}, "日期"),
    "no day": ({"formed_on": ""}, "必填"),
    "a day to come": ({"formed_on": "2999-12-31"}, "成文日期不能晚于今天"),
    "a day of the Tang": ({"formed_on": "0701-03-01"}, "1949"),
    "changed before formed": ({"changed_on": "2021-01-01"}, "变更日期不能早于成文日期"),
    "no column": ({"node": ""}, "必填"),
    "a column that is no number": ({"node": "abc"}, "可用的选项"),
    "a column with an endless number": ({"node": "9" * 5000}, "可用的选项"),
    "a NUL in the title": ({"title": "有\0空"}, "空字符"),
    "a NUL in the text": ({"body": "<p>有\0空</p>"}, "空字符"),
    "an unknown genre": ({"genre": "诏书"}, "诏书"),
    "repealed on no day": ({"validity": "repealed"}, "要填写日期"),
    "a broken row count": ({"attachments-TOTAL_FORMS": "许多"}, "刷新页面"),
    "too many attachments": ({"attachments-TOTAL_FORMS": "1500"}, "最多放50个附件"),
}


@pytest.mark.parametrize("case", BAD_ITEMS)
def test_a_bad_item_comes_back_with_everything_typed(case: str, full_town: Town, editor: Any) -> None:
    changed, sentence = BAD_ITEMS[case]
    form = item_form(full_town, summary="打了很久的概述", **changed)
    answer = refused(at_the_desk_of(editor), ADD_ITEM, form, sentence)
    shown = fields_shown(answer)
    for name in ("title", "body", "summary", "issuing_organ", "formed_on"):
        assert shown[name].strip() == str(form[name]).replace("\0", "").strip(), name


def test_a_column_of_another_organ_is_no_choice(full_town: Town, editor: Any, other_town: Any) -> None:
    foreign = CatalogueNode.objects.filter(organ=other_town, takes_items=True).first()
    refused(at_the_desk_of(editor), ADD_ITEM, item_form(full_town, node=foreign.pk), "可用的选项")


@pytest.mark.parametrize("form", [{}, NO_ATTACHMENTS, NO_ATTACHMENTS | {"action-submit": "1"}])
def test_an_empty_form_says_what_is_missing(form: dict[str, str], full_town: Town, editor: Any) -> None:
    refused(at_the_desk_of(editor), ADD_ITEM, form, "必填")


def test_what_cannot_be_sent_for_review_stays_a_draft(full_town: Town, editor: Any) -> None:
    client = at_the_desk_of(editor)
    answer = client.post(ADD_ITEM, item_form(full_town, body="", **{"action-submit": "1"}), follow=True)
    assert "草稿已保存，没有送审。还缺正文或者附件" in said(answer)
    kept = Item.objects.get(title="改过的标题")
    assert (kept.submitted_revision, kept.live) == (None, False)


def test_half_a_character_is_replaced_not_kept(full_town: Town, editor: Any) -> None:
    """A lone surrogate, as broken programs send it, is no text that a page could show."""
    form = "&".join(f"{key}={value}" for key, value in item_form(full_town, title="%ED%A0%80ok").items())
    client = at_the_desk_of(editor)
    client.post(ADD_ITEM, form.encode(), content_type="application/x-www-form-urlencoded")
    kept = Item.objects.order_by("pk").last()
    assert kept.title.endswith("ok")
    kept.title.encode()


def test_a_text_of_two_megabytes_is_kept_whole(full_town: Town, editor: Any) -> None:
    text = f"<p>{'长' * 700_000}</p>"
    client = at_the_desk_of(editor)
    assert client.post(ADD_ITEM, item_form(full_town, body=text)).status_code == 302
    kept = Item.objects.get(title="改过的标题")
    assert kept.body == text
    assert client.get(f"/admin/disclosure/item/{kept.pk}/preview/").status_code == 200


@pytest.mark.parametrize(
    "more",
    [{"body": "长" * 2 * MEGABYTE}, {f"x{number}": "1" for number in range(6000)}],
    ids=["text", "fields"],
)
def test_more_than_a_form_may_hold_is_refused_on_a_chinese_page(
    more: dict[str, str], full_town: Town, editor: Any
) -> None:
    before = state()
    answer = at_the_desk_of(editor).post(ADD_ITEM, item_form(full_town, **more))
    assert answer.status_code == 400
    assert "什么也没有改变" in answer.content.decode()
    assert state() == before


def with_attachment(town: Town, upload: Any, **more: str) -> dict[str, Any]:
    row = {"title": "附件一", "id": "", "ORDER": "1", "DELETE": "", "upload": upload} | more
    return item_form(town, **{"attachments-TOTAL_FORMS": "1"}) | {
        f"attachments-0-{name}": value for name, value in row.items()
    }


BAD_FILES = {
    "a program called .pdf": (("通知.pdf", b"MZ\x90\0" + b"\0" * 500), "可执行程序"),
    "an empty file": (("空.pdf", b""), "空"),
    "a web page": (("网页.html", b"<p>x</p>"), "html"),
    "a picture called .docx": (("图.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 50), "png"),
    "50 MB": (("大.pdf", b"%PDF-1.4" + b"\0" * 50 * MEGABYTE), "50MB，超过30MB的上限.*压缩或者拆分"),
    "a name without end": (("长" * 300 + ".pdf", PDF), "文件名"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_named_and_the_text_stays(case: str, full_town: Town, editor: Any) -> None:
    (name, data), sentence = BAD_FILES[case]
    form = with_attachment(full_town, SimpleUploadedFile(name, data))
    answer = refused(at_the_desk_of(editor), ADD_ITEM, form, sentence)
    assert fields_shown(answer)["body"].strip() == form["body"]


def test_a_row_without_a_file_is_named(full_town: Town, editor: Any) -> None:
    refused(
        at_the_desk_of(editor), ADD_ITEM, with_attachment(full_town, ""), "请选择要上传的文件，或者删除这一行"
    )


def test_an_attachment_of_another_item_cannot_be_taken(full_town: Town, editor: Any) -> None:
    form = with_attachment(full_town, SimpleUploadedFile("一.pdf", PDF), id="1")
    at_the_desk_of(editor).post(ADD_ITEM, form | {"attachments-INITIAL_FORMS": "1"})
    assert Item.objects.get(title=f"{MARK}一").attachments.count() == 2


def test_a_name_that_climbs_out_of_the_folder_stays_a_name(
    full_town: Town, editor: Any, settings: Any
) -> None:
    form = with_attachment(full_town, SimpleUploadedFile("../../etc/通知.pdf", PDF))
    assert at_the_desk_of(editor).post(ADD_ITEM, form).status_code == 302
    stored = Item.objects.get(title="改过的标题").attachments.get().stored_file
    assert (stored.name, stored.path.is_relative_to(settings.MEDIA_ROOT)) == ("通知.pdf", True)


BAD_FORMS: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "a procurement of nothing": ("officer", "register_procurement:add", {"project": ""}, "必填"),
    "a procurement in words": ("editor", "register_procurement:add", {"amount": "一百元"}, "数字"),
    "a procurement beyond all money": (
        "editor",
        "register_procurement:add",
        {"amount": "1e400"},
        "位|数字|小于|不能",
    ),
    "no number at all": ("editor", "register_procurement:add", {"amount": "NaN"}, "数字"),
    "a procurement twice": (
        "editor",
        "register_procurement:add",
        {"project": f"{MARK}桌椅", "contracted_on": "2021-03-01"},
        "同名项目",
    ),
    "a matter ended before it began": ("editor", "register_matter:add", {"until": "2020-01-01"}, "不能早于"),
    "a decision number twice": ("editor", "register_decision:add", {"number": f"{MARK}2号"}, "已有这个文号"),
    "an application from tomorrow": (
        "officer",
        "applications_application:add",
        {"received_on": "2999-01-01"},
        "不能晚于今天",
    ),
    "an application twice": ("officer", "applications_application:add", {"number": f"{MARK}3号"}, "已经"),
    "an answer before the question": (
        "officer",
        "applications_application:answer",
        {"day": "2020-01-01", "posted": "2020-01-01"},
        "早于",
    ),
    "an answer without a day": ("officer", "applications_application:answer", {"posted": ""}, "两项填一项"),
    "an extension of a year": (
        "officer",
        "applications_application:extend",
        {"days": "365"},
        "最多延长20个工作日",
    ),
    "a NUL in an applicant's name": ("officer", "applications_application:add", {"name": "某\0甲"}, "空字符"),
    "a remedy decided before it was filed": (
        "officer",
        "applications_remedy:edit",
        {"decided_on": "2020-01-01"},
        "不早于受理日期",
    ),
    "a report of 2018": ("officer", "reporting:new", {"year": "2018"}, "2019"),
    "a report of a year to come": ("officer", "reporting:new", {"year": "2099"}, "还没有到"),
    "a report twice": ("officer", "reporting:new", {"year": "2020"}, "已经建立"),
    "an endless year": ("officer", "reporting:new", {"year": "9" * 50}, "2100"),
    "a placeholder nobody knows": (
        "officer",
        "reporting:edit",
        {"situation": "{{没有这个}}"},
        "没有对应的数字",
    ),
    "a NUL in the report": ("officer", "reporting:edit", {"situation": "有\0空"}, "空字符"),
    "a column at a taken address": ("officer", "disclosure_catalogue:add", {"slug": "nianbao"}, "请换一个"),
    "a column in capitals": ("officer", "disclosure_catalogue:add", {"slug": "大写"}, "小写字母"),
    "a column with a limit beyond the law": (
        "officer",
        "disclosure_catalogue:add",
        {"limit_days": "30"},
        "第二十六条",
    ),
    "a column without a limit": ("officer", "disclosure_catalogue:add", {"limit_days": ""}, "必填"),
    "an organ with half an address": ("officer", "organs_organ:edit", {"email": "不是邮箱"}, "邮件"),
}


@pytest.mark.parametrize("case", BAD_FORMS)
def test_a_bad_form_says_what_is_wrong(case: str, full_town: Town, request: pytest.FixtureRequest) -> None:
    who, door, changed, sentence = BAD_FORMS[case]
    form = filled_form(door, full_town) | changed
    address = _address(door, full_town)
    answer = refused(at_the_desk_of(request.getfixturevalue(who)), address, form, sentence)
    shown = fields_shown(answer)
    for name in shown.keys() & changed.keys():
        assert shown[name].strip() == str(changed[name]).replace("\0", ""), name


def _address(door: str, town: Town) -> str:
    room, _, action = door.rpartition(":")
    return reverse(door, args=[] if action in ("add", "new") else [town.records[room][0]])


DEEDS = {
    "returned without a reason": ("return", {"reason": " "}, "理由"),
    "returned with a novel": ("return", {"reason": "长" * 5000}, "200"),
    "withdrawn without a reason": ("withdraw", {}, "理由"),
    "repealed on no day": ("validity", {"validity": "repealed"}, "日期"),
    "repealed on 30 February": ("validity", {"validity": "repealed", "validity_on": "2021-02-30"}, "日期"),
    "valid in no known way": ("validity", {"validity": "也许"}, "也许"),
    "reviewed by an endless number": ("pass", SHEET | {"review": "9" * 5000}, "看过现在的内容"),
}


@pytest.mark.parametrize("case", DEEDS)
def test_a_bad_deed_changes_nothing_and_says_why(case: str, full_town: Town, approver: Any) -> None:
    deed, form, sentence = DEEDS[case]
    item = full_town.records["disclosure"][1 if deed in ("return", "pass") else 2]
    before = state()
    form = {"review": full_town.waiting} | form
    answer = at_the_desk_of(approver).post(f"/admin/disclosure/item/{item}/{deed}/", form, follow=True)
    assert answer.status_code == 200
    assert re.search(sentence, said(answer)), said(answer)
    assert state() == before


def test_a_reason_with_a_nul_is_kept_without_it(full_town: Town, approver: Any) -> None:
    item = full_town.records["disclosure"][2]
    client = at_the_desk_of(approver)
    client.post(f"/admin/disclosure/item/{item}/withdraw/", {"ground": "wrong", "reason": "内容\0有误"})
    assert Item.objects.get(pk=item).withdrawn_reason == "内容有误"


STRANGE_ADDRESSES = [
    "/admin/disclosure/item/{huge}/",
    "/admin/snippets/disclosure/item/edit/{huge}/",
    "/admin/snippets/disclosure/item/history/abc/revisions/compare/earliest...latest/",
    "/admin/snippets/disclosure/item/history/{item}/revisions/compare/{huge}...latest/",
    "/admin/editing-sessions/ping/disclosure/item/abc/1/",
    "/admin/editing-sessions/ping/organs/person/{item}/1/",
    "/admin/snippets/disclosure/item/?organ=abc&live=x&p=999999999999999999999&q=%00",
    "/admin/snippets/disclosure/item/?q=%22%00%5C&ordering=password",
    "/admin/register_procurement/?organ={huge}&p=-1",
    "/admin/reports-of-the-year/{huge}/",
    "/admin/reports-of-the-year/{report}/cell/?place=%00",
    "/admin/reports-of-the-year/{report}/cell/?place=%E8%A1%A83/new",
    "/admin/reports-of-the-year/{report}/file/exe/",
    "/admin/%00",
    "/admin/%ED%A0%80/",
]


@pytest.mark.parametrize("template", STRANGE_ADDRESSES)
def test_a_strange_address_is_answered_calmly(template: str, full_town: Town, officer: Any) -> None:
    numbers = {
        "huge": "9" * 40,
        "item": full_town.records["disclosure"][0],
        "report": full_town.records["reporting"][0],
    }
    client, address = at_the_desk_of(officer), template.format(**numbers)
    for answer in (client.get(address, follow=True), client.post(address)):
        assert answer.status_code in (200, 301, 302, 400, 403, 404, 405), address


def test_a_very_old_or_new_day_in_the_records_breaks_no_page(
    full_town: Town, draft: Any, officer: Any, editor: Any
) -> None:
    client = at_the_desk_of(officer)
    for day in (date(1, 1, 1), date(2999, 12, 31)):
        item = draft("怪日子", formed_on=day)
        for address in (f"/admin/disclosure/item/{item.pk}/", "/admin/", "/admin/snippets/disclosure/item/"):
            assert client.get(address).status_code == 200, (day, address)


@pytest.mark.process
def test_fifty_megabytes_really_sent_are_refused_in_a_sentence(served_demo: Served) -> None:
    desk = Desk(served_demo, login_of(served_demo, "崆峒镇", "信息员"))
    rows = {f"attachments-{part}_FORMS": number for part, number in (("TOTAL", "1"), ("INITIAL", "0"))}
    for address, field, form, head in (
        (ADD_ITEM, "attachments-0-upload", {"title": "打好的标题"} | rows, b"%PDF-1.4"),
        ("/admin/register_procurement/import/", "sheet", {"organ": "2"}, b"PK\3\4"),
    ):
        reply = desk.post(address, form, upload=(field, Sparse("大文件.pdf", head, 50 * MEGABYTE)))
        assert (reply.status, "有50MB，超过30MB的上限" in reply.text) == (200, True)
        assert form.get("title", "") in reply.text
    assert desk.get("/admin/").status == 200
