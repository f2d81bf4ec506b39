"""现行有效文件: an organ's policy documents in one place, those in force first, with their marks and downloads.

The front page shows the newest. All stand on pages by the year of first publication, which never changes,
PAGE to a page from the oldest on; so a document that comes, changes or goes touches the pages of one year.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from gongkai.disclosure.models import Item, Validity
from gongkai.disclosure.models.item import ItemQuerySet
from gongkai.disclosure.queries import addresses_given, ever_policy_document
from gongkai.organs.models import Level, Organ
from gongkai.portal.pages.items import item_stem
from gongkai.portal.pages.organs import OrganFile
from gongkai.portal.pages.page import DATA, Alternate, Column, Page, from_page, render
from gongkai.portal.typesetting import official_links

FRONT_VALID, FRONT_OTHERS, PAGE = 40, 20, 60  # rows: a page stays under 60 KB
IN_FORCE = (Validity.VALID, Validity.AMENDED)
TITLE = "现行有效文件"
_COLUMN = Column(TITLE, "政策文件", "现行有效的文件和已经失效、废止的文件", "现行有效,规范性文件,废止,失效")


@dataclass(frozen=True)
class Row:
    """A document as the list shows it; addresses count from the page."""

    item: Item
    page: str
    downloads: list[tuple[str, str]]


def _row(path: str, item: Item) -> Row:
    stem = item_stem(item.organ.slug, item)
    links = zip(("Word", "PDF"), official_links(item, stem), strict=True)
    return Row(
        item, from_page(path, f"{stem}.html"), [(name, from_page(path, one.path)) for name, one in links]
    )


def _rows(path: str, items: ItemQuerySet) -> list[Row]:
    return [_row(path, item) for item in items.select_related("organ").defer("body")]


def _documents(organ_id: int | None) -> ItemQuerySet:
    documents = Item.objects.policy_documents().order_by("-formed_on", "-id")
    return documents if organ_id is None else documents.filter(organ_id=organ_id)


@dataclass(frozen=True)
class InForceFile(OrganFile):
    """A page of the list and its data: what both say. `organ_id` 0 stands for all organs together."""

    def facts(self) -> dict[str, Any] | None:
        """What stands on the page; None when there is no such page."""
        raise TypeError("a page of the list says what stands on it")

    def content(self) -> bytes | None:
        facts = self.facts()
        if facts is None:
            return None
        if self.path.endswith(".json"):
            return _data(facts)
        data = from_page(self.path, self.path.removesuffix("html") + "json")
        alternates = [Alternate(DATA, f"{facts['title']}（数据）", data)]
        return render("portal/inforce.html", self.path, column=_COLUMN, alternates=alternates, **facts)


@dataclass(frozen=True)
class Front(InForceFile):
    """The newest documents in force, and the newest that no longer are, of one organ or all."""

    @property
    def origin(self) -> tuple[str, int]:
        return ("organs.organ", self.organ_id) if self.organ_id else ("portal.site", 1)

    def facts(self) -> dict[str, Any] | None:
        organ = Organ.objects.select_related("parent__parent").filter(pk=self.organ_id).first()
        if self.organ_id and (organ is None or organ.level == Level.VILLAGE):
            return None
        documents = _documents(self.organ_id or None)
        others = documents.exclude(validity__in=IN_FORCE).order_by("-validity_on", "-id")
        return {
            "organ": organ,
            "title": TITLE,
            "valid": _rows(self.path, documents.filter(validity__in=IN_FORCE)[:FRONT_VALID]),
            "others": _rows(self.path, others[:FRONT_OTHERS]),
            "years": _years(documents) if organ else [],
            "organs": [] if organ else _organs(),
            "counts": _counted(documents),
        }


@dataclass(frozen=True)
class Year(InForceFile):
    """Documents first published in one year, in the order of their numbers."""

    year: int
    number: int

    def facts(self) -> dict[str, Any] | None:
        organ = Organ.objects.select_related("parent__parent").filter(pk=self.organ_id).first()
        documents = _documents(self.organ_id).filter(address_year=self.year).order_by("address_serial")
        first = (self.number - 1) * PAGE
        keys = list(documents.values_list("pk", flat=True)[first : first + PAGE + 1])
        if organ is None or not keys:
            return None
        shown = _documents(self.organ_id).filter(pk__in=keys[:PAGE])
        return {
            "organ": organ,
            "title": f"{self.year}年公开的政策文件",
            "number": self.number if self.number > 1 or len(keys) > PAGE else None,
            "older": _year_name(self.year, self.number - 1) if self.number > 1 else "",
            "newer": _year_name(self.year, self.number + 1) if len(keys) > PAGE else "",
            "valid": _rows(self.path, shown.filter(validity__in=IN_FORCE)),
            "others": _rows(self.path, shown.exclude(validity__in=IN_FORCE).order_by("-validity_on", "-id")),
        }


def _year_name(year: int, number: int) -> str:
    return f"{year}.html" if number == 1 else f"{year}-{number}.html"


def _counted(documents: ItemQuerySet) -> dict[str, int]:
    in_force = Count("pk", filter=Q(validity__in=IN_FORCE))
    return documents.order_by().aggregate(valid=in_force, others=Count("pk") - in_force)


def _years(documents: ItemQuerySet) -> list[dict[str, Any]]:
    counted = documents.order_by().values("address_year").annotate(count=Count("pk"))
    return list(counted.order_by("-address_year"))


def _organs() -> list[dict[str, Any]]:
    """Every organ that has documents in force, and how many."""
    counted = Item.objects.in_force().order_by().values("organ__slug", "organ__name", "organ_id")
    return list(counted.annotate(count=Count("pk")).order_by("organ_id"))


def _data(facts: dict[str, Any]) -> bytes:
    """The page for machines: the same documents in the same order."""
    told = {
        "公开机关": facts["organ"].name if facts["organ"] else None,
        "名称": facts["title"],
        "现行有效": [_told(row) for row in facts["valid"]],
        "失效和废止": [_told(row) for row in facts["others"]],
    }
    if facts.get("years"):
        told["各年"] = {str(one["address_year"]): f"{one['address_year']}.json" for one in facts["years"]}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _told(row: Row) -> dict[str, Any]:
    item = row.item
    return {
        "标题": item.title,
        "文号": item.document_number,
        "公开机关": item.organ.name,
        "成文日期": item.formed_on.isoformat(),
        "有效性": item.get_validity_display(),
        "有效性日期": item.validity_on.isoformat() if item.validity_on else None,
        "有效性依据": item.validity_instrument,
        "索引号": item.index_number,
        "网址": row.page,
        **dict(row.downloads),
    }


def _both(page: type[InForceFile], path: str, *place: int) -> Iterator[Page]:
    """The data and then the page that names it."""
    yield page(f"{path.removesuffix('html')}json", *place)
    yield page(path, *place)


def _year(organ: Organ, year: int, serials: int) -> Iterator[Page]:
    """As many pages as the year could have if every item were a policy document: what shrinks is cleared."""
    for number in range(-(-serials // PAGE), 0, -1):
        yield from _both(Year, f"{organ.slug}/xianxing/{_year_name(year, number)}", organ.pk, year, number)


def _fronts(organ: Organ) -> Iterator[Page]:
    yield from _both(Front, f"{organ.slug}/xianxing/index.html", organ.pk)


def of_all_organs() -> Iterator[Page]:
    """The list of all organs together."""
    yield from _both(Front, "xianxing/index.html", 0)


def all_pages(organ: Organ) -> Iterator[Page]:
    """Every page of an organ's list."""
    for _, year, serials in addresses_given(organ):
        yield from _year(organ, year, serials)
    yield from _fronts(organ)


def pages_for(item: Item) -> Iterator[Page]:
    """The pages that show `item`, or showed it while it was a policy document."""
    if item.address_year is None or not ever_policy_document(item):
        return
    same = Item.objects.filter(organ=item.organ_id, address_year=item.address_year)
    last = same.aggregate(last=Max("address_serial"))["last"] or 0
    yield from _year(item.organ, item.address_year, last)
    yield from _fronts(item.organ)
    yield from of_all_organs()
