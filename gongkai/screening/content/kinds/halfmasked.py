"""Numbers that somebody has masked, but not enough (脱敏不足)."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.checks import is_credit_code
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.spots import STARS

_STARS = STARS + "X"
_ID = re.compile(rf"[1-9](?<![0-9{_STARS}].)[0-9{_STARS}]{{16}}[0-9{_STARS}](?![0-9*＊])")
_MOBILE = re.compile(rf"1(?<![0-9{_STARS}].)[3-9][0-9{_STARS}]{{9}}(?![0-9*＊])")
_HIDING = re.compile(f"[{_STARS}](?<=[0-9].)")
_FEW_CROSSES = re.compile("(?<![Xx])[Xx]{1,2}(?=[0-9*＊●■#]*[0-9])")
_MOST_GUESSED = 2  # two unknown characters leave about nine numbers that pass the check digit


def half_masked(reading: Reading) -> Iterator[Hit]:
    """ID numbers that show the day of birth, or all but two characters; mobiles that hide three digits or fewer."""
    view = reading.view
    if not (reading.spots.at(STARS + "X") or reading.spots.odd) or _HIDING.search(view) is None:
        return
    for found in _ID.finditer(view):
        last = found[0][17] not in "0123456789Xx"
        if found[0][:17].isdigit() and not last:
            continue  # a whole number, judged by its check digit
        hidden = sum(character not in "0123456789" for character in found[0][:17])
        if _FEW_CROSSES.search(found[0]) or is_credit_code(found[0].upper()):
            continue  # one X among digits hides nothing: it is a letter of a code
        born = sum(character.isdigit() for character in found[0][6:14])
        if hidden + last and (born >= 6 or hidden + last <= _MOST_GUESSED):
            severity = Severity.BLOCK if hidden + last <= _MOST_GUESSED else Severity.WARN
            mask = found[0][:6] + "*" * 8 + found[0][14:]
            yield Hit(found.start(), found.end(), Kind.RESIDENT_ID, severity, mask)
    for found in _MOBILE.finditer(view):
        hidden = sum(character in _STARS for character in found[0])
        if 0 < hidden <= 3:
            mask = found[0][:3] + "****" + found[0][7:]
            yield Hit(found.start(), found.end(), Kind.MOBILE, Severity.WARN, mask)
