"""Several numbers of one person written without anything between them (连写): an ID, a phone, a card."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.cardprefixes import is_issued, is_unionpay
from gongkai.screening.content.kinds.checks import is_resident_id, passes_luhn
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.runs import Run

_LONG = re.compile("(?<![0-9Xx])[0-9Xx]{27,60}(?![0-9Xx])")
_MOBILE = re.compile("1[3-9][0-9]{9}")


def glued_numbers(reading: Reading, run: Run) -> Iterator[Hit]:
    """The phone and the card in a row of digits that is an ID, a phone and a card from its beginning to its end.

    The ID itself is found wherever it stands; see resident.
    """
    if len(run.digits) < 27:
        return
    for found in _LONG.finditer(run.text):
        place = found.start()
        for kind, number in _parted(found[0].upper()) or ():
            start, end = run.at(place), run.at(place + len(number) - 1) + 1
            place += len(number)
            if kind is not Kind.RESIDENT_ID:
                kept = (3, 4) if kind is Kind.MOBILE else (0, 4)
                yield Hit(start, end, kind, Severity.BLOCK, reading.masked(start, end, *kept))


def _parted(digits: str) -> list[tuple[Kind, str]] | None:
    """The numbers that make up the whole, from left to right; None where something is left over."""
    if not digits:
        return []
    for length in (18, 11, 19, 16, 17):
        kind = _kind(digits[:length]) if len(digits) >= length else None
        rest = _parted(digits[length:]) if kind else None
        if kind and rest is not None:
            return [(kind, digits[:length]), *rest]
    return None


def _kind(number: str) -> Kind | None:
    if len(number) == 18 and number[:17].isdigit() and is_resident_id(number):
        return Kind.RESIDENT_ID
    if not number.isdigit():
        return None
    if _MOBILE.fullmatch(number):
        return Kind.MOBILE
    return Kind.BANK_CARD if (is_unionpay(number) or is_issued(number)) and passes_luhn(number) else None
