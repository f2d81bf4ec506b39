"""Numbers and money (金额) as people type them: 17,2425.00, １２３元, 17.24万元, 1.7E5."""

import re
import unicodedata
from decimal import Decimal

from gongkai.spreadsheets.days import Unfit
from gongkai.spreadsheets.text import brief

LARGEST = Decimal(10) ** 15  # beyond it Excel no longer keeps every digit
_UNITS = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "百": 10**2}
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+|\d*)"
    r"(?P<fraction>\.\d*)?"
    r"(?P<power>E[+-]?\d{1,2})?"
    r"(?P<unit>亿|千万|百万|万|千|百)?"
    r"(?P<yuan>[元圆])?整?"
)
_CURRENCY = re.compile(r"人民币|RMB|CNY|¥")


def amount_of_text(text: str, *, money: bool) -> tuple[Decimal, str]:
    """The number a text writes, and what to tell its author if it was converted. Raises Unfit."""
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split()).replace("−", "-").replace("﹣", "-")
    if money:
        plain = _CURRENCY.sub("", plain)
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]  # how accountants write a negative
    found = _NUMBER.fullmatch(plain) if len(plain) <= 40 else None
    digits = found and (found["whole"] + (found["fraction"] or "").strip("."))
    if not found or not digits or (found["yuan"] and not money):
        raise Unfit(_unfit(text, money=money))
    number = Decimal(found["whole"].replace(",", "") + (found["fraction"] or "") + (found["power"] or ""))
    if found["unit"]:
        number *= _UNITS[found["unit"]]
    if found["sign"] == "-":
        number = number.copy_negate()
    converted = found["unit"] or found["power"]
    return (
        number,
        f"填的是“{brief(text)}”，按 {plainly(number)} {'元' * money}导入，请核对。" if converted else "",
    )


def as_integer(number: Decimal, found: str) -> int:
    """The number as a whole one: 3.0 is 3. Raises Unfit."""
    _sensible(number, found)
    if number != number.to_integral_value():
        raise Unfit(f"填的是“{brief(found)}”，这一列只能填整数，请改正。")
    return int(number)


def as_money(number: Decimal, found: str) -> Decimal:
    """The number as yuan with two decimals, never rounded. Raises Unfit."""
    _sensible(number, found)
    cents = number.quantize(Decimal("0.01"))
    if cents != number:
        raise Unfit(
            f"实际的数是“{brief(found)}”，超过两位小数（表中可能只显示到分）。金额以元为单位，最多两位小数，请改正。"
        )
    return cents if cents else abs(cents)


def plainly(number: Decimal) -> str:
    """The number in digits, without exponent or needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sensible(number: Decimal, found: str) -> None:
    """Raise Unfit for a number too large to have come through Excel whole."""
    if abs(number) >= LARGEST:
        raise Unfit(f"填的是“{brief(found)}”，数太大（超过 15 位），请核对。")


def _unfit(text: str, *, money: bool) -> str:
    """What to say of a text that is no number."""
    if money:
        return f"填的是“{brief(text)}”，不是金额。请只填数字，以元为单位，例如 172425.00。"
    return f"填的是“{brief(text)}”，不是整数。请只填数字，不带单位和文字。"
