"""统一社会信用代码: the last character guards the others."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.organs.creditcode import ALPHABET, check_character, validate_credit_code

bodies = st.text(ALPHABET, min_size=17, max_size=17)


def test_the_standards_own_example_passes() -> None:
    validate_credit_code("91350100M000100Y43")


@given(bodies)
def test_a_code_with_its_check_character_passes(body: str) -> None:
    validate_credit_code(body + check_character(body))


@given(bodies, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_never_passes(body: str, place: int, other: str) -> None:
    code = body + check_character(body)
    assume(code[place] != other)
    with pytest.raises(ValidationError, match="最后一位校验不符"):
        validate_credit_code(code[:place] + other + code[place + 1 :])


@given(bodies, st.integers(0, 16))
def test_two_neighbours_swapped_never_pass(body: str, place: int) -> None:
    code = body + check_character(body)
    assume(code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    with pytest.raises(ValidationError):
        validate_credit_code(swapped)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("91350100M000100Y4", "应为18位，现在是17位"),
        ("91350100M000100Y433", "应为18位，现在是19位"),
        ("91350100I000100Y43", "不应有“I”"),
        ("91350100m000100y43", "不应有“m”"),
        ("9135010０M000100Y43", "不应有“０”"),
    ],
)
def test_the_refusal_says_where_to_look(code: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        validate_credit_code(code)
