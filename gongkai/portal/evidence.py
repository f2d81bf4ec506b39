"""公开存证: the worker's duty of linking acts, entering first publications in the public log, and a root each night."""

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.disclosure.models import Item
from gongkai.office.clock import now
from gongkai.portal.pages.items import item_stem
from gongkai.trail.acts import Publication, link_waiting, log_publications, make_daily_root
from gongkai.trail.models import Link, PublicLogEntry

ITEM = Item._meta.label_lower
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

    Whatever act makes an item public tells its index number and its fingerprint; the first such act is the one.
    """
    links = Link.objects.filter(number__gt=after, number__lte=upto, act__subject_kind=ITEM)
    told = links.order_by("number").values_list("number", "act__subject_id", "act__at", "act__detail")
    made_public = [one for one in told if "索引号" in one[3]]
    items = Item.objects.select_related("organ").only("organ__slug", "address_year", "address_serial")
    held = items.in_bulk({item_id for _, item_id, _, _ in made_public})
    for number, item_id, at, detail in made_public:
        item = held.get(item_id)
        if item is not None:
            address = f"{item_stem(item.organ.slug, item)}.html"
            facts = (detail["索引号"], address, at, detail.get("指纹", ""))
            yield Publication(number, item.organ_id, item_id, *facts)
