"""Mobile numbers (手机号) and landlines (固定电话)."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.labels import is_serial, says
from gongkai.screening.content.kinds.pieces import Pieces, split
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.runs import SOFT, Run

_MEASURED = re.compile(
    r"\s?(?:元(?![旦月老])|[万亿](?=[元亩吨人户公平立千株字美只头件]|[^\u4e00-\u9fff]|$)|吨|亩|公顷|平方|立方|千瓦"
    r"|人次|%|％|公斤|千克|株|字节|美元|角(?!楼)|分/)|\.[0-9]|,[0-9]{3}"
)
_MONEY = re.compile(r"[￥¥$＄]\s?$|[0-9]\.$|金额[（(：:]?(?:元|万元)?[）):： ]{0,2}$")
_GAP = f"(?:(?![\t\n|])[{SOFT}]){{1,3}}"  # parts the groups of one number; cells only as in _IN_CELLS
# Nearly every run is done with after this one look.
_MAYBE = re.compile(
    f"[018](?<![0-9].)(?:(?<=1)|(?<=0)(?:086[{SOFT}]*+)?1|(?<=8)6[{SOFT}]*+1)"
    f"[{SOFT}]*+[3-9](?:[{SOFT}]*+[0-9]){{9}}(?![0-9])"
)
_WHOLE = re.compile("1(?<![0-9].)[3-9][0-9]{9}(?![0-9])")
_PREFIXED = re.compile("[08](?<![0-9A-Z.].)(?:(?<=8)6|(?<=0)(?:086)?)1[3-9][0-9]{9}(?![0-9])")
_SHAPED = re.compile(
    f"1(?<![0-9.].)[3-9](?:[0-9]{_GAP}(?:[0-9]{{4}}(?:{_GAP})?[0-9]{{4}}|[0-9]{{3}}{_GAP}[0-9]{{5}})"
    f"|[0-9]{{5}}{_GAP}[0-9]{{4}}|[0-9]{{2}}{_GAP}(?:[0-9]{{7}}|[0-9]{{3}}{_GAP}[0-9]{{4}}|[0-9]{{4}}{_GAP}[0-9]{{3}}))"
    "(?![0-9])"
)
_IN_CELLS = re.compile(f"1(?<![0-9.].)[3-9][0-9][{SOFT}]{{1,3}}[0-9]{{4}}[{SOFT}]{{1,3}}[0-9]{{4}}(?![0-9])")
_WRAPPED = re.compile(r"1(?<![0-9.\n].)[0-9]{0,9}-?[ \t]*\r?\n[ \t　]*[0-9]{1,10}(?![0-9])")
_ANYHOW = re.compile(f"1(?<![0-9.].)(?:[{SOFT}]{{0,12}}[0-9]){{10}}(?![0-9])")
_USUAL = (3, 4, 4)
_HEX = frozenset("abcdefABCDEF")
_NO_PHONES = frozenset({"amount", "serial"})
_UNUSUAL = re.compile("[./,_|]")  # decimals and dates look like a number in two pieces
_LANDLINE = re.compile(r"0(?<![0-9.].)[1-9][0-9]{1,2}[ ()（）\-—－–]{0,3}[2-9][0-9]{6,7}(?![0-9.])")
_LOCAL = re.compile(r"[^0-9\n]{0,8}([2-9][0-9]{6,7})(?![0-9])")


def mobiles(reading: Reading, run: Run) -> Iterator[Hit]:
    """Mobile numbers, whole or in the groups in which people write them; in other pieces where they are called so."""
    text = run.text
    if _MAYBE.search(text) is None:
        return
    for pattern in (_WHOLE, _PREFIXED):
        for found in pattern.finditer(text):
            yield from _judged(reading, run, found.end() - 11, found.end())
    if len(run.text) == len(run.digits):
        return
    for found in _SHAPED.finditer(text):
        pieces = split(text, found.start(), found.end())
        if pieces.lengths == _USUAL or not (pieces.neighbours or _UNUSUAL.search("".join(pieces.gaps))):
            yield from _judged(reading, run, found.start(), found.end(), _among_figures(pieces))
    for found in _IN_CELLS.finditer(text):
        pieces = split(text, found.start(), found.end())
        if pieces.in_cells and pieces.coherent:
            yield from _judged(reading, run, found.start(), found.end(), _among_figures(pieces))
    for found in _WRAPPED.finditer(text):
        pieces = split(text, found.start(), found.end())
        if (
            len(pieces.digits) == 11
            and pieces.digits[1] in "3456789"
            and _in_mid_line(reading, run.at(found.start()))
        ):
            yield from _judged(reading, run, found.start(), found.end())
    for found in _ANYHOW.finditer(text):
        pieces = split(text, found.start(), found.end())
        boxes = pieces.single and pieces.alone and not pieces.in_cells
        if pieces.digits[1] in "3456789" and (boxes or says("phone", reading.before(run.at(found.start())))):
            yield from _judged(reading, run, found.start(), found.end())


def _among_figures(pieces: Pieces) -> Severity:
    """Mildly in a row of figures, where three neighbours look like a number sooner or later."""
    phones = pieces.following == _USUAL or pieces.preceding == _USUAL[::-1]
    serial = not pieces.following and len(pieces.preceding) == 1 and pieces.preceding[0] <= 3
    return Severity.BLOCK if not pieces.neighbours or phones or serial else Severity.WARN


def _in_mid_line(reading: Reading, start: int) -> bool:
    """Whether the number begins after other words of its line, so that the line end cuts it."""
    return reading.before(start, 4).strip(" 　")[-1:] not in ("", "\n", "\r", "\t", "|")


def _judged(
    reading: Reading, run: Run, first: int, last: int, severity: Severity = Severity.BLOCK
) -> Iterator[Hit]:
    """The hit, unless the number is an amount; mildly where it is called a serial number."""
    start, end = run.at(first), run.at(last - 1) + 1
    before, digits = reading.before(start), re.sub("[^0-9]", "", run.text[first:last])
    if _MEASURED.match(reading.after(end)) or _MONEY.search(before):
        return
    if digits in reading.facts.public_phones:
        yield Hit(start, end, Kind.MOBILE, Severity.INFO)
        return
    serial = is_serial(before.rstrip("+086-")) or reading.columns.in_table_of(_NO_PHONES, start)
    if (serial and not says("phone", before[-8:])) or _in_code(reading.view, start, end):
        severity = Severity.WARN
    yield Hit(start, end, Kind.MOBILE, severity, reading.masked(start, end, 3, 4))


def _in_code(view: str, start: int, end: int) -> bool:
    """Whether letters stand on both sides, as in a fingerprint of a file (hex)."""
    around = view[max(start - 1, 0) : start] + view[end : end + 1]
    return len(around) == 2 and set(around) <= _HEX


def landlines(reading: Reading, run: Run) -> Iterator[Hit]:
    """Landlines with their area code: those of an office are public by law (条例 第二十条第（二）项), so only named."""
    for found in _LANDLINE.finditer(run.text):
        yield Hit(run.at(found.start()), run.at(found.end() - 1) + 1, Kind.LANDLINE, Severity.INFO)


def local_numbers(reading: Reading) -> Iterator[Hit]:
    """Landlines without an area code, after the word for it."""
    for word in reading.words:
        found = (
            _LOCAL.match(reading.view, word.end)
            if word.name == "telephone" or word.text.endswith("电话")
            else None
        )
        if found:
            yield Hit(found.start(1), found.end(1), Kind.LANDLINE, Severity.INFO)
