"""The reviewing screens: nothing typed is lost, what happened is said, what came back is seen by its author."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from gongkai.disclosure import acts
from gongkai.disclosure.models import (
    CatalogueNode,
    Item,
    Opinion,
    Review,
    ReviewFinding,
    SecrecySheet,
    StepKind,
)
from gongkai.disclosure.reviewing.chain import Planned, under_way
from gongkai.disclosure.reviewing.enough import too_few
from gongkai.disclosure.reviewing.looking import key_of, to_look_at
from gongkai.disclosure.tests.passing import ASSESSMENT, clear, clear_of
from gongkai.office.clock import now
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Role
from gongkai.trail.queries import acts_on
from gongkai.trail.tests.refusing import refused

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
ANSWERS = {
    "carrier": "other", "channel": "政府网站", "summary": "植树的安排", "state_secret": "no", "work_secret": "no",
    "trade_secret": "no", "privacy": "no", "third_party": "none", "co_issuer": "none", "opinion": "public",
}  # fmt: skip
LONG = "第三段的户数和附件对不上，请逐村核对以后改过来；另外落款的日期写成了去年，标题里也多了一个“的”字，请一并改好再送审。"


@pytest.fixture
def waiting(draft: Any, editor: Any, moment: datetime) -> Item:
    return acts.submit(item=draft(), by=editor, at=moment)


@pytest.fixture
def reviewer(approver: Any) -> Client:
    client = Client()
    client.force_login(approver)
    return client


@pytest.fixture
def clerk(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def read(client: Client, address: str) -> str:
    return client.get(f"/admin/{address}", follow=True).content.decode()


def sent(client: Client, item: Item, deed: str, **facts: Any) -> str:
    facts.setdefault("review", Review.objects.filter(item=item).first().pk)
    answer = client.post(f"/admin/disclosure/item/{item.pk}/{deed}/", facts, follow=True)
    return answer.content.decode()


def test_a_refused_sheet_comes_back_with_all_that_was_filled_in(waiting: Item, reviewer: Client) -> None:
    held = ReviewFinding.objects.create(
        review=under_way(waiting), part="正文", kind="mobile", severity="block", where="第1段", excerpt="138*"
    )
    told = ANSWERS | ASSESSMENT | {"summary": "独一无二的摘要"}
    page = sent(reviewer, waiting, "pass", **told)
    assert "不能填“不涉及”" in page and "独一无二的摘要" in page
    page = sent(reviewer, waiting, "pass", **(told | {"privacy": "handled"}))
    assert "处必须处理" in page and "独一无二的摘要" in page and ASSESSMENT["effect"] in page
    page = sent(reviewer, waiting, "override", findings=held.pk, reason="公开的值班手机号码")
    assert "不能只写“无”" in page and "公开的值班手机号码" in page
    page = sent(reviewer, waiting, "override", findings=held.pk, reason="公开的值班手机号码", **ASSESSMENT)
    assert "已放行，理由已经记录。" in page
    held.refresh_from_db()
    assert ASSESSMENT["protection"] in held.impact and "对个人权益的影响及安全风险：" in held.impact
    page = read(reviewer, "disclosure/assessments/?year=" + str(held.overridden_at.year))
    assert waiting.title in page and ASSESSMENT["protection"] in page


def test_reasons_typed_for_a_refused_deed_are_still_there(waiting: Item, reviewer: Client) -> None:
    page = sent(reviewer, waiting, "return", reason="字" * 201)
    assert "最多200个字" in page and "字" * 201 in page


def test_a_stale_sheet_is_refused_before_it_is_checked(waiting: Item, reviewer: Client) -> None:
    assert "您打开以后，信息员又改过" in sent(reviewer, waiting, "pass", review=1 << 40)


def test_each_answer_says_what_happened(draft: Any, editor: Any, reviewer: Client, moment: datetime) -> None:
    said = {}
    beside = {
        "basis": "还在讨论的过程记录", "attribute_article": "16-2", "attribute_reason": "没有定下来",
        "kind": "secrecy", "body": "清水区国家保密局", "question": "能不能公开",
    }  # fmt: skip
    for opinion in Opinion:
        item = acts.submit(item=draft(f"关于{opinion.label}的通知"), by=editor, at=moment)
        facts = ANSWERS | beside | {"opinion": opinion.value, "ground": "16-2"}
        facts["next_review_on"] = str(_in_half_a_year())
        said[opinion] = sent(reviewer, item, "pass", **facts)
    assert "已报请清水区国家保密局确定" in said[Opinion.REFER] and "没有答复不等于同意" in said[Opinion.REFER]
    assert "已登记为不予公开，网页上不会有这条信息" in said[Opinion.WITHHOLD]
    assert "最后一个环节已经通过，网页马上更新" in said[Opinion.PUBLIC]
    assert "网页马上更新" not in said[Opinion.WITHHOLD] + said[Opinion.REFER]


def _in_half_a_year() -> date:
    return now().date() + timedelta(days=180)


def test_a_referral_shows_how_long_it_has_waited_and_wants_an_answer_with_words(
    waiting: Item, reviewer: Client, approver: Any, moment: datetime
) -> None:
    asked = {"kind": "secrecy", "body": "清水区国家保密局", "question": "能不能公开"}
    refer = clear(opinion=Opinion.REFER, basis="拿不准是不是工作秘密")
    acts.pass_step(item=waiting, by=approver, at=moment, sheet=refer, referred=asked)
    days = (_in_half_a_year() - moment.date()).days - 180
    page = read(reviewer, f"disclosure/item/{waiting.pk}/review/")
    assert f"已等 {days} 天" in page and "（保密行政管理部门）" in page
    assert f"已等 {days} 天" in read(reviewer, "disclosure/reviews/")
    page = sent(reviewer, waiting, "determine", public="yes", day=str(moment.date()))
    assert "请填写答复文号；没有文号的，写明答复内容。" in page


def test_what_came_back_is_on_its_authors_home_with_the_whole_reason(
    waiting: Item, reviewer: Client, clerk: Client, approver: Any, editor: Any, moment: datetime
) -> None:
    assert "被退回的信息" not in read(clerk, "")
    acts.return_to_author(item=waiting, by=approver, at=moment, reason=LONG)
    assert "被退回的信息" in read(clerk, "")
    assert LONG in read(clerk, "disclosure/returned/")
    page = read(clerk, f"disclosure/item/{waiting.pk}/")
    assert "<strong>已退回</strong>" in page
    assert page.count(LONG) >= 3  # the warning, the history of reviews, the record of acts
    assert "已退回" in read(clerk, "snippets/disclosure/item/")
    acts.submit(item=waiting, by=editor, at=moment)
    assert "被退回的信息" not in read(clerk, "")
    assert "没有被退回的信息" in read(clerk, "disclosure/returned/")


def test_a_return_is_no_business_of_another_author(
    waiting: Item, town: Any, approver: Any, both: Any, moment: datetime
) -> None:
    acts.return_to_author(item=waiting, by=approver, at=moment, reason=LONG)
    client = Client()
    client.force_login(both)
    assert waiting.title not in read(client, "disclosure/returned/")


def test_masking_that_left_nothing_says_so(draft: Any, editor: Any, moment: datetime, clerk: Client) -> None:
    item = acts.submit(item=draft(body="<p>联系人手机：13800138000。</p>"), by=editor, at=moment)
    acts.mask(item=item, by=editor, at=moment)
    assert acts_on(item).first().detail["遮盖"] == "正文 第1段 手机号 → 138****8000"
    page = read(clerk, f"disclosure/item/{item.pk}/")
    assert "没能遮盖" not in page and "已换成遮盖后的副本。请核对" in page


def test_a_withheld_item_is_no_late_draft(
    waiting: Item, approver: Any, clerk: Client, moment: datetime
) -> None:
    facts = {"ground": "16-2", "reason": "还在讨论", "next_review_on": date(2022, 3, 5)}
    no = clear(opinion=Opinion.WITHHOLD, basis="还在讨论的过程记录")
    acts.pass_step(item=waiting, by=approver, at=moment, sheet=no, withheld=facts)
    state = "不予公开（第十六条第二款，下次评估2022-03-05）"
    page = read(clerk, f"disclosure/item/{waiting.pk}/")
    assert state in page and f"/item/{waiting.pk}/submit/" not in page and "已超期" not in page
    assert state in read(clerk, "snippets/disclosure/item/")
    assert "超过公开期限的草稿" not in read(clerk, "")


def test_the_edit_page_of_what_is_reviewed_warns_that_saving_voids_the_review(
    waiting: Item, draft: Any, clerk: Client
) -> None:
    warning = "保存修改以后，这次审查作废"
    assert warning in read(clerk, f"snippets/disclosure/item/edit/{waiting.pk}/")
    assert warning not in read(clerk, f"snippets/disclosure/item/edit/{draft().pk}/")


def test_the_issuer_sees_what_the_sheet_says(waiting: Item, four: Any, moment: datetime) -> None:
    acts.submit(item=waiting, by=four["editor"], at=moment)
    acts.pass_step(item=waiting, by=four["approver"], at=moment)
    acts.pass_step(item=waiting, by=four["secrecy"], at=moment, sheet=clear_of(waiting, basis="逐段核对过"))
    client = Client()
    client.force_login(four["issuer"])
    page = read(client, f"disclosure/item/{waiting.pk}/review/")
    assert "依据和理由：逐段核对过" in page
    assert f"/item/{waiting.pk}/sheet/{SecrecySheet.objects.get().pk}/" in page
    assert page.index("<h2>正文</h2>") < page.index("筛查发现（0）</h2>")


def test_the_printed_sheet_tells_the_draft_that_was_reviewed_and_who_stood_in(
    draft: Any, edit: Any, town: Any, four: Any, reviewer: Client, moment: datetime
) -> None:
    item = draft(document_number="白镇发〔2021〕1号")
    stored = acts.store_file(organ=town, name="名单.txt", data=b"1", by=four["editor"], at=moment)
    item.attachments.create(stored_file=stored, title="补助名单")
    acts.draft(item=item, by=four["editor"], at=moment)
    other = organ_acts.enrol(
        username="daiban", name="戴代办", password="daiban-2021-密码", by=None, at=moment
    )
    organ_acts.appoint(person=other, organ=town, role=Role.SECRECY, since=moment.date(), by=None, at=moment)
    acts.submit(item=item, by=four["editor"], at=moment)
    Review.objects.update(unread=["附件“补助名单”：第3页是图片"])
    acts.delegate(
        organ=town, deputy=other, since=moment.date(), until=moment.date(), by=four["secrecy"], reason="到外地出差",
        at=moment,
    )  # fmt: skip
    acts.pass_step(item=item, by=four["approver"], at=moment)
    acts.pass_step(item=item, by=other, at=moment, sheet=clear_of(item, attribute_article="20"))
    edit(item, document_number="白镇发〔2021〕99号")
    sheet = SecrecySheet.objects.get()
    page = read(reviewer, f"disclosure/item/{item.pk}/sheet/{sheet.pk}/")
    for said in (
        f"编号：2021-{sheet.pk:06}", "白镇发〔2021〕1号", "2021年3月1日", "送审人", "甄编辑", "戴代办（代宓审查）",
        "第3页是图片", "√ 附件“补助名单”", stored.sha256[:16], "第二十条（应当主动公开的内容）",
    ):  # fmt: skip
        assert said in page, said
    assert "99号" not in page


def test_a_sheet_without_attachments_shows_none(waiting: Item, reviewer: Client, approver: Any) -> None:
    assert "已逐页看过" not in read(reviewer, f"disclosure/item/{waiting.pk}/review/")
    acts.pass_step(item=waiting, by=approver, at=waiting.latest_revision.created_at, sheet=clear())
    page = read(reviewer, f"disclosure/item/{waiting.pk}/sheet/{SecrecySheet.objects.get().pk}/")
    assert "已逐页看过" not in page and "附件" not in page


def test_every_attachment_has_its_own_tick(
    draft: Any, town: Any, editor: Any, reviewer: Client, moment: datetime
) -> None:
    item = draft()
    for number in (b"1", b"2"):
        stored = acts.store_file(organ=town, name="名单.txt", data=number, by=editor, at=moment)
        item.attachments.create(stored_file=stored)
    acts.draft(item=item, by=editor, at=moment)
    acts.submit(item=item, by=editor, at=moment)
    keys = [key_of(one) for one in to_look_at(under_way(item))]
    assert len(keys) == 2
    assert "都要打开逐页看过" in sent(reviewer, item, "pass", looked=keys[:1], **ANSWERS)
    assert "请重新打开看过再勾" in sent(reviewer, item, "pass", looked=["0" * 64], **ANSWERS)
    assert "网页马上更新" in sent(reviewer, item, "pass", looked=keys, **ANSWERS)
    assert {one["sha256"] for one in SecrecySheet.objects.get().looked} == set(keys)


def test_a_new_withheld_piece_has_no_ground_beforehand(reviewer: Client) -> None:
    page = read(reviewer, "disclosure/withheld/add/")
    assert '<option value="" selected>请选择</option>' in page
    facts = {"title": "讨论稿", "reason": "还在讨论", "next_review_on": str(_in_half_a_year())}
    answer = reviewer.post("/admin/disclosure/withheld/add/", facts)
    assert "请选择不予公开的情形。" in answer.content.decode()


def test_who_may_not_approve_an_emergency_is_told_so_and_offered_no_form(
    waiting: Item, reviewer: Client, approver: Any, editor: Any, moment: datetime
) -> None:
    address = f"disclosure/item/{waiting.pk}/review/"
    acts.propose_urgent(item=waiting, by=approver, at=moment, reason="山洪预警")
    page = read(reviewer, address)
    assert "提出人都不能核准" in page and "核准应急发布</button>" not in page
    acts.propose_urgent(item=waiting, by=editor, at=moment, reason="山洪预警")
    page = read(reviewer, address)
    assert "提出人都不能核准" not in page and "核准应急发布</button>" in page


def test_who_has_done_another_step_is_offered_no_approval_either(
    draft: Any, four: Any, town: Any, moment: datetime
) -> None:
    waiting, approver = acts.submit(item=draft(), by=four["editor"], at=moment), four["approver"]
    organ_acts.appoint(
        person=approver, organ=town, role=Role.SECRECY, since=moment.date(), by=None, at=moment
    )
    acts.pass_step(item=waiting, by=approver, at=moment)
    acts.propose_urgent(item=waiting, by=four["editor"], at=moment, reason="山洪预警")
    desk = Client()
    desk.force_login(approver)
    assert "核准应急发布</button>" not in read(desk, f"disclosure/item/{waiting.pk}/review/")
    with refused("一个人不能办两个环节"):
        acts.publish_urgently(item=waiting, by=approver, at=moment, sheet=clear())
    desk.force_login(four["secrecy"])
    assert "核准应急发布</button>" in read(desk, f"disclosure/item/{waiting.pk}/review/")


def test_drafts_of_other_organs_are_not_told_as_belonging_together(
    waiting: Item, reviewer: Client, other_town: Any, stranger: Any, editor: Any, moment: datetime
) -> None:
    node = CatalogueNode.objects.get(organ=other_town, code="20-15")
    secret = Item(
        organ=other_town, node=node, title="柳树镇还没公开的解读", body="<p>字</p>", issuing_organ="柳树镇",
        formed_on=date(2021, 3, 1),
    )  # fmt: skip
    secret = acts.draft(item=secret, by=stranger, at=moment)
    Item.objects.filter(pk=secret.pk).update(
        explains=waiting, explanation_form="text", relation="explanation"
    )
    assert "柳树镇还没公开的解读" not in read(reviewer, f"disclosure/item/{waiting.pk}/review/")


def test_a_chain_that_the_organ_has_no_people_for_is_saved_with_a_warning(
    town: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    boss = organ_acts.enrol(username="guanli", name="关主任", password="guanli-2021-密码", by=None, at=moment)
    organ_acts.appoint(person=boss, organ=town, role=Role.ADMIN, since=date(2019, 1, 1), by=None, at=moment)
    client = Client()
    client.force_login(boss)
    rows = {"genre": "公示", "s0-kind": "secrecy", "s0-days": "2"}
    address = f"/admin/disclosure/chains/{town.pk}/"
    page = client.post(address, rows, follow=True).content.decode()
    assert "审查流程已保存" in page and "只够" not in page
    assert "<strong>其余各种体裁</strong>：没有设置，用两个人的" in page
    page = client.post(address, rows | {"s1-kind": "issue"}, follow=True).content.decode()
    assert "这个流程连起草要3个不同的人，白杨镇现在的任职只够2个人办。" in page
    assert client.get(address).content.decode().count("<legend>第") == 6


def test_a_person_named_for_a_step_is_not_counted_for_another(town: Any, four: Any, moment: datetime) -> None:
    whole = [Planned(StepKind.AUDIT), Planned(StepKind.SECRECY), Planned(StepKind.ISSUE)]
    assert too_few(town, whole, moment.date()) == ""
    assert "要5个不同的人" in too_few(town, [Planned(StepKind.AUDIT), *whole], moment.date())


def test_the_printed_sheets_tell_the_referral_its_answer_and_why_it_stays_closed(
    waiting: Item, reviewer: Client, approver: Any, moment: datetime
) -> None:
    asked = {"kind": "secrecy", "body": "清水区国家保密局", "question": "能不能公开"}
    refer = clear(opinion=Opinion.REFER, basis="拿不准是不是工作秘密")
    acts.pass_step(item=waiting, by=approver, at=moment, sheet=refer, referred=asked)
    address = f"disclosure/item/{waiting.pk}/sheet/{SecrecySheet.objects.get().pk}/"
    assert "还没有答复" in read(reviewer, address)
    acts.determine(
        item=waiting, by=approver, at=moment, public=False, day=moment.date(), number="清保〔2021〕3号"
    )
    facts = {"ground": "16-2", "reason": "还在讨论", "next_review_on": date(2022, 3, 5)}
    no = clear(opinion=Opinion.WITHHOLD, basis="上级答复不予公开")
    acts.pass_step(item=waiting, by=approver, at=moment, sheet=no, withheld=facts)
    page = read(reviewer, f"disclosure/item/{waiting.pk}/sheet/{SecrecySheet.objects.first().pk}/")
    for said in (
        "报请清水区国家保密局（保密行政管理部门）：能不能公开",
        "清保〔2021〕3号",
        "过程性信息（第十六条第二款）",
    ):
        assert said in page, said


def test_an_emergency_is_approved_on_the_page_with_the_sheet_and_what_was_typed_stays(
    waiting: Item, reviewer: Client, editor: Any, moment: datetime
) -> None:
    acts.propose_urgent(item=waiting, by=editor, at=moment, reason="山洪预警，等不及")
    page = read(reviewer, f"disclosure/item/{waiting.pk}/review/")
    assert page.count('id="sheet-summary"') == 1 and f"/item/{waiting.pk}/urgent/publish/" in page
    lacking = {**ANSWERS, "opinion": "", "summary": "独一无二的摘要"}
    page = sent(reviewer, waiting, "urgent/publish", **lacking)
    assert "应急发布也要先做保密审查" in page and "独一无二的摘要" in page
    assert "已应急发布，网页马上更新" in sent(reviewer, waiting, "urgent/publish", **ANSWERS)


def test_a_question_taken_back_is_said_on_its_sheet(
    waiting: Item, reviewer: Client, approver: Any, moment: datetime
) -> None:
    asked = {"kind": "department", "body": "清水区教育局", "question": "能不能公开"}
    refer = clear(opinion=Opinion.REFER, basis="拿不准是不是工作秘密")
    acts.pass_step(item=waiting, by=approver, at=moment, sheet=refer, referred=asked)
    assert f"/item/{waiting.pk}/recall/" in read(reviewer, f"disclosure/item/{waiting.pk}/review/")
    assert "已撤回报请，请继续审查。" in sent(reviewer, waiting, "recall", reason="附件三已经删去")
    assert "已等" not in read(reviewer, f"disclosure/item/{waiting.pk}/review/")
    page = read(reviewer, f"disclosure/item/{waiting.pk}/sheet/{SecrecySheet.objects.get().pk}/")
    assert "撤回报请" in page and "还没有答复" not in page
