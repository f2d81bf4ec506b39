"""What a finding shows of its surroundings (摘录): enough to find the place, never the number itself."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import attrgetter

from gongkai.screening.content.finding import Finding, Kind
from gongkai.screening.content.hit import Hit

_AROUND = 12
_LONGEST = 40
# What may be shown as it stands: it says nothing of a private person.
_PLAIN = frozenset(
    {
        Kind.SECRECY_MARK,
        Kind.WORK_SECRET,
        Kind.WRONG_WORD,
        Kind.LEADER_NAME,
        Kind.LINK,
        Kind.COLUMN_HEADER,
        Kind.LANDLINE,
        Kind.CREDIT_CODE,
        Kind.DATE_ORDER,
    }
)
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_LONG_NUMBER = re.compile(r"[0-9０-９](?:[ \-]?[0-9０-９]){6,}")


def findings(text: str, hits: Sequence[Hit], where: Callable[[int], str]) -> tuple[Finding, ...]:
    """The hits on a text as findings; `where` names the place of an offset."""
    ordered = sorted(hits, key=attrgetter("start", "end", "kind"))
    furthest, ends = 0, []
    for hit in ordered:
        furthest = max(furthest, hit.end)
        ends.append(furthest)
    return tuple(
        Finding(hit.kind, hit.severity, where(hit.start), _excerpt(text, hit, ordered, ends), hit.mask)
        for hit in ordered
    )


def _excerpt(text: str, hit: Hit, ordered: list[Hit], ends: list[int]) -> str:
    """A few characters on either side, with everything found there masked."""
    left, right = max(hit.start - _AROUND, 0), min(hit.end + _AROUND, len(text))
    shown, place = [], left
    for position in range(bisect_left(ends, left + 1), len(ordered)):
        other = ordered[position]
        if other.start >= right:
            break
        if other.end <= place:
            continue
        shown.append(_context(text[place : max(other.start, place)]))
        if other.start >= place:
            shown.append(_shown(text, other))
        place = max(place, other.end)
    shown.append(_context(text[place:right]))
    line = _BLANKS.sub(" ", "".join(shown)).strip()
    return line if len(line) <= 3 * _LONGEST else line[: 3 * _LONGEST] + "…"


def _shown(text: str, hit: Hit) -> str:
    """The hit itself, masked; what is only to be dropped is named by its kind."""
    if hit.kind in _PLAIN:
        plain = _context(text[hit.start : hit.end]) if hit.kind is Kind.LINK else text[hit.start : hit.end]
        return plain if len(plain) <= _LONGEST else plain[:_LONGEST] + "…"
    return hit.mask or f"〔{hit.kind.label}〕"


def _context(part: str) -> str:
    """Surroundings without long numbers, which might be the rest of something."""
    return _LONG_NUMBER.sub(lambda found: found[0][:2] + "*" * (len(found[0]) - 2), part)
