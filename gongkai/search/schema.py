"""What the index keeps of a document, and how a document becomes an entry.

One field, `text`, holds everything that can be found, so that all words may stand anywhere in a document.
The others weigh (title, number, exact), filter, sort, or are shown.
"""

import json
import re
from collections.abc import Iterator
from functools import cache

import tantivy

from gongkai.search.document import Document
from gongkai.search.folding import clean, fold
from gongkai.search.text import glyphs, grams_of, squeezed, terms, terms_of, units

# A change of the schema or of how text becomes terms needs a new number: older indexes are then rebuilt.
VERSION = 2
# How much of a body and of its attachments is kept for excerpts; all of it is searched.
_EXCERPT = 20_000
# tantivy multiplies a score by log2(2 + weight): the newer by 4 % a year counted from here.
_WEIGHT_FROM = 2000
_WEIGHT_A_YEAR = 0.04
_LONGEST_EXACT = 500
# Characters of a text whose terms are made at once, and where it may be cut: blanks beside a number part nothing.
_PIECE = 50_000
_CUT = re.compile(r"(?<=[^\d ]) (?=[^\d ])")
FILTERS = ("organ", "column", "kind", "year", "validity")
MARKER = "\x00position"
_SHOWN = (
    "key",
    "title",
    "address",
    "organ",
    "organ_name",
    "kind",
    "validity",
    "document_number",
    "index_number",
    "issuing_organ",
)


@cache
def schema() -> tantivy.Schema:
    """The fields of an entry."""
    builder = tantivy.SchemaBuilder()
    for name in ("text", "title", "glyphs", "number"):
        builder.add_text_field(name, tokenizer_name="whitespace")
    # What stands beside what, without places: tells nearly all that terms in order would, for a tenth of the work.
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="basic")
    for name in ("key", "exact"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("organ", "column", "kind", "validity"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("published", fast=True)
    builder.add_float_field("weight", fast=True)
    for name in ("card", "body", "attachments"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def card(document: Document) -> str:
    """The facts a hit shows, as JSON."""
    facts = {name: clean(getattr(document, name)) for name in _SHOWN}
    return json.dumps(
        facts | {"year": document.year, "published": int(document.published.timestamp())}, ensure_ascii=False
    )


def entry(document: Document) -> tantivy.Document:
    """The entry of a document."""
    made = tantivy.Document()
    title, body, attachments = clean(document.title), clean(document.body), clean(document.attachments)
    numbers = [clean(number) for number in _numbers(document) if number]
    made.add_text("key", clean(document.key))
    made.add_text("title", " ".join(terms(fold(title))))
    made.add_text("glyphs", " ".join(glyphs(fold(title))))
    grams: set[str] = set()
    for text in (title, *numbers, clean(document.issuing_organ), body, attachments):
        for piece in _pieces(text):
            parts = list(units(fold(piece)))
            made.add_text("text", " ".join(terms_of(parts)))
            grams.update(grams_of(parts))
    made.add_text("grams", " ".join(grams))
    for number in numbers:
        made.add_text("number", " ".join(terms(fold(number))))
    for text in (title, *numbers):
        made.add_text("exact", squeezed(text)[:_LONGEST_EXACT])
    _add_facts(made, document)
    made.add_bytes("card", card(document).encode())
    made.add_bytes("body", body[:_EXCERPT].encode())
    made.add_bytes("attachments", attachments[:_EXCERPT].encode())
    return made


def _numbers(document: Document) -> tuple[str, ...]:
    return (document.document_number, document.index_number, *document.other_numbers)


def _pieces(text: str) -> Iterator[str]:
    """A long text in parts, so that the terms of only one are in memory; cut where no phrase runs across."""
    start = 0
    while len(text) - start > _PIECE:
        cut = next(
            (found.start() for found in _CUT.finditer(text, start + _PIECE, start + 2 * _PIECE)),
            min(len(text), start + 2 * _PIECE),
        )
        yield text[start:cut]
        start = cut
    yield text[start:]


def _add_facts(made: tantivy.Document, document: Document) -> None:
    """What the entry is filtered and sorted by."""
    for name in ("organ", "kind", "validity"):
        if value := clean(getattr(document, name)):
            made.add_text(name, value)
    for column in document.columns:
        made.add_text("column", clean(column))
    made.add_integer("year", document.year)
    made.add_integer("published", int(document.published.timestamp()))
    years = max(0.0, document.published.year - _WEIGHT_FROM + document.published.month / 12)
    made.add_float("weight", 2 ** (1 + _WEIGHT_A_YEAR * years) - 2)


def marker(position: int) -> tantivy.Document:
    """The entry that remembers, within the same commit, how far the index has followed its source."""
    made = tantivy.Document()
    made.add_text("key", MARKER)
    made.add_bytes("card", str(position).encode())
    return made
