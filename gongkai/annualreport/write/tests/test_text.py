"""How numbers and words are spelled."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongkai.annualreport.write.text import decimals, number, one_line, paragraphs, plain


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, ""),
        (0, "0"),
        (-12, "-12"),
        (1234567, "1234567"),
        (Decimal("172425.00"), "172425"),
        (Decimal("7730.280"), "7730.28"),
        (Decimal("0.05"), "0.05"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0"), "0"),
    ],
)
def test_a_number_is_printed_in_plain_digits(value, printed):
    assert number(value) == printed


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_printed_number_is_the_number(value: Decimal):
    assert Decimal(number(value)) == value
    assert decimals(value) <= 4


@given(st.text())
def test_any_text_made_plain_can_stand_in_xml(text: str):
    element = etree.Element("p")
    element.text = plain(text)
    assert (etree.fromstring(etree.tostring(element)).text or "") == plain(text)


def test_every_kind_of_line_break_parts_paragraphs_and_indents_go():
    text = "　　甲。\r\n  乙。\x0b丙。\u2028\n\n丁\x07。"
    assert paragraphs(text) == ["甲。", "乙。", "丙。", "丁。"]


def test_a_name_stays_on_one_line():
    assert one_line(" 某镇\n人民政府\x00 ") == "某镇 人民政府"
