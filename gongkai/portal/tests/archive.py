"""A large archive made at once: the records that so many acts of publishing would have left."""

from datetime import date, timedelta
from typing import Any

from gongkai.disclosure.models import CatalogueNode, Item, Placement, Sequence
from gongkai.disclosure.tests.unguarded import unguarded


def fill(organ: Any, node: CatalogueNode, count: int, at: Any) -> list[Item]:
    """Give `node` and all above it `count` public items of `organ`; its lists and numbers must be untouched."""
    first = at - timedelta(minutes=count)
    made = [
        Item(
            organ=organ,
            node=node,
            title=f"旧文第{serial}号",
            body=f"<p>正文{serial}</p>",
            issuing_organ=organ.name,
            formed_on=date(2021, 2, 1),
            live=True,
            has_unpublished_changes=False,
            first_published_at=first + timedelta(minutes=serial),
            last_published_at=first + timedelta(minutes=serial),
            index_number=f"{organ.slug}/{at.year}-{serial:05d}",
            address_year=at.year,
            address_serial=serial,
        )
        for serial in range(1, count + 1)
    ]
    with unguarded():
        Item.objects.bulk_create(made, batch_size=500)
    items = list(Item.objects.filter(organ=organ).order_by("address_serial"))
    lists = node.lineage()
    Placement.objects.bulk_create(
        [
            Placement(node=one, item=item, position=position)
            for one in lists
            for position, item in enumerate(items, start=1)
        ],
        batch_size=500,
    )
    CatalogueNode.objects.filter(pk__in=[one.pk for one in lists]).update(last_position=count)
    for scope in (f"index:{at.year}", f"address:{at.year}"):
        Sequence.objects.create(organ=organ, scope=scope, last=count)
    return items
