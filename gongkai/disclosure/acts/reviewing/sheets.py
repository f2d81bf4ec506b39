"""Filling in 保密审查登记表: every question answered by a person, nothing taken for granted."""

from datetime import datetime

from gongkai.disclosure.acts.standing import day_of
from gongkai.disclosure.models import Involves, Item, Opinion, Review, SecrecySheet, ThirdParty
from gongkai.disclosure.reviewing.looking import label_of, not_looked_at
from gongkai.disclosure.reviewing.personal import QUESTIONS, empty, personal, unassessed
from gongkai.organs.models import Person
from gongkai.screening.content.finding import Kind
from gongkai.trail.acts import Refused


def fill_in(sheet: SecrecySheet | None, review: Review, item: Item, *, by: Person, at: datetime) -> None:
    """Check the sheet and keep it.

    Refused when it is lacking; raises ValidationError naming each unanswered question.
    """
    if sheet is None:
        raise Refused("请逐项填写保密审查登记表：没有填的，不能当作同意。")
    draft = review.revision.as_object() if review.revision else item
    sheet.review, sheet.by, sheet.at = review, by, at
    sheet.title, sheet.attribute = draft.title, draft.attribute
    sheet.summary = sheet.summary.strip() or draft.summary
    sheet.full_clean(exclude=["review"])
    if not sheet.summary:
        raise Refused("登记表的内容摘要还没有填。请用一两句话写明这条信息说的是什么。")
    if sheet.opinion != Opinion.PUBLIC:
        _reasoned(sheet)
    _consented(sheet, at)
    _personal(sheet, review)
    if sheet.opinion == Opinion.PUBLIC and (lacking := not_looked_at(review, sheet.looked)):
        raise Refused(
            f"{label_of(lacking[0])}还没有勾“已逐页看过”（共{len(lacking)}处）。"
            "意见为公开的，每个附件、每处程序读不了的都要打开看过。"
        )
    sheet.save()


def _reasoned(sheet: SecrecySheet) -> None:
    """What stays closed or is put to a body above says why, and by which article (Arts. 14 to 17)."""
    if not sheet.basis.strip():
        raise Refused("不予公开、报请确定的，要写明依据和理由。")
    if not (sheet.attribute_article and sheet.attribute_reason.strip()):
        raise Refused("意见不是公开的，要写明公开属性的理由，并选它依据的条款。")


def _consented(sheet: SecrecySheet, at: datetime) -> None:
    """Consent is a paper with a date; the public interest outweighs somebody's, and says why (Art. 15)."""
    if sheet.third_party == ThirdParty.AGREED:
        if sheet.agreed_on is None or not sheet.agreed_document.strip():
            raise Refused("第三方书面同意的，要填写同意的日期，写明是哪份文书。")
        if sheet.agreed_on > day_of(at):
            raise Refused("第三方书面同意的日期不能晚于今天。")
    if sheet.third_party == ThirdParty.PUBLIC_INTEREST:
        if {sheet.trade_secret, sheet.privacy} <= {Involves.NO}:
            raise Refused(
                "填“不公开会对公共利益造成重大影响”的，要涉及商业秘密或者个人隐私"
                "（《政府信息公开条例》第十五条）。请核对前面的答复。"
            )
        if empty(sheet.basis):
            raise Refused("填“不公开会对公共利益造成重大影响”的，要在依据和理由里写明是什么影响。")


def _personal(sheet: SecrecySheet, review: Review) -> None:
    """What screening found of people cannot be answered away, and goes public only after its assessment."""
    found = personal(review)
    if found and sheet.privacy == Involves.NO:
        one = found[0]
        raise Refused(
            f"筛查发现了个人信息（{one.part}，{one.where}，{Kind(one.kind).label}，共{len(found)}处），"
            "“涉及个人隐私”不能填“不涉及”。已经处理过的填“涉及，已作处理”；还没有处理的，请退回信息员或者遮盖。"
        )
    if sheet.opinion != Opinion.PUBLIC or not unassessed(found):
        return
    for name, label in QUESTIONS.items():
        if empty(getattr(sheet, name)):
            raise Refused(
                f"公开个人信息以前要做个人信息保护影响评估（《个人信息保护法》第五十五条、第五十六条）：“{label}”没有写清楚。"
            )
