"""Lists, numbered from the oldest: page 1 holds the first items ever and never changes when a new one comes.

The newest items stand on the list's front page (index.html): the unfinished last page and the full
one before it. Earlier pages are files 1.html, 2.html … and the front page links to the last of them.
The column of all statutory content (法定主动公开内容) is a directory of its columns and lists no items itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.disclosure.acts.catalogue import STATUTORY
from gongkai.disclosure.models import CatalogueNode, Item, Placement
from gongkai.portal.pages.items import node_column
from gongkai.portal.pages.page import DATA, FEED, Alternate, Page, render
from gongkai.portal.pages.remembering import once

SIZE = 20


def page_of(position: int) -> int:
    """The number of the page on which `position` (from 1) falls."""
    return (position - 1) // SIZE + 1


def last_archived(positions: int) -> int:
    """How many archive pages a list with `positions` places has; the two newest pages are on the front."""
    return max(0, page_of(positions) - 2) if positions else 0


def lists_items(node: CatalogueNode) -> bool:
    """Whether a column has a list of items, or only names the columns under it."""
    return node.code != STATUTORY


def newest(node: CatalogueNode, count: int) -> list[Item]:
    """The `count` newest public items of a list; what another site published before is no news."""
    if not node.last_position:  # nothing has ever stood here
        return []
    news = _public(node).filter(item__published_elsewhere_on=None)
    return once(node.pk, ("newest", count), lambda: [placement.item for placement in news[:count]])


def _public(node: CatalogueNode) -> QuerySet[Placement]:
    return (
        Placement.objects.filter(node=node, item__live=True)
        .select_related("item__organ", "item__node")
        .defer("item__body")
        .order_by("-position")
    )


def node_with_lineage(node_id: int) -> CatalogueNode | None:
    """A column with its organ and those above it, in one query."""
    found = CatalogueNode.objects.select_related("organ__parent__parent", "parent__parent").filter(pk=node_id)
    return once(node_id, "node", found.first)


@dataclass(frozen=True)
class ListFile(Page):
    """One of the files of a column."""

    node_id: int

    @property
    def origin(self) -> tuple[str, int]:
        return "disclosure.cataloguenode", self.node_id


@dataclass(frozen=True)
class Stretch:
    """What stands on one page of a list, the newest first, and the names of the pages beside it, without ending."""

    node: CatalogueNode
    placements: list[Placement]
    older: str | None
    newer: str | None


@dataclass(frozen=True)
class ListPart(ListFile):
    """One page of a list, in whatever form: the front when `number` is None, otherwise an archive page."""

    number: int | None

    def stretch(self) -> Stretch | None:
        """What stands on this page as the records are now; None when there is no such page."""
        node = node_with_lineage(self.node_id)
        if node is None:
            return None
        archived = last_archived(node.last_position)
        if self.number is None:
            first, last = archived * SIZE + 1, node.last_position
            older, newer = archived, None
        elif 1 <= self.number <= archived:
            first, last = (self.number - 1) * SIZE + 1, self.number * SIZE
            older, newer = self.number - 1, str(self.number + 1) if self.number < archived else "index"
        else:
            return None
        found = _public(node).filter(position__range=(first, last))
        placements = once(node.pk, (first, last), lambda: list(found)) if node.last_position else []
        return Stretch(node, placements, str(older) if older else None, newer)


@dataclass(frozen=True)
class ListPage(ListPart):
    def content(self) -> bytes | None:
        stretch = self.stretch()
        if stretch is None:
            return None
        node = stretch.node
        branches: list[CatalogueNode] = []
        if self.number is None and node.parent_id:
            branches = list(CatalogueNode.objects.filter(parent=node))
        return render(
            "portal/list.html",
            self.path,
            organ=node.organ,
            column=node_column(node.organ, node.title, "信息公开目录"),
            node=node,
            nodes=_above(node),
            branches=branches,
            placements=stretch.placements,
            pager={
                "older": stretch.older,
                "newer": stretch.newer and f"{stretch.newer}.html",
                "number": self.number,
            },
            alternates=_alternates(node, self.number),
        )


@dataclass(frozen=True)
class Directory(ListFile):
    """The page of 法定主动公开内容: every column with its basis, limit, period and owner (主动公开基本目录)."""

    def content(self) -> bytes | None:
        node = node_with_lineage(self.node_id)
        if node is None:
            return None
        columns = CatalogueNode.objects.filter(organ=node.organ).exclude(parent=None)
        below: dict[int, list[CatalogueNode]] = {}
        for column in columns:
            below.setdefault(column.parent_id, []).append(column)
        return render(
            "portal/directory.html",
            self.path,
            organ=node.organ,
            column=node_column(node.organ, node.title, "信息公开目录"),
            node=node,
            nodes=_above(node),
            columns=list(_in_order(node.pk, below)),
        )


def _in_order(node_id: int, below: dict[int, list[CatalogueNode]]) -> Iterator[CatalogueNode]:
    """Everything under a column, each before what is under it."""
    for column in below.get(node_id, []):
        yield column
        yield from _in_order(column.pk, below)


def _above(node: CatalogueNode) -> list[CatalogueNode]:
    return [ancestor for ancestor in node.lineage() if ancestor.parent_id]


def _alternates(node: CatalogueNode, number: int | None) -> list[Alternate]:
    data = Alternate(DATA, f"{node.title}（数据）", f"{number or 'index'}.json")
    return [data] if number else [Alternate(FEED, f"{node.organ.short_name}{node.title}", "feed.atom"), data]


def front(node: CatalogueNode) -> ListPage:
    """The front page of a node's list."""
    return ListPage(f"{node.organ.slug}/{node.slug}/index.html", node.pk, None)


def archive(node: CatalogueNode, number: int) -> ListPage:
    """One archive page of a node's list."""
    return ListPage(f"{node.organ.slug}/{node.slug}/{number}.html", node.pk, number)


def pages_showing(node: CatalogueNode, position: int) -> Iterator[ListPage]:
    """The pages of one list that an item at `position` touches.

    Always the front; its own archive page once it has one; and when it opened a page, the archive page
    that this made, with the neighbour whose link to newer items moved.
    """
    number = page_of(position)
    if number <= last_archived(node.last_position):
        yield archive(node, number)
    if (position - 1) % SIZE == 0:
        for made in (number - 2, number - 3):
            if made >= 1:
                yield archive(node, made)
    yield front(node)  # last: it links to the others


def all_pages(node: CatalogueNode) -> Iterator[ListPage]:
    """Every page of a node's list."""
    for number in range(1, last_archived(node.last_position) + 1):
        yield archive(node, number)
    yield front(node)
