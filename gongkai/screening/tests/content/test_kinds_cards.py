"""Bank cards and accounts: Luhn, what they begin with, what they are called, where figures join by chance."""

import random

import pytest

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.checks import is_resident_id, passes_luhn
from gongkai.screening.content.text import hits
from gongkai.screening.tests.content.numbers import card, grouped

CHANCE = random.Random(3)
UNIONPAY = card(CHANCE, "622202", 19)
VISA = card(CHANCE, "439226", 16)


def found(text: str) -> list[Hit]:
    return [hit for hit in hits(text) if hit.kind is Kind.BANK_CARD]


def test_only_the_last_four_digits_stay() -> None:
    (hit,) = found(f"转入{UNIONPAY}。")
    assert (hit.severity, hit.mask) == (Severity.BLOCK, "*" * 15 + UNIONPAY[-4:])
    (hit,) = found(grouped(UNIONPAY))
    assert hit.mask == f"**** **** **** ***{UNIONPAY[15]} {UNIONPAY[16:]}"
    assert found(hit.mask) == []


@pytest.mark.parametrize("length", [16, 17, 18, 19])
def test_unionpay_cards_of_every_length_block(length: int) -> None:
    number = card(CHANCE, "628888", length)
    assert found(f"转入{number}")[0].severity is Severity.BLOCK


@pytest.mark.parametrize(
    "text",
    [
        f"{UNIONPAY[:9]}\n{UNIONPAY[9:]}",
        f"{UNIONPAY[:9]}-\r\n   {UNIONPAY[9:]}",
        f"张某某\t{UNIONPAY[:8]}\t{UNIONPAY[8:]}\t1200.00",
        grouped(UNIONPAY, "\t"),
        "\t".join(UNIONPAY),
        " ".join(UNIONPAY),
        f"1\t{grouped(UNIONPAY)}\t1200\t300\t450",
        f"卡号{grouped(VISA, ' ', (6, 10))}",
        f"卡号 {VISA.replace('0', 'O') if '0' in VISA else VISA}",
    ],
)
def test_a_card_number_cut_by_cells_lines_or_blanks_blocks(text: str) -> None:
    assert [hit.severity for hit in found(text)] == [Severity.BLOCK]


def test_a_number_that_fails_luhn_warns_only_where_it_is_called_a_card() -> None:
    wrong = UNIONPAY[:-1] + str((int(UNIONPAY[-1]) + 1) % 10)
    assert not passes_luhn(wrong)
    assert found(f"编码{wrong}") == []
    assert found(f"银行卡号：{wrong}")[0].severity is Severity.WARN


def test_an_unknown_beginning_blocks_only_where_it_is_called_a_card() -> None:
    number = card(CHANCE, "303123", 19)
    assert found(f"转入{number}") == []
    assert found(f"卡号：{number}")[0].severity is Severity.BLOCK
    assert found(f"户主\t银行卡号\t金额\n张某某\t{number}\t300\n")[0].severity is Severity.BLOCK


def test_the_account_of_an_office_warns_and_does_not_block() -> None:
    number = card(CHANCE, "271304", 19)
    assert found(f"户名：崆峒区财政局，开户行：某某银行，账号：{number}")[0].severity is Severity.WARN
    assert found("账号：2713040109200123456")[0].severity is Severity.WARN


def test_a_serial_number_of_gansu_that_begins_with_its_district_and_a_day_warns() -> None:
    numbers = (f"62080220200112{tail:04}" for tail in range(10_000))
    number = next(text for text in numbers if passes_luhn(text) and not is_resident_id(text))
    assert {hit.severity for hit in found(f"登记号{number}")} == {Severity.WARN}
    assert found(f"银行卡号：{number}")[0].severity is Severity.BLOCK


PARCEL = card(CHANCE, "620802", 19)
SHARED = card(CHANCE, "621226", 19)  # an issuer's number and a district


@pytest.mark.parametrize(
    "text",
    [
        f"地块编码：{PARCEL}",
        f"85\t李某某\t{PARCEL}\t2.16",
        f"地块编码\t面积\n{PARCEL}\t1.30\n",
        f"地块编码：{SHARED}",
        f"户编号\t户主\n{card(CHANCE, '620602', 16)}\t周某某\n",
        f"合同编号{card(CHANCE, '620238', 16)}",
        f"宗地号：{grouped(card(CHANCE, '620702', 16), '-', (6, 3, 3, 4))}",
        f"小班号：{grouped(card(CHANCE, '620702', 16), ' ', (6, 3, 3, 4))}",
        grouped(card(CHANCE, "620102", 16), "\t", (12, 4)),
    ],
)
def test_numbers_of_parcels_and_households_of_gansu_only_warn(text: str) -> None:
    assert {hit.severity for hit in found(text)} == {Severity.WARN}


@pytest.mark.parametrize(
    "text",
    [
        f"编号{UNIONPAY}",
        f"{SHARED}",
        f"编号{SHARED}",
        f"银行卡号：{PARCEL}",
        f"银行卡号\t金额\n{PARCEL}\t300\n",
        f"{UNIONPAY}.00",
        f"{UNIONPAY[:5]}\t{UNIONPAY[5:12]}\t{UNIONPAY[12:]}",
        f"{UNIONPAY}13812345678",
        f"13812345678{UNIONPAY}",
        card(CHANCE, "940021", 16),
        f"1 {grouped(UNIONPAY)} 500",
    ],
)
def test_a_card_blocks_whatever_stands_beside_it(text: str) -> None:
    assert [hit.severity for hit in found(text)] == [Severity.BLOCK]


@pytest.mark.parametrize(
    "text",
    [
        f"惠民惠农“一卡通”发放批次 {card(CHANCE, '202403', 18)}",
        f"中国农业银行平凉分行 流水{card(CHANCE, '303123', 18)}",
        f"办理社保卡请拨打12333，业务编号{card(CHANCE, '303123', 16)}",
        "5121010237588092H7",
        "51\t某某协会\t5252240128683089RN\t合格",
        f"XA02BCA{card(CHANCE, '401398', 16)}",
        "某某项目支出 1502 5306 9432 6190 3810 57",
        "某某项目支出\t2431\t6258\t4354\t9049\t48\t4323\t17",
        "043 3151 8426 6234\n4821 5004 6238 4781 1558",
    ],
)
def test_batch_numbers_and_credit_codes_are_no_cards(text: str) -> None:
    assert [hit for hit in found(text) if hit.severity is Severity.BLOCK] == []


def test_figures_in_a_wide_row_do_not_block() -> None:
    chance = random.Random(5)
    rows = ("\t".join(str(chance.randint(1000, 9999)) for _ in range(10)) for _ in range(2000))
    assert [hit for hit in found("\n".join(rows)) if hit.severity is Severity.BLOCK] == []


@pytest.mark.parametrize("kind", ["amounts", "floats", "lines"])
def test_columns_of_amounts_and_fractions_do_not_block(kind: str) -> None:
    chance = random.Random(9)
    if kind == "amounts":
        cells = [f"{chance.random() * 10 ** chance.randint(1, 8):,.2f}" for _ in range(12_000)]
    elif kind == "floats":
        cells = [repr(chance.random() * 10 ** chance.randint(-3, 3)) for _ in range(12_000)]
    else:
        cells = [str(chance.randint(0, 10 ** chance.randint(1, 8))) for _ in range(12_000)]
    parting = "\n" if kind == "lines" else "\t"
    text = "".join(cell + ("\n" if place % 6 == 5 else parting) for place, cell in enumerate(cells))
    assert len([hit for hit in hits(text) if hit.severity is Severity.BLOCK]) <= 2
