"""The newest of a column for another site (嵌入): a fragment to put into a page, and a frame that needs no script."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosure.models import CatalogueNode
from gongkai.portal.pages.items import node_column
from gongkai.portal.pages.lists import ListFile, newest, node_with_lineage
from gongkai.portal.pages.page import render

NEWEST = 8


@dataclass(frozen=True)
class Embed(ListFile):
    """The newest items of a column, written by `template`."""

    template: str

    def content(self) -> bytes | None:
        node = node_with_lineage(self.node_id)
        if node is None:
            return None
        return render(
            self.template,
            self.path,
            organ=node.organ,
            column=node_column(node.organ, node.title, "信息公开目录"),
            node=node,
            items=newest(node, NEWEST),
        )


def embeds_of(node: CatalogueNode) -> tuple[Embed, Embed]:
    """The fragment (片段) and the frame (嵌入窗口) beside the front page of a column's list."""
    folder = f"{node.organ.slug}/{node.slug}"
    return (
        Embed(f"{folder}/pianduan.html", node.pk, "portal/fragment.html"),
        Embed(f"{folder}/qianru.html", node.pk, "portal/frame.html"),
    )
