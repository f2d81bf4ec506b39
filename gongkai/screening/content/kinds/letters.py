"""Numbers with capital letters: passports (护照), number plates (车牌), credit codes (统一社会信用代码)."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.checks import is_credit_code
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.spots import CAPITALS

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领军"
_PLATE = re.compile(
    rf"[A-Z](?<=[{_PROVINCES}].)[ ·•・.\-\u200b]{{0,2}}(?=[A-Z0-9·]{{0,6}}[0-9])"
    "[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳领](?![A-Za-z0-9])"
)
_PASSPORT = re.compile("[DEGSP](?<![0-9A-Za-z].)(?:[ \u200b]?[0-9]{8}|[A-HJ-NP-Z][0-9]{7})(?![0-9A-Za-z])")
_CALLED = re.compile("[^0-9\\n]{0,12}?([A-Za-z]{1,2}[ \\-]?[0-9]{7,10})(?![0-9])")
# Papers whose numbers have no letter: 台胞证 of eight digits, 军官证 with 南字第 before them.
_UNLETTERED = ("台胞证", "军官证", "士兵证", "回乡证", "文职干部证")
_DIGITS = re.compile("号?码?[为是：: \u3000]{0,3}(?:[\u4e00-\u9fff]{1,3}第)?([0-9]{7,10})(?![0-9])")
_ARMED_POLICE = re.compile(rf"WJ[ ·•\-]?[{_PROVINCES}][ ·•\-]?[0-9A-Z]{{4,5}}(?![0-9A-Za-z])")
_SMALL_PLATE = re.compile(
    rf"[^0-9A-Za-z\n]{{0,8}}?([{_PROVINCES}][ ·•\-]?[a-z][ ·•\-]?[a-hj-np-z0-9]{{4,5}}[a-hj-np-z0-9挂学警])(?![A-Za-z0-9])"
)
_CREDIT = re.compile(r"[159YN](?<![0-9A-Za-z].)[0-9A-Z][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])")
_CAPITAL = re.compile("[A-Z]")
_GOES_ON = re.compile("[0-9A-Z ·•・.\\-\u200b]")
_TOKEN = re.compile("[0-9A-Z]+$")
_OTHER_CODES = re.compile(
    r"(?:编号|编码|型号|代码|批号|标准|规格|单号|车次|航班|国道|高速|公路|线)[ ：:]{0,2}$|[-/_.]$"
)


def lettered_numbers(reading: Reading) -> Iterator[Hit]:
    """Passports where they are called so or look like nothing else, plates, and credit codes as information."""
    view = reading.view
    called = set()
    for word in reading.words:
        if word.name == "plate" and (small := _SMALL_PLATE.match(view, word.end)):
            yield _plate(reading, small.start(1), small.end(1), 2)
        if word.name != "passport":
            continue
        number = _CALLED.match(view, word.end)
        if number is None and word.text in _UNLETTERED:
            number = _DIGITS.match(view, word.end)
        if number:
            called.add(number.end(1))
            yield _passport(reading, number.start(1), number.end(1), Severity.BLOCK)
    for start in reading.spots.at(CAPITALS) if reading.text is view else _capitals(view):
        if not _GOES_ON.match(view, start + 1) and start + 1 < len(view):
            continue
        police = _ARMED_POLICE.match(view, start)
        if police:
            yield _plate(reading, start, police.end(), 3)
            continue
        passport, plate, code = (
            _PASSPORT.match(view, start),
            _PLATE.match(view, start),
            _credit_code(view, start),
        )
        if plate:
            yield _plate(reading, start - 1, plate.end(), 2)
        elif code:
            yield code
        elif passport and passport.end() not in called and not _OTHER_CODES.search(reading.before(start)):
            yield _passport(reading, start, passport.end(), Severity.WARN)


def _plate(reading: Reading, start: int, end: int, kept: int) -> Hit:
    """Only the district stays."""
    mask = reading.text[start : start + kept] + "*" * (end - start - kept)
    return Hit(start, end, Kind.PLATE, Severity.WARN, mask)


def _capitals(view: str) -> list[int]:
    """Capitals that folding brought up, with the others."""
    return [found.start() for found in _CAPITAL.finditer(view)]


def _credit_code(view: str, place: int) -> Hit | None:
    """The credit code around a capital letter."""
    token = _TOKEN.search(view, max(place - 18, 0), place)
    start = token.start() if token else place
    found = _CREDIT.match(view, start)
    if found and found.end() > place and not found[0][:17].isdigit() and is_credit_code(found[0]):
        return Hit(start, found.end(), Kind.CREDIT_CODE, Severity.INFO)
    return None


def _passport(reading: Reading, start: int, end: int, severity: Severity) -> Hit:
    """The first letter and the last two digits stay."""
    return Hit(start, end, Kind.PASSPORT, severity, reading.masked(start, end, 0, 2))
