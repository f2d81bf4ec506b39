"""Site maps for search engines (sitemaps.org): an index, and small files of addresses with their dates.

Items are listed by organ and year of first publication, so a new one changes one file. The index bears no
dates: it changes when a file is added, not with each item. List pages bear theirs once they are full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from lxml import etree

from gongkai.disclosure.models import CatalogueNode, Item, Placement
from gongkai.disclosure.queries import addresses_given
from gongkai.organs.models import Level, Organ
from gongkai.portal.pages import lists
from gongkai.portal.pages.organs import OrganFile
from gongkai.portal.pages.page import Page, public_address
from gongkai.reporting.models import AnnualReport

SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
PART = 2000  # addresses in one file; the schema allows 50,000, but a new item has its file written anew
OF_THE_SITE = (
    "index.html",
    "xianxing/index.html",
    "ditu/index.html",
    "opendata/index.html",
    "cunzheng/index.html",
)
OF_AN_AGENCY = ("", "zhinan/", "yishenqing/", "xianxing/", "nianbao/", "ditu/")
OF_A_VILLAGE = ("", "zhinan/")
Entry = tuple[str, date | None]  # path under the site folder, and when its content last changed


def _day(at: datetime | None) -> date | None:
    return timezone.localtime(at).date() if at else None


def _written(root: str, each: str, entries: Iterable[Entry]) -> bytes:
    top = etree.Element(root, nsmap={None: SCHEMA})
    for path, day in entries:
        entry = etree.SubElement(top, each)
        etree.SubElement(entry, "loc").text = public_address(path)
        if day is not None:
            etree.SubElement(entry, "lastmod").text = day.isoformat()
    return etree.tostring(top, xml_declaration=True, encoding="utf-8", pretty_print=True)


@dataclass(frozen=True)
class Index(Page):
    """Names every other file of the site map."""

    def content(self) -> bytes | None:
        return _written("sitemapindex", "sitemap", ((path, None) for path in self._files()))

    def _files(self) -> Iterator[str]:
        yield SITE.path
        for slug in Organ.objects.values_list("slug", flat=True):
            yield f"{slug}/sitemap.xml"
        for slug, year, last in addresses_given():
            yield from (f"{slug}/sitemap-{year}-{part}.xml" for part in range(1, _part(last) + 1))
        long = CatalogueNode.objects.filter(last_position__gt=2 * lists.SIZE).select_related("organ")
        for node in filter(lists.lists_items, long):
            yield from (page.path for page in of_archives(node))


def _part(number: int) -> int:
    """In which part the `number`th entry (from 1) stands."""
    return (number - 1) // PART + 1


@dataclass(frozen=True)
class SiteMap(Page):
    """The pages that belong to no organ."""

    def content(self) -> bytes | None:
        return _written("urlset", "url", ((path, None) for path in OF_THE_SITE))


@dataclass(frozen=True)
class OrganMap(OrganFile):
    """The fixed pages of an organ, the front page of each of its columns, and its annual reports."""

    def content(self) -> bytes | None:
        organ = Organ.objects.filter(pk=self.organ_id).first()
        return None if organ is None else _written("urlset", "url", self._entries(organ))

    def _entries(self, organ: Organ) -> Iterator[Entry]:
        for part in OF_A_VILLAGE if organ.level == Level.VILLAGE else OF_AN_AGENCY:
            yield f"{organ.slug}/{part}index.html", None
        for slug in CatalogueNode.objects.filter(organ=organ).values_list("slug", flat=True):
            yield f"{organ.slug}/{slug}/index.html", None
        reports = AnnualReport.objects.filter(organ=organ, published_at__isnull=False).order_by("year")
        for year, published_at in reports.values_list("year", "published_at"):
            yield f"{organ.slug}/nianbao/{year}/index.html", _day(published_at)


@dataclass(frozen=True)
class YearMap(OrganFile):
    """The public items that got a number of one part in one year."""

    year: int
    part: int

    def content(self) -> bytes | None:
        organ = Organ.objects.filter(pk=self.organ_id).first()
        if organ is None:
            return None
        numbers = ((self.part - 1) * PART + 1, self.part * PART)
        items = (
            Item.objects.public()
            .filter(organ=organ, address_year=self.year, address_serial__range=numbers)
            .order_by("address_serial")
            .values_list("address_serial", "last_published_at")
        )
        found = [(f"{organ.slug}/{self.year}/{serial}.html", _day(at)) for serial, at in items]
        # All withdrawn: an empty map would be a faulty one.
        return _written("urlset", "url", found or [(f"{organ.slug}/index.html", None)])


@dataclass(frozen=True)
class ArchiveMap(lists.ListFile):
    """The archive pages of a list, one part; each dated by the item that filled it."""

    part: int

    def content(self) -> bytes | None:
        node = lists.node_with_lineage(self.node_id)
        if node is None:
            return None
        first, last = (
            (self.part - 1) * PART + 1,
            min(self.part * PART, lists.last_archived(node.last_position)),
        )
        if first > last:
            return None
        filling = [number * lists.SIZE for number in range(first, last + 1)]
        filled = dict(
            Placement.objects.filter(node=node, position__in=filling).values_list(
                "position", "item__first_published_at"
            )
        )
        folder = f"{node.organ.slug}/{node.slug}"
        pages = ((number, filled.get(number * lists.SIZE)) for number in range(first, last + 1))
        return _written("urlset", "url", ((f"{folder}/{number}.html", _day(at)) for number, at in pages))


@dataclass(frozen=True)
class Robots(Page):
    """What search engines may read: all files; the dynamic doors and the back office hold nothing for them."""

    def content(self) -> bytes | None:
        lines = [
            "User-agent: *",
            f"Disallow: {settings.PUBLIC_PATH}{settings.DOORS}",
            "Disallow: /admin/",
            f"Sitemap: {public_address(INDEX.path)}",
        ]
        return ("\n".join(lines) + "\n").encode()


INDEX = Index("sitemap.xml")
SITE = SiteMap("sitemap-site.xml")


def of_organ(organ: Organ) -> OrganMap:
    """The file of an organ's fixed pages."""
    return OrganMap(f"{organ.slug}/sitemap.xml", organ.pk)


def of_item(item: Item) -> YearMap:
    """The file in which an item stands, with others of its organ and year."""
    return _of_year(item.organ, item.address_year, _part(item.address_serial))


def of_years(organ: Organ) -> Iterator[YearMap]:
    """Every file of an organ's items."""
    for _, year, last in addresses_given(organ):
        for part in range(1, _part(last) + 1):
            yield _of_year(organ, year, part)


def _of_year(organ: Organ, year: int, part: int) -> YearMap:
    return YearMap(f"{organ.slug}/sitemap-{year}-{part}.xml", organ.pk, year, part)


def of_archive(node: CatalogueNode, number: int) -> Iterator[ArchiveMap]:
    """The file in which archive page `number` of a list stands, if there is such a page."""
    if number >= 1:
        part = _part(number)
        yield ArchiveMap(f"{node.organ.slug}/{node.slug}/sitemap-{part}.xml", node.pk, part)


def of_archives(node: CatalogueNode) -> Iterator[ArchiveMap]:
    """Every file of a list's archive pages."""
    for first in range(1, lists.last_archived(node.last_position) + 1, PART):
        yield from of_archive(node, first)
