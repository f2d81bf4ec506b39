"""Taking down (撤下): who may, what ends with it, what is sealed, what the organ still sees, and what was undone by law."""

import io
import json
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from gongkai.conftest import _organ, _person
from gongkai.disclosure import acts
from gongkai.disclosure.acts.takedown import evidence_of
from gongkai.disclosure.models import Annulment, Item, Review, ReviewFinding, ReviewState, TakeDown
from gongkai.disclosure.reviewing.chain import under_way
from gongkai.disclosure.takendown import REPORT_LEAK
from gongkai.disclosure.tests.passing import publish
from gongkai.trail.queries import acts_on
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
UNDONE = {"ground": "revoked", "decided_on": date(2021, 3, 3), "public_note": "决定已被撤销。"}


def visitor(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def item_page(person: Any, item: Item) -> str:
    return visitor(person).get(reverse("disclosure:item", args=[item.pk])).content.decode()


def test_a_review_under_way_does_not_survive_a_take_down(
    published: Any, edit: Any, editor: Any, approver: Any, officer: Any, moment: datetime
) -> None:
    item = published()
    acts.submit(item=edit(item, title="改过的题目", change_note="改了题目"), by=editor, at=moment)
    acts.withdraw(item=item, by=officer, at=moment, reason="泄露个人信息")
    assert under_way(item) is None
    assert Review.objects.first().state == ReviewState.VOIDED
    assert not Item.objects.waiting().exists()
    with refused("这条信息没有在等待审查。"):
        publish(item=Item.objects.get(pk=item.pk), by=approver, at=moment)
    assert not Item.objects.public().exists()


def test_what_was_passed_and_waits_for_its_document_does_not_survive_a_take_down(
    draft: Any, published: Any, edit: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    document = draft("新办法", validity="valid", genre="办法")
    explanation = published("旧办法的说明", genre="其他")
    edited = edit(explanation, title="新办法的解读", explains=document, change_note="改为新办法的解读。")
    for item in (document, edited):
        acts.submit(item=item, by=editor, at=moment)
    publish(item=edited, by=approver, at=moment)
    waiting = Item.objects.get(pk=explanation.pk)
    assert (waiting.held, waiting.live, waiting.title) == (True, True, "旧办法的说明")
    acts.withdraw(item=explanation, by=approver, at=moment, reason="泄露", ground="personal")
    assert not Item.objects.get(pk=explanation.pk).held
    publish(item=document, by=approver, at=moment)
    assert Item.objects.public().get() == document


def test_the_page_of_a_document_does_not_name_what_leaked_beside_it(
    published: Any, edit: Any, editor: Any, approver: Any, town: Any, moment: datetime
) -> None:
    document = published("办法", validity="valid", genre="办法")
    leaked = published("绝不外传的解读", explains=document, genre="其他")
    explanation = published("另一个解读", explains=document, genre="其他")
    _person("baomi", "鲍密", town, "secrecy")
    acts.withdraw(item=leaked, by=approver, at=moment, reason="泄露", ground="secret")
    assert "绝不外传" not in item_page(editor, document)
    acts.withdraw(
        item=document, by=approver, at=moment, reason="泄露", ground="secret", keep=[explanation.pk]
    )
    Item.objects.filter(pk=document.pk).update(title="绝不外传的办法")
    assert "绝不外传" not in item_page(editor, explanation)
    preview = visitor(editor).get(reverse("disclosure:preview", args=[explanation.pk]))
    assert "绝不外传" not in preview.content.decode()


def test_the_review_of_what_was_once_taken_down_begins_with_when_why_and_on_what_ground(
    published: Any, edit: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = published()
    for reason in ("第一次的理由", "第二次的理由"):
        acts.withdraw(item=item, by=approver, at=moment, reason=reason, ground="wrong", ordered_by="区政府")
        item = acts.submit(
            item=edit(item, title=f"改好{reason}", change_note=f"改好{reason}"), by=editor, at=moment
        )
        page = visitor(approver).get(reverse("disclosure:review", args=[item.pk])).content.decode()
        assert "2021-03-05 09:30 沈核准 撤下（内容有错误），区政府要求。理由：" + reason in page
        item = publish(item=item, by=approver, at=moment)
    assert "第一次的理由" in page  # coming back blanks nothing


def test_what_is_sealed_is_what_the_public_had_marks_of_validity_included(
    published: Any, edit: Any, approver: Any, moment: datetime
) -> None:
    item = published(validity="valid")
    edit(item, summary="没有审过的新草稿")
    acts.mark_validity(
        item=item, by=approver, at=moment, validity="repealed", on=moment.date(), instrument="甲号文"
    )
    acts.withdraw(item=item, by=approver, at=moment, reason="有误")
    taken = TakeDown.objects.get()
    kept = json.loads(zipfile.ZipFile(io.BytesIO(evidence_of(taken))).read("信息.json"))
    assert (kept["内容"]["validity"], kept["内容"]["summary"]) == ("repealed", "")
    marked = acts_on(item).filter(verb="标注有效性").first().detail["指纹"]
    assert kept["指纹"] == taken.fingerprint == marked


@pytest.fixture
def above(district: Any) -> dict[str, Any]:
    """People of the district over the town, one for each office."""
    return {
        role: _person(f"qu-{role}", f"区{number}", district, role)
        for number, role in enumerate(("officer", "secrecy", "editor", "approver", "issuer", "admin"), 1)
    }


@pytest.mark.parametrize("role", ["officer", "secrecy"])
def test_the_organ_above_orders_a_take_down_and_is_named(
    published: Any, above: Any, district: Any, moment: datetime, role: str
) -> None:
    item = published()
    acts.withdraw(item=item, by=above[role], at=moment, reason="不该公开")
    taken = TakeDown.objects.get()
    assert (taken.ordering_organ, taken.by) == (district, above[role])
    assert taken.ordered_by == f"清水区（{above[role].name}）"
    said = acts_on(item).first()
    assert (said.detail["责令机关"], said.organ_id) == ("清水区", item.organ_id)


def test_nobody_else_above_beside_or_below_takes_anything_down(
    published: Any, above: Any, stranger: Any, town: Any, district: Any, draft: Any, moment: datetime
) -> None:
    item = published()
    village = _organ("shangcun", "上村", "village", town)
    below = _person("cun", "村办", village, "officer", "secrecy")
    for person in (*(above[role] for role in ("editor", "approver", "issuer", "admin")), stranger, below):
        with refused("您没有白杨镇的审核人、保密审查人、签发人或者公开办职责，不能办理。"):
            acts.withdraw(item=item, by=person, at=moment, reason="理由")
        page = visitor(person).get(reverse("disclosure:order"), {"q": item.index_number})
        assert "植树" not in page.content.decode()
        visitor(person).post(
            reverse("disclosure:carry-out"), {"q": item.index_number, "ground": "other", "reason": "理由"}
        )
    assert Item.objects.public().get() == item and not TakeDown.objects.exists()


@pytest.mark.parametrize("by_address", [True, False])
def test_the_door_above_finds_by_number_or_address_shows_public_facts_only_and_orders(
    published: Any, edit: Any, above: Any, by_address: bool
) -> None:
    item = published()
    edit(item, title="没有公开的新题目", body="<p>没有公开的正文</p>")
    words = (
        f"http://127.0.0.1:8000/zfxxgk/baiyang-zhen/2021/{item.address_serial}.html?x=1"
        if by_address
        else item.index_number
    )
    client = visitor(above["officer"])
    page = client.get(reverse("disclosure:order"), {"q": words}).content.decode()
    assert "关于春季植树的通知" in page and "没有公开的新题目" not in page and "没有公开的正文" not in page
    assert client.get(reverse("disclosure:item", args=[item.pk])).status_code == 404
    answer = client.post(reverse("disclosure:carry-out"), {"q": words, "ground": "secret", "reason": ""})
    assert "撤下要写明理由。" in answer.content.decode()
    answer = client.post(
        reverse("disclosure:carry-out"), {"q": words, "ground": "secret", "reason": "涉密"}, follow=True
    )
    assert REPORT_LEAK in answer.content.decode()
    assert not Item.objects.public().exists()
    gone = client.get(reverse("disclosure:order"), {"q": words}).content.decode()
    assert "没有找到这条已公开的信息" in gone and "植树" not in gone


def test_a_draft_below_is_not_found_from_above(draft: Any, above: Any) -> None:
    item = draft()
    for words in (item.title, str(item.pk), "", "x" * 400):
        page = visitor(above["officer"]).get(reverse("disclosure:order"), {"q": words}).content.decode()
        assert "责令撤下</button>" not in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"decided_on": None}, "请填写撤销等决定的日期"),
        ({"decided_on": date(2021, 3, 6)}, "撤销等决定的日期还没有到，请核对。"),
        ({"public_note": " "}, "请写明向社会公开的说明"),
        ({"public_note": "当事人110101199003070732的决定撤销"}, "“向社会公开的说明”里有居民身份证号"),
        ({"public_note": "字" * 201}, "理由有201个字"),
    ],
)
def test_a_decision_undone_needs_its_day_and_a_note_that_may_be_public(
    published: Any, approver: Any, moment: datetime, given: Any, sentence: str
) -> None:
    item = published()
    with refused(sentence):
        acts.withdraw(item=item, by=approver, at=moment, reason="法院撤销", **(UNDONE | given))
    assert Item.objects.public().exists()


def test_on_other_grounds_nothing_is_told_to_the_public(
    published: Any, approver: Any, moment: datetime
) -> None:
    acts.withdraw(item=published(), by=approver, at=moment, reason="有误", **(UNDONE | {"ground": "wrong"}))
    assert (TakeDown.objects.get().public_note, TakeDown.objects.get().decided_on) == ("", None)


def test_a_decision_known_to_be_undone_is_a_task_with_its_day_counted_until_it_is_down(
    published: Any, editor: Any, officer: Any, stranger: Any, moment: datetime
) -> None:
    from gongkai.disclosure.wagtail_hooks import annulled_tasks

    item, noted = published(), moment.replace(year=2026, month=10, day=1)
    acts.note_annulled(item=item, by=editor, at=noted, decided_on=date(2026, 9, 30))
    page = item_page(officer, item)
    assert "2026年10月10日" in page and "10月8日第1个工作日" in page and "《行政处罚法》第四十八条" in page
    assert [task.label for task in annulled_tasks(officer)] == [
        "三个工作日内要撤下的决定", "超过期限没有撤下的决定",
    ]  # fmt: skip
    assert annulled_tasks(stranger) == []
    listed = visitor(officer).get(reverse("disclosure:undone")).content.decode()
    assert item.title in listed and "2026年10月10日" in listed
    assert item.title not in visitor(stranger).get(reverse("disclosure:undone")).content.decode()
    told = UNDONE | {"decided_on": date(2026, 9, 30)}
    acts.withdraw(item=item, by=officer, at=noted.replace(day=11), reason="法院撤销", **told)
    assert annulled_tasks(officer) == []
    assert "撤下时已超期" in item_page(officer, item)


def test_what_is_entered_about_a_decision_undone_is_refused_or_stays(
    published: Any, draft: Any, editor: Any, stranger: Any, moment: datetime
) -> None:
    item, never = published(), draft()
    with refused("您没有白杨镇的信息员、审核人或者公开办职责，不能办理。"):
        acts.note_annulled(item=item, by=stranger, at=moment, decided_on=date(2021, 3, 3))
    with refused("撤销等决定的日期还没有到，请核对。"):
        acts.note_annulled(item=item, by=editor, at=moment, decided_on=date(2021, 3, 6))
    with refused("这条信息现在没有公开，不用登记。"):
        acts.note_annulled(item=never, by=editor, at=moment, decided_on=date(2021, 3, 3))
    acts.note_annulled(item=item, by=editor, at=moment, decided_on=date(2021, 3, 3))
    with refused("这一天的决定已经登记过，请按期撤下。"):
        acts.note_annulled(item=item, by=editor, at=moment, decided_on=date(2021, 3, 3))
    for deed in (Annulment.objects.all().delete, lambda: Annulment.objects.update(at=moment)):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_take_down_records_are_still_guarded_after_their_table_has_changed(
    published: Any, approver: Any, moment: datetime
) -> None:
    acts.withdraw(item=published(), by=approver, at=moment, reason="有误")
    for deed in (TakeDown.objects.all().delete, lambda: TakeDown.objects.update(reason="改")):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


@pytest.fixture
def leaked(published: Any, edit: Any, town: Any, editor: Any, moment: datetime) -> Any:
    """Makes something public that shows a secret everywhere, and takes it down on a ground."""

    def make(ground: str) -> Item:
        from gongkai.disclosure.models import Attachment

        kept = acts.store_file(
            organ=town, name="绝不外传.txt", data="绝不外传".encode(), by=editor, at=moment
        )
        item = published(
            "绝不外传的题目", body="<p>绝不外传的正文</p>", attachments=[Attachment(stored_file=kept)]
        )
        edit(item, summary="绝不外传的草稿")
        secrecy = _person("baomi", "鲍密", town, "secrecy")
        acts.withdraw(item=item, by=secrecy, at=moment, reason="泄露", ground=ground)
        return item

    return make


def doors_of(item: Item) -> list[str]:
    kept = item.attachments.get().stored_file
    revision = "wagtailsnippets_disclosure_item"
    return [
        reverse("disclosure:preview", args=[item.pk]),
        reverse("disclosure:file", args=[item.pk, kept.pk]),
        reverse("disclosure:picture", args=[item.pk, kept.public_name]),
        reverse("disclosure:sheet", args=[item.pk, item.reviews.last().sheets.get().pk]),
        reverse("disclosure:review", args=[item.pk]),
        reverse(f"{revision}:edit", args=[item.pk]),
        reverse(f"{revision}:preview_on_edit", args=[item.pk]),
        reverse(f"{revision}:revisions_compare", args=[item.pk, "earliest", "latest"]),
        reverse(f"{revision}:list"),
        reverse(f"{revision}:list") + "?q=绝不外传",
        reverse("disclosure:item", args=[item.pk]),
        reverse("disclosure:rescanned"),
    ]


@pytest.mark.parametrize("ground", ["secret", "personal"])
def test_what_leaked_is_shown_to_nobody_of_the_organ_but_who_reviews_for_secrecy(
    leaked: Any, editor: Any, officer: Any, approver: Any, ground: str
) -> None:
    item = leaked(ground)
    for person in (editor, officer, approver):
        client = visitor(person)
        for door in doors_of(item):
            answer = client.get(door, follow=True)
            shown = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert "绝不外传" not in shown.decode().replace('value="绝不外传"', ""), door
    page = item_page(editor, item)
    assert "内容已经封存" in page and "鲍密" in page and "2021-03-05 09:30" in page
    assert (REPORT_LEAK in page) is (ground == "secret")
    secrecy = visitor(TakeDown.objects.get().by)
    assert "绝不外传" in secrecy.get(doors_of(item)[0]).content.decode()
    assert "绝不外传" in secrecy.get(reverse("disclosure:item", args=[item.pk])).content.decode()


def test_what_leaked_is_neither_changed_nor_handed_in_again(
    leaked: Any, edit: Any, editor: Any, moment: datetime
) -> None:
    item = leaked("secret")
    with refused("已经撤下封存，不能再修改、送审。"):
        edit(item, title="改好")
    with refused("已经撤下封存，不能再修改、送审。"):
        acts.submit(item=item, by=editor, at=moment)


def test_what_was_only_wrong_is_seen_as_before_and_not_called_never_public(leaked: Any, editor: Any) -> None:
    item = leaked("wrong")
    shown = visitor(editor).get(reverse("disclosure:preview", args=[item.pk])).content.decode()
    assert "绝不外传的正文" in shown and "还没有公开" not in shown and "这条信息已经撤下" in shown


def test_the_form_and_the_deed_say_what_to_do_with_a_secret(published: Any, approver: Any) -> None:
    item = published()
    assert REPORT_LEAK in item_page(approver, item)
    answer = visitor(approver).post(
        reverse("disclosure:withdraw", args=[item.pk]), {"ground": "secret", "reason": "涉密"}, follow=True
    )
    assert REPORT_LEAK in answer.content.decode()


def test_a_take_down_that_is_refused_keeps_what_was_typed_and_unticked(published: Any, approver: Any) -> None:
    document = published("办法", validity="valid", genre="办法")
    explanation = published("解读", explains=document, genre="其他")
    typed = {"ground": "revoked", "reason": "决定被法院撤销", "public_note": "", "shown": [explanation.pk]}
    page = visitor(approver).post(reverse("disclosure:withdraw", args=[document.pk]), typed).content.decode()
    assert Item.objects.get(pk=document.pk).live
    assert "没有办成，请看标红的地方。" in page and "<details open><summary>撤下" in page
    assert "决定被法院撤销</textarea>" in page
    assert f'name="along" value="{explanation.pk}">' in page  # still unticked


def test_marks_and_undone_decisions_that_are_refused_keep_what_was_typed(
    published: Any, approver: Any
) -> None:
    item = published(validity="valid")
    for name, word, typed in (
        ("validity", "标注有效性", {"validity": "repealed", "validity_instrument": "崆政发〔2026〕1号"}),
        ("annulled", "决定被撤销等，登记", {"decided_on": "2999-01-01"}),
    ):
        page = visitor(approver).post(reverse(f"disclosure:{name}", args=[item.pk]), typed).content.decode()
        assert f"<details open><summary>{word}" in page and 'role="alert"' in page
        assert all(f'value="{value}"' in page for value in typed.values())
    assert Item.objects.get(pk=item.pk).validity == "valid" and not Annulment.objects.exists()


@pytest.fixture
def marked(draft: Any, editor: Any, moment: datetime) -> tuple[Item, ReviewFinding]:
    """A draft that waits, with a mark of secrecy that screening stopped."""
    item = acts.submit(item=draft(), by=editor, at=moment)
    finding = ReviewFinding.objects.create(
        review=under_way(item), part="正文", kind="secrecy_mark", severity="block", where="第1段",
        excerpt="秘密★", stored_file=None,
    )  # fmt: skip
    return item, finding


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "放行涉密标志，要选是已经解密，还是不是密级标志、只是提到。"),
        ({"marking": "否"}, "放行涉密标志，要选是已经解密"),
        ({"marking": "declassified", "declassified": " "}, "请写明解密依据：机关、文号、日期。"),
        ({"marking": "declassified", "declassified": "。"}, "请写明解密依据：机关、文号、日期。"),
        ({"marking": "mentioned", "reason": " "}, "放行要写明理由"),
    ],
)
def test_a_mark_of_secrecy_is_let_through_only_with_what_undid_it_or_that_it_is_none(
    marked: Any, approver: Any, moment: datetime, given: Any, sentence: str
) -> None:
    item, finding = marked
    with refused(sentence):
        acts.override(
            item=item, findings=[finding.pk], by=approver, at=moment, **({"reason": "看过"} | given)
        )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (
            {"marking": "declassified", "declassified": "清水区保密局清保〔2020〕1号2020年1月2日"},
            "已经解密，解密依据：清水区保密局清保〔2020〕1号2020年1月2日。看过",
        ),
        ({"marking": "mentioned"}, "不是密级标志，只是提到。看过"),
    ],
)
def test_what_was_said_of_the_mark_is_kept_with_the_reason(
    marked: Any, approver: Any, given: Any, kept: str
) -> None:
    item, finding = marked
    client = visitor(approver)
    page = client.get(reverse("disclosure:review", args=[item.pk])).content.decode()
    assert "解密依据（机关、文号、日期）" in page and REPORT_LEAK in page
    client.post(
        reverse("disclosure:override", args=[item.pk]), {"findings": finding.pk, "reason": "看过"} | given
    )
    finding.refresh_from_db()
    assert finding.reason == kept == acts_on(item)[0].detail["理由"]
