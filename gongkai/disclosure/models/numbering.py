"""Numbers given once: sequences for 索引号 and addresses, and places in lists."""

from django.db import models

from gongkai.disclosure.models.catalogue import CatalogueNode
from gongkai.disclosure.models.item import Item
from gongkai.organs.models import Organ


class Sequence(models.Model):
    """The last number given in one scope of an organ, for example `index:2020`."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    scope = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "scope"], name="sequence_once_per_scope")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.scope} {self.last}"


class Placement(models.Model):
    """An item's fixed place in a node's list, counted from the oldest, so a new item shifts nobody."""

    node = models.ForeignKey(CatalogueNode, models.CASCADE, related_name="placements")
    item = models.ForeignKey(Item, models.CASCADE, related_name="placements")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["node_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["node", "position"], name="placement_position_once"),
            models.UniqueConstraint(fields=["node", "item"], name="placement_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.node_id}:{self.position}"
