"""Filling in 保密审查登记表: every question answered by a person, nothing taken for granted."""

from datetime import datetime

from gongkai.disclosure.models import Item, Opinion, Review, SecrecySheet
from gongkai.organs.models import Person
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
    if sheet.opinion != Opinion.PUBLIC and not sheet.basis.strip():
        raise Refused("不予公开、报请确定的，要写明依据和理由。")
    sheet.save()
