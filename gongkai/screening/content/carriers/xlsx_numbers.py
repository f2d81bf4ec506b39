"""Numbers in cells: as they were typed, as days, and those that were words for a person (身份证号、卡号)."""

import re
from decimal import Decimal, InvalidOperation

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.markup import attribute, tokens
from gongkai.screening.content.finding import Kind, Severity
from gongkai.spreadsheets.days import Unfit, day_of_serial
from gongkai.spreadsheets.workbook import shows_day

# Number formats with a fixed meaning that show a day; 27–36 and 50–58 are those of Chinese Excel.
_DATED = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_LONGEST = 40
_BORN = re.compile(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3,4}\Z")


def dated_styles(text: str) -> frozenset[str]:
    """The numbers of the cell styles that show a day, as cells name them."""
    own, dated, count, within = dict[str, str](), set[str](), 0, False
    for token in tokens(text):
        if token.name == "cellXfs":
            within = token.kind == "start"
        elif token.name == "numFmt" and token.kind != "end":
            number = attribute(text, token.low, token.high, "numFmtId")
            own[number] = attribute(text, token.low, token.high, "formatCode")
        elif within and token.name == "xf" and token.kind != "end":
            number = attribute(text, token.low, token.high, "numFmtId")
            fixed = number.isdecimal() and len(number) < 4 and int(number) in _DATED
            if shows_day(own[number]) if number in own else fixed:
                dated.add(str(count))
            count += 1
    return frozenset(dated)


def typed(raw: str, *, dated: bool, from_1904: bool) -> str:
    """A number as the one who typed it saw it: all its digits, no more than are meant; a day as 2020-03-05."""
    if raw.isdecimal() and not dated:
        return raw
    if len(raw) > _LONGEST:
        return raw
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return raw
    if not number.is_finite() or abs(number) >= 10**_LONGEST:
        return raw
    if dated:
        try:
            return day_of_serial(number, from_1904=from_1904)[0].isoformat()
        except Unfit:
            return raw
    whole = number == number.to_integral_value()
    return f"{number:.0f}" if whole else f"{float(number):.15g}"


def tell_rounded(digits: str, place: str, contents: Contents) -> bool:
    """Tell of a number that was a person's, if it is one: Excel keeps fifteen digits and makes the others zero."""
    kind = _was(digits)
    if kind is None:
        return False
    hidden = "*" * (len(digits) - 4)
    excerpt = f"{digits[:4]}{hidden}（像是以数字保存、后几位已变成0的{kind.label}）"
    contents.find(kind, Severity.WARN, place, excerpt, "")
    return True


def _was(digits: str) -> Kind | None:
    if not (16 <= len(digits) <= 19 and digits.isdecimal() and digits[15:].strip("0") == ""):
        return None
    if len(digits) >= 17 and _BORN.match(digits):
        return Kind.RESIDENT_ID
    return Kind.BANK_CARD if digits.startswith("62") else None
