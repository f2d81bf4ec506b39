"""Mobile numbers (手机号) and landlines (固定电话)."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.labels import is_serial, says
from gongkai.screening.content.kinds.pieces import Pieces, split
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.runs import SOFT, Run

# A unit after a number makes it an amount; 万 and 元 also begin surnames and villages, on the next line as well.
_MEASURED = re.compile(
    r"[ \u3000]?(?:[万亿]?(?:元|美元|吨|亩|公顷|平方米|平方公里|立方米?|千瓦时?|人次|公斤|千克|株|字节)|万|亿|角|平方|%|％|分/)"
    r"(?:整|人民币|以上|以下|左右|(?![\u4e00-\u9fff]))"
    r"|\.(?!1[3-9][0-9]{9}(?![0-9]))[0-9]"
)
_MONEY = re.compile(r"[￥¥$＄]\s?$|[0-9]\.$|金额[（(：:]?(?:元|万元)?[）):： ]{0,2}$")
# 1.13812345678 is the first of a list, unless the line has other decimal fractions, as coordinates do.
_ITEM = re.compile(r"(?:^|[\s(（|])[0-9]{1,3}\.$|1[3-9][0-9]{9}\.$")
_FRACTION = re.compile(r"(?<![0-9])[0-9]{1,3}\.(?!1[3-9][0-9]{9}(?![0-9]))[0-9]{3}")
# Codes such as HT-20221207-13784649818, and checksums in hexadecimal digits.
_EARLIER = re.compile(r"(?:[0-9]{6,}\s?[—–\-~～至到]{1,2}\s?)+$")  # the first of two serial numbers
_IN_CODE = re.compile(r"[A-Za-z]{1,6}[-_]?(?:[0-9]{1,8}[-_])+$")
_HEX = re.compile("[0-9a-fA-F]*[a-fA-F][0-9a-fA-F]*$")
_HEX_ON = re.compile("[0-9a-fA-F]*")
_HEX_BEFORE = re.compile("[0-9a-f]{2}[a-f]$")
_HEX_AFTER = re.compile("[a-f][0-9a-f]{2}")
_LEAST_HEX = 24
_HEX_LETTERS = frozenset("abcdefABCDEF")
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_GAP = f"(?:(?![\t\n|])[{SOFT}]){{1,3}}"  # parts the groups of one number; cells only as in _IN_CELLS
# Nearly every run is done with after this one look.
_MAYBE = re.compile(
    f"[018](?<![0-9].)(?:(?<=1)|(?<=0)(?:086[{SOFT}]*+)?1|(?<=8)6[{SOFT}]*+1)"
    f"[{SOFT}]*+[3-9](?:[{SOFT}]*+[0-9]){{9}}(?![0-9])"
)
_WHOLE = re.compile("1(?<![0-9].)[3-9][0-9]{9}(?![0-9])")
_PREFIXED = re.compile("[08](?<![0-9.].)(?:(?<=8)6|(?<=0)(?:086)?)1[3-9][0-9]{9}(?![0-9])")
_SHAPED = re.compile(
    f"1(?<![0-9.].)[3-9](?:[0-9]{_GAP}(?:[0-9]{{4}}(?:{_GAP})?[0-9]{{4}}|[0-9]{{3}}{_GAP}[0-9]{{5}})"
    f"|[0-9]{{5}}{_GAP}[0-9]{{4}}|[0-9]{{2}}{_GAP}(?:[0-9]{{7}}|[0-9]{{3}}{_GAP}[0-9]{{4}}|[0-9]{{4}}{_GAP}[0-9]{{3}}))"
    "(?![0-9])"
)
_IN_CELLS = re.compile(f"1(?<![0-9.].)[3-9][0-9][{SOFT}]{{1,3}}[0-9]{{4}}[{SOFT}]{{1,3}}[0-9]{{4}}(?![0-9])")
_WRAPPED = re.compile(r"1(?<![0-9.\n].)[0-9]{0,9}-?[ \t]*\r?\n[ \t　]*[0-9]{1,10}(?![0-9])")
_ANYHOW = re.compile(f"1(?<![0-9.].)(?:[{SOFT}]{{0,12}}[0-9]){{10}}(?![0-9])")
_USUAL = (3, 4, 4)
_DIGITS = 11  # of a mobile number: one so long has no gaps
_UNUSUAL = re.compile("[./,_|]")  # decimals and dates look like a number in two pieces
_LANDLINE = re.compile(r"0(?<![0-9.].)[1-9][0-9]{1,2}[ ()（）\-—－–]{0,3}[2-9][0-9]{6,7}(?![0-9.])")
_LOCAL = re.compile(r"[^0-9\n]{0,8}([2-9][0-9]{6,7})(?![0-9])")


def mobiles(reading: Reading, run: Run) -> Iterator[Hit]:
    """Mobile numbers, whole or in the groups in which people write them; in other pieces where they are called so."""
    text = run.text
    if _MAYBE.search(text) is None:
        return
    for found in _WHOLE.finditer(text):
        yield from _judged(reading, run, found.start(), found.end())
    for found in _PREFIXED.finditer(text):
        yield from _judged(reading, run, found.end() - 11, found.end(), prefix=found.start())
    if len(run.text) == len(run.digits):
        return
    for found in _SHAPED.finditer(text):
        pieces = split(text, found.start(), found.end())
        if pieces.lengths == _USUAL or not (pieces.neighbours or _UNUSUAL.search("".join(pieces.gaps))):
            yield from _judged(reading, run, found.start(), found.end(), _among_figures(run, pieces))
    for found in _IN_CELLS.finditer(text):
        pieces = split(text, found.start(), found.end())
        if pieces.in_cells and pieces.coherent:
            yield from _judged(reading, run, found.start(), found.end(), _among_figures(run, pieces))
    for found in _WRAPPED.finditer(text):
        pieces = split(text, found.start(), found.end())
        if (
            len(pieces.digits) == 11
            and pieces.digits[1] in "3456789"
            and _in_mid_line(reading, run.at(found.start()))
        ):
            yield from _judged(reading, run, found.start(), found.end())
    for found in _ANYHOW.finditer(text):
        if found.end() - found.start() == _DIGITS:
            continue  # a whole number, judged above
        pieces = split(text, found.start(), found.end())
        boxes = pieces.single and pieces.alone and not pieces.in_cells
        if pieces.digits[1] in "3456789" and (boxes or _is_called(reading, run.at(found.start()))):
            yield from _judged(reading, run, found.start(), found.end())


def _is_called(reading: Reading, start: int) -> bool:
    """Whether the words before a number or its column name a phone."""
    return says("phone", reading.before(start)) or reading.columns.above(start) == "phone"


def _among_figures(run: Run, pieces: Pieces) -> Severity:
    """Mildly in a row of figures, where three neighbours look like a number sooner or later."""
    if not pieces.neighbours:
        return Severity.WARN if pieces.broken else Severity.BLOCK
    gap = re.escape(pieces.gaps[0])
    another = re.compile(f"(?<![0-9])1[3-9][0-9]{gap}[0-9]{{4}}{gap}[0-9]{{4}}(?![0-9])")
    before = run.text[: pieces.start].removesuffix(pieces.gaps[0])
    following = another.match(run.text, pieces.end + len(pieces.gaps[0]))
    preceding = another.fullmatch(before, max(len(before) - 11 - 2 * len(pieces.gaps[0]), 0))
    serial = not pieces.following and len(pieces.preceding) == 1 and pieces.preceding[0] <= 3
    another_beside = (following or preceding) and not pieces.in_cells
    return Severity.BLOCK if another_beside or serial else Severity.WARN


def _in_mid_line(reading: Reading, start: int) -> bool:
    """Whether the number begins after other words of its line, so that the line end cuts it."""
    return reading.before(start, 4).strip(" 　")[-1:] not in ("", "\n", "\r", "\t", "|")


def _judged(
    reading: Reading,
    run: Run,
    first: int,
    last: int,
    severity: Severity = Severity.BLOCK,
    prefix: int | None = None,
) -> Iterator[Hit]:
    """The hit, unless the number is an amount; mildly where it is called a serial number.

    `prefix` is where a +86 or a 0 before it begins: what stands before that says what the number is.
    """
    start, end = run.at(first), run.at(last - 1) + 1
    before, digits = reading.before(start), re.sub("[^0-9]", "", run.text[first:last])
    phone = says("phone", before[-8:]) or reading.columns.above(start) == "phone"
    if not phone and _is_amount(reading, before, start, end):
        return
    if digits in reading.facts.public_phones:
        yield Hit(start, end, Kind.MOBILE, Severity.INFO)
        return
    if not phone:
        led = before if prefix is None else reading.before(run.at(prefix))
        if _is_hexadecimal(reading, start, end):
            return
        if prefix is not None and led[-1:] in _CAPITALS:
            return  # J8618404322164 is a code
        if _is_lettered(reading.view, start, end):
            severity = Severity.WARN
        if is_serial(_EARLIER.sub("", led)) or _IN_CODE.search(led) or reading.columns.figures(start):
            severity = Severity.WARN
    yield Hit(start, end, Kind.MOBILE, severity, reading.masked(start, end, 3, 4))


def _is_amount(reading: Reading, before: str, start: int, end: int) -> bool:
    """Whether a unit, a currency or a decimal point stands beside the number; not that of 1.13812345678."""
    if _MEASURED.match(reading.after(end)):
        return True
    if _MONEY.search(before) is None:
        return False
    return not _ITEM.search(before) or _FRACTION.search(_line(reading, start, end)) is not None


def _line(reading: Reading, start: int, end: int) -> str:
    """What stands around a number in its line."""
    left, right = reading.before(start, 60), reading.after(end, 60)
    return left[left.rfind("\n") + 1 :] + "·" + right.partition("\n")[0]


def _is_lettered(view: str, start: int, end: int) -> bool:
    """Whether hexadecimal digits with letters go on to both sides, as in a short fingerprint of a file."""
    return (
        _HEX_BEFORE.search(view, max(start - 8, 0), start) is not None
        and _HEX_AFTER.match(view, end) is not None
    )


def _is_hexadecimal(reading: Reading, start: int, end: int) -> bool:
    """Whether the digits are a part of a long checksum."""
    view = reading.view
    before = _HEX.search(view, max(start - 64, 0), start)
    if before is None and view[end : end + 1] not in _HEX_LETTERS:
        return False
    after = _HEX_ON.match(view, end, end + 64)
    return end - start + (len(before[0]) if before else 0) + (len(after[0]) if after else 0) >= _LEAST_HEX


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
