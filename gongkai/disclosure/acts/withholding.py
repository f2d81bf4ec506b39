"""Not making public (不予公开), and looking at it again (《政府信息公开条例》第十八条)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.disclosure.acts.reviewing.opening import close
from gongkai.disclosure.acts.standing import day_of, stored
from gongkai.disclosure.models import Item, Reassessment, Review, ReviewState, StepKind, Withheld
from gongkai.disclosure.reviewing.chain import able, writers
from gongkai.disclosure.reviewing.seals import sealed
from gongkai.organs.models import Organ, Person
from gongkai.trail.acts import Refused, record


def a_year_from(day: date) -> date:
    """The latest day for the next look: at least once a year (定期评估, Art. 18; the law fixes no interval)."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _within_a_year(next_review_on: date | None, day: date) -> None:
    latest = a_year_from(day)
    if next_review_on is not None and next_review_on > latest:
        raise Refused(
            f"下次评估日期最晚是{latest.year}年{latest.month}月{latest.day}日：不予公开的信息要定期评估"
            "（《政府信息公开条例》第十八条），每年至少一次。"
        )


def _allow(person: Person | None, organ: Organ, day: date) -> None:
    """Only who reviews for secrecy decides that something stays closed, or no longer does."""
    if person is None or not able(StepKind.SECRECY, organ, day).filter(pk=person.pk).exists():
        raise Refused(f"您没有{organ}的保密审查职责，不能办理。")


def withhold_reviewed(
    *,
    item: Item,
    by: Person,
    at: datetime,
    review: Review,
    ground: str = "",
    reason: str = "",
    next_review_on: date | None = None,
) -> Withheld:
    """Enter what a review found not to be public. Called inside the act that answers the review."""
    return _enter(item.organ, item, str(item), by, at, ground, reason, next_review_on, sealed(review))


@transaction.atomic
def withhold(
    *,
    organ: Organ,
    title: str,
    by: Person,
    at: datetime,
    ground: str,
    reason: str,
    next_review_on: date,
    item: Item | None = None,
) -> Withheld:
    """Enter information that is not public with ground, reason and the day it is looked at again.

    Refused to who drafted it: nobody decides on his own. Raises ValidationError for facts that cannot stand.
    """
    _allow(by, organ, day_of(at))
    if item is not None:
        item = stored(item)
        if item.organ_id != organ.pk or item.live:
            raise Refused("这条信息属于别的机关，或者正在公开。正在公开的，请先撤下。")
        if by.pk in writers(item):
            raise Refused("起草人不能决定自己的信息不予公开，请另一个人办理。")
        close(item, ReviewState.WITHHELD, at)
        Item.objects.filter(pk=item.pk).update(submitted_revision=None)
    return _enter(organ, item, title, by, at, ground, reason, next_review_on)


def _enter(
    organ: Organ,
    item: Item | None,
    title: str,
    by: Person,
    at: datetime,
    ground: str,
    reason: str,
    next_review_on: date | None,
    seal: Mapping[str, Any] | None = None,
) -> Withheld:
    _within_a_year(next_review_on, day_of(at))
    withheld = Withheld(
        organ=organ, item=item, title=title, ground=ground, reason=reason.strip(), decided_on=day_of(at),
        decided_by=by, next_review_on=next_review_on,
    )  # fmt: skip
    withheld.full_clean()
    withheld.save()
    record(
        verb="不予公开", subject=withheld, by=by, at=at, organ_id=organ.pk,
        detail={"情形": withheld.get_ground_display(), "下次评估": str(next_review_on), **(seal or {})},
    )  # fmt: skip
    return withheld


@transaction.atomic
def reassess(
    *,
    withheld: Withheld,
    by: Person,
    at: datetime,
    stays: bool,
    reason: str,
    next_review_on: date | None = None,
) -> Withheld:
    """Look at it again: it stays closed until a further day, or its ground has fallen away and it may be drafted."""
    withheld = Withheld.objects.select_for_update(of=("self",)).select_related("organ").get(pk=withheld.pk)
    day = day_of(at)
    _allow(by, withheld.organ, day)
    if withheld.ended_on is not None:
        raise Refused("这条信息已经不再是不予公开。")
    if stays and (next_review_on is None or next_review_on <= day):
        raise Refused("继续不予公开的，要写明以后哪一天再评估。")
    _within_a_year(next_review_on if stays else None, day)
    assessed = Reassessment(
        withheld=withheld, day=day, by=by, stays=stays, reason=reason.strip(),
        next_review_on=next_review_on if stays else None,
    )  # fmt: skip
    assessed.full_clean()
    assessed.save()
    if stays and next_review_on is not None:
        withheld.next_review_on = next_review_on
    else:
        withheld.ended_on = day
    withheld.save(update_fields=["next_review_on", "ended_on"])
    record(
        verb="评估不予公开", subject=withheld, by=by, at=at, organ_id=withheld.organ_id,
        detail={"结果": "继续不予公开" if stays else "可以公开", "理由": assessed.reason},
    )  # fmt: skip
    return withheld
