"""From a changed record to the public files it touches: a small bounded number, however large the archive."""

from collections.abc import Callable, Iterator

from gongkai.disclosure.models import CatalogueNode, Item
from gongkai.organs.models import Organ
from gongkai.portal.pages import lists
from gongkai.portal.pages.assets import assets
from gongkai.portal.pages.items import AttachmentFile, ItemPage, ItemTwin, attachment_links, item_stem
from gongkai.portal.pages.organs import Guide, Home, OrganHome
from gongkai.portal.pages.page import Page
from gongkai.portal.pages.reports import ReportList, report_pages
from gongkai.reporting.models import AnnualReport

HOME = Home("index.html")


def _item_files(item: Item) -> Iterator[Page]:
    stem = item_stem(item.organ.slug, item)
    yield ItemPage(f"{stem}.html", item.pk)
    yield ItemTwin(f"{stem}.json", item.pk)
    for link in attachment_links(item):
        yield AttachmentFile(link.path, item.pk)


def of_item(item_id: int) -> Iterator[Page]:
    """An item's own files, the list pages it stands on, and the two front pages."""
    item = Item.objects.select_related("organ").filter(pk=item_id, address_serial__isnull=False).first()
    if item is None:
        return
    yield from _item_files(item)
    for placement in item.placements.select_related("node"):
        yield from lists.pages_showing(placement.node, item.organ.slug, placement.position)
    yield _organ_home(item.organ)
    yield HOME


def of_node(node_id: int) -> Iterator[Page]:
    """Every page of a column's list."""
    node = CatalogueNode.objects.select_related("organ").filter(pk=node_id).first()
    if node is not None:
        yield from lists.all_pages(node, node.organ.slug)


def of_organ(organ_id: int) -> Iterator[Page]:
    """Everything of an organ: its name stands on each of its pages."""
    organ = Organ.objects.filter(pk=organ_id).first()
    if organ is None:
        return
    yield _organ_home(organ)
    yield Guide(f"{organ.slug}/zhinan/index.html", organ.pk)
    yield ReportList(f"{organ.slug}/nianbao/index.html", organ.pk)
    for node in CatalogueNode.objects.filter(organ=organ):
        yield from lists.all_pages(node, organ.slug)
    for item in Item.objects.public().filter(organ=organ).select_related("organ").defer("body").iterator():
        yield from _item_files(item)
    for record in AnnualReport.objects.filter(organ=organ, published_at__isnull=False).defer("snapshot"):
        yield from report_pages(record, organ.slug)
    yield HOME


def of_report(report_id: int) -> Iterator[Page]:
    """A report's page and files, and the yearly lists of its organ and every organ above."""
    record = AnnualReport.objects.select_related("organ__parent__parent").filter(pk=report_id).first()
    if record is None:
        return
    yield from report_pages(record, record.organ.slug)
    organ: Organ | None = record.organ
    while organ is not None:
        yield ReportList(f"{organ.slug}/nianbao/index.html", organ.pk)
        organ = organ.parent


def everything(_: int = 0) -> Iterator[Page]:
    """Every public file there should be."""
    yield from assets()
    for organ_id in Organ.objects.order_by("pk").values_list("pk", flat=True):
        yield from of_organ(organ_id)
    yield HOME


def _organ_home(organ: Organ) -> OrganHome:
    return OrganHome(f"{organ.slug}/index.html", organ.pk)


TOUCHED: dict[str, Callable[[int], Iterator[Page]]] = {
    "disclosure.item": of_item,
    "disclosure.cataloguenode": of_node,
    "organs.organ": of_organ,
    "reporting.annualreport": of_report,
    "portal.site": everything,
}
