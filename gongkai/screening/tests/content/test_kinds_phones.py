"""Mobile numbers and landlines."""

import random

import pytest

from gongkai.screening.content.facts import Facts
from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.text import hits


def found(text: str, facts: Facts | None = None) -> list[Hit]:
    return [hit for hit in hits(text, facts or Facts()) if hit.kind is Kind.MOBILE]


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("联系电话：13812345678", "138****5678"),
        ("138 1234 5678", "138 **** 5678"),
        ("138-1234-5678", "138-****-5678"),
        ("电话：1381234 5678", "138**** 5678"),
        ("+86 13812345678", "138****5678"),
        ("8613812345678", "138****5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("一三八一二三四五六七八", "一三八****五六七八"),
        ("手机138123\n45678。", "138***\n*5678"),
        ("tel13812345678x", "138****5678"),
        ("138<b>1234</b>5678", "138<b>****</b>5678"),
    ],
)
def test_a_mobile_number_blocks_and_keeps_its_first_three_and_last_four_digits(text: str, mask: str) -> None:
    (hit,) = found(text)
    assert (hit.severity, hit.mask) == (Severity.BLOCK, mask)
    assert found(text[: hit.start] + mask + text[hit.end :]) == []


@pytest.mark.parametrize(
    "text",
    [
        "投资13812345678元",
        "￥13812345678",
        "13812345678.90",
        "东经113.81234567890",
        "1609459200000",
        "12812345678",
        "客服400-123-4567",
        "热线12345、12388",
        "2019-2021 1300 1500",
        "150 120 130 1400",
        "13\t8123\t45678",
        "138****5678",
        "索引号11620802013965138/2020-00012",
    ],
)
def test_amounts_codes_and_masked_numbers_are_no_phones(text: str) -> None:
    assert [hit for hit in found(text) if hit.severity is Severity.BLOCK] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("张三,13812345678,500", 1),
        ("values (1,13812345678,500)", 1),
        ("13812345678,13912345678,13712345678", 3),
        ('{"phones":[13812345678,13912345678]}', 2),
        ("13812345678.13912345678", 2),
        ("李四\t13812345678\t万家寨村", 1),
        ("13812345678\n万建国", 1),
        ("李四 13812345678 万家寨村", 1),
        ("13812345678元旦期间值班", 1),
        ("电话13812345678\n元建国", 1),
        ("13812345678角楼村", 1),
        ("姓名\t手机\t备注\n张三\t13812345678\t元\n", 1),
        ("1.13812345678\n2.13912345678", 2),
        ("名单 12.13812345678", 1),
        ("电话：¥13812345678", 1),
        ("手机\t姓名\n1381\t2345678\t张三\n", 1),
        ("姓名\t手机\t\n张三\t1381\t2345678\n", 1),
    ],
)
def test_what_follows_a_mobile_does_not_hide_it(text: str, count: int) -> None:
    assert [hit.severity for hit in found(text)] == [Severity.BLOCK] * count


@pytest.mark.parametrize(
    "text",
    [
        "13812345678元整",
        "13812345678 元",
        "13812345678万元，",
        "13800000000.00元",
        "13812345678元人民币",
        "113.13812345678，35.81234",
        "106.13812345678\t35.5512345\n",
        "J8613812345678",
        "e21339a185703721398e364d14596001792e098680a873171c3439161c947732",
    ],
)
def test_amounts_coordinates_and_checksums_are_no_phones(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "发票代码：013001900104",
        "运单号 013818476993",
        "HT-20221207-13784649818",
        "执法证号：13012345678",
        "票据起止号 13812345678—13912345678",
        "准考证号\t成绩\n18132204600\t72.5\n",
        "学号\t成绩\n18132204600\t72.5\n",
        "编号\t单位\n18132204600\t甲单位\n",
        "资产编号\t名称\n18132204600\t电脑\n",
        "项目\t金额（元）\n道路工程\t18132204600\n",
        "27\t816\t4102\t2988\t161\t4609\t8737\t8263\t9732",
        "3190 7466 8273 163 2757 8267",
        "284 6921 2959 194\n5110 3715 41 6147 412",
    ],
)
def test_codes_headed_columns_and_figures_in_rows_only_warn(text: str) -> None:
    assert {hit.severity for hit in found(text)} == {Severity.WARN}


def test_a_heading_says_nothing_of_another_table() -> None:
    (hit,) = found("编号\t单位\n1\t甲单位\n\n附：联系人\n13812345678\t张三\n")
    assert hit.severity is Severity.BLOCK


def test_a_number_called_a_serial_number_only_warns() -> None:
    assert found("订单号：13812345678")[0].severity is Severity.WARN
    assert found("编号：13812345678")[0].severity is Severity.WARN
    assert found("编号及手机号码：13812345678")[0].severity is Severity.BLOCK


def test_a_mobile_that_the_organ_gives_out_is_information() -> None:
    (hit,) = found("值班手机：138 1234 5678", Facts(public_phones=frozenset({"13812345678"})))
    assert (hit.severity, hit.mask) == (Severity.INFO, None)


def test_two_numbers_one_after_the_other_are_both_found() -> None:
    assert len(found("13812345678 13912345678")) == 2
    assert [hit.severity for hit in found("138 1234 5678 139 1234 5678")] == [Severity.BLOCK] * 2
    assert len(found("13812345678/13912345678、13712345678")) == 3


def test_a_landline_is_information_and_never_masked() -> None:
    for text in ("电话：0933-8612345", "(0933)8612345", "传真 8612345", "010-82345678"):
        (hit,) = [hit for hit in hits(text) if hit.kind is Kind.LANDLINE]
        assert (hit.severity, hit.mask) == (Severity.INFO, None)


def test_figures_that_join_by_chance_do_not_block() -> None:
    chance = random.Random(13)
    rows = (
        "\t".join(str(chance.randint(0, 10 ** chance.randint(1, 6))) for _ in range(8)) for _ in range(2500)
    )
    assert [hit for hit in found("\n".join(rows)) if hit.severity is Severity.BLOCK] == []


def test_a_number_masked_too_little_is_pointed_out() -> None:
    (hit,) = found("138123456*8")
    assert (hit.severity, hit.mask) == (Severity.WARN, "138****56*8")
