"""Giving numbers: each once, never twice, whatever runs beside. Called only inside an act's transaction."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from gongkai.disclosure.models import CatalogueNode, Item, Placement, Sequence
from gongkai.disclosure.queries import beside
from gongkai.organs.indexnumber import LONGEST, check_template
from gongkai.organs.models import IndexReset, Organ
from gongkai.trail.acts import Refused

CHINA = ZoneInfo("Asia/Shanghai")


def next_number(organ: Organ, scope: str) -> int:
    """The next number of `scope`; the row stays locked until the act ends, so no two acts get one."""
    Sequence.objects.get_or_create(organ=organ, scope=scope)
    Sequence.objects.filter(organ=organ, scope=scope).update(last=F("last") + 1)
    return Sequence.objects.get(organ=organ, scope=scope).last


def give_numbers(item: Item, at: datetime) -> None:
    """Give `item` its 索引号 and its address, both for ever, in the year of first publication."""
    organ = item.organ
    check_template(organ.index_template, organ.index_reset)
    day = at.astimezone(CHINA).date()
    number = organ.index_template.format(
        credit_code=organ.credit_code or organ.slug,
        slug=organ.slug,
        year=day.year,
        month=f"{day.month:02d}",
        duty=item.node.code,
        serial=next_number(organ, f"index:{day.year}" if organ.index_reset == IndexReset.YEAR else "index"),
    )
    if len(number) > LONGEST:
        raise Refused(
            f"按本机关的索引号格式得到的索引号超过{LONGEST}个字，请管理员在“机关和指南”里改短格式。"
        )
    if Item.objects.filter(index_number=number).exists():
        raise Refused(f"索引号“{number}”已经用过，不能再给。请管理员在“机关和指南”里修改索引号格式。")
    item.index_number = number
    item.address_year = day.year
    item.address_serial = next_number(organ, f"address:{day.year}")


def place(item: Item) -> list[CatalogueNode | Item]:
    """Put `item` at the end of the lists of its node and that node's ancestors; leave lists it left.

    Returns what its leaving changed: the nodes whose lists lost it, and the items it stood between.
    """
    wanted = {node.pk: node for node in item.node.lineage()}
    held = {placement.node_id: placement for placement in item.placements.select_related("node")}
    left: list[CatalogueNode | Item] = []
    for placement in [one for pk, one in held.items() if pk not in wanted]:
        left.append(placement.node)
        if placement.node.takes_items:
            left += [one for one in beside(placement.node_id, placement.position) if one is not None]
    Placement.objects.filter(item=item).exclude(node__in=wanted).delete()
    entered = [pk for pk in wanted if pk not in held]  # the root first, in every act: so no two deadlock
    for pk in entered:
        CatalogueNode.objects.filter(pk=pk).update(last_position=F("last_position") + 1)
        position = CatalogueNode.objects.values_list("last_position", flat=True).get(pk=pk)
        Placement.objects.create(node_id=pk, item=item, position=position)
    return left
