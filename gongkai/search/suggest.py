"""您要找的是不是: a word that nothing contains, but that is one slip away from words of the titles.

A slip is one wrong, missing or doubled character, or two swapped. Titles are kept character by character
with places, so each possible slip is a phrase with a gap; the most frequent near miss among the best titles wins.
Numbers and Latin words are never corrected: 2021年 is not a slip of 2020年.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import tantivy

from gongkai.search.folding import fold
from gongkai.search.matching import any_of, in_text, phrase, term
from gongkai.search.query import Suggestion
from gongkai.search.schema import schema
from gongkai.search.text import is_ideograph, stretches, terms
from gongkai.search.words import Word

_LONGEST = 16
_TITLES = 30
# More wrong words than this are not a slip.
_MOST = 2
_SURE = 4
_WINDOWS = (2, 3)  # so many characters side by side are terms: pairs and threes

Gapped = list[tuple[int, str]]


def suggestion(searcher: tantivy.Searcher, words: Sequence[Word]) -> Suggestion | None:
    """The words with each one that nothing contains replaced by its nearest; None when there is none."""
    replaced: list[tuple[str, str]] = []
    certain = True
    unknown = (word for word in words if _correctable(word) and not _known(searcher, word.text))
    for word in islice(unknown, _MOST):
        mended, sure = _mended(searcher, word.text)
        if mended is not None:
            replaced.append((word.text, mended))
            certain = certain and sure
    if not replaced:
        return None
    instead = dict(replaced)
    meant = " ".join(instead.get(word.text, word.text) for word in words)
    return Suggestion(meant, tuple(replaced), certain)


def _correctable(word: Word) -> bool:
    return 2 <= len(word.text) <= _LONGEST and all(map(is_ideograph, word.text)) and not word.others


def _known(searcher: tantivy.Searcher, word: str) -> bool:
    if _absent(searcher, word):
        return False
    return len(word) <= _WINDOWS[-1] or bool(
        searcher.search(in_text(word, searcher.doc_freq), limit=1, count=False).hits
    )


def _absent(searcher: tantivy.Searcher, word: str, pairs: str = "text") -> list[tuple[int, int]]:
    """Where two or three neighbouring characters of a word stand that no document has: first and last place."""
    return [
        (start, start + length - 1)
        for length, field in zip(_WINDOWS, (pairs, "grams"), strict=True)
        for start in range(len(word) - length + 1)
        if not searcher.doc_freq(field, word[start : start + length])
    ]


def _mended(searcher: tantivy.Searcher, word: str) -> tuple[str | None, bool]:
    """A word as probably meant, whole or with one part mended (防讯预案 → 防汛 预案), and whether that is sure.

    A word whose two parts are both known may well be two things asked in one breath.
    """
    parts = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    known = [(_known(searcher, first), _known(searcher, second)) for first, second in parts]
    makes_sense = (True, True) in known
    if nearest := _nearest(searcher, word):
        return nearest, not makes_sense and len(word) >= _SURE
    if makes_sense:
        return None, False
    for (first, second), (first_known, second_known) in zip(parts, known, strict=True):
        if first_known and (mended := _nearest(searcher, second, beside=first)):
            return f"{first} {mended}", True
        if second_known and (mended := _nearest(searcher, first, beside=second)):
            return f"{mended} {second}", True
    return None, False


def slips(word: str, absent: Sequence[tuple[int, int]] = ()) -> Iterator[Gapped]:
    """What a title contains, with places, when the word is one slip away from it.

    Characters side by side that no document has (`absent`) must be where the slip is: others are not tried.
    """

    def touched(first: int, last: int) -> bool:
        return all(start <= last and first <= end for start, end in absent)

    for place in range(len(word)):
        if touched(place, place):
            yield [(at, character) for at, character in enumerate(word) if at != place]  # wrong
    if len(word) < 3:
        return
    for place in range(1, len(word)):
        if all(start < place <= end for start, end in absent):
            yield [(at + (at >= place), character) for at, character in enumerate(word)]  # missing
        if touched(place - 1, place):
            swapped = word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
            yield list(enumerate(swapped))
    yield from (list(enumerate(shorter)) for shorter in _undoubled(word))


def _undoubled(word: str) -> list[str]:
    """The word without one of two equal neighbours, for each such pair (临时时救助 → 临时救助)."""
    return [
        word[:place] + word[place + 1 :] for place in range(1, len(word)) if word[place] == word[place - 1]
    ]


def _gapped(pieces: Gapped) -> tantivy.Query:
    if len(pieces) == 1:
        return term("glyphs", pieces[0][1])
    first = pieces[0][0]
    return tantivy.Query.phrase_query(
        schema(), "glyphs", [(place - first, character) for place, character in pieces]
    )


def _nearest(searcher: tantivy.Searcher, word: str, beside: str = "") -> str | None:
    """The most frequent near miss of a word among the titles that have one (and another word beside it)."""
    possible = [_gapped(pieces) for pieces in slips(word, _absent(searcher, word, "title"))]
    if not possible:
        return None
    query = any_of(possible)
    if beside:
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, phrase("title", terms(beside)))]
        )
    near: Counter[str] = Counter()
    apart: dict[str, bool] = {}  # titles repeat each other: each window is looked at once
    for _, address in searcher.search(query, limit=_TITLES, count=False).hits:
        title = json.loads(searcher.doc(address).get_first("card") or b"{}").get("title", "")
        parts = stretches(fold(title))
        windows = {window for part in parts for window in _windows(part, len(word))}
        apart |= {window: one_slip_apart(word, window) for window in windows - apart.keys()}
        near.update(window for window in windows if apart[window])
        near.update(shorter for shorter in _undoubled(word) if any(shorter in part for part in parts))
    return near.most_common(1)[0][0] if near else None


def _windows(stretch: str, length: int) -> Iterator[str]:
    """The pieces of a stretch of characters that are as long as a word, or one longer."""
    for width in (length, length + 1):
        for start in range(len(stretch) - width + 1):
            yield stretch[start : start + width]


def one_slip_apart(word: str, window: str) -> bool:
    """Whether one wrong or missing character, or two swapped, make the word of a window as long or one longer."""
    if word == window:
        return False
    start = next((at for at, (a, b) in enumerate(zip(word, window, strict=False)) if a != b), len(word))
    rest, right = word[start:], window[start:]
    if len(word) < len(window):
        return rest == right[1:]
    return rest[1:] == right[1:] or (rest[:2] == right[1::-1] and rest[2:] == right[2:])
