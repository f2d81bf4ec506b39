"""What the site, organs and columns are called: small tables that every search page needs, read once a minute."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from gongkai.disclosure.models import CatalogueNode, Genre, Validity
from gongkai.organs.models import Level, Organ
from gongkai.portal.indexing.records import REPORT_COLUMN, REPORT_KIND
from gongkai.portal.models import Site
from gongkai.search.folding import fold
from gongkai.search.text import terms
from gongkai.search.words import asked

LIFE = 60.0  # seconds
KINDS = MappingProxyType({kind: kind for kind in (*Genre.values, REPORT_KIND)})
VALIDITIES = MappingProxyType({label: label for label in Validity.labels})


@dataclass(frozen=True)
class Tables:
    """The site as it calls itself, and names by slug. `applied_to` is the organ to apply to when none was chosen."""

    site: Site
    organs: Mapping[str, str]
    villages: frozenset[str]
    applied_to: str
    columns: Mapping[str, str]
    alike: Mapping[str, tuple[str, ...]]  # columns of one name, whatever their organs call them in addresses
    about: Mapping[str, frozenset[str]]  # pairs of characters in a column's name and content standard

    def nearest_columns(self, words: str) -> list[str]:
        """Columns whose name or content standard shares most with the words, best first."""
        wanted: set[str] = set()
        for word in asked(words).words:
            wanted.update(*(terms(said) for said in (word.text, *map(fold, word.others))))
        wanted = {pair for pair in wanted if len(pair) > 1}
        shared = {slug: len(wanted & pairs) for slug, pairs in self.about.items()}
        near = [slug for slug, count in shared.items() if count and self.alike[slug][0] == slug]
        return sorted(near, key=lambda slug: (-shared[slug], len(self.columns[slug])))


def tables() -> Tables:
    """The tables as they were at most a minute ago."""
    return read(int(time.monotonic() // LIFE))


@lru_cache(maxsize=1)
def read(_minute: int) -> Tables:
    """The tables as they stand; the number only says how long they are good for."""
    organs = list(Organ.objects.order_by("id").values_list("slug", "short_name", "level"))
    columns = {REPORT_COLUMN: "政府信息公开年报"}
    standard: dict[str, set[str]] = {REPORT_COLUMN: set()}
    nodes = CatalogueNode.objects.exclude(parent=None).order_by("id")
    for slug, title, elements in nodes.values_list("slug", "title", "required_elements"):
        columns.setdefault(slug, title)
        standard.setdefault(slug, set()).update([title, *map(str, elements)])
    standard[REPORT_COLUMN].add(columns[REPORT_COLUMN])
    named: dict[str, tuple[str, ...]] = {}
    for slug, title in columns.items():
        named[title] = (*named.get(title, ()), slug)
    return Tables(
        site=Site.objects.first() or Site(),
        organs={slug: name for slug, name, _ in organs},
        villages=frozenset(slug for slug, _, level in organs if level == Level.VILLAGE),
        applied_to=next((slug for slug, _, level in organs if level == Level.DISTRICT), ""),
        columns=columns,
        alike={slug: named[title] for slug, title in columns.items()},
        about={
            slug: frozenset(pair for said in texts for pair in terms(fold(said)))
            for slug, texts in standard.items()
        },
    )
