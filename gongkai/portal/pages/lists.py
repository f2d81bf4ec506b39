"""Lists, numbered from the oldest: page 1 holds the first items ever and never changes when a new one comes.

The newest items stand on the list's front page (index.html): the unfinished last page and the full
one before it. Earlier pages are files 1.html, 2.html … and the front page links to the last of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.disclosure.acts.catalogue import STATUTORY
from gongkai.disclosure.models import CatalogueNode, Placement
from gongkai.portal.pages.items import node_column
from gongkai.portal.pages.page import Page, render

SIZE = 20


def page_of(position: int) -> int:
    """The number of the page on which `position` (from 1) falls."""
    return (position - 1) // SIZE + 1


def last_archived(positions: int) -> int:
    """How many archive pages a list with `positions` places has; the two newest pages are on the front."""
    return max(0, page_of(positions) - 2) if positions else 0


def _placements(node: CatalogueNode, first: int, last: int) -> list[Placement]:
    return list(
        Placement.objects.filter(node=node, position__range=(first, last), item__live=True)
        .select_related("item")
        .defer("item__body")
        .order_by("-position")
    )


def _node(node_id: int) -> CatalogueNode | None:
    return (
        CatalogueNode.objects.select_related("organ__parent__parent", "parent__parent")
        .filter(pk=node_id)
        .first()
    )


@dataclass(frozen=True)
class ListFile(Page):
    """One of the pages of a column's list."""

    node_id: int

    @property
    def origin(self) -> tuple[str, int]:
        return "disclosure.cataloguenode", self.node_id


@dataclass(frozen=True)
class ListFront(ListFile):
    def content(self) -> bytes | None:
        node = _node(self.node_id)
        if node is None:
            return None
        archived = last_archived(node.last_position)
        return _render(self.path, node, archived * SIZE + 1, node.last_position, older=archived or None)


@dataclass(frozen=True)
class ListArchive(ListFile):
    number: int

    def content(self) -> bytes | None:
        node = _node(self.node_id)
        if node is None:
            return None
        archived = last_archived(node.last_position)
        if not 1 <= self.number <= archived:
            return None
        first = (self.number - 1) * SIZE + 1
        newer = f"{self.number + 1}.html" if self.number < archived else "index.html"
        return _render(
            self.path,
            node,
            first,
            first + SIZE - 1,
            older=self.number - 1 or None,
            newer=newer,
            number=self.number,
        )


def _render(path: str, node: CatalogueNode, first: int, last: int, **pager: object) -> bytes:
    branches: list[CatalogueNode] = []
    if path.endswith("/index.html"):
        branches = list(CatalogueNode.objects.filter(parent=node))
    return render(
        "portal/list.html",
        path,
        organ=node.organ,
        column=node_column(node.organ, node.title, "信息公开目录"),
        node=node,
        nodes=[ancestor for ancestor in node.lineage() if ancestor.parent_id],
        branches=branches if node.code == STATUTORY or node.parent_id else [],
        placements=_placements(node, first, last),
        pager=pager,
    )


def front(node: CatalogueNode, organ_slug: str) -> ListFront:
    """The front page of a node's list."""
    return ListFront(f"{organ_slug}/{node.slug}/index.html", node.pk)


def archive(node: CatalogueNode, organ_slug: str, number: int) -> ListArchive:
    """One archive page of a node's list."""
    return ListArchive(f"{organ_slug}/{node.slug}/{number}.html", node.pk, number)


def pages_showing(node: CatalogueNode, organ_slug: str, position: int) -> Iterator[Page]:
    """The pages of one list that an item at `position` touches.

    Always the front; its own archive page once it has one; and when it opened a page, the archive page
    that this made, with the neighbour whose link to newer items moved.
    """
    number = page_of(position)
    if number <= last_archived(node.last_position):
        yield archive(node, organ_slug, number)
    if (position - 1) % SIZE == 0:
        for made in (number - 2, number - 3):
            if made >= 1:
                yield archive(node, organ_slug, made)
    yield front(node, organ_slug)  # last: it links to the others


def all_pages(node: CatalogueNode, organ_slug: str) -> Iterator[Page]:
    """Every page of a node's list."""
    for number in range(1, last_archived(node.last_position) + 1):
        yield archive(node, organ_slug, number)
    yield front(node, organ_slug)
