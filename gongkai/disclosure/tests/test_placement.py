"""Places in lists: counted from the oldest, dense, and never shifted by what comes after."""

from datetime import datetime
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode, Item, Placement
from gongkai.trail.models import Outbox

pytestmark = pytest.mark.django_db


def places(item: Item) -> dict[str, int]:
    """Code of each list that holds the item → its place there."""
    return dict(Placement.objects.filter(item=item).values_list("node__code", "position"))


def test_an_item_stands_in_its_column_and_in_every_list_above(published: Any) -> None:
    assert places(published(code="20-5")) == {"all": 1, "fdzdgk": 1, "20-5": 1}
    assert places(published(code="zhidu")) == {"all": 2, "zhidu": 1}
    assert places(published(code="20-5")) == {"all": 3, "fdzdgk": 2, "20-5": 2}


def test_what_is_not_public_yet_stands_nowhere(draft: Any, editor: Any, moment: datetime) -> None:
    item = draft()
    acts.submit(item=item, by=editor, at=moment)
    assert places(item) == {}


def test_places_are_dense_and_the_node_knows_its_last(published: Any, town: Any) -> None:
    for code in ("20-1", "20-2", "20-1", "20-1"):
        published(code=code)
    for node in CatalogueNode.objects.filter(organ=town, placements__isnull=False).distinct():
        positions = list(node.placements.values_list("position", flat=True))
        assert positions == list(range(1, node.last_position + 1))


def test_withdrawing_and_coming_back_shifts_nobody(
    published: Any, republish: Any, approver: Any, moment: datetime
) -> None:
    first, second = published("一"), published("二")
    before = places(first), places(second)
    acts.withdraw(item=first, by=approver, at=moment, reason="内容有误")
    assert (places(first), places(second)) == before
    republish(first, title="改正")
    assert (places(first), places(second)) == before


def test_recategorising_moves_an_item_between_lists_and_keeps_those_in_common(
    published: Any, republish: Any, town: Any
) -> None:
    other, item = published("别的", code="20-2"), published("搬家的", code="20-1")
    Outbox.objects.all().delete()
    republish(item, node=CatalogueNode.objects.get(organ=town, code="20-2"))
    assert places(item) == {"all": 2, "fdzdgk": 2, "20-2": 2}
    assert places(other) == {"all": 1, "fdzdgk": 1, "20-2": 1}
    left = CatalogueNode.objects.get(organ=town, code="20-1")
    assert {str(row) for row in Outbox.objects.all()} == {
        f"disclosure.item:{item.pk}",
        f"disclosure.cataloguenode:{left.pk}",
    }


def test_moving_up_leaves_the_lists_below_and_coming_back_goes_to_their_end(
    published: Any, republish: Any, town: Any
) -> None:
    def column(code: str) -> CatalogueNode:
        return CatalogueNode.objects.get(organ=town, code=code)

    item = published("搬家的", code="20-1")
    republish(item, node=column("zhidu"))
    assert places(item) == {"all": 1, "zhidu": 1}
    published("后来的", code="20-1")
    republish(item, node=column("20-1"))
    assert places(item) == {"all": 1, "fdzdgk": 3, "20-1": 3}


def test_two_organs_keep_their_lists_apart(published: Any, other_town: Any) -> None:
    published()
    assert not Placement.objects.filter(node__organ=other_town).exists()
    assert not CatalogueNode.objects.filter(organ=other_town, last_position__gt=0).exists()
