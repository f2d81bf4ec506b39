"""填写提示: what looks mistyped is said, and nothing is refused for it."""

import pytest

from gongkai.applications.doubts import doubts, identity_doubt
from gongkai.applications.personal import Applicant
from gongkai.applications.tests.making import IDENTITY


def numbered(head: str) -> str:
    """A number that nobody has, with its check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, head, strict=True))
    return head + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    "head", ["11010119000101000", "62080219990229000"[:10] + "0228000", "99999920000229001"]
)
def test_a_sound_number_raises_no_doubt_whatever_its_district_and_however_typed(head: str) -> None:
    number = numbered(head)
    assert identity_doubt(number) == ""
    assert identity_doubt(f" {number[:6]} {number[6:14]} {number[14:].lower()}") == ""


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (IDENTITY, "校验位"),
        ("110101190001010", "旧的15位"),
        ("1101011900010100", "应为18位"),
        ("11010119000101000A", "应为18位"),
        (numbered("11010119001301000"), "出生日期不对"),
        (numbered("11010119990229000"), "出生日期不对"),
    ],
)
def test_a_mistyped_number_is_told_by_what_is_wrong(number: str, sentence: str) -> None:
    assert sentence in identity_doubt(number)


def test_every_single_mistyped_digit_is_noticed() -> None:
    number = numbered("11010119000101000")
    for place in range(17):
        for digit in "0123456789":
            if digit != number[place]:
                assert identity_doubt(number[:place] + digit + number[place + 1 :]), (place, digit)


WHOLE = {"name": "申某某甲", "id_kind": "居民身份证", "phone": "0900-8123456"}


@pytest.mark.parametrize(
    ("facts", "way", "sentence"),
    [
        ({}, "", "没有填证件号码"),
        ({"id_kind": "护照", "id_number": "E0", "email": "a@b"}, "", "电子邮箱看起来不完整"),
        ({"id_kind": "护照", "id_number": "E0", "phone": "110"}, "", "联系电话的位数"),
        ({"id_kind": "护照", "id_number": "E0"}, "email", "没有填电子邮箱"),
        ({"id_kind": "护照", "id_number": "E0"}, "post", "没有填联系地址"),
        ({"id_number": IDENTITY}, "", "校验位"),
    ],
)
def test_each_doubt_is_one_sentence_and_repeats_nothing(
    facts: dict[str, str], way: str, sentence: str
) -> None:
    (said,) = doubts(Applicant(**(WHOLE | facts)), way)
    assert sentence in said
    assert not [
        value for value in facts.values() if len(value) > 3 and value in said and value != "居民身份证"
    ]


def test_a_whole_application_raises_none() -> None:
    passport = {"id_kind": "护照", "id_number": "E0", "email": "a@example.com", "address": "某街1号"}
    assert doubts(Applicant(**(WHOLE | passport)), "post") == []
