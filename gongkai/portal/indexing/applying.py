"""Bringing both indexes up to a few records."""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from django.db import Error as DatabaseGone
from django.db.models import QuerySet

from gongkai.disclosure.finding import desk_index, item_key
from gongkai.disclosure.models import Item
from gongkai.portal.indexing.attached import Texts
from gongkai.portal.indexing.indexes import public_index
from gongkai.portal.indexing.records import desk_document, public_document, report_document, report_key
from gongkai.reporting.models import AnnualReport
from gongkai.search.document import Document
from gongkai.trail.models import Reindexing

ITEM, REPORT = Item._meta.label_lower, AnnualReport._meta.label_lower

logger = logging.getLogger(__name__)

Owed = set[tuple[str, int]]


class Applied(NamedTuple):
    """What of a lot is not done: no document could be made of it, or its time has not come yet."""

    failed: Owed
    postponed: Owed


def with_all() -> QuerySet[Item]:
    """Items with everything that their documents are made of."""
    related = ("organ", "node__parent__parent", "latest_revision__content_type")
    return Item.objects.select_related(*related).prefetch_related("attachments__stored_file")


def published_reports() -> QuerySet[AnnualReport]:
    """Annual reports that anyone may read."""
    return AnnualReport.objects.filter(published_at__isnull=False).select_related("organ")


def drop_withdrawn() -> None:
    """Take every item that is no longer public, and whose change is not yet followed, out of the public index."""
    waiting = Reindexing.objects.filter(kind=ITEM).values("key")
    gone = Item.objects.filter(pk__in=waiting, live=False, first_published_at__isnull=False)
    if keys := [item_key(pk) for pk in gone.values_list("pk", flat=True)]:
        index = public_index()
        index.remove(keys)
        index.commit()


def apply_items(ids: Collection[int], until: float) -> Applied:
    """Enter items as they stand now into both indexes, or take them out; commits nothing.

    At least the first one is seen to, the others as long as it is before `until` (monotonic seconds). An
    item with attachments not read in time is entered without them, and comes again.
    """
    owed = Applied(set(), set())
    texts = Texts(max(0.0, until - time.monotonic()))
    records = {item.pk: item for item in with_all().filter(pk__in=ids)}
    for place, pk in enumerate(ids):
        if place and time.monotonic() > until:
            owed.postponed.add((ITEM, pk))
            continue
        texts.put_off = False
        if not _apply_item(pk, records.get(pk), texts):
            owed.failed.add((ITEM, pk))
        elif texts.put_off:
            owed.postponed.add((ITEM, pk))
    return owed


def _apply_item(pk: int, item: Item | None, texts: Texts) -> bool:
    """Enter one item; False when its documents could not be made."""
    public, desk = public_index(), desk_index()
    if item is None:
        public.remove([item_key(pk)])
        desk.remove([item_key(pk)])
        return True
    inside = attempted(desk_document, item, texts)
    outside = attempted(public_document, item, texts) if item.live else None
    if inside is None or (item.live and outside is None):
        return False
    desk.replace([inside])
    if outside is None:
        public.remove([item_key(pk)])
    else:
        public.replace([outside])
    return True


def attempted(make: Callable[[Item, Texts], Document], item: Item, texts: Texts) -> Document | None:
    """An item's document, or None and a line in the log: one record must not hold up the search of all others."""
    try:
        return make(item, texts)
    except DatabaseGone:
        raise
    except Exception:
        logger.exception("信息 %s 没有收进检索库，稍后再试", item.pk)
        return None


def apply_reports(ids: Iterable[int]) -> Owed:
    """Enter annual reports as they stand now into the public index; commits nothing. Gives back those that failed."""
    index = public_index()
    failed: Owed = set()
    records = {record.pk: record for record in published_reports().filter(pk__in=ids)}
    for pk in ids:
        if pk not in records:
            index.remove([report_key(pk)])
        else:
            index.replace(report_documents([records[pk]], failed))
    return failed


def report_documents(records: Iterable[AnnualReport], failed: Owed) -> Iterator[Document]:
    """The documents of published reports; those that cannot be read are named in the log and put into `failed`."""
    for record in records:
        try:
            made = report_document(record)
        except Exception:
            logger.exception("年度报告 %s 没有收进检索库，稍后再试", record.pk)
            failed.add((REPORT, record.pk))
        else:
            yield made
