"""Numbers of bank cards (银行卡号) and of other bank accounts (账号)."""

import re
from collections.abc import Iterator

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.cardprefixes import (
    UNIONPAY,
    is_card_anyhow,
    is_district,
    is_international,
    is_issued,
    is_unionpay,
    is_unusual,
    may_be_code,
)
from gongkai.screening.content.kinds.checks import is_credit_code, is_day, passes_luhn
from gongkai.screening.content.kinds.labels import is_code, is_serial
from gongkai.screening.content.kinds.pieces import Pieces, split
from gongkai.screening.content.kinds.reading import Reading
from gongkai.screening.content.kinds.runs import SOFT, Run

_ORGAN = re.compile("局|公司|政府|委员会|中心|财政|国库|学校|医院|法院|协会|合作社|事务所|开户|户名|收款单位")
# An organ's own account, named as one right before its number.
_OF_ORGAN = re.compile(
    r"户\s?名[：: ]{1,3}[^，,；;。\n]{0,30}(?:局|委员会|政府|公司|中心|专户|学校|医院|法院|协会|财政所|国库)"
    r"[^，,；;。\n]{0,8}[，,；;。\s]{1,3}(?:开户行?[：: ][^，,；;\n]{2,30}[，,；;。\s]{1,3})?(?:银行)?[账帐]\s?[号户][：: ]{0,3}$"
)
_WHOLE = re.compile(r"[0-9](?<![0-9].)[0-9]{10,29}(?![0-9])(?!\.(?!00?(?![0-9]))[0-9])")
_SURE_FLOAT = 17  # digits that a decimal fraction of a program has at most
_GAP = f"[{SOFT}]{{1,3}}"
_GROUPED = re.compile(
    "(?=((?:4[0-9]|5[1-5]|35|60|94|95)(?<![0-9]..)[0-9]{2}"
    f"(?:{_GAP}[0-9]{{4}}){{3}}(?![0-9])(?:{_GAP}[0-9]{{2,3}}(?![0-9]))?))"
)
# A single digit behind other single digits begins nothing: a number in boxes begins at the first of them.
_IN_BOXES = re.compile(f"(?<![0-9])[0-9][{SOFT}]{{1,3}}[0-9][{SOFT}]$")
_FIFTH = re.compile("[^0-9]+[0-9]{2,3}$")
# Where a number in pieces may begin: 62, a whole issuer's number, an old prefix, or single digits in boxes.
_STARTS = re.compile(
    f"[34569](?<![0-9].)(?:(?<=6)[{SOFT}]{{0,3}}2|[0-9]{{5}}|(?<=9)(?:55[89]|400)|(?<=6)01[34]"
    f"|(?:[{SOFT}]{{1,3}}[0-9](?![0-9])){{15}})"
)
_LETTERS = re.compile("[0-9A-Z]*")
_LETTERS_BEFORE = re.compile("[0-9A-Z]*$")


def bank_cards(reading: Reading, run: Run) -> Iterator[Hit]:
    """Card numbers by Luhn and what they begin with, accounts by what they are called."""
    for found in _WHOLE.finditer(run.text):
        if len(found[0]) <= _SURE_FLOAT and run.text[found.start() - 1 : found.start()] == ".":
            continue
        severity = _of_whole(reading, run.at(found.start()), run.at(found.end() - 1) + 1, found[0])
        if severity is not None:
            yield _hit(reading, run, found.start(), found.end(), severity)
    if len(run.digits) < 16 or len(run.digits) == len(run.text):
        return
    for found in _GROUPED.finditer(run.text):
        yield from _of_groups(reading, run, found.start(), found[1])
    free = 0
    for found in _STARTS.finditer(run.text):
        if found.start() < free or _IN_BOXES.search(run.text, max(found.start() - 4, 0), found.start() + 2):
            continue
        for pieces in _candidates(run.text, found.start()):
            severity = _of_pieces(reading, run, pieces)
            if severity is not None:
                free = pieces.end
                yield _hit(reading, run, pieces.start, pieces.end, severity)
                break


def _hit(reading: Reading, run: Run, start: int, end: int, severity: Severity) -> Hit:
    """Only the last four digits stay."""
    first, last = run.at(start), run.at(end - 1) + 1
    return Hit(first, last, Kind.BANK_CARD, severity, reading.masked(first, last, 0, 4))


def _of_whole(reading: Reading, start: int, end: int, number: str) -> Severity | None:
    """An undivided number of eleven to thirty digits."""
    if _MOBILE.fullmatch(number):
        return None
    fits = 14 <= len(number) <= 19
    if fits and number[0] in _FIRSTS and passes_luhn(number):
        known = is_unionpay(number) or is_issued(number)
        if known or is_international(number):
            return _of_known(reading, start, end, number, sure=known)
    if reading.speaks_of("card", start, end):
        return Severity.BLOCK if fits and passes_luhn(number) else Severity.WARN
    if reading.speaks_of("account", start, end):
        checks = 16 <= len(number) <= 19 and passes_luhn(number)
        return Severity.WARN if not checks or _ORGAN.search(reading.before(start, 80)) else Severity.BLOCK
    return None


_FIRSTS = "34569"  # of cards that are known
_MOBILE = re.compile("1[3-9][0-9]{9}")


def _of_known(reading: Reading, start: int, end: int, number: str, *, sure: bool) -> Severity | None:
    """A number that passes Luhn and begins like a card: only what is plainly a serial number is let off."""
    if not number.startswith(UNIONPAY) and _is_lettered(reading, start, end, sure=sure):
        return None
    if reading.speaks_of("card", start, end):
        return Severity.BLOCK
    if reading.speaks_of("account", start, end):
        before = reading.before(start, 80)
        office = _OF_ORGAN.search(before) or (may_be_code(number) and _ORGAN.search(before))
        return Severity.WARN if office else Severity.BLOCK
    dated = is_day(number[6:14]) and number[6:8] in ("19", "20")
    if (is_district(number) or (dated and may_be_code(number))) or _is_coded(reading, start, number):
        return Severity.WARN
    return Severity.BLOCK if sure or not is_serial(reading.before(start)) else Severity.WARN


def _is_coded(reading: Reading, start: int, number: str) -> bool:
    """Whether the words before it or its column call it something else, and it may be that."""
    if not may_be_code(number):
        return False
    before, column = reading.before(start), reading.columns.figures(start)
    if is_code(before) or column == "code":
        return True
    return (is_serial(before) or column == "serial") and not is_card_anyhow(number)


def _is_lettered(reading: Reading, start: int, end: int, *, sure: bool) -> bool:
    """Whether letters touch the number, so that it is a part of a code: of any, or of a credit code (统一社会信用代码)."""
    after = _LETTERS.match(reading.view, end)
    before = _LETTERS_BEFORE.search(reading.view, max(start - 18, 0), start)
    code = (before[0] if before else "") + reading.view[start:end] + (after[0] if after else "")
    return code != reading.view[start:end] and (not sure or is_credit_code(code))


def _of_groups(reading: Reading, run: Run, start: int, text: str) -> Iterator[Hit]:
    """Four groups of four and what may follow as a fifth."""
    for group in (text, _FIFTH.sub("", text)):
        pieces = split(run.text, start, start + len(group))
        if passes_luhn(pieces.digits) and _may_be_grouped(reading, run, pieces):
            yield _hit(reading, run, pieces.start, pieces.end, Severity.BLOCK)
            return


def _may_be_grouped(reading: Reading, run: Run, pieces: Pieces) -> bool:
    """Visa, Mastercard, JCB and old cards in groups of four: figures in cells look alike."""
    if reading.speaks_of("card", run.at(pieces.start), run.at(pieces.end - 1) + 1):
        return True
    issued = is_issued(pieces.digits)
    if pieces.wide or pieces.broken or not pieces.coherent or not (is_international(pieces.digits) or issued):
        return False
    # Four figures of a row join to a foreign card sooner or later; the row goes on with more of them.
    return issued or not (pieces.in_cells or 4 in pieces.neighbours)


def _candidates(text: str, start: int) -> Iterator[Pieces]:
    """Whole pieces from here that make up 16 to 19 digits, the usual lengths first; not one piece alone."""
    ends: dict[int, int] = {}
    count, last = 0, start
    for found in _PIECE.finditer(text, start, start + 400):
        count += len(found[0])
        if count > 19 or not _SOFTLY.fullmatch(text, last, found.start()):
            break
        last = found.end()
        if count >= 16 and found.start() > start:
            ends[count] = found.end()
    for length in (19, 16, 18, 17):
        if length in ends:
            pieces = split(text, start, ends[length])
            if passes_luhn(pieces.digits):
                yield pieces


_PIECE = re.compile("[0-9]+")
_SOFTLY = re.compile(f"[{SOFT}]*")


def _of_pieces(reading: Reading, run: Run, pieces: Pieces) -> Severity | None:
    """A number in several pieces, as it may be by its issuer, their lengths and what parts them."""
    if not pieces.coherent:
        return None
    unionpay = pieces.digits.startswith(UNIONPAY)
    first, last = run.at(pieces.start), run.at(pieces.end - 1) + 1
    if reading.speaks_of("card", first, last):
        return Severity.BLOCK
    if not unionpay and not is_issued(pieces.digits):
        return None
    if reading.speaks_of("account", first, last):
        return Severity.BLOCK
    severity = _of_shape(run, pieces)
    if severity is not None and (is_district(pieces.digits) or _is_coded(reading, first, pieces.digits)):
        return Severity.WARN
    return severity


def _goes_on(pieces: Pieces) -> bool:
    """Whether more figures of the row stand beside it than its item number and an amount."""
    item = len(pieces.preceding) == 1 and pieces.preceding[0] <= 3
    others = len(pieces.neighbours) - item
    return others >= 2 or (others == 1 and is_unusual(pieces.digits))


def _of_shape(run: Run, pieces: Pieces) -> Severity | None:
    """How sure the lengths of the pieces and what parts them make it."""
    if pieces.single:
        return Severity.BLOCK if pieces.alone else None
    fours = pieces.lengths[:3] == (4, 4, 4)
    if pieces.wide or pieces.broken:
        return Severity.WARN if fours else None
    if fours:
        return Severity.WARN if _goes_on(pieces) else Severity.BLOCK
    if not pieces.regular or run.text[pieces.start - 1 : pieces.start] == ".":
        return None
    if pieces.in_cells:
        usual = len(pieces.digits) in (16, 19) or min(pieces.lengths) >= 6
        three = len(pieces.lengths) == 3 and min(pieces.lengths) >= 4 and not pieces.neighbours
        return Severity.BLOCK if usual and (len(pieces.lengths) == 2 or three) else None
    return Severity.WARN if pieces.neighbours else Severity.BLOCK
