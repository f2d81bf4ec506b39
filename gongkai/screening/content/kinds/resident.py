"""Resident ID numbers (居民身份证号), of eighteen and of fifteen digits: GB 11643."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.checks import PROVINCES, is_day, is_resident_id, passes_luhn
from gongkai.screening.content.kinds.labels import is_code
from gongkai.screening.content.kinds.pieces import split
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.runs import Run

_BODY = re.compile(
    "(?=([1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]))"
)
_OLD = re.compile(
    r"[1-9](?<![0-9Xx.].)[0-9]{5}[ \t\-]?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[ \t\-]?"
    "[0-9]{3}(?![0-9Xx])"
)
_SHAPED = re.compile(r"[0-9](?<![0-9Xx.].)[0-9]{5}[ \-]?[0-9]{8}[ \-]?[0-9]{3}[0-9Xx](?![0-9Xx])")
_GAPS = re.compile("[^0-9Xx]+")
# 87.48 and 6,040.44 in cells side by side are no number.
_AMOUNTS = re.compile(r"\.[0-9]{2}[\t\n][0-9,]{1,12}\.[0-9]|[\t\n][0-9]{1,3},[0-9]{3}")
# Four decimal fractions of a row are no number either; a date such as 1990.01.12 goes on after its points.
_FRACTION = re.compile(r"[0-9]\.[0-9]{1,2}(?![0-9.])")
_HIDES = re.compile(r"\*{3}")  # what stands before and behind three stars are two numbers
_YEAR = re.compile("(?:19|20)[0-9]{2}")
# Permits and contracts carry the day on which they were given; nobody born since is meant by them.
_CODES_SINCE = 2008
_SHORTEST = 15
_FAR = 40  # digits beside an ID number that may be something of their own


def resident_ids(reading: Reading, run: Run) -> Iterator[Hit]:
    """Every ID number in a run of digits; a number that only looks like one where it is called one."""
    if len(run.digits) < _SHORTEST:
        return
    free = 0
    places: list[int] = []
    for found in _BODY.finditer(run.digits):
        if found.start() >= free and is_resident_id(found[1]):
            places = places or run.places()
            severity = _weight(reading, run, found.start(), places)
            if severity is not None:
                free = found.start() + 18
                yield _hit(reading, run.at(places[found.start()]), run.at(places[free - 1]) + 1, severity)
    yield from _doubtful(reading, run)


def _weight(reading: Reading, run: Run, first: int, places: list[int]) -> Severity | None:
    """How sure it is that the eighteen digits are a number of their own and not a part of another."""
    last = first + 17
    start, end = run.at(places[first]), run.at(places[last]) + 1
    glued = _glued(run, first, last, places)
    native = run.digits[first : first + 2] in PROVINCES
    spread = places[last] - places[first] > 17
    coded = int(run.digits[first + 6 : first + 10]) >= _CODES_SINCE and _is_code(reading, start)
    if native and not glued and not coded and not spread:
        return Severity.BLOCK
    if reading.speaks_of("id", start, end):
        return Severity.BLOCK
    if glued:
        if spread or not native:
            return None
        return Severity.WARN if coded or _goes_on(run, first, last, places) else Severity.BLOCK
    if spread:
        return _of_spread(run, places[first], places[last], native=native)
    return Severity.WARN if coded else Severity.BLOCK


def _is_code(reading: Reading, start: int) -> bool:
    """Whether the words before it or its column name something that is no person's number."""
    return is_code(reading.before(start)) or reading.columns.figures(start) == "code"


def _glued(run: Run, first: int, last: int, places: list[int]) -> bool:
    """Whether another digit stands right before or right after the number."""
    before = first > 0 and places[first] - places[first - 1] == 1
    return before or (last + 1 < len(places) and places[last + 1] - places[last] == 1)


def _goes_on(run: Run, first: int, last: int, places: list[int]) -> bool:
    """Whether it is one part of a longer serial number with a recent date.

    An ID number with an item number, a grade of disability (残疾证), a date, a phone or a card beside it is none.
    """
    if int(run.digits[first + 6 : first + 10]) < _CODES_SINCE:
        return False
    left, right = first, last
    while left > max(first - _FAR, 0) and places[left] - places[left - 1] == 1:
        left -= 1
    while right + 1 < min(last + _FAR, len(places)) and places[right + 1] - places[right] == 1:
        right += 1
    return not all(map(_stands_beside, (run.digits[left:first], run.digits[last + 1 : right + 1])))


def _stands_beside(digits: str) -> bool:
    """Whether the digits glued to an ID number are something of their own."""
    return (
        len(digits) <= 2
        or _YEAR.fullmatch(digits) is not None
        or (len(digits) == 8 and is_day(digits))
        or (len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789")
        or (
            16 <= len(digits) <= 19 and (is_resident_id(digits) if len(digits) == 18 else passes_luhn(digits))
        )
    )


def _of_spread(run: Run, start: int, end: int, *, native: bool) -> Severity | None:
    """A number in pieces: figures side by side join to anything sooner or later."""
    if _AMOUNTS.search(run.text, start, end) or _HIDES.search(run.text, start, end):
        return None
    if len(_FRACTION.findall(run.text, max(start - 2, 0), end + 3)) >= 2:
        return None
    pieces = split(run.text, start, end + 1)
    usual = pieces.lengths[0] >= 6 or pieces.lengths[:4] == (4, 4, 4, 4) or pieces.lengths[:2] == (3, 3)
    if not usual and len(pieces.neighbours) >= 3 and min(pieces.neighbours) <= 6:
        return Severity.WARN if native else None
    # One in three numbers that join by chance begins like a province.
    return Severity.BLOCK if native or len(_GAPS.findall(run.text, start, end)) < 3 else None


def _doubtful(reading: Reading, run: Run) -> Iterator[Hit]:
    """Old numbers of fifteen digits, and numbers called ID that fail their check (像身份证号但校验不对)."""
    for found in _OLD.finditer(run.text):
        digits = re.sub("[^0-9]", "", found[0])
        start, end = run.at(found.start()), run.at(found.end() - 1) + 1
        if is_day("19" + digits[6:12]):
            if reading.speaks_of("id", start, end):
                yield _hit(reading, start, end, Severity.BLOCK, tail=3)
            elif digits[:2] in PROVINCES and len(found[0]) == 15:
                yield _hit(reading, start, end, Severity.WARN, tail=3)
    for found in _SHAPED.finditer(run.text) if len(run.digits) >= 18 else ():
        start, end = run.at(found.start()), run.at(found.end() - 1) + 1
        fails = not is_resident_id(re.sub("[^0-9X]", "", found[0].upper()))
        if fails and reading.speaks_of("id", start, end):
            yield _hit(reading, start, end, Severity.WARN)


def _hit(reading: Reading, start: int, end: int, severity: Severity, tail: int = 4) -> Hit:
    """Region and tail stay, the day of birth goes: never both together (2018年政务公开工作要点，去标识化)."""
    return Hit(start, end, Kind.RESIDENT_ID, severity, reading.masked(start, end, 6, tail))
