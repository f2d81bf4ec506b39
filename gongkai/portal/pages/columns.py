"""All the files of a column (栏目): pages, data, feed and embeds of its list, or its directory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.disclosure.models import CatalogueNode
from gongkai.portal.pages import lists, sitemaps
from gongkai.portal.pages.data import ListTwin
from gongkai.portal.pages.embeds import embeds_of
from gongkai.portal.pages.feeds import feed_of
from gongkai.portal.pages.page import Page


def files_showing(node: CatalogueNode, position: int) -> Iterator[Page]:
    """The files of one column that the item at `position` of its list touches: a bounded number."""
    if lists.lists_items(node):
        yield from _forms(node, lists.pages_showing(node, position))
        if (position - 1) % lists.SIZE == 0:
            yield from sitemaps.of_archive(node, lists.page_of(position) - 2)


def all_files(node: CatalogueNode) -> Iterator[Page]:
    """Every file of one column."""
    if lists.lists_items(node):
        yield from _forms(node, lists.all_pages(node))
        yield from sitemaps.of_archives(node)
    else:
        yield lists.Directory(f"{node.organ.slug}/{node.slug}/index.html", node.pk)


def _forms(node: CatalogueNode, pages: Iterable[lists.ListPage]) -> Iterator[Page]:
    """Each page of a list after its data; before the front page whatever else shows the newest."""
    for page in pages:
        yield ListTwin(page.path.removesuffix("html") + "json", page.node_id, page.number)
        if page.number is None:
            yield from embeds_of(node)
            yield feed_of(node)
        yield page
