"""The database itself keeps what was given once, and lets nothing half-made be public."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode, Item, Placement
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
