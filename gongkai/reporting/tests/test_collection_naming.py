"""Whose report it is, told by the name it bears."""

from typing import NamedTuple

import pytest

from gongkai.reporting.naming import meant_by, meant_by_file_name


class Organ(NamedTuple):
    name: str
    short_name: str


BAIYANG = Organ("某市清水区白杨镇人民政府", "白杨镇")
LIUSHU = Organ("某市清水区柳树镇人民政府", "柳树镇")
STREET = Organ("某市清水区东街街道办事处", "东街街道")
BUREAU = Organ("某市清水区农业农村局", "清水区农业农村局")
ORGANS = [BAIYANG, LIUSHU, STREET, BUREAU]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("某市清水区白杨镇人民政府", [BAIYANG]),
        ("某市清水区白杨镇", [BAIYANG]),
        ("清水区白杨镇人民政府", [BAIYANG]),
        ("白杨镇 人民政府", [BAIYANG]),
        ("某省某市清水区白杨镇人民政府", [BAIYANG]),
        ("东街街道", [STREET]),
        ("清水区东街街道办事处", [STREET]),
        ("清水区农业农村局", [BUREAU]),
        ("农业农村局", [BUREAU]),
        ("某市清泉区白杨镇人民政府", []),
        ("某市农业农村局", []),
        ("清水区白杨镇农业农村局", []),
        ("镇", []),
        ("局", []),
        ("", []),
        ("　", []),
    ],
)
def test_a_name_means_the_organ_it_names_with_more_or_less_above(written: str, meant: list[Organ]) -> None:
    assert meant_by(written, ORGANS) == meant


def test_the_exact_name_wins_over_one_that_ends_alike() -> None:
    district = Organ("清水区统计局", "统计局")
    city = Organ("某市清水区统计局", "市统计局")
    assert meant_by("清水区统计局", [district, city]) == [district]


@pytest.mark.parametrize(
    ("file", "meant"),
    [
        ("白杨镇2025年年报.docx", [BAIYANG]),
        ("2025 清水区农业农村局 年报（定稿）.pdf", [BUREAU]),
        ("白杨镇、柳树镇年报.docx", [BAIYANG, LIUSHU]),
        ("年报.docx", []),
    ],
)
def test_a_file_name_means_every_organ_it_names(file: str, meant: list[Organ]) -> None:
    assert meant_by_file_name(file, ORGANS) == meant


def test_the_longest_name_in_a_file_name_wins() -> None:
    inner, outer = Organ("清水区城关镇", "城关镇"), Organ("清水区老城关镇", "老城关镇")
    assert meant_by_file_name("老城关镇年报.docx", [inner, outer]) == [outer]
