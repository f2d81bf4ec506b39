"""解读 in the back office: the form with and without its script, both ends on an item's page, the hint."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosure import acts
from gongkai.disclosure.explaining import label_of
from gongkai.disclosure.models import CatalogueNode, Item
from gongkai.office.clock import now

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_disclosure_item:add"


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


def form_of(town, **facts):
    given = {
        "title": "养犬通告解读",
        "node": str(CatalogueNode.objects.get(organ=town, code="20-15").pk),
        "body": "<p>问答。</p>",
        "issuing_organ": town.name,
        "formed_on": "2021-03-02",
        "genre": "其他",
        "attribute": "proactive",
        "attachments-TOTAL_FORMS": "0",
        "attachments-INITIAL_FORMS": "0",
        "attachments-MIN_NUM_FORMS": "0",
    }
    return given | facts


def test_a_document_is_chosen_by_typing_its_number(desk, town, published):
    document = published("关于养犬的通告", document_number="白镇发〔2021〕5号", validity="valid")
    answer = desk.post(reverse(ADD), form_of(town, explains="白镇发[2021]5号"))
    made = Item.objects.get(title="养犬通告解读")
    assert answer.status_code == 302 and (made.explains, made.explanation_form) == (document, "text")


def test_a_name_that_fits_nothing_keeps_what_was_typed_and_says_what_to_do(desk, town, published):
    published("关于养犬的通告")
    page = desk.post(reverse(ADD), form_of(town, explains="养犬")).content.decode()
    assert "没有找到“养犬”" in page and "关于养犬的通告（索引号" in page and 'value="养犬"' in page
    assert not Item.objects.filter(title="养犬通告解读").exists()


def test_a_form_of_explanation_without_a_document_is_told_beside_the_field(desk, town):
    page = desk.post(reverse(ADD), form_of(town, explanation_form="picture")).content.decode()
    assert "解读要填它解读的文件。" in page


def test_the_editing_form_shows_the_document_so_that_saving_keeps_it(desk, town, published, draft):
    document = published("关于养犬的通告")
    explanation = draft("解读", explains=document, explanation_form="questions")
    address = reverse("wagtailsnippets_disclosure_item:edit", args=[explanation.pk])
    field = re.search(r'<input[^>]*name="explains"[^>]*>', desk.get(address).content.decode())[0]
    assert f'value="{label_of(document)}"' in field and "data-suggest" in field
    form = form_of(town, explains=label_of(document), explanation_form="questions", title="改题")
    assert desk.post(address, form).status_code == 302
    kept = Item.objects.get(pk=explanation.pk)
    assert (kept.title, kept.explains, kept.explanation_form) == ("改题", document, "questions")


def test_a_document_cannot_be_chosen_to_explain_itself(desk, town, draft):
    own = draft("独一份")
    address = reverse("wagtailsnippets_disclosure_item:edit", args=[own.pk])
    assert "没有找到“独一份”" in desk.post(address, form_of(town, explains="独一份")).content.decode()


def test_what_is_offered_while_typing_stays_within_the_tenant(desk, published, draft, stranger, moment):
    document = published("关于养犬的通告", document_number="白镇发〔2021〕5号")
    hidden = draft("养犬草稿")
    found = desk.get(reverse("disclosure:explainable"), {"q": "养犬"}).json()["found"]
    assert [one["value"] for one in found] == [label_of(hidden), label_of(document)]
    assert "白镇发〔2021〕5号" in found[1]["hint"]
    elsewhere = Client()
    elsewhere.force_login(stranger)
    assert elsewhere.get(reverse("disclosure:explainable"), {"q": "养犬"}).json() == {"found": []}


@pytest.mark.parametrize("words", ["", " ", "\0", "%", "养" * 5000, "'\"<script>"])
def test_odd_words_are_answered(words, desk):
    assert desk.get(reverse("disclosure:explainable"), {"q": words}).json() == {"found": []}


def test_an_approver_alone_is_offered_nothing(approver):
    client = Client()
    client.force_login(approver)
    assert client.get(reverse("disclosure:explainable"), {"q": "养犬"}).status_code in (302, 403)
    assert client.get(reverse("disclosure:unexplained")).status_code in (302, 403)


def test_an_item_s_page_shows_both_ends_and_begins_an_explanation(desk, published, draft):
    document = published("关于养犬的通告", validity="valid")
    explanation = draft("养犬问答", explains=document, explanation_form="questions")
    page = desk.get(reverse("disclosure:item", args=[document.pk])).content.decode()
    assert "养犬问答" in page and "问答：" in page and "（没有公开）" in page
    begin = f"{reverse(ADD)}?explains={document.pk}"
    assert f'href="{begin}"' in page and "为它起草解读" in page
    other = desk.get(reverse("disclosure:item", args=[explanation.pk])).content.decode()
    assert "所属的文件：" in other and "关于养犬的通告" in other and "为它起草解读" not in other
    form = desk.get(begin).content.decode()
    assert f'value="{label_of(document)}"' in form and "《关于养犬的通告》政策解读" in form


@pytest.mark.parametrize("number", ["", "x", "0", "999999", "9" * 40, "-1", "１"])
def test_a_form_opened_for_no_document_is_an_empty_form(number, desk):
    answer = desk.get(reverse(ADD), {"explains": number})
    assert answer.status_code == 200 and "政策解读》" not in answer.content.decode()


def test_a_form_is_not_opened_for_a_document_of_another_tenant(published, stranger):
    document = published("白杨内情")
    client = Client()
    client.force_login(stranger)
    assert "白杨内情" not in client.get(reverse(ADD), {"explains": document.pk}).content.decode()


def test_the_preview_shows_both_ends_without_links_into_the_void(desk, published):
    document = published("关于养犬的通告")
    explanation = published("养犬问答", explains=document, explanation_form="questions")
    shown = desk.get(reverse("disclosure:preview", args=[document.pk])).content.decode()
    assert "相关解读" in shown and "养犬问答" in shown
    other = desk.get(reverse("disclosure:preview", args=[explanation.pk])).content.decode()
    assert "解读的文件" in other and 'href="baiyang' not in shown + other


def test_the_first_page_hints_gently_and_leads_to_the_list(desk, published):
    document = published("关于养犬的通告", validity="valid", at=now() - timedelta(days=20))
    assert "还没有解读的政策文件" in desk.get("/admin/").content.decode()
    listed = desk.get(reverse("disclosure:unexplained")).content.decode()
    assert "关于养犬的通告" in listed and f"?explains={document.pk}" in listed


def test_saving_with_a_document_withdrawn_meanwhile_is_told(desk, town, published, approver, moment):
    document = published("关于养犬的通告")
    label = label_of(document)
    acts.withdraw(item=document, by=approver, at=moment, reason="有误。")
    assert "没有找到" in desk.post(reverse(ADD), form_of(town, explains=label)).content.decode()
