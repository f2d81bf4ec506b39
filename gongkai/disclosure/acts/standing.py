"""The item as it stands while an act is done: locked, with its latest draft and its fingerprint."""

import hashlib
import json
from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from wagtail.models import Revision

from gongkai.disclosure.models import Item
from gongkai.organs.models import Person, Role
from gongkai.organs.permissions import may
from gongkai.trail.acts import Refused

CHINA = ZoneInfo("Asia/Shanghai")
# Facts of the record's life, not of its content: a reviewer passes content.
LIFE = (
    "live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision",
    "latest_revision", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by", "author",
    "index_number", "address_year", "address_serial", "submitted_revision", "withdrawn_at", "withdrawn_reason",
)  # fmt: skip


def fingerprint(item: Item) -> str:
    """SHA-256 over the exact content of `item` and its attachments' own fingerprints."""
    content = {key: value for key, value in item.serializable_data().items() if key not in ("pk", *LIFE)}
    content["attachments"] = [
        [attachment.title, attachment.stored_file.name, attachment.stored_file.sha256]
        for attachment in item.attachments.all()
    ]
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True, default=str).encode()
    ).hexdigest()


def allow(person: Person | None, roles: Collection[Role], item: Item, deed: str) -> None:
    """Refuse whoever holds none of `roles` in the item's organ."""
    if person is None or not may(person, roles, item.organ_id):
        raise Refused(f"您没有{item.organ}的{deed}职责，不能办理。")


def stored(item: Item) -> Item:
    """The record as it stands now, locked until the act ends: what the caller holds may be out of date."""
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("organ", "node", "latest_revision")
        .get(pk=item.pk)
    )


def latest(item: Item) -> Revision:
    """The latest draft. Refused when there is none."""
    revision = item.latest_revision
    if revision is None:
        raise Refused("这条信息还没有保存过草稿。")
    return revision


def day_of(at: datetime) -> date:
    """The day in China at the moment `at`."""
    return at.astimezone(CHINA).date()
