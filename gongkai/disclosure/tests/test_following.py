"""同步: what belongs to a document is judged by its people, waits for it, goes public and down with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from gongkai.disclosure import acts
from gongkai.disclosure.admin.items import HELD, state_of
from gongkai.disclosure.models import Intake, IntakeState, Item, Opinion, ReviewState, RowState, StepKind
from gongkai.disclosure.queries import drafts_of
from gongkai.disclosure.recordchecks import check_reviews
from gongkai.disclosure.reviewing.chain import Planned, turn, under_way
from gongkai.disclosure.reviewing.together import together
from gongkai.disclosure.tests.passing import clear, publish
from gongkai.disclosure.tests.relations import OPINIONS
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Role
from gongkai.trail.acts import Refused
from gongkai.trail.checking import Scope
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import everything, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(draft):
    """A draft document and the draft 解读 of it."""
    document = draft("办法", validity="valid", genre="办法")
    return document, draft("办法解读", explains=document, genre="其他")


@pytest.fixture
def held(pair, editor, approver, moment):
    """The document handed in, its 解读 passed already."""
    document, explanation = pair
    for item in pair:
        acts.submit(item=item, by=editor, at=moment)
    return document, publish(item=explanation, by=approver, at=moment)


def fresh(item):
    return Item.objects.get(pk=item.pk)


def test_an_explanation_passed_before_its_document_waits(held):
    document, explanation = map(fresh, held)
    review = explanation.reviews.first()
    assert not explanation.live and explanation.first_published_at is None and explanation.held
    assert review.state == ReviewState.PASSED and under_way(explanation) is None
    assert state_of(explanation) == HELD and not document.live
    assert Act.objects.filter(subject_id=explanation.pk, verb="通过审查，等文件公开").count() == 1


def test_what_waits_is_sealed_in_the_trail_like_every_answer(held, edit, moment):
    scope = Scope(now=moment)
    assert list(check_reviews(scope)) == []
    edit(held[1], body="<p>没人看过。</p>")
    assert list(check_reviews(scope)) == []


def test_an_import_of_which_something_waits_is_not_undone(held, town, editor, moment):
    brought = Intake.objects.create(
        organ=town, by=editor, brought_by=editor, at=moment, name="旧信息.xlsx", sheet_sha256="0" * 64, total=1,
        state=IntakeState.DONE,
    )  # fmt: skip
    brought.rows.create(number=2, key="x", item=held[1], state=RowState.DRAFTED)
    with refused("已经通过审查、等所属的文件公开，不能整批撤销"):
        acts.intake.undo(intake=brought, by=editor, at=moment)


def test_a_change_that_waits_is_told_of_a_public_item_too(held):
    explanation = fresh(held[1])
    explanation.live = True
    assert state_of(explanation) == HELD


def test_what_waits_is_no_draft_that_is_late(held, town):
    assert fresh(held[1]) not in drafts_of([town.pk])


def test_both_go_public_in_one_act_each_with_its_record(held, approver, moment):
    document, explanation = held
    later = moment + timedelta(days=1)
    publish(item=document, by=approver, at=later)
    for item in map(fresh, held):
        assert item.live and item.first_published_at == later and not item.held
        assert Act.objects.filter(subject_id=item.pk, verb="发布", at=later).count() == 1
    assert not fresh(explanation).has_unpublished_changes


def test_after_the_document_an_explanation_is_published_at_once(pair, editor, approver, moment):
    document, explanation = pair
    for item in pair:
        acts.submit(item=item, by=editor, at=moment)
    publish(item=document, by=approver, at=moment)
    assert not fresh(explanation).live
    assert publish(item=explanation, by=approver, at=moment).live


def test_an_edit_while_it_waits_voids_its_review(held, edit, approver, moment):
    document, explanation = held
    edit(explanation, body="<p>没人看过。</p>")
    assert explanation.reviews.first().state == ReviewState.VOIDED and not fresh(explanation).held
    publish(item=document, by=approver, at=moment)
    assert fresh(document).live and not fresh(explanation).live


def test_what_was_altered_behind_the_acts_does_not_go_public_with_it(held, approver, moment):
    document, explanation = held
    revision = fresh(explanation).latest_revision
    revision.content["body"] = "<p>偷换。</p>"
    revision.save()
    publish(item=document, by=approver, at=moment)
    assert fresh(document).live and not fresh(explanation).live
    assert explanation.reviews.first().state == ReviewState.VOIDED
    [act] = Act.objects.filter(subject_id=explanation.pk, verb="没有随文件公开")
    assert "送审时不一样" in act.detail["理由"]


def test_a_crash_in_the_middle_leaves_both_as_they_were(held, approver, moment, monkeypatch):
    from gongkai.disclosure.acts import publishing

    document, explanation = held
    real, before = publishing.record, everything()

    def failing(**facts):
        if facts["subject"].pk == explanation.pk:
            raise RuntimeError("断电")
        return real(**facts)

    monkeypatch.setattr(publishing, "record", failing)
    with pytest.raises(RuntimeError):
        publish(item=document, by=approver, at=moment)
    assert everything() == before and not fresh(document).live and fresh(explanation).held


def test_what_waits_is_neither_handed_in_nor_passed_again(held, editor, approver, moment):
    _, explanation = held
    with pytest.raises(Refused, match="等所属的文件公开，不用再送审"):
        acts.submit(item=explanation, by=editor, at=moment)
    with pytest.raises(Refused, match="等所属的文件公开，不用再办"):
        publish(item=explanation, by=approver, at=moment)


def test_not_even_an_emergency_publishes_an_explanation_before_its_document(pair, editor, approver, moment):
    _, explanation = pair
    acts.submit(item=explanation, by=editor, at=moment)
    acts.propose_urgent(item=explanation, by=editor, at=moment, reason="群众着急。")
    with pytest.raises(Refused, match="先公开文件"):
        acts.publish_urgently(item=explanation, by=approver, at=moment, sheet=clear())
    assert not fresh(explanation).live


def test_an_emergency_takes_what_waits_with_it(held, editor, approver, moment):
    document, explanation = held
    acts.propose_urgent(item=document, by=editor, at=moment, reason="山洪。")
    acts.publish_urgently(item=document, by=approver, at=moment, sheet=clear())
    assert fresh(document).live and fresh(explanation).live


def withhold(document, town, secrecy, moment):
    acts.withhold(
        organ=town, title=document.title, by=secrecy, at=moment, ground="14-1", reason="有密级。",
        next_review_on=moment.date() + timedelta(days=300), item=document,
    )  # fmt: skip


def test_the_explanation_of_a_withheld_document_is_neither_handed_in_nor_passed(
    pair, town, editor, approver, moment
):
    document, explanation = pair
    acts.submit(item=explanation, by=editor, at=moment)
    withhold(document, town, approver, moment)
    with pytest.raises(Refused, match="所属的文件《办法》不公开"):
        publish(item=explanation, by=approver, at=moment)
    acts.return_to_author(item=explanation, by=approver, at=moment, reason="文件不公开。")
    with pytest.raises(Refused, match="所属的文件《办法》不公开"):
        acts.submit(item=explanation, by=editor, at=moment)


def test_what_waits_goes_back_when_its_document_is_found_not_to_be_public(held, approver, moment):
    document, explanation = held
    sheet = clear(opinion=Opinion.WITHHOLD, basis="属于讨论记录")
    facts = {
        "ground": "16-2",
        "reason": "属于讨论记录",
        "next_review_on": moment.date() + timedelta(days=300),
    }
    acts.pass_step(item=document, by=approver, at=moment, sheet=sheet, withheld=facts)
    assert not fresh(explanation).held
    [act] = Act.objects.filter(subject_id=explanation.pk, verb="没有随文件公开")
    assert act.detail["理由"] == "所属的文件《办法》不予公开。"


def test_what_was_withheld_while_it_waited_stays_closed(held, town, approver, moment):
    document, explanation = held
    withhold(explanation, town, approver, moment)
    publish(item=document, by=approver, at=moment)
    assert fresh(document).live and not fresh(explanation).live


def test_a_solicitation_waits_for_nothing(draft, editor, approver, moment):
    document = draft("办法")
    item = draft("征求意见", explains=document, **OPINIONS)
    acts.submit(item=item, by=editor, at=moment)
    assert publish(item=item, by=approver, at=moment).live and not fresh(document).live


def test_an_explanation_goes_the_way_of_its_document_to_the_same_people(
    four, town, draft, editor, both, moment
):
    steps = [Planned(StepKind.SECRECY, None, 3)]
    acts.set_chain(organ=town, genre="其他", steps=steps, by=None, at=moment)
    document = draft("办法", validity="valid", genre="办法")
    explanation = draft("解读", explains=document, genre="其他")
    acts.submit(item=document, by=editor, at=moment)
    acts.hand_over(item=document, to=both, by=four["approver"], at=moment, reason="出差。")
    acts.submit(item=explanation, by=editor, at=moment)
    review = under_way(explanation)
    assert [one.kind for one in review.steps.all()] == ["audit", "secrecy", "issue"]
    assert turn(review).person == both


def test_a_document_handed_in_after_its_explanation_goes_to_the_same_people(
    draft, town, editor, approver, both, moment
):
    document = draft("办法", validity="valid")
    explanation = draft("解读", explains=document)
    acts.submit(item=explanation, by=editor, at=moment)
    acts.hand_over(item=explanation, to=both, by=approver, at=moment, reason="出差。")
    acts.submit(item=document, by=editor, at=moment)
    assert turn(under_way(document)).person == both


def test_a_clarification_of_the_district_s_document_goes_the_town_s_own_way(district, town, draft, moment):
    node = district.catalogue.get(code="20-15")
    people = []
    for role in (Role.EDITOR, Role.APPROVER):
        person = organ_acts.enrol(
            username=f"q-{role}", name="区里人", password="区里-2021-密码", by=None, at=moment
        )
        organ_acts.appoint(person=person, organ=district, role=role, since=moment.date(), by=None, at=moment)
        people.append(person)
    above = Item(organ=district, node=node, title="区办法", body="<p>文。</p>", issuing_organ=district.name)
    above.formed_on = moment.date()
    above = acts.draft(item=above, by=people[0], at=moment)
    acts.submit(item=above, by=people[0], at=moment)
    above = publish(item=above, by=people[1], at=moment)
    item = draft("解读区办法", explains=above)
    assert [one.item for one in together(item, item)] == [above]
    assert together(above, above) == []  # the town's draft is the town's


def test_the_review_page_sees_partners_with_state_and_findings(held, draft, moment, editor):
    document, explanation = map(fresh, held)
    [partner] = together(document, document.get_latest_revision_as_object())
    assert (partner.item, partner.state) == (explanation, "已通过审查，等所属的文件公开")
    [other] = together(explanation, explanation.get_latest_revision_as_object())
    assert (other.item, other.waits, other.label) == (document, True, "解读的文件")


def test_taking_a_document_down_takes_its_explanations_too(held, draft, editor, approver, moment):
    document, explanation = held
    publish(item=document, by=approver, at=moment)
    note = draft("澄清", relation="clarification", explains=fresh(document))
    acts.submit(item=note, by=editor, at=moment)
    publish(item=note, by=approver, at=moment)
    acts.withdraw(item=document, by=approver, at=moment, reason="有误。", ordered_by="区政府")
    assert not fresh(document).live and not fresh(explanation).live and fresh(note).live
    [taken] = fresh(explanation).takedowns.all()
    assert (taken.ordered_by, taken.reason) == ("区政府", "有误。")


def test_an_explanation_may_be_kept_and_is_not_brought_back_by_its_document(
    held, approver, moment, republish
):
    document, explanation = held
    publish(item=document, by=approver, at=moment)
    acts.withdraw(item=document, by=approver, at=moment, reason="有误。", keep=[explanation.pk])
    assert fresh(explanation).live
    acts.withdraw(item=explanation, by=approver, at=moment, reason="有误。")
    republish(document)
    assert fresh(document).live and not fresh(explanation).live


def test_what_belongs_to_a_withdrawn_document_is_refused(pair, editor, approver, moment, draft):
    document, explanation = pair
    acts.submit(item=document, by=editor, at=moment)
    publish(item=document, by=approver, at=moment)
    acts.submit(item=explanation, by=editor, at=moment)
    acts.withdraw(item=document, by=approver, at=moment, reason="有误。")
    with pytest.raises(Refused, match="已经撤下"):
        acts.pass_step(item=explanation, by=approver, at=moment, sheet=clear())
    with pytest.raises(ValidationError, match="已经撤下"):
        draft("又一解读", explains=fresh(document))
