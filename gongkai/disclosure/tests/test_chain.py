"""The chain of review: four people with names, each bound to the exact draft; nobody alone, silence never a yes."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from gongkai.disclosure import acts
from gongkai.disclosure.models import (
    Chain,
    Involves,
    Item,
    Opinion,
    Review,
    ReviewFinding,
    ReviewState,
    ReviewStep,
    SecrecySheet,
    StepKind,
    Withheld,
)
from gongkai.disclosure.reviewing.chain import Planned, turn, under_way
from gongkai.disclosure.tests.passing import clear, clear_of, publish
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Role
from gongkai.trail.queries import acts_on
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(draft: Any, four: Any, moment: datetime) -> Item:
    """A draft of the town, handed in by its editor."""
    return acts.submit(item=draft(), by=four["editor"], at=moment)


def walk(item: Item, people: dict[str, Any], at: datetime, *keys: str) -> Item:
    """The steps of these people, one after the other."""
    for key in keys:
        sheet = clear_of(item) if key == "secrecy" else None
        item = acts.pass_step(item=item, by=people[key], at=at, sheet=sheet)
    return item


def test_four_people_pass_an_item_and_each_name_and_day_stays(
    waiting: Item, four: Any, moment: datetime
) -> None:
    public = walk(waiting, four, moment, "approver", "secrecy", "issuer")
    assert public.live
    review = Review.objects.get()
    assert review.state == ReviewState.PASSED
    named = [(step.kind, step.decided_by.name) for step in review.steps.all()]
    assert named == [("audit", "沈核准"), ("secrecy", "宓审查"), ("issue", "签领导")]
    assert [act.verb for act in acts_on(public)] == ["发布", "保密审查通过", "审核通过", "送审", "起草"]
    assert acts_on(public).first().detail["指纹"] == review.fingerprint == acts.fingerprint(public)


def test_each_step_is_somebodys_and_has_its_day(waiting: Item, four: Any, moment: datetime) -> None:
    steps = list(Review.objects.get().steps.all())
    assert [step.person for step in steps] == [four["approver"], four["secrecy"], four["issuer"]]
    assert [step.due_on for step in steps] == [date(2021, 3, 8), None, None]  # Friday: the next working day
    walk(waiting, four, moment, "approver")
    assert turn(Review.objects.get()).due_on == date(2021, 3, 9)


def test_no_step_can_be_leapt_over(waiting: Item, four: Any, moment: datetime) -> None:
    for key in ("secrecy", "issuer"):
        with refused("您没有白杨镇的审核职责，不能办理。"):
            acts.pass_step(item=waiting, by=four[key], at=moment, sheet=clear())
    assert not Item.objects.public().exists()


def test_one_person_cannot_do_two_steps_of_a_review(
    waiting: Item, four: Any, town: Any, moment: datetime
) -> None:
    organ_acts.appoint(
        person=four["approver"], organ=town, role=Role.SECRECY, since=moment.date(), by=None, at=moment
    )
    walk(waiting, four, moment, "approver")
    with refused("您已经办过这次审查的另一个环节"):
        acts.pass_step(item=waiting, by=four["approver"], at=moment, sheet=clear())
    with refused("已经办过这次审查的另一个环节"):
        acts.take_over(item=waiting, by=four["approver"], at=moment)


def test_an_edit_between_two_steps_sends_all_of_it_back(
    waiting: Item, edit: Any, four: Any, moment: datetime
) -> None:
    walk(waiting, four, moment, "approver", "secrecy")
    edit(waiting, body="<p>签发以前又改了一个字。</p>")
    assert Review.objects.get().state == ReviewState.VOIDED
    with refused("这条信息没有在等待审查。"):
        acts.pass_step(item=waiting, by=four["issuer"], at=moment)
    acts.submit(item=waiting, by=four["editor"], at=moment)
    with refused("您没有白杨镇的审核职责"):
        acts.pass_step(item=waiting, by=four["issuer"], at=moment)


def test_a_draft_changed_beside_the_acts_is_not_published(waiting: Item, four: Any, moment: datetime) -> None:
    revision = Review.objects.get().revision
    revision.content["body"] = "<p>偷偷换掉的内容</p>"
    revision.save()
    walk(waiting, four, moment, "approver", "secrecy")
    with refused("内容和送审时不一样，原来的审查已经失效。"):
        walk(waiting, four, moment, "issuer")
    assert not Item.objects.public().exists()


def test_an_attachment_changed_on_the_disk_is_not_published(
    draft: Any, town: Any, four: Any, moment: datetime
) -> None:
    item = draft()
    stored = acts.store_file(
        organ=town, name="名单.txt", data="原来的".encode(), by=four["editor"], at=moment
    )
    item.attachments.create(stored_file=stored)
    acts.draft(item=item, by=four["editor"], at=moment)
    acts.submit(item=item, by=four["editor"], at=moment)
    walk(item, four, moment, "approver", "secrecy")
    stored.path.write_bytes("换掉的".encode())
    with refused("附件“名单.txt”的原件读不到，或者和送审时不一样。"):
        walk(item, four, moment, "issuer")
    stored.path.unlink()
    with refused("附件“名单.txt”的原件读不到"):
        walk(item, four, moment, "issuer")


@pytest.mark.parametrize(
    "lacking", [*SecrecySheet.QUESTIONS, "third_party", "co_issuer", "opinion", "carrier"]
)
def test_a_question_left_open_is_never_a_yes(
    waiting: Item, four: Any, moment: datetime, lacking: str
) -> None:
    walk(waiting, four, moment, "approver")
    with pytest.raises(ValidationError) as fault, transaction.atomic():
        acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=clear(**{lacking: ""}))
    assert lacking in fault.value.message_dict
    with refused("请逐项填写保密审查登记表：没有填的，不能当作同意。"):
        acts.pass_step(item=waiting, by=four["secrecy"], at=moment)
    assert turn(Review.objects.get()).kind == StepKind.SECRECY


@pytest.mark.parametrize(
    "answers",
    [
        {"state_secret": Involves.YES},
        {"work_secret": Involves.YES},
        {"trade_secret": Involves.YES},
        {"privacy": Involves.YES},
        {"third_party": "awaited"},
        {"third_party": "refused"},
        {"co_issuer": "awaited"},
        {"co_issuer": "refused"},
    ],
)
def test_public_is_no_opinion_while_something_forbids_it(
    waiting: Item, four: Any, moment: datetime, answers: dict[str, str]
) -> None:
    walk(waiting, four, moment, "approver")
    with pytest.raises(ValidationError, match="不能填“公开”"), transaction.atomic():
        acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=clear(**answers))


def test_what_a_body_above_must_decide_waits_for_its_answer(
    waiting: Item, four: Any, moment: datetime
) -> None:
    walk(waiting, four, moment, "approver")
    refer = clear(opinion=Opinion.REFER, basis="拿不准是不是工作秘密")
    with refused("报请确定的，要写明报请哪个机关"):
        acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=refer)
    asked = {"kind": "secrecy", "body": "清水区国家保密局", "question": "附件三是不是工作秘密"}
    refer = clear(opinion=Opinion.REFER, basis="拿不准是不是工作秘密")
    acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=refer, referred=asked)
    later = moment + timedelta(days=90)
    with refused("已经报请清水区国家保密局确定，等有了答复并登记以后再办。没有答复不等于同意。"):
        acts.pass_step(item=waiting, by=four["secrecy"], at=later, sheet=clear())
    answered = {"item": waiting, "by": four["secrecy"], "at": later, "day": later.date()}
    acts.determine(public=False, number="清保〔2021〕3号", **answered)
    with refused("清水区国家保密局已经答复不予公开"):
        acts.pass_step(item=waiting, by=four["secrecy"], at=later, sheet=clear())


def test_a_yes_from_above_lets_the_review_go_on(waiting: Item, four: Any, moment: datetime) -> None:
    walk(waiting, four, moment, "approver")
    asked = {"kind": "secrecy", "body": "清水区国家保密局", "question": "可不可以公开"}
    refer = clear(opinion=Opinion.REFER, basis="拿不准")
    acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=refer, referred=asked)
    with refused("答复日期不能早于报请的日期，也不能晚于今天。"):
        acts.determine(item=waiting, by=four["secrecy"], at=moment, public=True, day=date(2021, 3, 4))
    answered: dict[str, Any] = {"item": waiting, "by": four["secrecy"], "at": moment, "day": moment.date()}
    with refused("登记答复要填写答复文号；没有文号的，写明答复内容。"):
        acts.determine(public=True, **answered)
    acts.determine(public=True, note="来函说可以公开", **answered)
    assert walk(waiting, four, moment, "secrecy", "issuer").live
    assert SecrecySheet.objects.count() == 2


def test_what_is_not_to_be_public_goes_into_its_register_with_the_day_of_the_next_look(
    waiting: Item, four: Any, moment: datetime
) -> None:
    walk(waiting, four, moment, "approver")
    no = clear(opinion=Opinion.WITHHOLD, basis="属于讨论记录")
    facts = {"ground": "16-2", "reason": "属于讨论记录", "next_review_on": date(2022, 3, 5)}
    acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=no, withheld=facts)
    assert Review.objects.get().state == ReviewState.WITHHELD
    held = Withheld.objects.get()
    assert (held.item, held.get_ground_display()) == (waiting, "过程性信息（第十六条第二款）")
    with refused("这条信息登记为不予公开，不能送审。"):
        acts.submit(item=waiting, by=four["editor"], at=moment)
    assert list(Withheld.objects.due(date(2022, 3, 5))) == [held]
    later = moment.replace(year=2022)
    acts.reassess(withheld=held, by=four["secrecy"], at=later, stays=False, reason="已经过了讨论阶段")
    assert acts.submit(item=waiting, by=four["editor"], at=later).submitted_revision


def test_a_step_can_be_taken_over_handed_on_and_delegated_and_says_who_did_it(
    waiting: Item, four: Any, town: Any, nobody: Any, both: Any, moment: datetime
) -> None:
    with refused("您没有白杨镇的审核职责，不能办理。"):
        acts.pass_step(item=waiting, by=nobody, at=moment)
    with refused("“审核”这一步由沈核准办理。要由您来办，请先点“由我接办”。"):
        acts.pass_step(item=waiting, by=both, at=moment)
    acts.take_over(item=waiting, by=both, at=moment)
    with refused("只能转交自己手上的环节"):
        acts.hand_over(item=waiting, to=four["approver"], by=four["approver"], at=moment, reason="还给我")
    acts.hand_over(item=waiting, to=four["approver"], by=both, at=moment, reason="出差")
    away = {"organ": town, "since": moment.date(), "until": moment.date() + timedelta(days=3), "at": moment}
    acts.delegate(deputy=both, by=four["approver"], reason="休假", **away)
    acts.pass_step(item=waiting, by=both, at=moment, remark="代为审核")
    step = Review.objects.get().steps.first()
    assert (step.person, step.decided_by) == (four["approver"], both)
    with refused("闲人没有白杨镇的保密审查职责，不能代办。"):
        acts.delegate(deputy=nobody, by=four["secrecy"], reason="休假", **away)


@pytest.mark.parametrize("days", [-4, 4])
def test_a_delegation_holds_on_its_own_days_only(
    waiting: Item, four: Any, town: Any, both: Any, moment: datetime, days: int
) -> None:
    since = moment.date() + timedelta(days=days)
    if days < 0:
        with refused("结束的日期已经过去"):
            acts.delegate(
                organ=town,
                deputy=both,
                since=since,
                until=since,
                by=four["approver"],
                reason="休假",
                at=moment,
            )
        return
    acts.delegate(
        organ=town, deputy=both, since=since, until=since, by=four["approver"], reason="休假", at=moment
    )
    with refused("由沈核准办理"):
        acts.pass_step(item=waiting, by=both, at=moment)


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        ([StepKind.AUDIT, StepKind.ISSUE], "审查流程里必须有保密审查"),
        ([StepKind.SECRECY] * 7, "审查流程最多6个环节。"),
        ([StepKind.SECRECY, StepKind.SECRECY], "一个审查流程里只能有一个保密审查"),
        ([StepKind.SECRECY, StepKind.ISSUE, StepKind.ISSUE], "一个审查流程里只能有一个签发"),
        ([StepKind.ISSUE, StepKind.SECRECY], "签发要放在最后一个环节，保密审查在签发以前。"),
        ([StepKind.SECRECY, StepKind.ISSUE, StepKind.AUDIT], "签发要放在最后一个环节"),
    ],
)
def test_a_chain_that_could_not_be_walked_is_refused(
    town: Any, moment: datetime, kinds: list[StepKind], sentence: str
) -> None:
    with refused(sentence):
        acts.set_chain(organ=town, genre="", steps=[Planned(one) for one in kinds], by=None, at=moment)


def test_only_an_administrator_sets_up_a_chain_and_only_with_people_who_hold_the_office(
    town: Any, editor: Any, stranger: Any, four: Any, moment: datetime
) -> None:
    plan = [Planned(StepKind.SECRECY)]
    for person in (editor, stranger, four["approver"]):
        with refused("您不是白杨镇的管理员"):
            acts.set_chain(organ=town, genre="", steps=plan, by=person, at=moment)
    with refused("甄编辑没有白杨镇的保密审查职责"):
        acts.set_chain(organ=town, genre="", steps=[Planned(StepKind.SECRECY, editor)], by=None, at=moment)


def test_a_genre_has_its_own_chain_and_the_rest_the_common_one(
    draft: Any, town: Any, four: Any, moment: datetime
) -> None:
    acts.set_chain(organ=town, genre="公示", steps=[Planned(StepKind.SECRECY)], by=None, at=moment)
    assert Chain.objects.count() == 2
    item = acts.submit(item=draft(genre="公示"), by=four["editor"], at=moment)
    assert [step.kind for step in under_way(item).steps.all()] == ["secrecy"]
    assert publish(item=item, by=four["secrecy"], at=moment).live


def test_in_an_emergency_two_named_people_publish_and_the_review_follows_within_a_day(
    waiting: Item, edit: Any, four: Any, moment: datetime
) -> None:
    with refused("应急发布要两个人：请先由一个人提出并写明事由。"):
        acts.publish_urgently(item=waiting, by=four["secrecy"], at=moment, sheet=clear())
    acts.propose_urgent(item=waiting, by=four["secrecy"], at=moment, reason="山洪预警，等不及")
    with refused("应急发布要两个人：提出人不能自己核准。"):
        acts.publish_urgently(item=waiting, by=four["secrecy"], at=moment, sheet=clear())
    acts.propose_urgent(item=waiting, by=four["editor"], at=moment, reason="山洪预警，等不及")
    public = acts.publish_urgently(item=waiting, by=four["secrecy"], at=moment, sheet=clear())
    assert public.live
    assert acts_on(public).first().verb == "应急发布"
    review = under_way(waiting)
    assert {step.due_on for step in review.steps.filter(decided_at=None)} == {date(2021, 3, 6)}
    with refused("这条信息是应急发布的，要先补办完审查再修改"):
        edit(waiting, title="改")
    walk(waiting, four, moment, "approver")
    assert turn(review).due_on == date(2021, 3, 6), "补办的每一步都在一天以内，不按平常的工作日"
    walk(waiting, four, moment, "issuer")
    assert Review.objects.get().state == ReviewState.PASSED
    assert acts_on(public).first().verb == "补办审查"
    assert not Item.objects.waiting().exists()


def test_who_reviews_an_emergency_and_finds_it_wrong_takes_it_down(
    waiting: Item, four: Any, moment: datetime
) -> None:
    acts.propose_urgent(item=waiting, by=four["editor"], at=moment, reason="山洪预警")
    acts.publish_urgently(item=waiting, by=four["secrecy"], at=moment, sheet=clear())
    with refused("这条信息已经应急公开，不能退回。认为不该公开的，请马上撤下。"):
        acts.return_to_author(item=waiting, by=four["approver"], at=moment, reason="不对")
    acts.withdraw(item=waiting, by=four["secrecy"], at=moment, reason="数字有误")
    assert under_way(waiting) is None
    assert not Item.objects.public().exists()


def test_the_database_itself_keeps_what_was_answered(waiting: Item, four: Any, moment: datetime) -> None:
    walk(waiting, four, moment, "approver", "secrecy", "issuer")
    for kept in (Review, ReviewStep, SecrecySheet):
        with pytest.raises(DatabaseError), transaction.atomic():
            kept.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewStep.objects.update(remark="改写")
    with pytest.raises(DatabaseError), transaction.atomic():
        SecrecySheet.objects.update(basis="改写")


@pytest.fixture
def stopped(waiting: Item, moment: datetime) -> ReviewFinding:
    """A finding that blocks, on the draft that waits."""
    return ReviewFinding.objects.create(
        review=Review.objects.get(), part="名单.xlsx", kind="resident_id", severity="block",
        where="隐藏工作表!B2", excerpt="6208********", stored_file=None,
    )  # fmt: skip


def test_a_blocking_finding_stops_the_review_until_it_is_let_through_with_a_reason(
    waiting: Item, stopped: ReviewFinding, four: Any, moment: datetime
) -> None:
    with refused("放行筛查发现，由保密审查人在保密审查时办理。"):
        acts.override(item=waiting, findings=[stopped.pk], by=four["approver"], at=moment, reason="可以")
    walk(waiting, four, moment, "approver")
    with refused("筛查还有1处必须处理（名单.xlsx，隐藏工作表!B2）。"):
        walk(waiting, four, moment, "secrecy")
    deed: dict[str, Any] = {"item": waiting, "findings": [stopped.pk], "by": four["secrecy"], "at": moment}
    with refused("放行要写明理由，这条理由会一直保存。"):
        acts.override(reason=" ", **deed)
    with refused("公开个人信息以前要做个人信息保护影响评估"):
        acts.override(reason="本人是公职人员，依法公示", **deed)
    acts.override(reason="惩戒公示，依法公开", impact="依法公示，只公开姓名和证号前四位。", **deed)
    with refused("已经放行的、不是这次审查的，不能再放行。"):
        acts.override(reason="再来", impact="依法公示，影响小", **deed)
    assert walk(waiting, four, moment, "secrecy", "issuer").live
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewFinding.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewFinding.objects.update(reason="改写")


def test_an_emergency_does_not_open_the_gate_for_an_identity_number(
    waiting: Item, stopped: ReviewFinding, four: Any, moment: datetime
) -> None:
    with refused("应急也不能发布。请先遮盖。"):
        acts.propose_urgent(item=waiting, by=four["editor"], at=moment, reason="急")


def test_a_large_attachment_is_screened_in_a_process_of_its_own_and_once(
    draft: Any, town: Any, four: Any, moment: datetime, monkeypatch: Any, settings: Any, tmp_path: Any
) -> None:
    from gongkai.disclosure.reviewing import screening

    settings.INDEX_ROOT = tmp_path
    text = ("一行没有问题的字。\n" * 30000 + "联系人手机：13800138000。\n").encode()
    assert len(text) > screening.AT_HAND
    item = draft()
    stored = acts.store_file(organ=town, name="名单.txt", data=text, by=four["editor"], at=moment)
    item.attachments.create(stored_file=stored)
    acts.draft(item=item, by=four["editor"], at=moment)
    acts.submit(item=item, by=four["editor"], at=moment)
    found = under_way(item).findings.get(severity="block")
    assert (found.part, found.kind) == ("名单.txt", "mobile")
    monkeypatch.setattr(screening, "in_order", None)  # a second reading would fail
    acts.submit(item=item, by=four["editor"], at=moment)
    assert under_way(item).findings.filter(severity="block").count() == 1


def test_the_drafter_is_told_at_once_what_stops_the_draft(
    draft: Any, four: Any, client: Any, moment: datetime
) -> None:
    item = acts.submit(item=draft(body="<p>联系人手机：13800138000。</p>"), by=four["editor"], at=moment)
    client.force_login(four["editor"])
    page = client.get(f"/admin/disclosure/item/{item.pk}/").content.decode()
    assert "筛查发现 1 处必须处理" in page and f"/disclosure/item/{item.pk}/review/" in page
