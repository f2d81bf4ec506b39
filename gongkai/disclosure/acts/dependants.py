"""What is taken down with a document: its 解读 and its 征集结果反馈 say nothing without it."""

from collections.abc import Collection

from gongkai.disclosure.models import Item, Relation
from gongkai.disclosure.models.item import ItemQuerySet


def dependants(item: Item, keep: Collection[int] = ()) -> ItemQuerySet:
    """The public 解读 and 征集结果反馈 of `item` by its own organ, without those of the numbers in `keep`.

    What another organ wrote about it is that organ's to take down; its page says that the document is gone.
    """
    following = Item.objects.public().filter(explains=item, organ_id=item.organ_id)
    named = following.filter(relation__in=[Relation.EXPLANATION, Relation.FEEDBACK])
    return named.exclude(pk__in=list(keep)).order_by("pk")
