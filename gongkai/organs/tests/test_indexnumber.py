"""索引号格式: a template is refused before it can do harm."""

import pytest

from gongkai.organs.indexnumber import check_template
from gongkai.trail.acts import Refused


@pytest.mark.parametrize(
    ("template", "reset"),
    [
        ("{credit_code}/{year}-{serial:05d}", "year"),
        ("{slug}-{year}{month}-{duty}-{serial}", "year"),
        ("KT{serial:d}", "never"),
        ("{{{slug}}}{year}{serial}", "year"),
    ],
)
def test_a_template_that_numbers_is_accepted(template: str, reset: str) -> None:
    check_template(template, reset)


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{credit_code}/{year}", "必须有 {serial:05d}"),
        ("", "必须有 {serial:05d}"),
        ("{name}/{year}-{serial}", "格式写错了"),
        ("{0}/{year}-{serial}", "格式写错了"),
        ("{year}-{serial:05d", "格式写错了"),
        ("{year}-{serial:abc}", "格式写错了"),
        ("{year}-{month:02d}-{serial}", "格式写错了"),
        ("{year}-{serial:{year}d}", "格式写错了"),
        ("{year}-{serial.nothing}", "格式写错了"),
        ("{year}-{serial.real}", "只能用"),
        ("{slug.__class__}-{year}-{serial}", "只能用"),
        ("{slug}-{serial}", "要有 {year}"),
        ("{year}-{serial:0100d}", "会有105个字"),
    ],
)
def test_a_template_that_could_not_number_is_refused(template: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        check_template(template, "year")
