"""Reading a text for what must not go public (内容筛查): every hit, and every finding as people read it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from gongkai.screening.content.excerpts import findings
from gongkai.screening.content.facts import NOTHING_KNOWN, Facts
from gongkai.screening.content.finding import Finding, Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.addresses import addresses
from gongkai.screening.content.kinds.births import births
from gongkai.screening.content.kinds.cards import bank_cards
from gongkai.screening.content.kinds.dates import date_findings, dates_in_text
from gongkai.screening.content.kinds.emails import emails
from gongkai.screening.content.kinds.glued import glued_numbers
from gongkai.screening.content.kinds.halfmasked import half_masked
from gongkai.screening.content.kinds.headings import personal_columns
from gongkai.screening.content.kinds.leaders import leader_names
from gongkai.screening.content.kinds.letters import lettered_numbers
from gongkai.screening.content.kinds.links import links
from gongkai.screening.content.kinds.lookalikes import lookalikes
from gongkai.screening.content.kinds.people import ailments, minors
from gongkai.screening.content.kinds.phones import landlines, local_numbers, mobiles
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.resident import resident_ids
from gongkai.screening.content.kinds.runs import Run, runs
from gongkai.screening.content.kinds.secrecy import secrecy_marks
from gongkai.screening.content.kinds.wording import wordings

_OF_RUNS: tuple[Callable[[Reading, Run], Iterator[Hit]], ...] = (
    resident_ids,
    bank_cards,
    mobiles,
    glued_numbers,
    landlines,
)
_OF_TEXTS: tuple[Callable[[Reading], Iterator[Hit]], ...] = (
    half_masked,
    lookalikes,
    local_numbers,
    lettered_numbers,
    emails,
    addresses,
    births,
    ailments,
    minors,
    personal_columns,
    secrecy_marks,
    wordings,
    leader_names,
    links,
    dates_in_text,
)
# One number is one thing: where two kinds claim the same digits, the weightier has them, then the earlier here.
_NUMBERS = (
    Kind.RESIDENT_ID,
    Kind.BANK_CARD,
    Kind.MOBILE,
    Kind.PASSPORT,
    Kind.CREDIT_CODE,
    Kind.LANDLINE,
    Kind.PLATE,
    Kind.BIRTH_DATE,
)
_WEIGHT = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}


def hits(text: str, facts: Facts = NOTHING_KNOWN) -> list[Hit]:
    """What the detectors find in a text, from left to right; hits of one kind never overlap, numbers never do.

    Rows are lines and cells are parted by tabs where the text is a table. Never raises, whatever the text.
    """
    reading = Reading(text, facts)
    found = [hit for run in runs(reading.view) for detector in _OF_RUNS for hit in detector(reading, run)]
    found += [hit for detector in _OF_TEXTS for hit in detector(reading)]
    return sorted(_apart(found), key=_place)


def screen_text(text: str, *, where: str = "正文", facts: Facts = NOTHING_KNOWN) -> tuple[Finding, ...]:
    """The findings on one text, with those on the dates of the item; excerpts show no number in full."""
    return (*findings(text, hits(text, facts), lambda offset: where), *date_findings(facts))


def _apart(found: Iterable[Hit]) -> Iterator[Hit]:
    """The hits without those that claim what a weightier one has."""
    taken: dict[str, list[Hit]] = {}
    for hit in sorted(found, key=_rank):
        family = "number" if hit.kind in _NUMBERS else hit.kind
        kept = taken.setdefault(family, [])
        kept.append(hit)
    codes = sorted(hit for hit in taken.get("number", ()) if hit.kind is Kind.CREDIT_CODE)
    for family, kept in taken.items():
        if codes and family == "number":
            kept = [hit for hit in kept if hit.kind is Kind.CREDIT_CODE or not _touches(codes, hit)]
        yield from _without_overlaps(kept)


def _touches(codes: list[Hit], hit: Hit) -> bool:
    """Whether the digits are some of a credit code's, which says so by its letters and its check."""
    place = bisect_left(codes, hit.end, key=attrgetter("start"))
    return place > 0 and codes[place - 1].end > hit.start


def _place(hit: Hit) -> tuple[int, int, str]:
    return hit.start, hit.end, hit.kind


def _rank(hit: Hit) -> tuple[int, int, int, int]:
    number = _NUMBERS.index(hit.kind) if hit.kind in _NUMBERS else 0
    return _WEIGHT[hit.severity], number, hit.start, hit.start - hit.end


def _without_overlaps(ranked: list[Hit]) -> list[Hit]:
    """The first claims stand; a later one that touches their characters is dropped."""
    starts: list[int] = []
    kept: list[Hit] = []
    for hit in ranked:
        place = bisect_left(starts, hit.end)
        if place and kept[place - 1].end > hit.start:
            continue
        starts.insert(place, hit.start)
        kept.insert(place, hit)
    return kept
