"""The home page, an organ's area, and its guide (指南)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.disclosure.acts.catalogue import ROOT, STATUTORY, SYSTEMS
from gongkai.disclosure.models import CatalogueNode, Item
from gongkai.organs.models import CONTACTS, Level, Organ
from gongkai.portal.pages.page import DATA, FEED, Alternate, Column, Page, render

NEWEST = 12


def newest_items(items: QuerySet[Item], count: int = NEWEST) -> list[Item]:
    """The `count` newest public ones of `items`, by first publication; what another site published is no news."""
    public = (
        items.filter(live=True, published_elsewhere_on=None).select_related("organ", "node").defer("body")
    )
    return list(public.order_by("-first_published_at", "-id")[:count])


@dataclass(frozen=True)
class Home(Page):
    """The district's front page: newest items, and the way to every organ."""

    def content(self) -> bytes | None:
        organs = list(Organ.objects.filter(abolished_on=None).exclude(level=Level.VILLAGE))
        groups = [
            (level.label, [organ for organ in organs if organ.level == level])
            for level in (Level.DISTRICT, Level.TOWN, Level.DEPARTMENT)
        ]
        return render(
            "portal/home.html",
            self.path,
            column=Column("政府信息公开", "首页", "本区各级行政机关主动公开的政府信息", "政府信息公开"),
            groups=[group for group in groups if group[1]],
            district=next((organ for organ in organs if organ.level == Level.DISTRICT), None),
            newest=newest_items(Item.objects.all()),
            alternates=[
                Alternate(FEED, "各机关最新公开", "feed.atom"),
                Alternate(DATA, "各机关最新公开（数据）", "index.json"),
            ],
        )


def _organ(organ_id: int) -> Organ | None:
    """An organ, abolished ones too: what they published stays, and its pages link here."""
    return Organ.objects.select_related("parent__parent").filter(pk=organ_id).first()


@dataclass(frozen=True)
class OrganFile(Page):
    """One of the files of an organ's area."""

    organ_id: int

    @property
    def origin(self) -> tuple[str, int]:
        return "organs.organ", self.organ_id


@dataclass(frozen=True)
class OrganHome(OrganFile):
    def content(self) -> bytes | None:
        organ = _organ(self.organ_id)
        if organ is None:
            return None
        return render(
            "portal/organ.html",
            self.path,
            organ=organ,
            column=Column(
                "政府信息公开",
                "信息公开目录",
                f"{organ.name}的政府信息公开",
                f"{organ.short_name},政府信息公开",
            ),
            newest=newest_items(Item.objects.filter(organ=organ)),
            statutory=list(CatalogueNode.objects.filter(organ=organ, parent__code=STATUTORY)),
            alternates=_alternates(organ),
            villages=list(Organ.objects.filter(parent=organ, level=Level.VILLAGE, abolished_on=None)),
        )


def _alternates(organ: Organ) -> list[Alternate]:
    """The feed and the data of all the organ's items, if it has a catalogue."""
    every = CatalogueNode.objects.filter(organ=organ, code=ROOT).first()
    if every is None:
        return []
    return [
        Alternate(FEED, f"{organ.short_name}{every.title}", f"{every.slug}/feed.atom"),
        Alternate(DATA, f"{organ.short_name}{every.title}（数据）", f"{every.slug}/index.json"),
    ]


@dataclass(frozen=True)
class Guide(OrganFile):
    """政府信息公开指南 (Art. 12), made from the organ's record; what is missing is said, not hidden."""

    def content(self) -> bytes | None:
        organ = _organ(self.organ_id)
        if organ is None:
            return None
        return render(
            "portal/guide.html",
            self.path,
            organ=organ,
            column=Column(
                "政府信息公开指南", "信息公开指南", f"{organ.name}政府信息公开指南", "政府信息公开指南"
            ),
            contacts=[(label, getattr(organ, field)) for field, label in CONTACTS.items()],
            missing=organ.missing_contacts(),
            columns=list(
                CatalogueNode.objects.filter(organ=organ).exclude(code__in=[ROOT, SYSTEMS, STATUTORY])
            ),
        )
