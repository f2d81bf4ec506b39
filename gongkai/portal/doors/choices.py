"""The filters of the search page: what there is to choose from, how many hits each has, and what is chosen.

Written here and not in the template: a page offers some hundred values, and each would cost a template ten steps.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape

from gongkai.portal.doors.asking import FILTERS, Asked
from gongkai.portal.doors.tables import LIFE, Tables
from gongkai.portal.indexing import public_index
from gongkai.search.query import Hits

MOST = 40  # values offered of one filter
WIDEST = 24  # characters of a name

Counts = Mapping[str, Mapping[str, int]]


@lru_cache(maxsize=1)
def _in_all(_minute: int) -> Counts:
    """What there is to choose from, when there are too many hits to say how many there are of each."""
    return public_index().facets()


def choices(question: Asked, hits: Hits, names: Tables) -> list[tuple[str, str, str]]:
    """The name of each filter, what it is called, and its options as escaped HTML. Raises IndexDamaged."""
    counts = hits.facets or (_in_all(int(time.monotonic() // LIFE)) if hits.total else {})
    shown = []
    for name, label in FILTERS.items():
        options = "".join(_options(question, names, name, counts.get(name, {}), told=bool(hits.facets)))
        if options:
            shown.append((name, label, options))
    return shown


def _options(
    question: Asked, names: Tables, name: str, found: Mapping[str, int], *, told: bool
) -> Iterator[str]:
    counts = Counter[str]()
    for value, count in found.items():
        counts[names.alike.get(value, (value,))[0] if name == "column" else value] += count
    chosen = str(question.chosen(name) or "")
    values = [value for value, _ in counts.most_common(MOST)]
    if name == "year":
        values.sort(reverse=True)
    if chosen and chosen not in values:
        values.insert(0, chosen)
    called: Mapping[str, str] = {"organ": names.organs, "column": names.columns}.get(name, {})
    for value in values:
        mark = " selected" if value == chosen else ""
        many = f"（{counts[value]}）" if told else ""
        yield f'<option value="{escape(value)}"{mark}>{escape(_short(called.get(value, value)))}{many}</option>'


def _short(name: str) -> str:
    return name if len(name) <= WIDEST else f"{name[: WIDEST - 1]}…"
