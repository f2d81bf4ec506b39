"""Ways around a review that somebody in a hurry, or with something to hide, would try: each is refused."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Intake, Item, Opinion, Referral, ReviewState, StepKind
from gongkai.disclosure.reviewing.chain import under_way, writers
from gongkai.disclosure.tests.passing import clear, publish
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Role
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
ASKED = {"kind": "secrecy", "body": "清水区国家保密局", "question": "附件三是不是工作秘密"}


@pytest.fixture
def waiting(draft: Any, four: Any, moment: datetime) -> Item:
    """A draft of the town, handed in by its editor, whose chain has three steps."""
    return acts.submit(item=draft(), by=four["editor"], at=moment)


@pytest.fixture
def urgent(waiting: Item, four: Any, moment: datetime) -> Item:
    """One that was published in an emergency; two steps of its review are still owed."""
    acts.propose_urgent(item=waiting, by=four["editor"], at=moment, reason="山洪预警")
    return acts.publish_urgently(item=waiting, by=four["secrecy"], at=moment, sheet=clear())


def refer(item: Item, four: Any, at: datetime) -> None:
    """Audit, and then the question to the body above."""
    acts.pass_step(item=item, by=four["approver"], at=at)
    sheet = clear(opinion=Opinion.REFER, basis="拿不准")
    acts.pass_step(item=item, by=four["secrecy"], at=at, sheet=sheet, referred=ASKED)


def test_haste_spares_nobody_the_confidentiality_review(waiting: Item, four: Any, moment: datetime) -> None:
    acts.propose_urgent(item=waiting, by=four["editor"], at=moment, reason="山洪预警")
    with refused("保密审查不能省：《保守国家秘密法》要求先审查、后公开，应急发布也一样。"):
        acts.publish_urgently(item=waiting, by=four["approver"], at=moment, sheet=clear())
    with refused("请逐项填写保密审查登记表"):
        acts.publish_urgently(item=waiting, by=four["secrecy"], at=moment)
    no = clear(opinion=Opinion.WITHHOLD, basis="内部")
    with refused("保密审查意见是“公开”的才能应急发布"):
        acts.publish_urgently(item=waiting, by=four["secrecy"], at=moment, sheet=no)
    assert not Item.objects.public().exists()


def test_who_reviewed_for_secrecy_before_lets_any_other_reviewer_approve_an_emergency(
    waiting: Item, four: Any, nobody: Any, moment: datetime
) -> None:
    acts.pass_step(item=waiting, by=four["approver"], at=moment)
    acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=clear())
    acts.propose_urgent(item=waiting, by=four["editor"], at=moment, reason="签发人联系不上")
    with refused("没有白杨镇的审查职责，不能核准应急发布"):
        acts.publish_urgently(item=waiting, by=nobody, at=moment)
    assert acts.publish_urgently(item=waiting, by=four["approver"], at=moment).live


def test_in_a_village_of_two_an_emergency_needs_the_same_two_and_leaves_nothing_owed(
    draft: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = acts.submit(item=draft(), by=editor, at=moment)
    acts.propose_urgent(item=item, by=editor, at=moment, reason="停水通知")
    assert acts.publish_urgently(item=item, by=approver, at=moment, sheet=clear()).live
    assert under_way(item) is None
    assert item.reviews.get().state == ReviewState.PASSED


def test_what_was_published_in_an_emergency_cannot_shed_its_review(
    urgent: Item, four: Any, moment: datetime
) -> None:
    with refused("这条信息是应急发布的，要先补办完审查再重新送审"):
        acts.submit(item=urgent, by=four["editor"], at=moment)
    acts.pass_step(item=urgent, by=four["approver"], at=moment)
    assert under_way(urgent).urgent_published_at


def test_an_emergency_is_not_repeated_while_the_last_one_is_owed_a_review(
    urgent: Item, edit: Any, four: Any, moment: datetime
) -> None:
    acts.withdraw(item=urgent, by=four["secrecy"], at=moment, reason="数字有误")
    edit(urgent, change_note="改正了数字")
    acts.submit(item=urgent, by=four["editor"], at=moment)
    with refused("上一次应急发布以后没有补办完审查，不能再应急发布"):
        acts.propose_urgent(item=urgent, by=four["editor"], at=moment, reason="还是山洪")


def test_an_emergency_approval_counts_for_what_was_read_only(
    waiting: Item, edit: Any, four: Any, moment: datetime
) -> None:
    acts.propose_urgent(item=waiting, by=four["editor"], at=moment, reason="山洪预警")
    read = under_way(waiting).pk
    edit(waiting, title="换了的内容")
    acts.submit(item=waiting, by=four["editor"], at=moment)
    acts.propose_urgent(item=waiting, by=four["editor"], at=moment, reason="山洪预警")
    with refused("您打开以后，信息员又改过并重新送审了。请看过现在的内容再办。"):
        acts.publish_urgently(item=waiting, by=four["secrecy"], at=moment, review=read, sheet=clear())


def test_a_question_to_a_body_above_is_not_shaken_off_by_editing_or_handing_in_anew(
    waiting: Item, edit: Any, four: Any, moment: datetime
) -> None:
    refer(waiting, four, moment)
    with refused("已经报请上级确定，正在等答复，不能修改。"):
        edit(waiting, title="改")
    with refused("已经报请上级确定，正在等答复，不能重新送审。"):
        acts.submit(item=waiting, by=four["editor"], at=moment)
    with refused("没有答复不等于同意。"):
        acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=clear())


def test_a_question_is_taken_back_with_a_reason_by_whose_step_it_is(
    waiting: Item, edit: Any, four: Any, moment: datetime
) -> None:
    refer(waiting, four, moment)
    for key, sentence in (("editor", "不能保密审查自己的信息"), ("approver", "一个人不能办两个环节")):
        with refused(sentence):
            acts.recall_referral(item=waiting, by=four[key], at=moment, reason="不问了")
    with refused("撤回报请要写明理由。"):
        acts.recall_referral(item=waiting, by=four["secrecy"], at=moment, reason=" ")
    acts.recall_referral(item=waiting, by=four["secrecy"], at=moment, reason="附件三已经删去")
    with refused("这条信息没有在等待上级答复。"):
        acts.recall_referral(item=waiting, by=four["secrecy"], at=moment, reason="再撤一次")
    edit(waiting, title="删去附件三以后")
    again = acts.submit(item=waiting, by=four["editor"], at=moment)
    for key, sheet in (("approver", None), ("secrecy", clear()), ("issuer", None)):
        again = acts.pass_step(item=again, by=four[key], at=moment, sheet=sheet)
    assert again.live


def test_a_no_from_above_stands_however_often_the_draft_is_handed_in(
    waiting: Item, edit: Any, four: Any, moment: datetime
) -> None:
    refer(waiting, four, moment)
    answer = {"item": waiting, "by": four["secrecy"], "at": moment, "day": moment.date(), "number": "清保3号"}
    acts.determine(public=False, **answer)
    for change in (None, "改了几个字"):
        if change:
            edit(waiting, title=change)
        acts.submit(item=waiting, by=four["editor"], at=moment)
        with refused("清水区国家保密局已经答复不予公开"):
            acts.propose_urgent(item=waiting, by=four["editor"], at=moment, reason="急")
        acts.pass_step(item=waiting, by=four["approver"], at=moment)
        with refused("清水区国家保密局已经答复不予公开"):
            acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=clear())
    sheet = clear(opinion=Opinion.REFER, basis="附件三已经删去")
    acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=sheet, referred=ASKED)
    acts.determine(public=True, **answer)
    acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=clear())
    assert acts.pass_step(item=waiting, by=four["issuer"], at=moment).live


def test_nobody_masks_what_a_body_above_is_asked_about(waiting: Item, four: Any, moment: datetime) -> None:
    refer(waiting, four, moment)
    with refused("已经报请上级确定，正在等答复，不能遮盖。"):
        acts.mask(item=waiting, by=four["editor"], at=moment)


def test_a_question_in_a_review_that_a_take_down_ended_bars_nothing_for_ever(
    draft: Any, edit: Any, four: Any, moment: datetime
) -> None:
    item = acts.submit(item=draft(), by=four["editor"], at=moment)
    for key, sheet in (("approver", None), ("secrecy", clear()), ("issuer", None)):
        item = acts.pass_step(item=item, by=four[key], at=moment, sheet=sheet)
    edit(item, title="改过的题目", change_note="改了题目")
    item = acts.submit(item=item, by=four["editor"], at=moment)
    refer(item, four, moment)
    acts.withdraw(item=item, by=four["secrecy"], at=moment, reason="数字有误")
    item = acts.submit(item=item, by=four["editor"], at=moment)
    for key, sheet in (("approver", None), ("secrecy", clear()), ("issuer", None)):
        item = acts.pass_step(item=item, by=four[key], at=moment, sheet=sheet)
    assert item.live


def test_nobody_answers_his_own_question(waiting: Item, four: Any, moment: datetime) -> None:
    acts.pass_step(item=waiting, by=four["approver"], at=moment)
    sheet, asked = clear(opinion=Opinion.REFER, basis="拿不准"), ASKED | {"body": "白杨镇"}
    with refused("报请的是本机关自己。请填有关主管部门或者保密行政管理部门的名称。"):
        acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=sheet, referred=asked)
    sheet = clear(opinion=Opinion.REFER, basis="拿不准")
    acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=sheet, referred=ASKED)
    Referral.objects.update(body="白杨镇")  # as an earlier version let it be asked
    with refused("报请的是本机关自己，不是上级。"):
        acts.determine(
            item=waiting, by=four["secrecy"], at=moment, public=True, day=moment.date(), number="1号"
        )


def test_after_an_emergency_one_asks_nobody_but_takes_it_down(
    urgent: Item, four: Any, moment: datetime
) -> None:
    acts.pass_step(item=urgent, by=four["approver"], at=moment)
    current = under_way(urgent)
    assert current.steps.filter(kind=StepKind.SECRECY, decided_at__isnull=False).exists()
    acts.withdraw(item=urgent, by=four["secrecy"], at=moment, reason="拿不准")
    assert not Item.objects.public().exists()


def test_whoever_wrote_any_version_since_it_was_last_public_cannot_pass_it(
    draft: Any, editor: Any, approver: Any, both: Any, moment: datetime
) -> None:
    item = draft()
    item.body = "<p>全文由另一个人重写。</p>"
    acts.draft(item=item, by=both, at=moment)
    item.summary = "起草人又改了一个字"
    acts.draft(item=item, by=editor, at=moment)
    item = acts.submit(item=item, by=editor, at=moment)
    with refused("起草人、修改人和送审人不能保密审查自己的信息"):
        publish(item=item, by=both, at=moment)
    item = publish(item=item, by=approver, at=moment)
    item.title, item.change_note = "公开以后的新一版", "改题。"
    acts.draft(item=item, by=editor, at=moment)
    item = acts.submit(item=item, by=editor, at=moment)
    assert both.pk not in writers(item, under_way(item)), "已经审过、公开过的版本不再算"


def test_who_brought_the_sheet_of_an_import_cannot_review_what_came_of_it(
    draft: Any, town: Any, editor: Any, both: Any, moment: datetime
) -> None:
    item = draft()
    brought = Intake.objects.create(
        organ=town, by=editor, brought_by=both, at=moment, name="旧信息.xlsx", sheet_sha256="0" * 64, total=1
    )
    brought.rows.create(number=2, key="x", item=item)
    item = acts.submit(item=item, by=editor, at=moment)
    with refused("不能保密审查自己的信息"):
        publish(item=item, by=both, at=moment)


def test_a_deputy_counts_only_while_both_hold_the_office(
    waiting: Item, four: Any, town: Any, both: Any, moment: datetime
) -> None:
    since = moment.date()
    deputy = organ_acts.enrol(username="daiban", name="戴办", password="daiban-2021-密码", by=None, at=moment)
    held = organ_acts.appoint(person=deputy, organ=town, role=Role.SECRECY, since=since, by=None, at=moment)
    acts.pass_step(item=waiting, by=four["approver"], at=moment)
    away = {"organ": town, "since": since, "until": since + timedelta(days=9), "reason": "休假", "at": moment}
    acts.delegate(deputy=deputy, by=four["secrecy"], **away)
    with refused("梁可没有白杨镇的保密审查职责，不能代办。"):
        acts.delegate(deputy=both, by=four["secrecy"], **away)
    organ_acts.dismiss(appointment=held, until=since, by=None, at=moment)
    with refused("没有白杨镇的保密审查职责"):
        acts.pass_step(item=waiting, by=deputy, at=moment + timedelta(days=2), sheet=clear())
    assert not acts.pass_step(item=waiting, by=deputy, at=moment, sheet=clear()).live


def test_a_delegation_is_for_weeks_not_for_ever(four: Any, town: Any, both: Any, moment: datetime) -> None:
    with refused("委托代办一次最多60天。时间更长的，请管理员任命代办人。"):
        acts.delegate(
            organ=town, deputy=both, since=moment.date(), until=date(2099, 12, 31), reason="休假",
            by=four["approver"], at=moment,
        )  # fmt: skip


def test_what_is_withheld_meanwhile_is_not_published(
    waiting: Item, four: Any, town: Any, moment: datetime
) -> None:
    acts.withhold(
        organ=town, item=waiting, title="讨论稿", by=four["secrecy"], at=moment, ground="16-2",
        reason="过程性信息", next_review_on=date(2022, 3, 1),
    )  # fmt: skip
    assert under_way(waiting) is None
    with refused("没有在等待审查"):
        acts.pass_step(item=waiting, by=four["approver"], at=moment)
