"""Resident ID numbers (居民身份证号), of eighteen and of fifteen digits: GB 11643."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.checks import PROVINCES, is_day, is_resident_id
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
# Serial numbers carry the day on which they were given; few people born since are named in them.
_SERIALS_SINCE = 2008
_SHORTEST = 15


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
    glued = (first > 0 and places[first] - places[first - 1] == 1) or (
        last + 1 < len(places) and places[last + 1] - places[last] == 1
    )
    recent = int(run.digits[first + 6 : first + 10]) >= _SERIALS_SINCE
    native = run.digits[first : first + 2] in PROVINCES
    spread = places[last] - places[first] > 17
    if native and not glued and not recent and not spread:
        return Severity.BLOCK
    if reading.speaks_of("id", run.at(places[first]), run.at(places[last]) + 1):
        return Severity.BLOCK
    if glued:
        if spread or not native:
            return None
        return Severity.WARN if recent else Severity.BLOCK
    if spread and _AMOUNTS.search(run.text, places[first], places[last]):
        return None
    if recent and reading.is_serial(run.at(places[first])):
        return Severity.WARN
    # Figures side by side join to anything sooner or later; one in three of those begins like a province.
    gaps = _GAPS.findall(run.text, places[first], places[last]) if spread else []
    return Severity.BLOCK if native or len(gaps) < 3 else None


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
        if reading.speaks_of("id", start, end) and not is_resident_id(
            re.sub("[^0-9X]", "", found[0].upper())
        ):
            yield _hit(reading, start, end, Severity.WARN)


def _hit(reading: Reading, start: int, end: int, severity: Severity, tail: int = 4) -> Hit:
    """Region and tail stay, the day of birth goes: never both together (2018年政务公开工作要点，去标识化)."""
    return Hit(start, end, Kind.RESIDENT_ID, severity, reading.masked(start, end, 6, tail))
