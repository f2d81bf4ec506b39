"""What the two indexes know, to be compared."""

import tempfile
from pathlib import Path
from typing import Any

from gongkai.disclosure.finding import desk_index
from gongkai.portal.indexing import public_index, rebuild
from gongkai.search.index import Index
from gongkai.search.query import Hit, Query

WORDS = ("正文", "附件", "改题", "未审的题目", "第1号", "通知", "乙", "概述", "公开工作年度报告", "2021")


def dump(index: Index) -> dict[str, tuple[Any, ...]]:
    """Everything that can be seen of every document, and which words find it."""
    found = {hit.key: tuple(hit) for hit in hits(index, Query())}
    for words in WORDS:
        for hit in hits(index, Query(words)):
            found[hit.key] += (words, hit.title_html, hit.snippet_html)
    for name, values in index.search(Query(facets=True)).facets.items():
        found[f"计数 {name}"] = tuple(sorted(values.items()))
    return found


def hits(index: Index, query: Query) -> list[Hit]:
    """Every hit of a query, page after page."""
    first = index.search(Query(**(vars(query) | {"size": 100})))
    pages = (
        index.search(Query(**(vars(query) | {"size": 100, "page": page})))
        for page in range(2, first.pages + 1)
    )
    return [hit for answer in (first, *pages) for hit in answer.hits]


def titles(index: Index, words: str = "", **facts: Any) -> set[str]:
    """The titles that a query finds."""
    return {hit.title for hit in hits(index, Query(words, **facts))}


def both() -> tuple[dict[str, Any], dict[str, Any]]:
    """What the public index and the office's know now."""
    return dump(public_index()), dump(desk_index())


def rebuilt(settings: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What they would know if they were made anew, in a folder that is used for nothing else."""
    followed = settings.INDEX_ROOT
    with tempfile.TemporaryDirectory() as name:
        settings.INDEX_ROOT = Path(name)
        try:
            rebuild()
            return both()
        finally:
            settings.INDEX_ROOT = followed
