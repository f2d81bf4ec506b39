"""Pages that say what there is: the site map for people (站点地图), an organ's columns, and the open data (数据开放)."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosure.acts.catalogue import ROOT
from gongkai.disclosure.models import CatalogueNode
from gongkai.organs.models import Level, Organ
from gongkai.portal.pages.lists import lists_items
from gongkai.portal.pages.organs import OrganFile
from gongkai.portal.pages.page import Column, Page, render

DESCRIPTION = "本网站的全部栏目"


@dataclass(frozen=True)
class Overview(Page):
    """站点地图: every organ and its parts; columns and villages stand on the organ's own."""

    def content(self) -> bytes | None:
        organs = list(Organ.objects.exclude(level=Level.VILLAGE))
        groups = [(level.label, [organ for organ in organs if organ.level == level]) for level in Level]
        return render(
            "portal/overview.html",
            self.path,
            column=Column("站点地图", "首页", DESCRIPTION, "站点地图,栏目"),
            groups=[group for group in groups if group[1]],
        )


@dataclass(frozen=True)
class OrganOverview(OrganFile):
    """Every part and column of one organ, with the feed and data of each, and its villages."""

    def content(self) -> bytes | None:
        organ = Organ.objects.select_related("parent__parent").filter(pk=self.organ_id).first()
        if organ is None or organ.level == Level.VILLAGE:
            return None
        return render(
            "portal/organ_overview.html",
            self.path,
            organ=organ,
            column=Column("栏目地图", "信息公开目录", f"{organ.name}的全部栏目", f"{organ.short_name},栏目"),
            columns=[
                (node, lists_items(node))
                for node in CatalogueNode.objects.filter(organ=organ).exclude(code=ROOT)
            ],
            villages=list(Organ.objects.filter(parent=organ, level=Level.VILLAGE)),
        )


@dataclass(frozen=True)
class OpenData(Page):
    """How programs and other sites use what is published."""

    def content(self) -> bytes | None:
        organ = Organ.objects.exclude(level=Level.VILLAGE).filter(catalogue__code=ROOT).first()
        return render(
            "portal/opendata.html",
            self.path,
            column=Column(
                "数据开放", "数据开放", "全部公开信息的数据文件、订阅源和嵌入方法", "数据开放,JSON,订阅"
            ),
            example=organ,
        )
