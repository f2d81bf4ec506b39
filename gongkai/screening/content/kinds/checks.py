"""Check digits (校验码): whether a number can be right at all."""

from datetime import date
from operator import mul

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DOUBLED = str.maketrans("0123456789", "0246813579")
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_FIRST_YEAR, _LAST_YEAR = 1890, 2035
# GB/T 2260, first two digits. Provinces have kept theirs; districts have not, so nothing finer is asked.
_PROVINCE_CODES = "1112131415212223313233343536374142434445465051525354616263646571818283"
PROVINCES = frozenset(_PROVINCE_CODES[place : place + 2] for place in range(0, len(_PROVINCE_CODES), 2)) | {
    "91"
}


def resident_check(body: str) -> str:
    """The eighteenth character of a resident ID number (居民身份证号) for its first seventeen: GB 11643."""
    total = sum(map(mul, map(int, body), _WEIGHTS))
    return "10X98765432"[total % 11]


def is_day(digits: str) -> bool:
    """Whether eight digits (yyyymmdd) are a day on which somebody living may be born."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        date(year, month, day)
    except ValueError:
        return False
    return _FIRST_YEAR <= year <= _LAST_YEAR


def is_resident_id(number: str) -> bool:
    """Whether eighteen characters are a resident ID number: a day of birth and the check digit (GB 11643)."""
    return is_day(number[6:14]) and resident_check(number[:17]) == number[17]


def passes_luhn(number: str) -> bool:
    """The check of bank cards (GB/T 17552, ISO/IEC 7812): one random number in ten passes, so never alone."""
    doubled = number[-2::-2].translate(_DOUBLED)
    return (sum(map(int, number[::-2])) + sum(map(int, doubled))) % 10 == 0


def is_credit_code(code: str) -> bool:
    """Whether eighteen characters are a unified social credit code (统一社会信用代码): GB 32100."""
    if len(code) != 18 or any(character not in CREDIT_ALPHABET for character in code):
        return False
    total = sum(
        CREDIT_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17])
    )
    return CREDIT_ALPHABET[-total % 31] == code[17]
