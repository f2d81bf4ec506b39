"""An item's page, its machine-readable twin and its attachments."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from gongkai.disclosure.models import Item, StoredFile
from gongkai.organs.models import Organ
from gongkai.portal.pages.page import Column, Page, render


def item_stem(organ_slug: str, item: Item) -> str:
    """Where an item lies, without ending: the organ, the year and number given at first publication."""
    return f"{organ_slug}/{item.address_year}/{item.address_serial}"


@dataclass(frozen=True)
class AttachmentLink:
    """An attachment as the public sees it."""

    title: str
    path: str  # under the site folder
    extension: str
    size: int


def attachment_links(item: Item) -> list[AttachmentLink]:
    """The attachments of a public item in order; addresses are ASCII and change with the content."""
    stem = item_stem(item.organ.slug, item)
    return [
        AttachmentLink(
            attachment.title or attachment.stored_file.name,
            f"{stem}/{attachment.stored_file.sha256[:12]}.{attachment.stored_file.extension}",
            attachment.stored_file.extension,
            attachment.stored_file.size,
        )
        for attachment in item.attachments.select_related("stored_file").all()
    ]


def _public_item(item_id: int, *related: str) -> Item | None:
    """The item with what its page needs, in one query; `get` spares the ordering that `first` asks for."""
    with contextlib.suppress(Item.DoesNotExist):
        return Item.objects.public().select_related("organ", "node", *related).get(pk=item_id)
    return None


@dataclass(frozen=True)
class ItemFile(Page):
    """One of the files of an item."""

    item_id: int

    @property
    def origin(self) -> tuple[str, int]:
        return "disclosure.item", self.item_id


@dataclass(frozen=True)
class ItemPage(ItemFile):
    def content(self) -> bytes | None:
        item = _public_item(self.item_id, "organ__parent__parent", "node__parent__parent")
        if item is None:
            return None
        return render(
            "portal/item.html",
            self.path,
            organ=item.organ,
            column=node_column(item.organ, item.node.title, "政策文件" if item.validity else "信息公开目录"),
            item=item,
            nodes=[node for node in item.node.lineage() if node.parent_id],
            attachments=attachment_links(item),
        )


@dataclass(frozen=True)
class ItemTwin(ItemFile):
    """The `.json` beside the page: the same facts for machines."""

    def content(self) -> bytes | None:
        item = _public_item(self.item_id)
        if item is None:
            return None
        return json.dumps(_facts(item), ensure_ascii=False, indent=1).encode()


def _facts(item: Item) -> dict[str, Any]:
    published = item.first_published_at
    beside = f"{item_stem(item.organ.slug, item).rpartition('/')[0]}/"
    return {
        "索引号": item.index_number,
        "标题": item.title,
        "内容概述": item.summary,
        "发文机关": item.issuing_organ,
        "公开机关": item.organ.name,
        "文号": item.document_number,
        "成文日期": item.formed_on.isoformat(),
        "首次发布时间": timezone.localtime(published).isoformat() if published else None,
        "栏目": item.node.title,
        "主题分类": item.subject,
        "体裁": item.genre,
        "有效性": item.get_validity_display(),
        "有效性日期": item.validity_on.isoformat() if item.validity_on else None,
        "有效性依据": item.validity_instrument,
        "公开属性": item.get_attribute_display(),
        "来源": item.source,
        "关键词": item.keywords,
        "正文": item.body,
        "附件": [
            {"名称": link.title, "网址": link.path.removeprefix(beside), "字节数": link.size}
            for link in attachment_links(item)
        ],
    }


@dataclass(frozen=True)
class AttachmentFile(ItemFile):
    """An attachment's bytes, as reviewed: only while its item is public and still carries it."""

    def content(self) -> bytes | None:
        item = _public_item(self.item_id)
        if item is None:
            return None
        for attachment in item.attachments.select_related("stored_file").all():
            stored = attachment.stored_file
            if self.path.endswith(f"/{stored.sha256[:12]}.{stored.extension}"):
                return _as_reviewed(stored)
        return None


def _as_reviewed(stored: StoredFile) -> bytes:
    """The kept bytes; OSError, saying what to restore, when they are gone or no longer those reviewed."""
    try:
        content = stored.path.read_bytes()
    except FileNotFoundError:
        raise OSError(f"附件“{stored.name}”的原件 {stored.path} 不在了，请从备份恢复。") from None
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise OSError(f"附件“{stored.name}”的原件 {stored.path} 与审核时不一致，没有公开，请从备份恢复。")
    return content


def node_column(organ: Organ, title: str, kind: str) -> Column:
    """The column tags of a page in one of an organ's catalogue columns."""
    return Column(title, kind, f"{organ.name}{title}的公开信息", f"{organ.short_name},{title},政府信息公开")
