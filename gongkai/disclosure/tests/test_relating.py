"""征求意见, 反馈, 澄清 and 解读: what each needs, and what none may be."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gongkai.disclosure import acts
from gongkai.disclosure.checks import _agrees
from gongkai.disclosure.models import Item, Relation
from gongkai.disclosure.queries import lacks_explanation, unanswered
from gongkai.disclosure.relating import OWN_FIELDS
from gongkai.disclosure.tests.passing import publish
from gongkai.disclosure.tests.relations import AFTER, CLOSES, OPINIONS, feedback_to, opinions
from gongkai.trail.acts import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def solicitation(published):
    return published("办法征求意见", **OPINIONS)


def test_a_document_alone_is_a_link_of_explanation(published, draft):
    assert draft("解读", explains=published("办法")).relation == Relation.EXPLANATION


@pytest.mark.parametrize(
    ("name", "value", "owner"),
    [
        ("closes_on", CLOSES, "征求意见"),
        ("opinions_to", "白杨街1号", "征求意见"),
        ("shortened_why", "汛期将至", "征求意见"),
        ("answers", "有人说要停水", "澄清"),
        ("explanation_form", "text", "解读"),
    ],
)
def test_what_belongs_to_one_relation_is_refused_to_others(draft, name, value, owner):
    other = "clarification" if owner != "澄清" else "solicitation"
    with pytest.raises(ValidationError, match=owner):
        draft("一条", relation=other, **{name: value})


@pytest.mark.parametrize("relation", ["explanation", "feedback"])
def test_an_explanation_and_a_feedback_need_their_document(draft, relation):
    with pytest.raises(ValidationError, match="征集结果反馈要填原来的征求意见"):
        draft("一条", relation=relation)


def test_a_feedback_answers_solicitations_only(published, draft):
    with pytest.raises(ValidationError, match="不是征求意见，征集结果反馈要填原来的那条征求意见"):
        draft("反馈", relation="feedback", explains=published("办法"))


def test_a_solicitation_has_one_feedback_and_its_title_is_told(solicitation, draft):
    draft("反馈一", **feedback_to(solicitation))
    with pytest.raises(ValidationError, match="已经有征集结果反馈《反馈一》，一条征求意见只能有一条反馈"):
        draft("反馈二", **feedback_to(solicitation))


def test_the_database_itself_keeps_pairs_one_to_one(solicitation, draft):
    draft("反馈一", **feedback_to(solicitation))
    other = draft("别的")
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=other.pk).update(relation="feedback", explains=solicitation)


def test_nothing_belongs_to_what_belongs_to_something(solicitation, draft):
    for relation in ("explanation", "clarification", "solicitation"):
        with pytest.raises(ValidationError, match="本身是征求意见"):
            draft("一条", relation=relation, explains=solicitation)


def test_a_solicitation_with_feedback_stays_a_solicitation(solicitation, draft, edit):
    draft("反馈", **feedback_to(solicitation))
    empty = {"closes_on": None, "opinions_to": ""}
    with pytest.raises(ValidationError, match="已有征集结果反馈《反馈》，它只能是征求意见"):
        edit(solicitation, relation="clarification", **empty)


def test_the_parent_of_another_town_is_refused_for_every_relation(draft, other_town, stranger, moment):
    node = other_town.catalogue.get(code="20-15")
    for facts in ({}, OPINIONS):
        beside = Item(organ=other_town, node=node, title="邻镇的", body="<p>文。</p>", **facts)
        beside.issuing_organ, beside.formed_on = other_town.name, moment.date()
        beside = acts.draft(item=beside, by=stranger, at=moment)
        for relation in ("feedback",) if facts else ("explanation", "solicitation", "clarification"):
            with pytest.raises(ValidationError, match="不属于本机关"):
                draft("一条", relation=relation, explains=beside)


def submitted(draft, editor, moment, **facts):
    return acts.submit(item=draft("一条", **facts), by=editor, at=moment)


@pytest.mark.parametrize("lacking", [{"closes_on": None}, {"opinions_to": " "}])
def test_a_solicitation_tells_until_when_and_where(draft, editor, moment, lacking):
    with pytest.raises(Refused, match="截止日期和意见寄到哪里"):
        submitted(draft, editor, moment, **opinions(**lacking))


def test_thirty_days_are_enough_and_fewer_need_a_reason(draft, editor, moment):
    assert submitted(draft, editor, moment, **opinions()).submitted_revision
    short = {"closes_on": CLOSES - timedelta(days=1)}
    with pytest.raises(Refused, match=r"只有29日.*缩短期限的理由.*第十五条"):
        submitted(draft, editor, moment, **opinions(**short))
    assert submitted(draft, editor, moment, **opinions(**short, shortened_why="汛期将至")).submitted_revision


def test_a_solicitation_that_ended_is_not_begun(draft, editor, moment):
    with pytest.raises(Refused, match="已经过去"):
        submitted(draft, editor, moment, **opinions(closes_on=moment.date() - timedelta(days=1)))


def test_days_are_counted_again_when_it_is_published(draft, editor, approver, moment):
    item = submitted(draft, editor, moment, **opinions())
    with pytest.raises(Refused, match="只有29日"):
        publish(item=item, by=approver, at=moment + timedelta(days=1))


def test_a_change_to_a_solicitation_does_not_begin_it_anew(solicitation, republish, moment):
    later = moment + timedelta(days=20)
    assert republish(solicitation, at=later, summary="改过").summary == "改过"


def test_a_feedback_comes_after_the_last_day(solicitation, draft, editor, approver, moment):
    item = draft("反馈", **feedback_to(solicitation))
    last = moment + timedelta(days=30)
    with pytest.raises(Refused, match="征求意见还没有结束"):
        acts.submit(item=item, by=editor, at=last)
    acts.submit(item=item, by=editor, at=AFTER)
    assert publish(item=item, by=approver, at=AFTER).live


def test_a_clarification_stands_alone_with_what_it_answers(draft, editor, approver, moment, published):
    with pytest.raises(Refused, match="澄清的是什么说法"):
        submitted(draft, editor, moment, relation="clarification")
    item = submitted(draft, editor, moment, relation="clarification", answers="网传全镇停水")
    assert publish(item=item, by=approver, at=moment).live
    parent = published("停水通知")
    assert submitted(draft, editor, moment, relation="clarification", explains=parent).submitted_revision


def test_a_change_of_what_was_public_says_what_changed(published, edit, editor, moment, republish):
    item = published("办法")
    with pytest.raises(Refused, match="修改后再发布要写一句"):
        acts.submit(item=edit(item, summary="改过"), by=editor, at=moment)
    later = moment + timedelta(days=9)
    republish(item, at=later, change_note="更正第二条的日期。")
    assert [(one.note, one.at) for one in item.change_notes.all()] == [("更正第二条的日期。", later)]
    with pytest.raises(Refused, match="还是上次的“更正第二条的日期。”"):
        acts.submit(item=edit(item, summary="又改"), by=editor, at=later)
    republish(item, at=later, change_note="更正附件。")
    assert [one.note for one in item.change_notes.all()] == ["更正第二条的日期。", "更正附件。"]


def test_what_is_published_again_after_take_down_says_why(published, editor, approver, moment):
    item = acts.withdraw(item=published("办法"), by=approver, at=moment, reason="有误。")
    with pytest.raises(Refused, match="修改后再发布要写一句"):
        acts.submit(item=item, by=editor, at=moment)


def test_notes_told_to_the_public_stay(published, republish):
    item = published("办法")
    republish(item)
    for deed in (lambda: item.change_notes.update(note="没改"), lambda: item.change_notes.all().delete()):
        with pytest.raises(IntegrityError, match="更正说明不能修改或删除"), transaction.atomic():
            deed()


def test_the_notes_and_answers_are_screened(draft, editor, moment):
    item = submitted(draft, editor, moment, relation="clarification", answers="有人说联系13800138000就能领钱")
    assert item.reviews.first().findings.filter(part="澄清的说法", severity="block").exists()


def test_an_ended_solicitation_is_told_until_its_feedback_is_public(
    solicitation, draft, editor, approver, town, other_town
):
    day = AFTER.date()
    assert not unanswered([town.pk], CLOSES).exists() and not unanswered([other_town.pk], day).exists()
    assert list(unanswered([town.pk], day)) == [solicitation]
    item = draft("反馈", **feedback_to(solicitation))
    assert unanswered([town.pk], day).exists()
    acts.submit(item=item, by=editor, at=AFTER)
    publish(item=item, by=approver, at=AFTER)
    assert not unanswered([town.pk], day).exists()


def test_a_policy_document_without_an_explanation_is_known(draft):
    document = draft("办法", validity="valid")
    assert lacks_explanation(document) and not lacks_explanation(draft("通知"))
    draft("征求意见", explains=document, **OPINIONS)
    assert lacks_explanation(document)
    draft("解读", explains=document)
    assert not lacks_explanation(document)


def test_a_draft_of_a_time_when_every_link_was_one_opens_as_an_explanation(published, draft):
    item = draft("解读", explains=published("办法"))
    content = dict(item.latest_revision.content)
    del content["relation"]
    assert Item.objects.get(pk=item.pk).with_content_json(content).relation == Relation.EXPLANATION


class _WithoutRelations:
    """A public item as the version before this one took its fingerprint."""

    def __init__(self, item):
        self.item, self.attachments = item, item.attachments

    def serializable_data(self):
        unknown = {*OWN_FIELDS, "relation", "change_note"} - {"explanation_form"}
        return {name: value for name, value in self.item.serializable_data().items() if name not in unknown}


def test_what_was_published_before_there_were_relations_still_verifies(published):
    document = published("办法")
    for item in (document, published("解读", explains=document)):
        item = Item.objects.get(pk=item.pk)
        before = acts.fingerprint(_WithoutRelations(item))
        assert before != acts.fingerprint(item) and _agrees(item, before)
    item.answers = "后来塞进去的"
    assert not _agrees(item, before)
