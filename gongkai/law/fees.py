"""信息处理费 — the fee for very many applications, by item or by page (国办函〔2020〕109号); off unless an organ uses it.

Progressive by bracket (超额累进); by item the count runs over one applicant's calendar month, by page over one
application. An organ picks one of the two for an application, never both.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.law.cite import Article
from gongkai.law.dated import Dated, Value
from gongkai.law.publication import REGULATION

YUAN = Decimal(1)


class FeeRefused(ValueError):
    """A fee that the rules do not allow; the message is in Chinese."""


@dataclass(frozen=True)
class Bracket:
    """From the item or page after `above` on, each costs `each` yuan."""

    above: int
    each: Decimal


@dataclass(frozen=True)
class Tariff:
    """The brackets in order; beyond the last, every `step` more units cost `rise` yuan more each, if given."""

    brackets: tuple[Bracket, ...]
    step: int = 0
    rise: Decimal = Decimal(0)

    def charge(self, units: int) -> Decimal:
        """The whole fee in yuan for so many items or pages."""
        if units < 0:
            raise FeeRefused(f"件数、页数不能为负数，现为{units}。")
        total = Decimal(0)
        for one, after in zip(self.brackets, (*self.brackets[1:], None), strict=True):
            top = min(units, after.above) if after else units
            if top > one.above:
                total += self._within(one, top - one.above, last=after is None)
        return total

    def _within(self, bracket: Bracket, units: int, *, last: bool) -> Decimal:
        if not last or not self.step:
            return bracket.each * units
        total, each = Decimal(0), bracket.each
        while units > 0:
            total += each * min(units, self.step)
            units, each = units - self.step, each + self.rise
        return total


def _brackets(*pairs: tuple[int, int]) -> tuple[Bracket, ...]:
    return tuple(Bracket(above, each * YUAN) for above, each in pairs)


_SINCE, _BASIS = date(2021, 1, 1), Article(REGULATION, 42)
BY_ITEM: Dated[Tariff] = Dated(
    "按件计收的信息处理费",
    Value(Tariff(_brackets((0, 0), (10, 100), (30, 200)), step=10, rise=100 * YUAN), _BASIS, since=_SINCE),
)
BY_PAGE: Dated[Tariff] = Dated(
    "按量计收的信息处理费",
    Value(Tariff(_brackets((0, 0), (30, 10), (100, 20), (200, 40))), _BASIS, since=_SINCE),
)


def fee(day: date, *, items_this_month: int | None = None, pages: int | None = None) -> Decimal:
    """The fee in yuan on `day`: for all of an applicant's items of one calendar month, or the pages of one application.

    Raises FeeRefused when both are given or neither, NotInForce before 2021-01-01.
    """
    if items_this_month is not None and pages is not None:
        raise FeeRefused("同一申请只能按件或者按量计收信息处理费，不能同时按两种标准收费。")
    if items_this_month is not None:
        return BY_ITEM.on(day).value.charge(items_this_month)
    if pages is None:
        raise FeeRefused("请写明按件（本月件数）还是按量（页数）计收。")
    return BY_PAGE.on(day).value.charge(pages)


def fee_of_item(day: date, *, number_this_month: int) -> Decimal:
    """What the `number_this_month`th item of an applicant in a calendar month adds, in yuan."""
    if number_this_month < 1:
        raise FeeRefused(f"本月第几件应从1数起，现为{number_this_month}。")
    tariff = BY_ITEM.on(day).value
    return tariff.charge(number_this_month) - tariff.charge(number_this_month - 1)
