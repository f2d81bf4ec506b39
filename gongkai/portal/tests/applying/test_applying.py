"""网上申请: choosing, describing, what is published already, the form, sending it once, with and without scripts."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from gongkai.applications.models import Application, CaseEvent, Proof
from gongkai.applications.personal import Applicant, applicant_of, request_of
from gongkai.organs.models import Organ
from gongkai.organs.permissions import today
from gongkai.portal.doors.applying import competence, work
from gongkai.portal.publisher import publish_all
from gongkai.portal.tests.applying.sending import (
    PERSON,
    WANTED,
    apply,
    door,
    form_of,
    opened,
    png,
    send,
    text,
    ticket_of,
)


@pytest.fixture
def village(town: Any, moment: Any) -> Any:
    from gongkai.organs import acts

    return acts.establish(
        slug="bei-cun",
        name="北村村民委员会",
        short_name="北村",
        level="village",
        parent=town,
        by=None,
        at=moment,
    )


def test_every_organ_says_what_it_is_competent_for_and_villages_are_left_out(
    town: Any, district: Any, village: Any, published: Any
) -> None:
    published()
    competence.forget()
    page = Client().get(door()).content.decode()
    links = html.fromstring(page).xpath("//ul[@class='organs']/li/a/@href")
    assert links == [f"{district.slug}/", f"{town.slug}/"]
    assert f"受理{town.name}制作或者保存的信息" in page and "已经公开的有：" in page
    assert village.name not in page


def test_an_abolished_organ_is_left_out_and_says_so_at_its_old_address(town: Any, site: Any) -> None:
    Organ.objects.filter(pk=town.pk).update(abolished_on=today())
    assert town.slug not in Client().get(door()).content.decode()
    answer = Client().get(door(f"{town.slug}/"))
    assert answer.status_code == 404 and "已经撤销" in text(answer)


def test_a_village_and_an_unknown_organ_are_answered_with_the_way_on(village: Any, town: Any) -> None:
    for slug, sentence in ((village.slug, "不是行政机关"), ("meiyou", "没有这个机关")):
        for answer in (Client().get(door(f"{slug}/")), Client().post(door(f"{slug}/"), {"step": "send"})):
            assert answer.status_code == 404 and sentence in text(answer)
            assert "../../../fuwu/shenqing/" in answer.content.decode()


def test_the_static_page_of_an_organ_leads_here(town: Any, village: Any, site: Any) -> None:
    publish_all()
    page = (site / town.slug / "yishenqing" / "index.html").read_text()
    assert f'href="../../fuwu/shenqing/{town.slug}/"' in page and 'href="../../fuwu/shenqing/chaxun/"' in page
    assert (site / "assets" / "applying.js").exists() and (site / "assets" / "applying.css").exists()


def test_the_form_asks_what_article_29_names_and_no_purpose(town: Any) -> None:
    fields = opened(Client(), town)
    asked = set(fields) - {"csrfmiddlewaretoken", "step", "ticket", "work"}
    personal = {"name", "id_kind", "id_number", "contact_person", "phone", "email", "address"}
    assert asked == personal | {"applicant_kind", "request", "form", "way"}
    assert fields["request"] == WANTED, "what was described is not asked again"


def test_a_sent_form_is_a_case_with_a_receipt(town: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = send(client, town, opened(client, town), way="post", proofs=[png(), png()])
    case = Application.objects.get()
    assert (answer.status_code, answer.headers["Referrer-Policy"]) == (302, "no-referrer")
    assert applicant_of(case) == Applicant(
        **{name: PERSON[name] for name in ("name", "id_kind", "id_number", "phone")}
    )
    assert (request_of(case), case.way, case.channel, case.applicant_kind) == (
        WANTED,
        "post",
        "online",
        "person",
    )
    assert [proof.media for proof in Proof.objects.all()] == ["image/png"] * 2
    receipt = client.get(answer.url)
    said = text(receipt)
    assert case.number in said and "最迟哪天答复" in said and "没有重复登记" not in said
    assert (receipt.headers["Referrer-Policy"], receipt.headers["Cache-Control"]) == (
        "no-referrer",
        "no-store",
    )


def test_a_script_is_told_where_the_receipt_is(town: Any) -> None:
    client = Client(headers={"Accept": "application/json"})
    facts = json.loads(send(client, town, opened(client, town)).content)
    assert facts["same"] is True and "登记回执" in text(client.get(facts["next"]))


def test_sent_twice_it_is_one_case_and_the_receipt_says_so(town: Any) -> None:
    client = Client()
    fields = opened(client, town)
    send(client, town, fields)
    again = client.get(send(client, town, fields).url)
    assert Application.objects.count() == CaseEvent.objects.count() == 1
    assert "没有重复登记" in text(again) and "和先前的不一样" not in text(again)


def test_other_content_under_the_same_form_is_not_lost_in_silence(town: Any) -> None:
    client = Client(headers={"Accept": "application/json"})
    fields = opened(client, town)
    send(client, town, fields)
    facts = json.loads(send(client, town, fields, request="另一件事").content)
    assert facts["same"] is False and request_of(Application.objects.get()) == WANTED
    assert "您这次填的内容和先前的不一样" in text(client.get(facts["next"]))


def test_two_forms_are_two_cases(town: Any) -> None:
    assert apply(town).number != apply(town).number


KEPT = {"name": "申某某甲", "phone": "0900-8123456"}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"name": " "}, "请填写姓名或者名称。"),
        ({"phone": ""}, "请至少填一项联系方式"),
        ({"request": ""}, "请写明要什么信息。"),
        ({"request": "长" * 10_000}, "最多2000个字，现在有10000个字"),
        ({"name": "长" * 201}, "最多200个字，现在有201个字"),
        ({"applicant_kind": "king"}, "请在列出的类别里选一个。"),
        ({"applicant_kind": ""}, "请选择申请人的类别。"),
        ({"way": "pigeon"}, "请在列出的方式里选一个。"),
        ({"proofs": SimpleUploadedFile("假的.png", b"MZ" + b"x" * 50)}, "是可执行程序，不能上传"),
        ({"proofs": SimpleUploadedFile("空的.png", b"")}, "是空文件"),
        ({"proofs": [png(), SimpleUploadedFile("坏的.pdf", b"x")]}, "（第2个文件）"),
        ({"proofs": [png() for _ in range(5)]}, "最多上传4个文件，您选了5个"),
        ({"ticket": ""}, "这一页打开的时间太长"),
        ({"ticket": "1-abc.def"}, "这一页打开的时间太长"),
        ({"ticket": "\0" * 500}, "这一页打开的时间太长"),
        ({"work": "1,2,3"}, "验证没有通过"),
    ],
)
def test_each_fault_is_said_beside_its_field_and_nothing_typed_is_lost(
    town: Any, more: dict[str, Any], sentence: str
) -> None:
    client = Client()
    fields = opened(client, town)
    answer = client.post(
        door(f"{town.slug}/"), fields | PERSON | {"work": work.solve(ticket_of(fields, town))} | more
    )
    assert answer.status_code in (400, 429) and sentence in text(answer)
    page = html.fromstring(answer.content.decode())
    back = form_of(answer.content.decode(), "ticket")
    for name, value in (PERSON | {"request": WANTED}).items():
        if name not in more:
            assert back[name] == value
    for link in page.xpath("//div[@id='faults']//a/@href"):
        assert page.get_element_by_id(link.removeprefix("#")) is not None
    if "proofs" in more:
        assert "请重新选择" in text(answer)
    assert not Application.objects.exists() and not Proof.objects.exists()


def test_a_fault_is_tied_to_its_field_for_those_who_hear_the_page(town: Any) -> None:
    client = Client()
    answer = send(client, town, opened(client, town), name="")
    page = html.fromstring(answer.content.decode())
    field = page.get_element_by_id("id_name")
    assert field.get("aria-invalid") == "true" and "id_name_error" in field.get("aria-describedby")
    assert page.get_element_by_id("id_name_error").text == "请填写姓名或者名称。"
    assert page.xpath("//title")[0].text.startswith("还没有提交")


def test_a_file_too_large_is_named_with_its_size(town: Any) -> None:
    client = Client()
    answer = send(client, town, opened(client, town), proofs=png(5 * 1024 * 1024))
    assert "身份证明有5.0 MB，每个文件最多5 MB" in text(answer)


def test_what_no_keyboard_types_is_taken_as_it_can_be_kept(town: Any) -> None:
    case = apply(town, request="第一行\r\n第\0二\x07行😀\u200d", name="😀 申\x0b")
    assert request_of(case) == "第一行\n第二行😀\u200d" and applicant_of(case).name == "😀 申"
