"""Laying out and tending an organ's catalogue (目录)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.models import CatalogueNode, UpdatePeriod
from gongkai.law.duties import Duty, duties_for
from gongkai.organs.models import Organ, Person
from gongkai.organs.permissions import REPORTING, may
from gongkai.screening.content.leak import leak
from gongkai.trail.acts import Refused, record

ROOT, SYSTEMS, STATUTORY = "all", "zhidu", "fdzdgk"
# Addresses that an organ's pages beside its columns have: 指南、依申请公开、现行有效、年报、栏目地图.
TAKEN = frozenset({"zhinan", "yishenqing", "xianxing", "nianbao", "ditu"})


def _allow(person: Person | None, organ: Organ) -> None:
    if person is not None and not may(person, REPORTING, organ.pk):
        raise Refused(f"您没有{organ}的公开办职责，不能编制目录。")


def _refuse_leak(node: CatalogueNode) -> None:
    """A column's words stand on public pages, and nobody else reads them before."""
    shown = ("title", "basis", "required_elements", "limit_basis", "owner")
    words = {
        str(CatalogueNode._meta.get_field(name).verbose_name): str(getattr(node, name)) for name in shown
    }
    if said := leak(words):
        raise Refused(said)


@transaction.atomic
def lay_out_catalogue(*, organ: Organ, by: Person | None, at: datetime) -> CatalogueNode:
    """Give `organ` the columns that Arts. 20 and 21 ask of its level; existing ones are left alone.

    Returns the root. A village is no administrative organ and gets none of the duties.
    """
    _allow(by, organ)
    day = localdate(at)

    held = {node.code: node for node in CatalogueNode.objects.filter(organ=organ)}

    def node(code: str, parent: CatalogueNode | None, order: int, **facts: object) -> CatalogueNode:
        return held.get(code) or CatalogueNode.objects.create(
            organ=organ, code=code, parent=parent, order=order, **facts
        )

    root = node(ROOT, None, 0, slug="quanbu", title="全部信息", takes_items=False)
    node(SYSTEMS, root, 1, slug="zhidu", title="政府信息公开制度", basis="《政府信息公开条例》第四条")
    statutory = node(
        STATUTORY,
        root,
        2,
        slug="fdzdgk",
        title="法定主动公开内容",
        takes_items=False,
        basis="《政府信息公开条例》第十九条",
    )
    CatalogueNode.objects.bulk_create(
        _column(organ, statutory, place, duty)
        for place, duty in enumerate(duties_for(organ.level, day), start=10)
        if duty.code not in held
    )
    record(verb="编制目录", subject=root, by=by, at=at, organ_id=organ.pk, changed=[organ])
    return root


def _column(organ: Organ, parent: CatalogueNode, order: int, duty: Duty) -> CatalogueNode:
    return CatalogueNode(
        organ=organ,
        parent=parent,
        order=order,
        code=duty.code,
        slug=duty.slug,
        title=duty.title,
        basis=str(duty.basis),
        required_elements=list(duty.elements),
        limit_days=duty.working_days,
        limit_basis=duty.limit_basis,
        update_period=UpdatePeriod(duty.update_period),
        owner=duty.owner,
    )


@transaction.atomic
def open_node(*, node: CatalogueNode, by: Person | None, at: datetime) -> CatalogueNode:
    """Add a column of the organ's own. Raises ValidationError for facts that cannot stand."""
    _allow(by, node.organ)
    if node.parent is None or node.parent.organ_id != node.organ_id:
        raise Refused("上级栏目要属于同一个机关，请重新选择。")
    if node.slug in TAKEN:
        raise ValidationError(
            {"slug": "这个网址代号已经用于指南、依申请公开、现行有效文件、年报或者栏目地图，请换一个。"}
        )
    node.full_clean()
    _refuse_leak(node)
    node.save()
    record(verb="增设栏目", subject=node, by=by, at=at, organ_id=node.organ_id, changed=[node, node.organ])
    return node


@transaction.atomic
def amend_node(*, node: CatalogueNode, by: Person | None, at: datetime) -> CatalogueNode:
    """Change a column's limit, period, owner or wording; its place and its address stay."""
    before = CatalogueNode.objects.get(pk=node.pk)
    _allow(by, before.organ)
    for fixed in ("organ_id", "parent_id", "slug", "code", "takes_items", "last_position"):
        setattr(node, fixed, getattr(before, fixed))
    node.full_clean()
    _refuse_leak(node)
    node.save(
        update_fields=[
            "title",
            "basis",
            "required_elements",
            "limit_days",
            "limit_basis",
            "update_period",
            "owner",
            "order",
        ]
    )
    record(verb="修改栏目", subject=node, by=by, at=at, organ_id=node.organ_id, changed=[node, node.organ])
    return node
