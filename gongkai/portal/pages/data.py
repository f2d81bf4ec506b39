"""The same facts for machines (数据): a `.json` twin beside every item's page and every list.

Every address in them (网址, 数据 …) is counted from the file it stands in, as on the pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from gongkai.disclosure.models import Item, Relation
from gongkai.portal.models import Site
from gongkai.portal.pages.items import (
    AttachmentLink,
    ItemFile,
    belonging,
    explained,
    item_stem,
    orphaned,
    public_body,
    public_files,
    public_item,
)
from gongkai.portal.pages.lists import ListPart
from gongkai.portal.pages.organs import newest_items
from gongkai.portal.pages.page import Page, from_page
from gongkai.portal.typesetting import official_links

NEWEST = 20  # of all organs, in the data and the feed of the front page


def _written(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat() if at else None


@dataclass(frozen=True)
class ItemTwin(ItemFile):
    """The `.json` beside an item's page."""

    def content(self) -> bytes | None:
        item = public_item(self.item_id)
        return None if item is None else _written(self._facts(item))

    def _facts(self, item: Item) -> dict[str, Any]:
        files = public_files(item)
        original = explained(item)
        of = {relation: [] for relation in Relation.values}
        for one in belonging(item):
            of[one.relation].append(self._other(one))
        named = self._other(original) if original else None
        return {
            "索引号": item.index_number,
            "标题": item.title,
            "内容概述": item.summary,
            "发文机关": item.issuing_organ,
            "公开机关": item.organ.name,
            "文号": item.document_number,
            "成文日期": item.formed_on.isoformat(),
            "首次发布时间": _moment(item.first_published_at),
            "栏目": item.node.title,
            "主题分类": item.subject,
            "体裁": item.genre,
            **_validity(item),
            "有效性依据": item.validity_instrument,
            "公开属性": item.get_attribute_display(),
            "来源": item.source,
            "关键词": item.keywords,
            "正文": public_body(item),
            "附件": [self._file(file) for file in files if not file.inline],
            "正文图片": [self._file(file) for file in files if file.inline],
            "公文格式": [
                {"名称": form.label, "网址": from_page(self.path, form.path)}
                for form in official_links(item, item_stem(item.organ.slug, item))
            ],
            "修改时间": _moment(item.last_published_at),
            "原网站发布日期": item.published_elsewhere_on and item.published_elsewhere_on.isoformat(),
            "原索引号": item.former_index_number,
            "解读形式": item.get_explanation_form_display(),
            "更正说明": [{"时间": _moment(one.at), "说明": one.note} for one in item.change_notes.all()],
            "关系": item.get_relation_display(),
            "所属的文件": named,
            "所属的文件已撤下": orphaned(item),
            "解读的文件": named if item.relation == Relation.EXPLANATION else None,
            "解读": of[Relation.EXPLANATION],
            "征求意见": of[Relation.SOLICITATION],
            "意见采纳情况": of[Relation.FEEDBACK],
            "澄清": of[Relation.CLARIFICATION],
            "征求意见截止日期": item.closes_on and item.closes_on.isoformat(),
            "意见寄到": item.opinions_to,
            "缩短期限的理由": item.shortened_why,
            "澄清的说法": item.answers,
        }

    def _file(self, file: AttachmentLink) -> dict[str, Any]:
        address = from_page(self.path, file.path)
        return {"名称": file.title, "网址": address, "字节数": file.size, "类型": file.stored.media_type}

    def _other(self, item: Item) -> dict[str, Any]:
        return {"标题": item.title, "索引号": item.index_number} | _addresses(self.path, item)


def _validity(item: Item) -> dict[str, Any]:
    return {
        "有效性": item.get_validity_display(),
        "有效性日期": item.validity_on.isoformat() if item.validity_on else None,
    }


def _addresses(path: str, item: Item) -> dict[str, str]:
    stem = from_page(path, item_stem(item.organ.slug, item))
    return {"网址": f"{stem}.html", "数据": f"{stem}.json"}


def _listed(path: str, items: Iterable[Item]) -> list[dict[str, Any]]:
    """The facts of `items` as the list file at `path` gives them."""
    return [
        {
            "标题": item.title,
            **_addresses(path, item),
            "索引号": item.index_number,
            "文号": item.document_number,
            "内容概述": item.summary,
            "发文机关": item.issuing_organ,
            "公开机关": item.organ.name,
            "栏目": item.node.title,
            "主题分类": item.subject,
            "体裁": item.genre,
            "成文日期": item.formed_on.isoformat(),
            "首次发布时间": _moment(item.first_published_at),
            "修改时间": _moment(item.last_published_at),
            **_validity(item),
        }
        for item in items
    ]


@dataclass(frozen=True)
class ListTwin(ListPart):
    """The `.json` beside a page of a list; 较新 and 较早 name the data of the pages beside it."""

    def content(self) -> bytes | None:
        stretch = self.stretch()
        if stretch is None:
            return None
        return _written(
            {
                "栏目": stretch.node.title,
                "公开机关": stretch.node.organ.name,
                "网页": f"{self.number or 'index'}.html",
                "较新": stretch.newer and f"{stretch.newer}.json",
                "较早": stretch.older and f"{stretch.older}.json",
                "信息": _listed(self.path, (placement.item for placement in stretch.placements)),
            }
        )


@dataclass(frozen=True)
class HomeTwin(Page):
    """The newest items of all organs."""

    def content(self) -> bytes | None:
        site = Site.objects.first() or Site()
        items = newest_items(Item.objects.all(), NEWEST)
        return _written({"网站": site.name, "网页": "index.html", "信息": _listed(self.path, items)})
