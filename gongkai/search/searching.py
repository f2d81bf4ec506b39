"""Answering a query with one searcher: strict first, then ever looser, until something is found."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import tantivy

from gongkai.search import matching
from gongkai.search.query import Hit, Hits, Match, Query, Suggestion
from gongkai.search.schema import FILTERS
from gongkai.search.snippets import Text, found_in, marked, snippet
from gongkai.search.suggest import suggestion
from gongkai.search.words import Asked, Word, asked, written_out

# Hits beyond this many are counted but not shown: a reader narrows the search instead.
DEEPEST = 10_000
LARGEST_PAGE = 100
_BUCKETS = 200
_CHINA = ZoneInfo("Asia/Shanghai")


class Tried(NamedTuple):
    """One way to understand the words."""

    match: Match
    words: Sequence[Word]
    query: tantivy.Query
    suggestion: Suggestion | None = None


def search(searcher: tantivy.Searcher, query: Query) -> Hits:
    """The answer to any query."""
    began = time.perf_counter()
    question = asked(query.words)
    size = min(max(1, query.size), LARGEST_PAGE)
    page = min(max(1, query.page), max(1, DEEPEST // size))
    tried, found = _first_to_find(searcher, query, question, size, (page - 1) * size)
    total = matching.count(found)
    needles = _needles(tried)
    return Hits(
        total=total,
        hits=tuple(_hit(searcher.doc(address), needles) for _, address in found.hits),
        page=page,
        size=size,
        pages=-(-min(total, DEEPEST) // size),
        match=tried.match,
        took=time.perf_counter() - began,
        notices=(*question.notices, *_notices(query, question, tried, total)),
        suggestion=tried.suggestion,
        facets=facets(searcher, tried.query) if query.facets and _worth_counting(tried, total) else {},
    )


def _worth_counting(tried: Tried, total: int) -> bool:
    """Hits that only resemble the words are not counted by kind, nor are more than can be listed."""
    return tried.match in (Match.ALL, Match.CORRECTED) and total <= DEEPEST


def keys(searcher: tantivy.Searcher, query: Query, most: int) -> list[str]:
    """The keys of the first documents that answer a query, best first; nothing else of them is read."""
    _, found = _first_to_find(searcher, query, asked(query.words), max(1, most), 0)
    cards = ((searcher.doc(address).get_first("card") or b"{}").decode() for _, address in found.hits)
    return [str(json.loads(card)["key"]) for card in cards]


def _first_to_find(
    searcher: tantivy.Searcher, query: Query, question: Asked, size: int, offset: int
) -> tuple[Tried, tantivy.SearchResult]:
    """The strictest way to understand the words that finds anything, and one page of what it finds."""
    for tried in _tries(searcher, query, question):
        found = _run(searcher, tried, query, size, offset)
        if matching.count(found):
            break
    return tried, found


def _tries(searcher: tantivy.Searcher, query: Query, question: Asked) -> Iterator[Tried]:
    """Ways to understand the words, strictest first; the last one may find nothing."""
    words = question.words

    def tried(
        match: Match, clauses: list[matching.Clause], said: Sequence[Word], meant: Suggestion | None = None
    ) -> Tried:
        return Tried(match, said, matching.together(clauses, query), meant)

    if not words:
        anything = matching.everything() if not query.words.strip() else tantivy.Query.empty_query()
        yield tried(Match.ALL, [(tantivy.Occur.Must, anything)], words)
        return
    yield tried(Match.ALL, matching.all_words(words, searcher.doc_freq), words)
    parts = [part for word in words for part in written_out(word)]
    if len(parts) > len(words):
        yield tried(Match.LOOSE, matching.all_words(parts, searcher.doc_freq), parts)
    meant = suggestion(searcher, words)
    if meant is not None and meant.certain:
        corrected = asked(meant.words).words
        yield tried(Match.CORRECTED, matching.all_words(corrected, searcher.doc_freq), corrected, meant)
    yield tried(Match.LOOSE, matching.loose_words(parts, searcher.doc_freq), parts, meant)
    yield tried(Match.NEAR, matching.near_words(words), words, meant)


def _run(
    searcher: tantivy.Searcher, tried: Tried, query: Query, size: int, offset: int
) -> tantivy.SearchResult:
    if query.sort == "date" or not tried.words:
        return searcher.search(tried.query, limit=size, offset=offset, order_by_field="published")
    return searcher.search(tried.query, limit=size, offset=offset, weight_by_field="weight")


def _needles(tried: Tried) -> list[tuple[str, ...]]:
    """What to mark: the words in each of their spellings, or their terms when they were taken apart."""
    if tried.match in (Match.ALL, Match.CORRECTED):
        return [(word.text, *word.others) for word in tried.words]
    needles: list[tuple[str, ...]] = []
    for word in tried.words:
        needles.append((word.text, *word.others))
        if not word.others:
            needles.extend((term,) for term in word.terms if len(term) > 1)
    return needles


def _hit(entry: tantivy.Document, needles: Sequence[tuple[str, ...]]) -> Hit:
    """What is shown of an entry."""
    facts: dict[str, Any] = json.loads((entry.get_first("card") or b"{}").decode())
    facts["published"] = datetime.fromtimestamp(facts["published"], _CHINA)
    title, number = facts["title"], facts["document_number"]
    in_number = found_in(Text(number), needles)
    in_title = found_in(Text(title), needles)
    whole = {at for _, _, at in (*in_number, *in_title)}
    shown = (entry.get_first("body") or b"").decode()
    found = found_in(Text(shown), needles, whole)
    in_attachment = False
    if not found and (attached := (entry.get_first("attachments") or b"").decode()):
        found_there = found_in(Text(attached), needles, whole)
        if found_there or not shown:
            shown, found, in_attachment = attached, found_there, True
    return Hit(
        **facts,
        title_html=marked(title, [(start, end) for start, end, _ in in_title]),
        number_html=marked(number, [(start, end) for start, end, _ in in_number]),
        snippet_html=snippet(shown, found),
        in_attachment=in_attachment,
    )


def _notices(query: Query, question: Asked, tried: Tried, total: int) -> Iterator[str]:
    """What to say about the way the words were understood."""
    if not question.words and query.words.strip():
        yield "没有可以检索的文字，请输入要找的词、标题或者文号。"
    elif not total and question.words:
        yield "没有找到相关信息，请换一个说法，或者减少检索词、取消筛选条件。"
    elif tried.match is Match.CORRECTED and tried.suggestion is not None:
        wrong, right = tried.suggestion.replaced[0]
        yield f"没有找到“{wrong}”，以下是“{right}”的检索结果。"
    elif tried.match is Match.LOOSE:
        yield "没有与检索词完全一致的信息，以下信息包含检索词的主要内容。"
    elif tried.match is Match.NEAR:
        yield "没有完全符合的信息，以下是内容相近的信息。"
    if total > DEEPEST:
        yield f"结果较多，只列出前 {DEEPEST} 条，可以增加检索词或者筛选条件。"


def facets(searcher: tantivy.Searcher, query: tantivy.Query) -> Mapping[str, Mapping[str, int]]:
    """How many hits there are per organ, column, kind, year and validity, most first."""
    wanted = {name: {"terms": {"field": name, "size": _BUCKETS}} for name in FILTERS}
    counted = searcher.aggregate(query, wanted)
    return {
        name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in counted[name]["buckets"]}
        for name in FILTERS
    }
