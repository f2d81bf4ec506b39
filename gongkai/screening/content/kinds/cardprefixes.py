"""What bank cards (银行卡) begin with: ranges of ISO/IEC 7812 and the issuers' numbers of Chinese banks."""

import re
from functools import cache
from pathlib import Path

import yaml

# Lengths by what the number begins with. 62 is China UnionPay, whoever issued the card.
UNIONPAY = "62"
UNIONPAY_LENGTHS = frozenset({16, 17, 18, 19})
# The districts of Gansu begin with 62 as well (GB/T 2260), and so do the numbers of its parcels, households, permits.
_DISTRICT = re.compile("62(?:0[1-9]|1[0-2]|29|30)(?:0[0-5]|11|2[1-8]|(?<=620[89])8[12])")
# Issuers' numbers of cards in use that are the code of a district, too.
_BOTH = re.compile("62(?:052[12]|10(?:02|24)|122[123567]|290[12]|292[267]|302[1236])")
_UNUSUAL = re.compile("62(?:[4679]|0[^015])")  # hardly any card begins so
_BROAD = re.compile(r"(?:4[0-9]{3}|5[1-5][0-9]{2}|35(?:2[89]|[3-8][0-9]))[0-9]{12}")


@cache
def issuers() -> re.Pattern[str]:
    """Whole card numbers by known issuer numbers other than 62."""
    data = yaml.safe_load(
        (Path(__file__).parent.parent / "words" / "cardprefixes.yaml").read_text(encoding="utf-8")
    )
    ways = []
    for group in data:
        rest = [length - len(str(group["prefixes"][0])) for length in group["lengths"]]
        ways.append(f"(?:{'|'.join(map(str, group['prefixes']))})[0-9]{{{min(rest)},{max(rest)}}}")
    return re.compile("|".join(ways))


def is_unionpay(number: str) -> bool:
    """Whether it begins and is as long as a UnionPay card."""
    return number.startswith(UNIONPAY) and len(number) in UNIONPAY_LENGTHS


def is_district(number: str) -> bool:
    """Whether it begins with a district of Gansu and with no issuer's number known for cards of its length."""
    return _DISTRICT.match(number) is not None and not is_card_anyhow(number)


def is_card_anyhow(number: str) -> bool:
    """Whether it begins with an issuer's number, although that is the code of a district as well."""
    return _BOTH.match(number) is not None and len(number) in (16, 19)


def may_be_code(number: str) -> bool:
    """Whether it may be something else where it is called so: by a district, or a beginning that cards seldom have."""
    return _DISTRICT.match(number) is not None or is_unusual(number)


def is_unusual(number: str) -> bool:
    """Whether it begins with 62 as hardly any card does."""
    return _UNUSUAL.match(number) is not None


def is_international(number: str) -> bool:
    """Whether it begins and is as long as a Visa, Mastercard or JCB card of any bank."""
    return _BROAD.fullmatch(number) is not None


def is_issued(number: str) -> bool:
    """Whether it begins with a number given to a Chinese bank, apart from 62."""
    return issuers().fullmatch(number) is not None
