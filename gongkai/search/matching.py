"""From words to tantivy queries: what must be in a document, and what makes it come first."""

from collections.abc import Callable, Sequence

import tantivy

from gongkai.search.query import Query
from gongkai.search.schema import schema
from gongkai.search.text import covering, grams_of, is_ideograph, squeezed, terms, units
from gongkai.search.words import Word

_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should
# How much more a word counts in the title (标题), in the 文号 or 索引号, and as the whole of either.
_TITLE, _NUMBER, _EXACT = 2.0, 3.0, 40.0
# In another order a word may miss this share of its pairs: each seam between two of its parts costs one.
_SEAMS = 0.4
# Of a word with more pairs than a few, this share decides: the less frequent ones.
_FEW, _TELLING = 5, 0.6
# Of all terms, this share makes a document worth showing when nothing better is found.
_NEAR = 0.34
_MOST_YEARS = 9999

# In more documents than this, the order of a word's parts is not worth its price.
_MANY = 2000

Clause = tuple[tantivy.Occur, tantivy.Query]
Known = Callable[[str, str], int]  # field and term → documents that have it


def term(field: str, value: str | int) -> tantivy.Query:
    """One term of a field."""
    return tantivy.Query.term_query(schema(), field, value)


def phrase(field: str, pieces: Sequence[str]) -> tantivy.Query:
    """Terms of a field, one right after the other."""
    needed = covering(pieces)
    if len(needed) == 1:
        return term(field, needed[0][1])
    first = needed[0][0]
    return tantivy.Query.phrase_query(schema(), field, [(place - first, one) for place, one in needed])


def any_of(queries: Sequence[tantivy.Query], least: int = 1) -> tantivy.Query:
    """At least so many of the queries."""
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(_SHOULD, query) for query in queries], least)


def boosted(query: tantivy.Query, by: float) -> tantivy.Query:
    """The query, counting more."""
    return tantivy.Query.boost_query(query, by)


def count(result: tantivy.SearchResult) -> int:
    """How many documents a search found, all pages together."""
    return int(result.count or 0)  # type: ignore[attr-defined]  # there, but left out of the published types


def everything() -> tantivy.Query:
    """Every document."""
    return tantivy.Query.exists_query("published")


def filters(query: Query) -> list[Clause]:
    """The filters of a query; they decide, but never weigh."""
    wanted: dict[str, str | int | tuple[str, ...] | frozenset[str] | None] = {
        "organ": query.organ,
        "column": query.column,
        "kind": query.kind,
        "validity": query.validity,
    }
    if query.year is not None:
        wanted["year"] = query.year if 0 <= query.year <= _MOST_YEARS else -1
    decide = [_is(field, value) for field, value in wanted.items() if value is not None and value != ""]
    if query.among is not None:
        decide.append(_is("organ", query.among))
    return [(_MUST, tantivy.Query.const_score_query(one, 0.0)) for one in decide]


def _is(field: str, value: str | int | tuple[str, ...] | frozenset[str]) -> tantivy.Query:
    """A field holds a value, or one of several."""
    if isinstance(value, str | int):
        return term(field, _storable(value))
    values = sorted({_storable(one) for one in value})
    return tantivy.Query.term_set_query(schema(), field, values) if values else tantivy.Query.empty_query()


def _storable(value: str | int) -> str | int:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def in_text(said: str, known: Known) -> tantivy.Query:
    """What is said, as written, somewhere in a document.

    Comparing the places of its parts is nearly all the work of a search, so what stands beside what is looked
    up first. In more than `_MANY` documents that alone decides: of two or three characters it is the whole
    truth, and of a longer word it leaves next to nothing to chance.
    """
    pieces, grams = terms(said), grams_of(units(said))
    if not grams:
        return phrase("text", pieces)
    often, rarest = min((known("grams", gram), gram) for gram in grams)
    if often <= _MANY or not (_unbroken(pieces) or len(pieces) == 2):
        return _all_of(phrase("text", pieces), [rarest])
    return _all_of(term("text", min(pieces, key=lambda piece: known("text", piece))), grams)


def _in_title(said: str, known: Known) -> tantivy.Query:
    """What is said, in the title; there it only weighs, so of very frequent parts the order may be any."""
    pieces = terms(said)
    if not _unbroken(pieces) or min(known("title", piece) for piece in pieces) <= _MANY:
        return phrase("title", pieces)
    return tantivy.Query.boolean_query([(_MUST, term("title", piece)) for _, piece in covering(pieces)])


def _unbroken(pieces: Sequence[str]) -> bool:
    """Whether pieces are the pairs of a single run of characters."""
    return all(len(piece) == 2 and is_ideograph(piece[0]) for piece in pieces)


def _all_of(weighing: tantivy.Query, grams: Sequence[str]) -> tantivy.Query:
    """Everything there; the grams do not weigh."""
    there = [tantivy.Query.const_score_query(term("grams", gram), 0.0) for gram in dict.fromkeys(grams)]
    return tantivy.Query.boolean_query([(_MUST, one) for one in (weighing, *there)])


def _said(word: Word, within: Callable[[str, Known], tantivy.Query], known: Known) -> tantivy.Query:
    """A word as written, or one of the other ways to say it."""
    if word.single:
        return any_of([term("glyphs", word.text), term("text", word.text)])
    return any_of([within(said, known) for said in (word.text, *word.others)])


def _deciding(words: Sequence[Word]) -> list[tuple[tantivy.Occur, Word]]:
    """Words and whether they decide: beside longer ones, a single character only weighs."""
    alone = all(word.single for word in words)
    return [(_MUST if alone or not word.single else _SHOULD, word) for word in words]


def all_words(words: Sequence[Word], known: Known) -> list[Clause]:
    """Every word is there, as written."""
    clauses: list[Clause] = []
    for occur, word in _deciding(words):
        clauses.append((occur, _said(word, in_text, known)))
        if not word.single:
            clauses.append((_SHOULD, boosted(_said(word, _in_title, known), _TITLE)))
        if not word.single and all(known("number", piece) for piece in word.terms):
            clauses.append((_SHOULD, boosted(phrase("number", word.terms), _NUMBER)))
    whole = squeezed("".join(word.text for word in words))
    clauses.append((_SHOULD, tantivy.Query.const_score_query(term("exact", whole), _EXACT)))
    return clauses


def loose_words(words: Sequence[Word], known: Known) -> list[Clause]:
    """Of every word most pairs are there, in any order; its numbers and Latin words all are."""
    clauses: list[Clause] = []
    for occur, word in _deciding(words):
        if word.single or word.others:
            clauses.append((occur, _said(word, in_text, known)))
            continue
        fixed, pairs = _sorted_terms(word)
        clauses.extend((_MUST, term("text", one)) for one in fixed)
        if telling := _telling(pairs, known):
            seams = max(1, round(_SEAMS * len(telling))) if len(telling) > 1 else 0
            clauses.append((_MUST, any_of([term("text", pair) for pair in telling], len(telling) - seams)))
        clauses.extend((_SHOULD, boosted(term("title", one), _TITLE)) for one in (*fixed, *pairs))
    return clauses


def _telling(pairs: Sequence[str], known: Known) -> list[str]:
    """The pairs that tell documents apart: of many, the less frequent ones."""
    most = max(_FEW, round(_TELLING * len(pairs)))
    return sorted(pairs, key=lambda pair: known("text", pair))[:most]


def near_words(words: Sequence[Word]) -> list[Clause]:
    """Some of all the terms are there."""
    pieces = list(dict.fromkeys(one for word in words if not word.single for one in word.terms))
    if not pieces:
        return [(_MUST, tantivy.Query.empty_query())]
    least = max(1, round(_NEAR * len(pieces)))
    clauses: list[Clause] = [(_MUST, any_of([term("text", one) for one in pieces], least))]
    clauses.extend((_SHOULD, boosted(term("title", one), _TITLE)) for one in pieces)
    return clauses


def _sorted_terms(word: Word) -> tuple[list[str], list[str]]:
    """A word's numbers and Latin words, and its pairs, each once; single characters tell too little."""
    pieces = list(dict.fromkeys(word.terms))
    fixed = [one for one in pieces if not is_ideograph(one[0])]
    return fixed, [one for one in pieces if is_ideograph(one[0]) and len(one) > 1]


def together(clauses: Sequence[Clause], query: Query) -> tantivy.Query:
    """What the words ask and the filters allow."""
    return tantivy.Query.boolean_query([*clauses, *filters(query)])
