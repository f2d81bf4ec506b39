"""保密审查登记表 cannot be ticked away: people, consent, attachments and articles are answered, printed and kept."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from gongkai.disclosure import acts
from gongkai.disclosure.models import (
    Involves,
    Item,
    Opinion,
    Referral,
    Review,
    ReviewFinding,
    SecrecySheet,
    ThirdParty,
)
from gongkai.disclosure.reviewing.chain import under_way
from gongkai.disclosure.tests.passing import ASSESSMENT, clear, clear_of
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
FILE = "逐户名单".encode()


@pytest.fixture
def waiting(draft: Any, editor: Any, moment: datetime) -> Item:
    return acts.submit(item=draft(), by=editor, at=moment)


@pytest.fixture
def named(waiting: Item) -> ReviewFinding:
    """A warning about a child, which nobody can let through as blocking."""
    return ReviewFinding.objects.create(
        review=under_way(waiting), part="正文", kind="minor", severity="warn", where="第2段", excerpt="某某，8岁"
    )  # fmt: skip


@pytest.fixture
def attached(draft: Any, town: Any, editor: Any, moment: datetime) -> Item:
    item = draft()
    stored = acts.store_file(organ=town, name="名单.txt", data=FILE, by=editor, at=moment)
    item.attachments.create(stored_file=stored, title="补助名单")
    acts.draft(item=item, by=editor, at=moment)
    item = acts.submit(item=item, by=editor, at=moment)
    Review.objects.filter(item=item).update(unread=["附件“补助名单”：第3页是图片"])
    return item


@pytest.fixture
def passing(approver: Any, moment: datetime) -> Any:
    """Answers the secrecy step with a sheet."""

    def answer(item: Item, sheet: SecrecySheet, **facts: Any) -> Item:
        return acts.pass_step(item=item, by=approver, at=moment, sheet=sheet, **facts)

    return answer


def test_people_whom_screening_found_cannot_be_answered_away(
    waiting: Item, named: ReviewFinding, passing: Any
) -> None:
    for opinion in Opinion:
        with refused("“涉及个人隐私”不能填“不涉及”"):
            passing(waiting, clear_of(waiting, privacy=Involves.NO, opinion=opinion, basis="讨论的过程记录"))


@pytest.mark.parametrize("nothing", ["", "无", "无影响", "……", "无无无无无", "。"])
@pytest.mark.parametrize("box", SecrecySheet.ASSESSED)
def test_personal_information_goes_public_only_after_each_question_of_the_assessment(
    waiting: Item, named: ReviewFinding, passing: Any, box: str, nothing: str
) -> None:
    with refused("公开个人信息以前要做个人信息保护影响评估"):
        passing(waiting, clear_of(waiting, **{box: nothing}))


def test_an_assessment_stands_on_the_sheet_for_good(
    waiting: Item, named: ReviewFinding, passing: Any
) -> None:
    assert passing(waiting, clear_of(waiting)).live
    assert [answer for _, answer in SecrecySheet.objects.get().assessment()] == list(ASSESSMENT.values())
    with pytest.raises(DatabaseError), transaction.atomic():
        SecrecySheet.objects.update(necessity="改写")


def test_what_was_let_through_with_an_assessment_is_not_assessed_twice_but_stays_personal(
    waiting: Item, named: ReviewFinding, passing: Any, approver: Any, moment: datetime
) -> None:
    deed: dict[str, Any] = {"item": waiting, "findings": [named.pk], "by": approver, "at": moment}
    with refused("公开个人信息以前要做个人信息保护影响评估"):
        acts.override(reason="监护人要求公开姓名", impact="无", **deed)
    with refused("个人信息保护影响评估没有写清楚"):
        acts.override(reason="监护人要求公开姓名", impact="没有。", **deed)
    acts.override(reason="监护人要求公开姓名", impact="只公开姓名，监护人书面同意。", **deed)
    with refused("不能填“不涉及”"):
        passing(waiting, clear(looked=[]))
    assert passing(waiting, clear(privacy=Involves.HANDLED)).live


def test_other_findings_ask_for_no_assessment(waiting: Item, passing: Any) -> None:
    ReviewFinding.objects.create(
        review=under_way(waiting), part="日期", kind="late", severity="warn", where="", excerpt=""
    )
    assert passing(waiting, clear()).live


@pytest.mark.parametrize("unopened", ["sha256", "part"])
def test_an_attachment_that_was_not_opened_stops_the_sheet(
    attached: Item, passing: Any, unopened: str
) -> None:
    looked = [one for one in clear_of(attached).looked if unopened not in one]
    assert len(looked) == 1
    with refused("还没有勾“已逐页看过”（共1处）。"):
        passing(attached, clear(looked=looked))
    with refused("还没有勾“已逐页看过”（共2处）。"):
        passing(attached, clear(looked=[{"name": "补助名单", "sha256": "0" * 64}]))
    assert passing(attached, clear_of(attached)).live


def test_consent_has_its_paper_and_its_day(waiting: Item, passing: Any, moment: datetime) -> None:
    answers = {"third_party": ThirdParty.AGREED, "trade_secret": Involves.YES}
    tomorrow = moment.date() + timedelta(days=1)
    for lacking in ({}, {"agreed_on": moment.date()}, {"agreed_document": "同意书"}):
        with refused("要填写同意的日期，写明是哪份文书。"):
            passing(waiting, clear(**answers, **lacking))
    with refused("书面同意的日期不能晚于今天。"):
        passing(waiting, clear(**answers, agreed_on=tomorrow, agreed_document="同意书"))
    passing(waiting, clear(**answers, agreed_on=moment.date(), agreed_document="某公司同意书"))


def test_the_public_interest_outweighs_somebodys_and_says_how(waiting: Item, passing: Any) -> None:
    interest = {"third_party": ThirdParty.PUBLIC_INTEREST, "basis": "涉及食品安全，群众必须知道"}
    with refused("要涉及商业秘密或者个人隐私"):
        passing(waiting, clear(**interest))
    with refused("要在依据和理由里写明是什么影响。"):
        passing(waiting, clear(**(interest | {"basis": "无"}), trade_secret=Involves.YES))
    assert passing(waiting, clear(**interest, trade_secret=Involves.YES)).live


@pytest.mark.parametrize("lacking", ["attribute_article", "attribute_reason"])
def test_what_stays_closed_names_its_article_and_reason(waiting: Item, passing: Any, lacking: str) -> None:
    with refused("要写明公开属性的理由，并选它依据的条款。"):
        passing(waiting, clear(opinion=Opinion.WITHHOLD, basis="讨论的过程记录", **{lacking: ""}))


def test_a_sheet_says_what_the_information_is_about(waiting: Item, passing: Any) -> None:
    with refused("登记表的内容摘要还没有填。"):
        passing(waiting, clear(summary=" "))


def test_what_is_put_to_a_body_above_says_which_of_the_two_kinds(waiting: Item, passing: Any) -> None:
    sheet = clear(opinion=Opinion.REFER, basis="拿不准是不是工作秘密")
    with refused("请选择报请有关主管部门，还是保密行政管理部门。"):
        passing(waiting, sheet, referred={"body": "清水区国家保密局", "question": "能不能公开"})


def test_a_withheld_piece_is_looked_at_again_within_a_year(
    town: Any, approver: Any, moment: datetime
) -> None:
    facts = {"organ": town, "title": "讨论稿", "by": approver, "ground": "16-2", "reason": "还在讨论"}
    with refused("下次评估日期最晚是2022年3月5日"):
        acts.withhold(at=moment, next_review_on=date(2022, 3, 6), **facts)
    held = acts.withhold(at=moment, next_review_on=date(2022, 3, 5), **facts)
    with refused("下次评估日期最晚是2022年3月5日"):
        acts.reassess(
            withheld=held, by=approver, at=moment, stays=True, reason="仍在讨论", next_review_on=date(2040, 1, 1)
        )  # fmt: skip
    leap = moment.replace(year=2024, month=2, day=29)
    acts.withhold(at=leap, next_review_on=date(2025, 2, 28), **(facts | {"title": "另一份"}))


def test_a_second_kind_of_referral_is_kept_with_its_body(
    waiting: Item, passing: Any, moment: datetime
) -> None:
    asked = {"kind": "department", "body": "清水区教育局", "question": "能不能公开"}
    passing(waiting, clear(opinion=Opinion.REFER, basis="拿不准是不是工作秘密"), referred=asked)
    referral = Referral.objects.get()
    assert (referral.get_kind_display(), referral.body) == ("有关主管部门", "清水区教育局")
    assert referral.waited(moment.date() + timedelta(days=40)) == 40
