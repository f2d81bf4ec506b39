"""The database itself keeps what was given once, and lets nothing half-made be public."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode, Item, Placement, Review
from gongkai.trail.tests.refusing import everything

pytestmark = pytest.mark.django_db
GIVEN = "索引号、网址和首次发布时间一经给出不能更改"


@contextmanager
def the_database_refuses(name: str, kind: type[Exception] = IntegrityError) -> Iterator[None]:
    before = everything()
    with pytest.raises(kind, match=name), transaction.atomic():
        yield
    assert everything() == before


@pytest.mark.parametrize(
    "change",
    [
        "index_number = 'X/2021-9'",
        "index_number = NULL, live = FALSE",
        "address_year = 2020",
        "address_serial = 9",
        "address_serial = NULL, live = FALSE",
        "first_published_at = '2020-01-01 00:00:00+00:00'",
        "first_published_at = NULL, live = FALSE",
    ],
)
def test_raw_sql_cannot_change_what_was_given_once(published: Any, change: str) -> None:
    published()
    with the_database_refuses(GIVEN, DatabaseError), connection.cursor() as cursor:
        cursor.execute(f"UPDATE disclosure_item SET {change}")


@pytest.mark.parametrize(
    ("field", "value"),
    [("index_number", "X/2021-9"), ("address_year", 2020), ("address_serial", 9)],
)
def test_the_orm_cannot_change_what_was_given_once(published: Any, field: str, value: Any) -> None:
    item = published()
    setattr(item, field, value)
    with the_database_refuses(GIVEN):
        item.save()
    with the_database_refuses(GIVEN):
        Item.objects.filter(pk=item.pk).update(**{field: value})
    item.refresh_from_db()
    item.first_published_at += timedelta(seconds=1)
    with the_database_refuses(GIVEN):
        item.save(update_fields=["first_published_at"])


def test_everything_else_may_still_change(published: Any) -> None:
    item = published()
    assert Item.objects.filter(pk=item.pk).update(title="改过", live=False) == 1
    item.refresh_from_db()
    item.save()


@pytest.mark.parametrize("attribute", ["on_request", "withheld"])
def test_only_what_is_proactively_disclosed_can_be_public(published: Any, attribute: str) -> None:
    item = published()
    with the_database_refuses("item_only_proactive_is_public"):
        Item.objects.filter(pk=item.pk).update(attribute=attribute)


def test_nothing_is_public_without_number_and_time(draft: Any, editor: Any, moment: datetime) -> None:
    item = acts.submit(item=draft(), by=editor, at=moment)
    item.reviews.update(state="passed")
    Item.objects.filter(pk=item.pk).update(live_revision=item.latest_revision)
    with the_database_refuses("item_public_has_number_and_time"):
        Item.objects.filter(pk=item.pk).update(live=True)
    with the_database_refuses("item_public_has_number_and_time"):
        Item.objects.filter(pk=item.pk).update(live=True, index_number="X/2021-1", address_serial=1)


def test_an_end_of_validity_has_its_day(draft: Any) -> None:
    item = draft()
    with the_database_refuses("item_validity_has_its_day"):
        Item.objects.filter(pk=item.pk).update(validity="lapsed")


def test_nothing_is_changed_before_it_is_formed(draft: Any) -> None:
    item = draft()
    with the_database_refuses("item_changed_after_formed"):
        Item.objects.filter(pk=item.pk).update(changed_on=date(2021, 2, 28))


def test_an_address_and_a_number_are_given_to_one_item_only(published: Any, draft: Any) -> None:
    first, second = published(), draft()
    with the_database_refuses("address_serial|item_address_once"):
        Item.objects.filter(pk=second.pk).update(address_year=2021, address_serial=first.address_serial)
    with the_database_refuses("index_number"):
        Item.objects.filter(pk=second.pk).update(index_number=first.index_number)


def test_a_place_in_a_list_is_held_by_one_item_only(published: Any) -> None:
    one, other = published("甲"), published("乙")
    held = Placement.objects.get(item=one, node=one.node)
    with the_database_refuses("position"):
        Placement.objects.filter(item=other, node=one.node).update(position=held.position)
    with the_database_refuses("item"):
        Placement.objects.create(item=one, node=one.node, position=99)


@pytest.mark.parametrize("days", [0, 21])
def test_no_column_has_a_limit_beyond_article_26(town: Any, days: int) -> None:
    with the_database_refuses("catalogue_limit_within_article_26"):
        CatalogueNode.objects.filter(organ=town, code="20-1").update(limit_days=days)


UNREVIEWED = "没有审查通过的信息不能公开"


def test_nothing_is_public_from_its_first_moment(town: Any, moment: datetime) -> None:
    node = CatalogueNode.objects.get(organ=town, code="20-15")
    with the_database_refuses(UNREVIEWED, DatabaseError):
        Item.objects.create(
            organ=town, node=node, title="直接写入", issuing_organ="某镇", formed_on=moment.date(), live=True,
            index_number="手工/1", address_year=2021, address_serial=9, first_published_at=moment,
        )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"body": "<p>换</p>"}, {"title": "换"}, {"summary": "换"}, {"document_number": "换"}, {"source": "换"},
        {"issuing_organ": "换"}, {"keywords": "换"}, {"formed_on": date(2020, 1, 1)}, {"changed_on": date(2021, 3, 2)},
        {"genre": "公告"}, {"former_index_number": "换"}, {"published_elsewhere_on": date(2020, 1, 1)},
    ],
)  # fmt: skip
def test_what_is_public_is_not_rewritten_without_a_review(published: Any, change: dict[str, Any]) -> None:
    item = published()
    with the_database_refuses(UNREVIEWED, DatabaseError):
        Item.objects.filter(pk=item.pk).update(**change)


def test_a_passed_review_of_another_draft_does_not_serve(
    published: Any, draft: Any, edit: Any, editor: Any, moment: datetime
) -> None:
    item, other = published(), published("另一条")
    newer = edit(item, body="<p>没有审过</p>").latest_revision
    for swapped in (newer, other.live_revision):
        with the_database_refuses(UNREVIEWED, DatabaseError):
            Item.objects.filter(pk=item.pk).update(body="<p>没有审过</p>", live_revision=swapped)
    acts.withdraw(item=item, by=item.reviews.get().steps.get().decided_by, at=moment, reason="内容有误")
    with the_database_refuses(UNREVIEWED, DatabaseError):
        Item.objects.filter(pk=item.pk).update(live=True, live_revision=newer)


def test_the_mark_of_validity_is_put_on_without_a_review(
    published: Any, approver: Any, moment: datetime
) -> None:
    item = published(validity="valid")
    acts.mark_validity(item=item, by=approver, at=moment, validity="repealed", on=moment.date())
    assert Item.objects.public().get(pk=item.pk).validity == "repealed"


@pytest.mark.parametrize(
    "change", ["fingerprint", "item", "revision", "submitted_by", "submitted_at", "no_item"]
)
def test_a_review_stays_bound_to_what_was_handed_in(
    published: Any, draft: Any, editor: Any, approver: Any, moment: datetime, change: str
) -> None:
    item, other = published(), draft("另一条")
    value = {
        "fingerprint": {"fingerprint": "0" * 64}, "item": {"item": other}, "no_item": {"item": None},
        "revision": {"revision": other.latest_revision}, "submitted_by": {"submitted_by": approver},
        "submitted_at": {"submitted_at": moment - timedelta(days=9)},
    }[change]  # fmt: skip
    with the_database_refuses("审查所针对的信息、草稿、指纹和送审人不能更改", DatabaseError):
        Review.objects.filter(item=item).update(**value)


@pytest.mark.parametrize("state", ["passed", "returned", "voided", "withheld"])
def test_a_review_that_ended_is_not_opened_again(
    draft: Any, editor: Any, moment: datetime, state: str
) -> None:
    acts.submit(item=draft(), by=editor, at=moment)
    Review.objects.update(state=state, closed_at=moment)
    for change in (
        {"state": "open"},
        {"state": "passed" if state != "passed" else "returned"},
        {"closed_at": None},
    ):
        with the_database_refuses("已经办结的审查不能更改", DatabaseError):
            Review.objects.update(**change)
