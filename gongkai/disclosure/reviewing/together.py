"""What is judged in one sitting: a document beside its 解读, 征求意见, 反馈 and 澄清, each as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from gongkai.disclosure.models import Item
from gongkai.disclosure.reviewing.chain import under_way
from gongkai.disclosure.reviewing.telling import Findings, findings_told

SHOWN = 20


@dataclass(frozen=True)
class Partner:
    """An item that belongs together with the one under review, as its reviewer may see it."""

    item: Item
    shown: Item  # its latest draft if it is of the same organ, else what is public
    label: str
    state: str
    own: bool
    waits: bool
    findings: Findings | None


def together(item: Item, draft: Item) -> list[Partner]:
    """What `draft` belongs to and what belongs to either: of the own organ as it is drafted, of others what is public."""
    family = Q(explains=item)
    if draft.explains_id:
        family |= Q(pk=draft.explains_id) | Q(explains_id=draft.explains_id)
    found = Item.objects.filter(family, Q(organ_id=item.organ_id) | Q(live=True)).exclude(pk=item.pk)
    found = found.filter(withdrawn_at=None).select_related("organ", "latest_revision", "live_revision")
    return [_partner(one, item, draft) for one in found.order_by("explains_id", "pk")[:SHOWN]]


def _partner(one: Item, item: Item, draft: Item) -> Partner:
    own = one.organ_id == item.organ_id
    shown = one.get_latest_revision_as_object() if own else one
    review = under_way(one) if own else None
    label = draft.parent_label if one.pk == draft.explains_id else shown.get_relation_display()
    return Partner(
        one, shown, label, _state(one, waits=review is not None), own, review is not None,
        findings_told(review) if review else None,
    )  # fmt: skip


def _state(one: Item, *, waits: bool) -> str:
    if waits:
        return "也在等审查"
    if one.held:
        return "已通过审查，等所属的文件公开"
    if one.live:
        return "已公开，有没送审的修改" if one.has_unpublished_changes else "已公开"
    return "草稿，还没有送审"
