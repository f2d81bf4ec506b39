"""The office's own index (内部检索库): the latest draft of every item, public or not, scoped before it is ranked.

It lies apart from the public one and no public door opens it. The portal's follower keeps it up to the records.
"""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from django.conf import settings

from gongkai.organs.models import Organ
from gongkai.search.errors import IndexDamaged, IndexNotWritten
from gongkai.search.index import Index
from gongkai.search.query import Query

MOST = 1000  # items that one search in the office lists


def item_key(item_id: int) -> str:
    """What an index knows an item by."""
    return f"item:{item_id}"


@cache
def opened(folder: Path) -> Index:
    """The index in a folder, opened once in a process. Raises IndexNotWritten."""
    return Index(folder)


def desk_index() -> Index:
    """The office's index. Raises IndexNotWritten."""
    return opened(Path(settings.INDEX_ROOT) / "desk")


def found_items(words: str, organ_ids: Collection[int]) -> list[int] | None:
    """Numbers of the items of these organs that answer the words, best first; None when the index is not there."""
    slugs = Organ.objects.filter(pk__in=organ_ids).values_list("slug", flat=True)
    try:
        index = desk_index()
        if index.position is None:
            return None
        keys = index.keys(Query(words, among=frozenset(slugs)), MOST)
    except (IndexDamaged, IndexNotWritten):
        return None
    return [int(key.removeprefix(item_key(0)[:-1])) for key in keys]
