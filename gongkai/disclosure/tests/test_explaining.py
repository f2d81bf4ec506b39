"""解读: what may be explained, by whom, how it is named, and which pages must follow."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from gongkai.disclosure import acts
from gongkai.disclosure.explaining import explainable, label_of, meant, suggestions
from gongkai.disclosure.models import ExplanationForm, Item
from gongkai.disclosure.queries import ever_policy_document, unexplained
from gongkai.disclosure.tests.passing import publish
from gongkai.disclosure.tests.unguarded import unguarded
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Role
from gongkai.trail.models import Outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_the_district(district, moment):
    """Makes a public document of the district, above the town."""
    people = {}
    for role in (Role.EDITOR, Role.APPROVER):
        person = organ_acts.enrol(
            username=f"qu-{role}", name="区里人", password="区里-2021-密码", by=None, at=moment
        )
        organ_acts.appoint(
            person=person, organ=district, role=role, since=date(2019, 1, 1), by=None, at=moment
        )
        people[role] = person

    def make(title, *, public=True, **facts):
        item = Item(
            organ=district, node=district.catalogue.get(code="20-15"), title=title, body="<p>正文。</p>"
        )
        item.issuing_organ, item.formed_on = district.name, date(2021, 3, 1)
        for name, value in facts.items():
            setattr(item, name, value)
        item = acts.draft(item=item, by=people[Role.EDITOR], at=moment)
        if public:
            acts.submit(item=item, by=people[Role.EDITOR], at=moment)
            item = publish(item=item, by=people[Role.APPROVER], at=moment)
        return item

    return make


@pytest.fixture
def of_the_other_town(other_town, stranger, moment):
    """Makes a document of a town beside, public or not."""

    def make(title):
        item = Item(
            organ=other_town, node=other_town.catalogue.get(code="20-15"), title=title, body="<p>文。</p>"
        )
        item.issuing_organ, item.formed_on = other_town.name, date(2021, 3, 1)
        return acts.draft(item=item, by=stranger, at=moment)

    return make


def outbox():
    return {(row.kind, row.key) for row in Outbox.objects.all()}


def test_an_explanation_without_a_form_is_one_in_words(published, draft):
    document = published("办法", validity="valid")
    assert draft("解读", explains=document).explanation_form == ExplanationForm.TEXT
    assert draft("图", explains=document, explanation_form="picture").explanation_form == "picture"


def test_a_form_without_a_document_is_refused(draft):
    with pytest.raises(ValidationError, match="要选它解读的文件"):
        draft("解读", explanation_form="text")


def test_nothing_explains_itself(published, edit):
    document = published("办法")
    with pytest.raises(ValidationError, match="不能解读自己"):
        edit(document, explains=document)


def test_an_explanation_is_not_explained_and_its_document_is_named(published, draft):
    document = published("办法")
    explanation = published("解读一", explains=document)
    with pytest.raises(ValidationError, match="《解读一》本身是解读，请选它所属的文件《办法》"):
        draft("解读二", explains=explanation)


def test_what_is_explained_becomes_no_explanation(published, edit):
    document, other = published("办法"), published("上位办法")
    published("解读一", explains=document)
    with pytest.raises(ValidationError, match="已有解读《解读一》"):
        edit(document, explains=other)


def test_a_chain_made_between_drafting_and_publishing_is_refused(
    published, draft, editor, approver, moment, edit
):
    document, other = published("办法"), published("上位办法")
    waiting = draft("解读一", explains=document)
    acts.submit(item=waiting, by=editor, at=moment)
    published_meanwhile = edit(document, explains=None)
    with unguarded():
        Item.objects.filter(pk=document.pk).update(
            explains=other, explanation_form="text", relation="explanation"
        )
    before = outbox()
    with pytest.raises(ValidationError, match="本身是解读"):
        publish(item=waiting, by=approver, at=moment)
    assert published_meanwhile and outbox() == before and not Item.objects.get(pk=waiting.pk).live


def test_documents_of_the_own_organ_and_public_ones_above_may_be_explained(
    published, draft, town, of_the_district, of_the_other_town
):
    own, own_draft = published("本镇办法"), draft("本镇草稿")
    above = of_the_district("区办法")
    of_the_district("区里草稿", public=False)
    of_the_other_town("邻镇办法")
    published("本镇解读", explains=above)
    assert set(explainable([town.pk])) == {own, own_draft, above}


def test_a_draft_above_and_a_document_beside_are_refused(draft, of_the_district, of_the_other_town):
    for other in (of_the_district("区里草稿", public=False), of_the_other_town("邻镇办法")):
        with pytest.raises(ValidationError, match="不属于本机关和上级机关"):
            draft("解读", explains=other)


def test_a_withdrawn_document_is_no_longer_offered(published, town, approver, moment):
    document = published("办法")
    acts.withdraw(item=document, by=approver, at=moment, reason="有误。")
    assert document not in explainable([town.pk])


@pytest.mark.parametrize(
    "text",
    [
        "关于养犬的通告",
        "《关于养犬的通告》",
        "白镇发〔2021〕5号",
        "白镇发[2021]5号",
        "白镇发（2021）5号",
        " 白镇发 〔2021〕 5号 ",
    ],
)
def test_a_document_is_named_by_title_or_number_in_any_brackets(text, published, town):
    document = published("关于养犬的通告", document_number="白镇发〔2021〕5号")
    published("关于植树的通告", document_number="白镇发〔2021〕6号")
    assert meant(text, explainable([town.pk])) == document


def test_a_document_is_named_by_its_index_number_and_by_the_label_that_forms_show(published, draft, town):
    public, hidden = published("办法"), draft("办法（未公开）")
    among = explainable([town.pk])
    assert meant(public.index_number, among) == meant(label_of(public), among) == public
    assert meant(label_of(hidden), among) == hidden


def test_a_name_that_fits_several_lists_them_with_their_index_numbers(published, town):
    first, second = published("工作总结"), published("工作总结", formed_on=date(2021, 2, 1))
    with pytest.raises(ValidationError) as fault:
        meant("工作总结", explainable([town.pk]))
    (message,) = fault.value.messages
    assert "不止一条" in message and first.index_number in message and second.index_number in message


def test_a_name_that_fits_none_offers_what_comes_near_and_says_how(published, town):
    near = published("关于养犬管理的通告")
    with pytest.raises(ValidationError) as fault:
        meant("养犬", explainable([town.pk]))
    assert label_of(near) in fault.value.messages[0] and "没有找到“养犬”" in fault.value.messages[0]
    with pytest.raises(ValidationError, match="可以填的是本机关的信息"):
        meant("风马牛", explainable([town.pk]))


@pytest.mark.parametrize(
    "text",
    [
        "（索引号）",
        "x（未公开，编号999999999999999999）",
        "%",
        "_",
        "'; --",
        "〔〕",
        "9" * 300,
    ],
)
def test_odd_names_are_answered_with_a_sentence(text, published, town):
    published("办法")
    with pytest.raises(ValidationError, match="没有找到"):
        meant(text, explainable([town.pk]))


def test_a_label_names_nothing_outside_what_may_be_explained(town, of_the_other_town):
    beside = of_the_other_town("邻镇内情")
    with pytest.raises(ValidationError, match="没有找到") as fault:
        meant(label_of(beside), explainable([town.pk]))
    assert "您要找的是不是" not in fault.value.messages[0]


def test_suggestions_hold_every_word_policy_documents_first(published, town):
    plain = published("关于养犬登记的公示")
    policy = published("关于养犬的通告", validity="valid", document_number="白镇发〔2021〕5号")
    published("关于植树的通告")
    among = explainable([town.pk])
    assert suggestions("养犬", among) == [policy, plain]
    assert suggestions("通告 养犬", among) == suggestions("白镇发[2021]5号", among) == [policy]
    assert suggestions("  ，", among) == []


def test_publishing_and_withdrawing_an_explanation_has_its_document_follow(published, approver, moment):
    document = published("办法", validity="valid")
    Outbox.objects.all().delete()
    explanation = published("解读", explains=document)
    assert {("disclosure.item", document.pk), ("disclosure.item", explanation.pk)} <= outbox()
    Outbox.objects.all().delete()
    acts.withdraw(item=explanation, by=approver, at=moment, reason="有误。")
    assert outbox() == {("disclosure.item", document.pk), ("disclosure.item", explanation.pk)}


def test_an_explanation_turned_to_another_document_has_both_follow(published, republish):
    first, second = published("办法甲"), published("办法乙")
    explanation = published("解读", explains=first)
    Outbox.objects.all().delete()
    republish(explanation, explains=second)
    assert {("disclosure.item", first.pk), ("disclosure.item", second.pk)} <= outbox()


def test_documents_without_an_explanation_are_told_after_three_working_days(published, draft, town, moment):
    document = published("办法", validity="valid")  # on a Friday
    published("通知")
    published("旧办法", validity="repealed", validity_on=date(2021, 3, 1))
    day = moment.date()
    assert [list(unexplained([town.pk], day + timedelta(days=n))) for n in (0, 3, 4)] == [[], [], []]
    assert list(unexplained([town.pk], day + timedelta(days=5))) == [document]
    assert not unexplained([town.pk], day + timedelta(days=400)).exists()
    assert not unexplained([], day + timedelta(days=5)).exists()
    draft("解读", explains=document)
    assert not unexplained([town.pk], day + timedelta(days=5)).exists()


def test_a_withdrawn_explanation_explains_nothing(published, town, approver, moment):
    document = published("办法", validity="valid")
    explanation, later = published("解读", explains=document), moment.date() + timedelta(days=5)
    assert not unexplained([town.pk], later).exists()
    acts.withdraw(item=explanation, by=approver, at=moment, reason="有误。")
    assert list(unexplained([town.pk], later)) == [document]


def test_a_document_of_a_former_site_is_not_asked_after(published, town, moment):
    published("旧办法", validity="valid", published_elsewhere_on=date(2015, 6, 1))
    assert not unexplained([town.pk], moment.date() + timedelta(days=5)).exists()


def test_what_ever_was_a_policy_document_is_known(published, republish, approver, moment):
    assert not ever_policy_document(published("通知"))
    edited = published("办法", validity="valid")
    assert ever_policy_document(republish(edited, validity=""))
    marked = published("通告", validity="valid")
    assert ever_policy_document(acts.mark_validity(item=marked, by=approver, at=moment, validity=""))
