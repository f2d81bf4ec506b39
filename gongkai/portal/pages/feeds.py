"""Atom feeds (订阅源, RFC 4287): what is new in a column, and in all organs together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from lxml import etree

from gongkai.disclosure.models import CatalogueNode, Item
from gongkai.portal.models import Site
from gongkai.portal.pages.data import NEWEST
from gongkai.portal.pages.items import item_stem
from gongkai.portal.pages.lists import ListFile, newest, node_with_lineage
from gongkai.portal.pages.organs import newest_items
from gongkai.portal.pages.page import Page, public_address

ATOM = "http://www.w3.org/2005/Atom"
# A feed must say when it changed last, an empty one too: when the regulation (政府信息公开条例) came into force.
BEGINNING = datetime(2008, 5, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = None if text is None else _NOT_IN_XML.sub("", text)
    return child


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at or BEGINNING).isoformat()


def _author(parent: etree._Element, name: str) -> None:
    _add(_add(parent, "author"), "name", name)


def atom(path: str, *, title: str, author: str, items: Sequence[Item]) -> bytes:
    """A feed of `items`, to lie at `path` beside the page (index.html) that it is the feed of."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-CN")
    address = public_address(path)
    _add(feed, "id", address)
    _add(feed, "title", title)
    _add(feed, "updated", _moment(max((item.last_published_at for item in items), default=None)))
    _author(feed, author)
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=address.removesuffix("feed.atom"))
    for item in items:
        _entry(feed, item)
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _entry(feed: etree._Element, item: Item) -> None:
    stem = item_stem(item.organ.slug, item)
    day = timezone.localtime(item.first_published_at).date().isoformat()
    entry = _add(feed, "entry")
    # Given once, like the address: a column, its organ and the front page name one item alike (RFC 4151).
    _add(entry, "id", f"tag:{urlsplit(settings.BASE_URL).hostname},{day}:{stem}")
    _add(entry, "title", item.title)
    _add(entry, "published", _moment(item.first_published_at))
    _add(entry, "updated", _moment(item.last_published_at))
    _author(entry, item.organ.name)
    _add(entry, "link", rel="alternate", type="text/html", href=public_address(f"{stem}.html"))
    _add(entry, "link", rel="alternate", type="application/json", href=public_address(f"{stem}.json"))
    _add(entry, "category", term=_NOT_IN_XML.sub("", item.node.title))
    if item.validity:
        _add(
            entry,
            "category",
            term=item.get_validity_display(),
            label=f"有效性：{item.get_validity_display()}",
        )
    if item.summary:
        _add(entry, "summary", item.summary)


@dataclass(frozen=True)
class ListFeed(ListFile):
    """The newest items of a column."""

    def content(self) -> bytes | None:
        node = node_with_lineage(self.node_id)
        if node is None:
            return None
        organ = node.organ
        title = f"{organ.name} {node.title}"
        return atom(self.path, title=title, author=organ.name, items=newest(node, NEWEST))


def feed_of(node: CatalogueNode) -> ListFeed:
    """The feed that lies beside the front page of a column's list."""
    return ListFeed(f"{node.organ.slug}/{node.slug}/feed.atom", node.pk)


@dataclass(frozen=True)
class HomeFeed(Page):
    """The newest items of all organs."""

    def content(self) -> bytes | None:
        site = Site.objects.first() or Site()
        items = newest_items(Item.objects.all(), NEWEST)
        return atom(self.path, title=f"{site.name} 最新公开", author=site.host_unit or site.name, items=items)
