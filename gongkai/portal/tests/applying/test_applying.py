"""网上申请: choosing, describing, what is published already, the form, sending it once, with and without scripts."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from lxml import html

from gongkai.applications import proofs
from gongkai.applications.models import Application, CaseEvent, Proof
from gongkai.applications.personal import Applicant, applicant_of, request_of
from gongkai.applications.tests.test_proofs import PNG
from gongkai.organs.models import Organ
from gongkai.organs.permissions import today
from gongkai.portal.doors.applying import competence, form, uploads, work
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
    assert facts["number"] == Application.objects.get().number
    assert "登记回执" in text(client.get(facts["next"]))


def test_sent_twice_it_is_one_case_and_the_receipt_says_so(town: Any) -> None:
    client = Client()
    fields = opened(client, town)
    send(client, town, fields)
    again = client.get(send(client, town, fields).url)
    assert Application.objects.count() == CaseEvent.objects.count() == 1
    assert "没有重复登记" in text(again)


def test_sent_twice_with_its_files_it_is_one_case(town: Any) -> None:
    """A line that breaks before the answer comes is the common case; the browser then sends all of it again."""
    client = Client()
    fields = opened(client, town)
    send(client, town, fields, proofs=[png(), png(7)])
    again = client.get(send(client, town, fields, proofs=[png(), png(7)]).url)
    assert Application.objects.count() == 1 and Proof.objects.count() == 2
    assert "没有重复登记" in text(again)


@pytest.mark.parametrize(
    "other",
    [
        {"request": "另一件事"},
        {"name": "申某某乙"},
        {"id_number": ""},
        {"address": "某街1号"},
        {"applicant_kind": "business"},
        {"form": "paper"},
        {"way": "post"},
        {"proofs": b""},
        {"proofs": PNG + b"\0" * 8},
        {"proofs": PNG + b"\1" * 7},
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_other_content_under_the_same_form_gets_no_receipt_and_is_not_lost(
    town: Any, other: dict[str, Any], accept: str
) -> None:
    """Whoever sits at this device now is handed nothing of the one before; what they filled in comes back to be sent."""
    client = Client(headers={"Accept": accept})
    fields = opened(client, town)
    send(client, town, fields, proofs=[png(7)])
    number, other = Application.objects.get().number, dict(other)
    files = [SimpleUploadedFile("x.png", data) for data in [other.pop("proofs", PNG + b"\0" * 7)] if data]
    answer = send(client, town, fields, **other, proofs=files)
    assert answer.status_code == 400 and "用这一页已经提交过一件申请" in text(answer)
    assert number not in answer.content.decode() and Application.objects.count() == 1
    back = form_of(answer.content.decode(), "ticket")
    for name, value in (PERSON | other).items():
        assert back[name] == value
    assert back["ticket"] != fields["ticket"]
    assert send(client, town, back, **other).status_code in (200, 302)
    assert Application.objects.count() == 2


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
        ({"request": "长" * 500_000}, "最多2000个字，现在有500000个字"),
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


def test_much_too_long_a_text_is_neither_read_through_nor_shown_again_to_its_end(
    town: Any, monkeypatch: Any
) -> None:
    client = Client()
    fields = opened(client, town)
    read: list[str] = []
    monkeypatch.setattr(form, "unicodedata", SimpleNamespace(category=lambda one: read.append(one) or "Lo"))
    answer = send(client, town, fields, request="长" * 500_000, name="长" * 500_000)
    assert answer.status_code == 400 and len(read) < 1000
    assert answer.content.decode().count("长") == 10 * (2000 + 200)


def test_files_are_in_memory_alone_until_they_are_sealed(town: Any, monkeypatch: Any) -> None:
    def written(*_: Any, **__: Any) -> Any:
        raise AssertionError("写到了磁盘")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", written)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile", written)
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", written)
    apply(town, proofs=[png(3 * 1024 * 1024)])
    assert [proof.size for proof in Proof.objects.all()] == [3 * 1024 * 1024 + len(PNG)]


def test_a_file_may_be_called_whatever_it_is(town: Any) -> None:
    apply(town, proofs=[SimpleUploadedFile("x." + "长" * 240, PNG)])
    assert Proof.objects.get().media == "image/png"


def test_of_a_file_too_large_only_so_much_is_kept_in_memory() -> None:
    request = RequestFactory().post("/", {"proofs": png(12 * 1024 * 1024)})
    uploads.in_memory(request)
    [file] = request.FILES.getlist("proofs")
    assert file.size == 12 * 1024 * 1024 + len(PNG)
    assert len(file.read()) < proofs.LIMIT + 128 * 1024
