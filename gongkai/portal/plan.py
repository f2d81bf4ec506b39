"""From a changed record to the public files it touches: a small bounded number, however large the archive."""

from collections.abc import Callable, Iterator

from django.db.models import Q

from gongkai.disclosure.models import CatalogueNode, Item, Placement
from gongkai.disclosure.queries import beside, ever_policy_document
from gongkai.disclosure.takendown import told_publicly_ids
from gongkai.organs.models import Organ
from gongkai.organs.permissions import subtree_ids
from gongkai.portal.pages import columns, evidence, inforce, official, sitemaps
from gongkai.portal.pages.applying import ApplicationForm, Applying
from gongkai.portal.pages.assets import assets
from gongkai.portal.pages.data import HomeTwin, ItemTwin
from gongkai.portal.pages.errors import error_pages
from gongkai.portal.pages.feeds import HomeFeed
from gongkai.portal.pages.items import AttachmentFile, ItemPage, item_stem, public_files
from gongkai.portal.pages.organs import Guide, Home, OrganHome
from gongkai.portal.pages.overviews import OpenData, OrganOverview, Overview
from gongkai.portal.pages.page import Page
from gongkai.portal.pages.reports import ReportList, ReportPage, report_folder, report_pages
from gongkai.reporting.models import AnnualReport
from gongkai.trail.firsts import ITEM, REPORT
from gongkai.trail.queries import first_held_by

FRONT = (
    HomeTwin("index.json"),
    HomeFeed("feed.atom"),
    Home("index.html"),
)  # the page last: it links to the others
OF_ALL_ORGANS = (Overview("ditu/index.html"), OpenData("opendata/index.html"), sitemaps.INDEX)
LOT = 200  # items


def _item_files(item: Item) -> Iterator[Page]:
    for file in public_files(item):
        yield AttachmentFile(file.path, item.pk)
    if item.validity:
        yield from official.files_of(item)
    yield _proof(item)
    yield from _item_texts(item)


def _proof(item: Item) -> evidence.ProofFile:
    return evidence.ProofFile(f"{item_stem(item.organ.slug, item)}.proof.json", item.pk)


def _item_texts(item: Item) -> Iterator[Page]:
    stem = item_stem(item.organ.slug, item)
    yield ItemTwin(f"{stem}.json", item.pk)
    yield ItemPage(f"{stem}.html", item.pk)


def of_item(item_id: int) -> Iterator[Page]:
    """An item's own files, the pages of others that name it, its lists, and the front pages."""
    item = Item.objects.select_related("organ").filter(pk=item_id, address_serial__isnull=False).first()
    if item is None:
        return
    if not item.validity and ever_policy_document(item):
        yield from official.files_of(item)  # to be cleared
    yield from _item_files(item)
    yield from _explained_and_explaining(item)
    placements = list(item.placements.select_related("node__organ"))
    for placement in placements:
        if placement.node.takes_items:  # the column it stands in, and the one it may have left as a draft
            yield from _pages_beside(placement)
    for placement in placements:
        yield from columns.files_showing(placement.node, placement.position)
    yield from inforce.pages_for(item)
    yield sitemaps.of_item(item)
    yield sitemaps.INDEX
    yield _organ_home(item.organ)
    yield from FRONT


def _pages_beside(placement: Placement) -> Iterator[Page]:
    """The pages that name what stands here as 上一篇 or 下一篇."""
    for other in beside(placement.node_id, placement.position):
        if other is not None:
            yield ItemPage(f"{item_stem(placement.node.organ.slug, other)}.html", other.pk)


def _explained_and_explaining(item: Item) -> Iterator[Page]:
    """The files of the document that `item` explains, and of what explains it: they link both ways."""
    linked = Item.objects.filter(Q(pk=item.explains_id) | Q(explains=item), address_serial__isnull=False)
    for other in linked.select_related("organ"):
        yield from _item_texts(other)


def of_node(node_id: int) -> Iterator[Page]:
    """Every file of a column."""
    node = CatalogueNode.objects.select_related("organ").filter(pk=node_id).first()
    if node is not None:
        yield from columns.all_files(node)
        yield sitemaps.INDEX


def of_organ(organ_id: int) -> Iterator[Page]:
    """Everything of an organ and of those under it: its name stands on each page; and what names it above."""
    organ = Organ.objects.select_related("parent__parent").filter(pk=organ_id).first()
    if organ is None:
        return
    for one in Organ.objects.filter(pk__in=subtree_ids(organ)):
        yield from _area(one)
    for above in _lineage(organ.parent):
        yield _report_list(above)
        yield _organ_overview(above)
        yield _organ_home(above)
    yield from inforce.of_all_organs()
    yield from OF_ALL_ORGANS
    yield from FRONT


def _area(organ: Organ) -> Iterator[Page]:
    """Every public file of one organ, each after those it links to."""
    for item in _public_items(organ):
        yield from _item_files(item)
    for gone in Item.objects.filter(pk__in=told_publicly_ids(organ.pk)).select_related("organ").defer("body"):
        yield ItemPage(f"{item_stem(gone.organ.slug, gone)}.html", gone.pk)
    for record in (
        AnnualReport.objects.filter(organ=organ, published_at__isnull=False)
        .select_related("organ")
        .defer("snapshot")
    ):
        yield from _report_files(record)
    for node in CatalogueNode.objects.filter(organ=organ).select_related("organ"):
        yield from columns.all_files(node)
    yield from inforce.all_pages(organ)
    yield _report_list(organ)
    yield Guide(f"{organ.slug}/zhinan/index.html", organ.pk)
    yield ApplicationForm(f"{organ.slug}/yishenqing/shenqingbiao.docx", organ.pk)
    yield Applying(f"{organ.slug}/yishenqing/index.html", organ.pk)
    yield from sitemaps.of_years(organ)
    yield sitemaps.of_organ(organ)
    yield _organ_overview(organ)
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
    yield from _report_files(record)
    yield sitemaps.of_organ(record.organ)
    for organ in _lineage(record.organ):
        yield _report_list(organ)


def _report_files(record: AnnualReport) -> Iterator[Page]:
    yield _report_proof(record)
    yield from report_pages(record)


def _report_proof(record: AnnualReport) -> evidence.ReportProof:
    return evidence.ReportProof(f"{report_folder(record)}/report.proof.json", record.pk)


def of_root(root_id: int) -> Iterator[Page]:
    """The proofs of the items and reports that a daily root (每日存证) is the first to hold, their pages, and the roots.

    Each item has its page written once more for it, in the night after its first publication; nothing else changes.
    """
    keys = first_held_by(root_id, ITEM)
    for start in range(0, len(keys), LOT):
        lot = Item.objects.public().filter(pk__in=keys[start : start + LOT])
        for item in lot.select_related("organ").defer("body"):
            yield _proof(item)
            yield ItemPage(f"{item_stem(item.organ.slug, item)}.html", item.pk)
    reports = AnnualReport.objects.filter(pk__in=first_held_by(root_id, REPORT)).select_related("organ")
    for record in reports.defer("snapshot"):
        yield _report_proof(record)
        yield ReportPage(f"{report_folder(record)}/index.html", record.pk)
    yield from evidence.PAGES


def everything(_: int = 0) -> Iterator[Page]:
    """Every public file there should be."""
    yield from assets()
    yield from error_pages()
    for organ in Organ.objects.all():
        yield from _area(organ)
    yield sitemaps.SITE
    yield sitemaps.Robots("robots.txt")
    yield from inforce.of_all_organs()
    yield from evidence.PAGES
    yield from OF_ALL_ORGANS
    yield from FRONT


def _lineage(organ: Organ | None) -> Iterator[Organ]:
    """`organ` and those above it."""
    while organ is not None:
        yield organ
        organ = organ.parent


def _report_list(organ: Organ) -> ReportList:
    return ReportList(f"{organ.slug}/nianbao/index.html", organ.pk)


def _organ_overview(organ: Organ) -> OrganOverview:
    return OrganOverview(f"{organ.slug}/ditu/index.html", organ.pk)


def _organ_home(organ: Organ) -> OrganHome:
    return OrganHome(f"{organ.slug}/index.html", organ.pk)


TOUCHED: dict[str, Callable[[int], Iterator[Page]]] = {
    "disclosure.item": of_item,
    "disclosure.cataloguenode": of_node,
    "organs.organ": of_organ,
    "reporting.annualreport": of_report,
    "portal.site": everything,
    "trail.dailyroot": of_root,
}
