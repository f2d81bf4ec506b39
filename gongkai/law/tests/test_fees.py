"""The fee for very many applications: by item or by page, never both, progressive, from 2021 on."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.dated import NotInForce
from gongkai.law.fees import FeeRefused, fee, fee_of_item

DAY = date(2024, 5, 6)
BY_ITEM = {
    0: 0,
    10: 0,
    11: 100,
    12: 200,
    30: 2000,
    31: 2200,
    40: 4000,
    41: 4300,
    45: 5500,
    50: 7000,
    60: 11000,
}
BY_PAGE = {0: 0, 30: 0, 31: 10, 100: 700, 101: 720, 150: 1700, 200: 2700, 201: 2740, 250: 4700}


@pytest.mark.parametrize(("items", "yuan"), BY_ITEM.items())
def test_the_fee_by_item_rises_by_brackets(items: int, yuan: int) -> None:
    assert fee(DAY, items_this_month=items) == Decimal(yuan)


@pytest.mark.parametrize(("pages", "yuan"), BY_PAGE.items())
def test_the_fee_by_page_rises_by_brackets(pages: int, yuan: int) -> None:
    assert fee(DAY, pages=pages) == Decimal(yuan)


@given(st.integers(0, 120))
def test_the_items_of_a_month_add_up_one_by_one(items: int) -> None:
    each = (fee_of_item(DAY, number_this_month=number) for number in range(1, items + 1))
    assert sum(each, start=Decimal(0)) == fee(DAY, items_this_month=items)


def test_both_ways_on_one_application_are_refused() -> None:
    with pytest.raises(FeeRefused, match="不能同时按两种标准"):
        fee(DAY, items_this_month=11, pages=40)


def test_neither_way_is_refused() -> None:
    with pytest.raises(FeeRefused, match="按件"):
        fee(DAY)


@pytest.mark.parametrize("units", [-1, -100])
def test_fewer_than_none_is_refused(units: int) -> None:
    with pytest.raises(FeeRefused, match="不能为负数"):
        fee(DAY, pages=units)
    with pytest.raises(FeeRefused, match="不能为负数"):
        fee(DAY, items_this_month=units)


def test_the_items_of_a_month_are_counted_from_one() -> None:
    with pytest.raises(FeeRefused, match="从1数起"):
        fee_of_item(DAY, number_this_month=0)


def test_there_is_no_fee_before_the_measure() -> None:
    with pytest.raises(NotInForce):
        fee(date(2020, 12, 31), pages=500)
    assert fee(date(2021, 1, 1), pages=31) == 10
