"""征求意见, 反馈 and 澄清 in the back office: the form, the review page, take-down, what the lists ask for."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosure import acts
from gongkai.disclosure.explaining import label_of
from gongkai.disclosure.models import Item
from gongkai.disclosure.tests.passing import publish
from gongkai.disclosure.tests.relations import OPINIONS
from gongkai.disclosure.tests.test_explaining_office import ADD, form_of
from gongkai.office.clock import now

pytestmark = pytest.mark.django_db


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def desk(editor):
    return client_of(editor)


@pytest.fixture
def ended(published):
    """A solicitation that ended five days ago."""
    at = now() - timedelta(days=40)
    until = (now() - timedelta(days=5)).date()
    return published("办法征求意见", at=at, **(OPINIONS | {"closes_on": until}))


def said(answer):
    return answer.content.decode()


def test_a_solicitation_is_typed_in(desk, town):
    form = form_of(town, relation="solicitation", closes_on="2030-01-01", opinions_to="白杨街1号")
    assert desk.post(reverse(ADD), form).status_code == 302
    made = Item.objects.get(title="养犬通告解读")
    assert (made.relation, made.opinions_to, made.explanation_form) == ("solicitation", "白杨街1号", "")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"relation": "feedback"}, "征集结果反馈要填原来的征求意见。"),
        ({"relation": "explanation"}, "解读要填它解读的文件。"),
        ({"closes_on": "2030-01-01"}, "只有“征求意见”才填这一项"),
        ({"relation": "solicitation", "answers": "网传停水"}, "只有“澄清”才填这一项"),
        ({"relation": "clarification", "explanation_form": "text"}, "只有“解读”才填这一项"),
        ({"relation": "别的"}, "不在可用的选项中"),
    ],
)
def test_the_form_says_beside_the_field_what_is_wrong(desk, town, facts, sentence):
    assert sentence in said(desk.post(reverse(ADD), form_of(town, **facts)))
    assert not Item.objects.filter(title="养犬通告解读").exists()


def test_a_feedback_is_begun_from_its_solicitation_and_offered_only_there(desk, town, ended, published):
    page = said(desk.get(reverse("disclosure:item", args=[ended.pk])))
    begin = f"{reverse(ADD)}?explains={ended.pk}&relation=feedback"
    assert begin.replace("&", "&amp;") in page and "起草征集结果反馈" in page
    form = said(desk.get(begin))
    assert f'value="{label_of(ended)}"' in form and "意见采纳情况" in form
    answer = desk.post(reverse(ADD), form_of(town, relation="feedback", explains=label_of(ended)))
    assert answer.status_code == 302 and Item.objects.get(title="养犬通告解读").explains == ended
    assert "起草征集结果反馈" not in said(desk.get(reverse("disclosure:item", args=[ended.pk])))


def test_ended_solicitations_are_listed_with_their_days_to_their_own_organ(desk, ended, draft, stranger):
    assert "征求意见已结束、还没有反馈" in said(desk.get("/admin/"))
    address = reverse("disclosure:unanswered")
    page = said(desk.get(address))
    assert "办法征求意见" in page and "5日" in page and "起草反馈" in page
    draft("反馈", relation="feedback", explains=ended)
    assert "看起草的反馈" in said(desk.get(address))
    assert "办法征求意见" not in said(client_of(stranger).get(address))


def test_the_note_of_the_last_change_is_not_typed_in_again(desk, published, republish):
    item = published("办法")
    republish(item, change_note="更正日期。")
    assert "更正日期。" not in said(desk.get(reverse("wagtailsnippets_disclosure_item:edit", args=[item.pk])))


def test_handing_in_a_policy_document_alone_says_so_and_is_not_refused(desk, draft, editor):
    document = draft("办法", validity="valid")
    page = said(desk.get(reverse("disclosure:item", args=[document.pk])))
    assert "还没有解读" in page and f"?explains={document.pk}" in page and "起草解读" in page
    desk.post(reverse("disclosure:submit", args=[document.pk]))
    assert Item.objects.get(pk=document.pk).submitted_revision


def test_the_review_page_holds_both_texts_and_their_findings(draft, editor, approver, moment):
    document = draft("办法", validity="valid")
    explanation = draft("办法解读", explains=document, body="<p>联系13800138000。</p>")
    for item in (document, explanation):
        acts.submit(item=item, by=editor, at=moment)
    desk = client_of(approver)
    page = said(desk.get(reverse("disclosure:review", args=[document.pk])))
    assert "解读：办法解读" in page and "也在等审查" in page and "必须处理 1 处" in page
    assert reverse("disclosure:preview", args=[explanation.pk]) in page and "13800138000" not in page
    other = said(desk.get(reverse("disclosure:review", args=[explanation.pk])))
    assert "解读的文件：办法" in other and reverse("disclosure:preview", args=[document.pk]) in other


def test_take_down_ticks_what_goes_along_and_keeps_what_is_unticked(published, approver):
    desk = client_of(approver)
    for ticked in (True, False):
        document = published(f"办法{ticked}", validity="valid")
        explanation = published("解读", explains=document)
        page = said(desk.get(reverse("disclosure:item", args=[document.pk])))
        assert "一并撤下" in page and f'name="along" value="{explanation.pk}" checked' in page
        form = {"ground": "other", "reason": "有误。", "shown": [explanation.pk]}
        form |= {"along": [explanation.pk]} if ticked else {}
        desk.post(reverse("disclosure:withdraw", args=[document.pk]), form)
        assert not Item.objects.get(pk=document.pk).live
        assert Item.objects.get(pk=explanation.pk).live is not ticked


def test_what_waits_is_told_on_its_page(draft, editor, approver, moment):
    document = draft("办法")
    explanation = draft("解读", explains=document)
    acts.submit(item=explanation, by=editor, at=moment)
    publish(item=explanation, by=approver, at=moment)
    desk = client_of(editor)
    for address in ("disclosure:item",):
        assert "已通过审查，等所属的文件公开" in said(desk.get(reverse(address, args=[explanation.pk])))
    listed = said(desk.get(reverse("wagtailsnippets_disclosure_item:list")))
    assert "已通过审查，等所属的文件公开" in listed
    assert "再点一次" not in listed and "送审</button>" not in said(
        desk.get(reverse("disclosure:item", args=[explanation.pk]))
    )
