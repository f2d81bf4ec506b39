"""What `hits` and `screen_text` promise of any text: order, no overlaps, no number shown, no crash, linear time."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.kinds.folding import fold
from gongkai.screening.content.text import hits, screen_text
from gongkai.screening.tests.content import redteam
from gongkai.screening.tests.content.numbers import card, mobile, resident_id

_MEAN = "0123456789XxOol*\t\n\r -—.,，、/|<>&#;%*★☆：:（）()密秘机绝号室岁男女生姓名身份证卡账电话此件内部不得公开@\u200b\u3000\\"


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.text(max_size=200), st.text(alphabet=_MEAN, max_size=300)))
def test_any_text_ends_in_hits_within_it_in_order_and_without_overlaps(text: str) -> None:
    found = hits(text)
    assert found == sorted(found, key=lambda hit: (hit.start, hit.end, hit.kind))
    for hit in found:
        assert 0 <= hit.start < hit.end <= len(text)
    for kind in {hit.kind for hit in found}:
        ends = 0
        for hit in (hit for hit in found if hit.kind is kind):
            assert hit.start >= ends
            ends = hit.end
    assert len(screen_text(text)) >= len(found)


@settings(max_examples=50, deadline=None)
@given(
    st.one_of(st.text(max_size=120), st.text(alphabet=_MEAN + "０１²①一二&nbsp;</b>%20&#54;", max_size=200))
)
def test_folding_keeps_the_length_of_a_text(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_masking_every_hit_leaves_nothing_that_blocks() -> None:
    secrets = [*redteam.resident_ids(), *redteam.bank_cards(), *redteam.mobiles()]
    for secret in random.Random(1).sample(secrets, 400):
        text = secret.text
        for hit in reversed(hits(text)):
            if hit.mask is not None and hit.severity is Severity.BLOCK:
                text = text[: hit.start] + hit.mask + text[hit.end :]
        assert [hit for hit in hits(text) if hit.severity is Severity.BLOCK] == [], (secret.text, text)


def test_an_excerpt_masks_what_else_stands_around() -> None:
    chance = random.Random(4)
    number, phone, account = resident_id(chance), mobile(chance), card(chance, "621700", 19)
    findings = screen_text(f"王某某\t{number}\t{phone}\t{account}\t崆峒镇\n", where="名单!A1")
    assert [finding.kind for finding in findings] == [Kind.RESIDENT_ID, Kind.MOBILE, Kind.BANK_CARD]
    for finding in findings:
        assert finding.where == "名单!A1"
        assert all(
            secret not in finding.excerpt for secret in (number, phone, account, number[6:14], phone[3:7])
        )
        assert "\t" not in finding.excerpt
    assert "王某某" in findings[0].excerpt


def test_a_number_of_unknown_sort_beside_a_hit_is_not_shown() -> None:
    (finding,) = screen_text("编码998877665544，手机13812345678")
    assert "998877665544" not in finding.excerpt


def test_a_thousand_findings_on_one_line_are_told_quickly() -> None:
    chance = random.Random(5)
    text = "、".join(mobile(chance) for _ in range(3000))
    begun = time.process_time()
    assert len(screen_text(text)) == 3000
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "62",
        "6 2 ",
        "1\t",
        "19900101",
        "6208021990010112",
        "1 \n",
        "620802 ",
        "13812 ",
        "1" + " " * 50,
        "<b",
        "<b>1",
        "&#5",
        "一二",
        "密 ",
        "机 ",
        "不 得 ",
        "内部",
        "此件",
        "路1号",
        "村1组1号",
        "a@",
        "@a.",
        "http://",
        "岁",
        "1岁王小",
        "姓名\t",
        "身份证\n",
        "出生",
        "男，",
        "*1",
        "1*",
        "A1",
        "甘A",
        "0933-",
        "\u200b1",
        "1\u200b\u200b",
        "①",
        "【机密",
        "“",
        "\\\\a",
        "href=' ",
        "学生王",
        "残疾王小明，男",
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    def taken(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        begun = time.process_time()
        hits(text)
        return time.process_time() - begun

    hits(unit)
    # Not a measurement (that is the bench's): a search that goes back over what it has read would take minutes.
    assert taken(160_000) < 30 * max(taken(20_000), 0.1)
