"""What is asked and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple


@dataclass(frozen=True)
class Query:
    """What a reader looks for. Any text is a fair question; wrong pages and sizes are put right.

    Without words everything is listed, newest first. `column` is the slug of a node or of an ancestor, or several.
    `among` are the only organs whose documents may be found or counted; None: all.
    `facets` asks for the number of hits per organ, column, kind, year and validity as well.
    """

    words: str = ""
    organ: str | None = None
    column: str | tuple[str, ...] | None = None
    kind: str | None = None
    year: int | None = None
    validity: str | None = None
    sort: Literal["relevance", "date"] = "relevance"
    page: int = 1
    size: int = 10
    facets: bool = False
    among: frozenset[str] | None = None


class Match(StrEnum):
    """How the hits answer the words."""

    ALL = "all"  # every word of two characters or more, as written, is in every hit
    CORRECTED = "corrected"  # nothing as written; these answer the suggestion
    LOOSE = "loose"  # the same characters in another order, with gaps, or an abbreviation written out
    NEAR = "near"  # parts of the words only


@dataclass(frozen=True)
class Suggestion:
    """您要找的是不是: the words as probably meant, and what was replaced by what.

    Not `certain` when the words also make sense as they are, or are so short that another word is as near.
    """

    words: str
    replaced: tuple[tuple[str, str], ...]
    certain: bool


class Hit(NamedTuple):
    """One document found. The `…_html` are escaped, <mark> is their only tag; `number_html` is the 文号."""

    key: str
    title: str
    address: str
    organ: str
    organ_name: str
    kind: str
    year: int
    validity: str
    published: datetime
    document_number: str
    index_number: str
    issuing_organ: str
    title_html: str
    number_html: str
    snippet_html: str
    in_attachment: bool


@dataclass(frozen=True)
class Hits:
    """One page of the answer: `took` in seconds, `notices` are sentences to show.

    `total` is exact, save that of words in thousands of documents a few may hold only their parts. `facets`
    are empty when there are more hits than can be listed, or they only resemble the words.
    """

    total: int
    hits: tuple[Hit, ...]
    page: int
    size: int
    pages: int
    match: Match
    took: float
    notices: tuple[str, ...] = ()
    suggestion: Suggestion | None = None
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
