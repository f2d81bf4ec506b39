"""Giving numbers: each once, never twice, whatever runs beside. Called only inside an act's transaction."""

import string
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from gongkai.disclosure.models import CatalogueNode, Item, Placement, Sequence
from gongkai.organs.models import IndexReset, Organ
from gongkai.trail.acts import Refused

CHINA = ZoneInfo("Asia/Shanghai")
PARTS = frozenset({"credit_code", "slug", "year", "month", "duty", "serial"})


def next_number(organ: Organ, scope: str) -> int:
    """The next number of `scope`; the row stays locked until the act ends, so no two acts get one."""
    Sequence.objects.get_or_create(organ=organ, scope=scope)
    Sequence.objects.filter(organ=organ, scope=scope).update(last=F("last") + 1)
    return Sequence.objects.get(organ=organ, scope=scope).last


def check_template(template: str) -> None:
    """Refuse an 索引号 template that could not number: unknown parts, or no serial to keep numbers apart."""
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
        template.format(credit_code="X", slug="x", year=2020, month=1, duty="20-1", serial=1)
    except (ValueError, KeyError, IndexError, AttributeError):
        raise Refused("索引号格式写错了。请参照 {credit_code}/{year}-{serial:05d} 填写。") from None
    if not names <= PARTS or "serial" not in names:
        raise Refused(
            "索引号格式只能用 {credit_code} {slug} {year} {month} {duty}，并且必须有 {serial:05d}。"
        )


def give_numbers(item: Item, at: datetime) -> None:
    """Give `item` its 索引号 and its address, both for ever, in the year of first publication."""
    organ = item.organ
    check_template(organ.index_template)
    day = at.astimezone(CHINA).date()
    yearly = organ.index_reset == IndexReset.YEAR
    if yearly and not {"{year}"} <= {
        f"{{{n}}}" for _, n, _, _ in string.Formatter().parse(organ.index_template) if n
    }:
        raise Refused("流水号每年从1开始时，索引号格式里要有 {year}，否则会重号。")
    item.index_number = organ.index_template.format(
        credit_code=organ.credit_code or organ.slug,
        slug=organ.slug,
        year=day.year,
        month=f"{day.month:02d}",
        duty=item.node.code,
        serial=next_number(organ, f"index:{day.year}" if yearly else "index"),
    )
    item.address_year = day.year
    item.address_serial = next_number(organ, f"address:{day.year}")


def place(item: Item) -> list[CatalogueNode]:
    """Put `item` at the end of the lists of its node and that node's ancestors; leave lists it left.

    Returns the nodes whose lists lost it.
    """
    wanted = {node.pk: node for node in item.node.lineage()}
    held = {placement.node_id: placement for placement in item.placements.select_related("node")}
    left = [placement.node for pk, placement in held.items() if pk not in wanted]
    Placement.objects.filter(item=item).exclude(node__in=wanted).delete()
    for pk in [pk for pk in wanted if pk not in held]:  # root first, as everywhere, so that no two acts deadlock
        CatalogueNode.objects.filter(pk=pk).update(last_position=F("last_position") + 1)
        position = CatalogueNode.objects.values_list("last_position", flat=True).get(pk=pk)
        Placement.objects.create(node_id=pk, item=item, position=position)
    return left
