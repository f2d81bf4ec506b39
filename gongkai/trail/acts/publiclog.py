"""The public log of first publications (公开存证): entries, and a root for each day."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from gongkai.trail.acts.linking import alone_at_the_end
from gongkai.trail.acts.recording import record
from gongkai.trail.leaves import leaf_hash_of
from gongkai.trail.models import DailyRoot, Link, PublicLogEntry
from gongkai.trail.publictree import LogBroken, fresh_tree

__all__ = ["LogBroken", "Publication", "log_publications", "make_daily_root"]

CHINA = ZoneInfo("Asia/Shanghai")
DAILY_ROOT = "每日存证"


class Publication(NamedTuple):
    """A first publication, as the trail has it; `address` counts from the public folder."""

    link: int
    organ_id: int
    kind: str
    subject_id: int
    index_number: str
    address: str
    at: datetime
    fingerprint: str


@transaction.atomic
def log_publications(publications: Sequence[Publication]) -> int:
    """Enter first publications in the order given; what is entered already stays as it is. How many are new."""
    alone_at_the_end()
    entered = PublicLogEntry.objects.filter(subject_id__in=[one.subject_id for one in publications])
    held = set(entered.values_list("subject_kind", "subject_id"))
    last = PublicLogEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    fresh = []
    for one in publications:
        if (one.kind, one.subject_id) in held:
            continue
        held.add((one.kind, one.subject_id))
        entry = PublicLogEntry(
            number=last + len(fresh) + 1,
            link_number=one.link,
            organ_id=one.organ_id,
            subject_kind=one.kind,
            subject_id=one.subject_id,
            index_number=one.index_number,
            address=one.address,
            first_published_at=one.at,
            fingerprint=one.fingerprint,
        )
        entry.leaf = leaf_hash_of(entry)
        fresh.append(entry)
    PublicLogEntry.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def make_daily_root(*, day: date, at: datetime) -> DailyRoot | None:
    """The root (根) over everything first published until the end of `day`, and where the chain of acts ends now.

    It covers the log up to the first entry of a later day, so that every root holds all of the one before. None
    when there is one already, or nothing was ever published. Raises LogBroken when the log is no longer the one
    that the last root was made of: then no other root may be given out.
    """
    alone_at_the_end()
    last = DailyRoot.objects.order_by("-day").first()
    if last is not None and last.day >= day:
        return None
    midnight = datetime.combine(day + timedelta(days=1), time(), CHINA)
    later = PublicLogEntry.objects.filter(first_published_at__gte=midnight).order_by("number")
    first_later = later.values_list("number", flat=True).first()
    newest = PublicLogEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    size = first_later - 1 if first_later else newest
    if not size or (last is not None and size < last.size):
        return None
    end = Link.objects.order_by("-number").first()
    root = DailyRoot.objects.create(
        day=day,
        size=size,
        root=fresh_tree(last, size).root(size).hex(),
        link_number=end.number if end else 0,
        chain=end.chain if end else "",
        made_at=at,
    )
    detail = {"日期": str(day), "总数": size, "根": root.root, "办理记录数": root.link_number}
    record(
        verb=DAILY_ROOT, subject=root, by=None, at=at, detail=detail | {"链尾": root.chain}, changed=[root]
    )
    return root
