"""公开存证: the worker's duty of linking acts, entering first publications in the public log, and a root each night."""

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.disclosure.models import Item
from gongkai.office.clock import now
from gongkai.portal.pages.items import item_stem
from gongkai.portal.pages.reports import report_folder
from gongkai.reporting.models import AnnualReport
from gongkai.trail.acts import Publication, link_waiting, log_publications, make_daily_root
from gongkai.trail.firsts import ITEM, REPORT, fingerprint_of, index_number_of, makes_public, publishing
from gongkai.trail.models import Link, PublicLogEntry

LOT = 2000  # links looked at in one go


class Evidence:
    """Follows the chain link by link: the links are numbered in the order of their commits, so none is passed over.

    How far it is stands in the log itself; beyond the last entry, links of other acts are looked at once a process.
    """

    failed = "公开存证没有记下，稍后再试"

    def __init__(self) -> None:
        self.seen: int | None = None  # links up to this number need no more looking at
        self.rooted: date | None = None  # the day up to which there are roots

    def __call__(self) -> None:
        link_waiting()
        self._log()
        yesterday = now().date() - timedelta(days=1)
        if self.rooted != yesterday:
            make_daily_root(day=yesterday, at=now())
            self.rooted = yesterday

    def _log(self) -> None:
        if self.seen is None:
            last = PublicLogEntry.objects.order_by("-link_number").values_list("link_number", flat=True)
            self.seen = last.first() or 0
        end = Link.objects.order_by("-number").values_list("number", flat=True).first() or 0
        while self.seen < end:
            upto = min(self.seen + LOT, end)
            if found := list(first_publications(self.seen, upto)):
                log_publications(found)
            self.seen = upto


def first_publications(after: int, upto: int) -> Iterator[Publication]:
    """The first publications among the links beyond `after` up to `upto`, in order.

    Of an item the first act that tells its index number is the one.
    """
    acts = publishing().filter(link__number__gt=after, link__number__lte=upto).order_by("link__number")
    told = acts.values_list("link__number", "subject_kind", "subject_id", "at", "detail")
    made_public = [one for one in told if makes_public(one[1], one[4])]
    places = _places({(kind, key) for _, kind, key, _, _ in made_public})
    for number, kind, key, at, detail in made_public:
        if place := places.get((kind, key)):
            organ_id, address = place
            facts = (index_number_of(detail), address, at, fingerprint_of(detail))
            yield Publication(number, organ_id, kind, key, *facts)


def _places(subjects: set[tuple[str, int]]) -> dict[tuple[str, int], tuple[int, str]]:
    """The organ and the address of each item and report there is."""
    items = Item.objects.select_related("organ").only("organ__slug", "address_year", "address_serial")
    reports = AnnualReport.objects.select_related("organ").only("organ__slug", "year")
    keys = {kind: {key for one, key in subjects if one == kind} for kind in (ITEM, REPORT)}
    return {
        (ITEM, key): (item.organ_id, f"{item_stem(item.organ.slug, item)}.html")
        for key, item in items.in_bulk(keys[ITEM]).items()
    } | {
        (REPORT, key): (report.organ_id, f"{report_folder(report)}/index.html")
        for key, report in reports.in_bulk(keys[REPORT]).items()
    }
