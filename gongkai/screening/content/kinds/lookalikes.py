"""Numbers in which letters stand for digits (O for 0, l for 1), as scanning and typing leave them; only where named."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.cardprefixes import is_issued, is_unionpay
from gongkai.screening.content.kinds.checks import is_resident_id, passes_luhn
from gongkai.screening.content.kinds.reading import Reading

_LOOKALIKE = str.maketrans("OoQDIil|!SsBZz", "00001111155822")
_NUMBER = re.compile("[^0-9A-Za-z|!\\n]{0,8}([0-9OoQDIil|!SsBZz]{11,19}[Xx]?)(?![0-9A-Za-z])")
_LEAST_DIGITS = 6


def lookalikes(reading: Reading) -> Iterator[Hit]:
    """ID, card and mobile numbers that check once the letters are read as digits."""
    for word in reading.words:
        found = _NUMBER.match(reading.view, word.end) if word.name == "numbered" else None
        if found is None or found[1].isdigit() or sum(map(str.isdigit, found[1])) < _LEAST_DIGITS:
            continue
        number = found[1].translate(_LOOKALIKE).upper()
        kind = _kind(number)
        if kind is not None:
            kept = {Kind.RESIDENT_ID: (6, 4), Kind.BANK_CARD: (0, 4), Kind.MOBILE: (3, 4)}[kind]
            text = reading.text[found.start(1) : found.end(1)]
            mask = text[: kept[0]] + "*" * (len(text) - sum(kept)) + text[len(text) - kept[1] :]
            yield Hit(found.start(1), found.end(1), kind, Severity.BLOCK, mask)


def _kind(number: str) -> Kind | None:
    if len(number) == 18 and number[:17].isdigit() and is_resident_id(number):
        return Kind.RESIDENT_ID
    if not number.isdigit():
        return None
    if (is_unionpay(number) or is_issued(number)) and passes_luhn(number):
        return Kind.BANK_CARD
    return Kind.MOBILE if len(number) == 11 and number[0] == "1" and number[1] in "3456789" else None
