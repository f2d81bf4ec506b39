"""Making both indexes anew from the records, while the old ones serve.

The rows of changes stay until this is done (following.py), so that what happens meanwhile is followed
afterwards; only rows that were there before the first record was read are covered and go.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from gongkai.disclosure.models import Item
from gongkai.portal.indexing.applying import (
    ITEM,
    Owed,
    attempted,
    drop_withdrawn,
    published_reports,
    report_documents,
    with_all,
)
from gongkai.portal.indexing.attached import Texts
from gongkai.portal.indexing.indexes import rebuilding
from gongkai.portal.indexing.records import desk_document, public_document
from gongkai.search.document import Document
from gongkai.search.index import Index
from gongkai.trail.models import Act, Reindexing

LOT = 200  # records read together

Progress = Callable[[str, int, int], None]


def _quietly(what: str, done: int, total: int) -> None:
    """Nobody wants to know."""


def rebuild(progress: Progress = _quietly) -> tuple[int, int]:
    """Build both indexes; the number of documents in the public one and in the office's.

    `progress` is told which index, how many records are done and how many there are. If it fails or is
    killed, the old indexes and every row stay. Raises IndexBusy, IndexNotWritten.
    """
    with rebuilding():
        covered = list(Reindexing.objects.values_list("pk", flat=True))
        position = Act.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        work = _Work(progress)
        public = Index(_folder("public")).rebuild(work.public(), position=position)
        drop_withdrawn()
        desk = Index(_folder("desk")).rebuild(work.desk(), position=position)
        Reindexing.objects.bulk_create(Reindexing(kind=kind, key=key) for kind, key in sorted(work.owed))
        for start in range(0, len(covered), LOT):
            Reindexing.objects.filter(pk__in=covered[start : start + LOT]).delete()
    return public, desk


def _folder(name: str) -> Path:
    return Path(settings.INDEX_ROOT) / name


class _Work:
    """The documents of all records, one lot in memory at a time."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.owed: Owed = set()  # records of which no document could be made
        self.texts = Texts()

    def public(self) -> Iterator[Document]:
        total = Item.objects.public().count() + published_reports().count()
        done = 0
        for done, item in enumerate(_in_lots(live=True), start=1):
            self.progress("公开检索库", done, total)
            yield from self._made(public_document, item)
        for found in report_documents(published_reports().iterator(LOT), self.owed):
            done += 1
            self.progress("公开检索库", done, total)
            yield found

    def desk(self) -> Iterator[Document]:
        total = Item.objects.count()
        for done, item in enumerate(_in_lots(), start=1):
            self.progress("内部检索库", done, total)
            yield from self._made(desk_document, item)

    def _made(self, make: Callable[[Item, Texts], Document], item: Item) -> Iterator[Document]:
        made = attempted(make, item, self.texts)
        if made is None:
            self.owed.add((ITEM, item.pk))
        else:
            yield made


def _in_lots(**facts: bool) -> Iterator[Item]:
    """Items in order of number; each lot is read when its turn comes."""
    last = 0
    while lot := list(with_all().filter(pk__gt=last, **facts).order_by("pk")[:LOT]):
        yield from lot
        last = lot[-1].pk
