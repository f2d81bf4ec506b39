"""From a changed record to the public files it touches: a small bounded number, however large the archive."""

from collections.abc import Callable, Iterator

from gongkai.disclosure.models import CatalogueNode, Item
from gongkai.organs.models import Organ
from gongkai.organs.permissions import subtree_ids
from gongkai.portal.pages import lists
from gongkai.portal.pages.assets import assets
from gongkai.portal.pages.items import AttachmentFile, ItemPage, ItemTwin, attachment_links, item_stem
from gongkai.portal.pages.organs import Guide, Home, OrganHome
from gongkai.portal.pages.page import Page
from gongkai.portal.pages.reports import ReportList, report_pages
from gongkai.reporting.models import AnnualReport

HOME = Home("index.html")
LOT = 200  # items


def _item_files(item: Item) -> Iterator[Page]:
    stem = item_stem(item.organ.slug, item)
    for link in attachment_links(item):
        yield AttachmentFile(link.path, item.pk)
    yield ItemTwin(f"{stem}.json", item.pk)
    yield ItemPage(f"{stem}.html", item.pk)


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
    """Everything of an organ and of those under it: its name stands on each page; and what names it above."""
    organ = Organ.objects.select_related("parent__parent").filter(pk=organ_id).first()
    if organ is None:
        return
    for one in Organ.objects.filter(pk__in=subtree_ids(organ)):
        yield from _area(one)
    for above in _lineage(organ.parent):
        yield _report_list(above)
        yield _organ_home(above)
    yield HOME


def _area(organ: Organ) -> Iterator[Page]:
    """Every public file of one organ, each after those it links to."""
    for item in _public_items(organ):
        yield from _item_files(item)
    for record in AnnualReport.objects.filter(organ=organ, published_at__isnull=False).defer("snapshot"):
        yield from report_pages(record, organ.slug)
    for node in CatalogueNode.objects.filter(organ=organ):
        yield from lists.all_pages(node, organ.slug)
    yield _report_list(organ)
    yield Guide(f"{organ.slug}/zhinan/index.html", organ.pk)
    yield _organ_home(organ)


def _public_items(organ: Organ) -> Iterator[Item]:
    """In lots, each read when its turn comes: a cursor held open would show all readers the records of its first day."""
    keys = list(Item.objects.public().filter(organ=organ).values_list("pk", flat=True))
    for start in range(0, len(keys), LOT):
        lot = Item.objects.public().filter(pk__in=keys[start : start + LOT])
        yield from lot.select_related("organ").defer("body")


def of_report(report_id: int) -> Iterator[Page]:
    """A report's page and files, and the yearly lists of its organ and every organ above."""
    record = AnnualReport.objects.select_related("organ__parent__parent").filter(pk=report_id).first()
    if record is None:
        return
    yield from report_pages(record, record.organ.slug)
    for organ in _lineage(record.organ):
        yield _report_list(organ)


def everything(_: int = 0) -> Iterator[Page]:
    """Every public file there should be."""
    yield from assets()
    for organ in Organ.objects.all():
        yield from _area(organ)
    yield HOME


def _lineage(organ: Organ | None) -> Iterator[Organ]:
    """`organ` and those above it."""
    while organ is not None:
        yield organ
        organ = organ.parent


def _report_list(organ: Organ) -> ReportList:
    return ReportList(f"{organ.slug}/nianbao/index.html", organ.pk)


def _organ_home(organ: Organ) -> OrganHome:
    return OrganHome(f"{organ.slug}/index.html", organ.pk)


TOUCHED: dict[str, Callable[[int], Iterator[Page]]] = {
    "disclosure.item": of_item,
    "disclosure.cataloguenode": of_node,
    "organs.organ": of_organ,
    "reporting.annualreport": of_report,
    "portal.site": everything,
}
