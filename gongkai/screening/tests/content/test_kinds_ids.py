"""Resident ID numbers: check digit, day of birth, ways of writing, masks."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.hit import Hit
from gongkai.screening.content.kinds.checks import is_resident_id, resident_check
from gongkai.screening.content.text import hits
from gongkai.screening.tests.content.numbers import FULL, grouped, resident_id

ID = "62080219900101123" + resident_check("62080219900101123")
X = resident_id(random.Random(1), ending="X")
# Points and commas are left to the red team's set: in cells side by side they make amounts.
BLANKS = ["", "", " ", "-", "\n", "\t", "\u00a0", "\u200b", "\u3000", "—", "/", "\r\n  ", "</b>"]


def found(text: str) -> list[Hit]:
    return [hit for hit in hits(text) if hit.kind is Kind.RESIDENT_ID]


def masked(text: str) -> str:
    """The text with the first mask put in."""
    (hit,) = found(text)
    assert hit.mask is not None
    return text[: hit.start] + hit.mask + text[hit.end :]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"身份证{ID}，男", "身份证620802********1231，男"),
        (f"张某某{X[:17]}x", f"张某某{X[:6]}********{X[14:17]}x"),
        (grouped(ID, " ", (6, 8, 4)), "620802 ******** 1231"),
        (f"{ID[:10]}\n{ID[10:]}", "620802****\n****1231"),
        (f"{ID[:6]}\t{ID[6:14]}\t{ID[14:]}", "620802\t********\t1231"),
        (ID.translate(FULL), "６２０８０２********１２３１"),
        (f"<b>{ID[:8]}</b>{ID[8:]}", "<b>620802**</b>******1231"),
        (
            "".join(f"&#{ord(digit)};" for digit in ID),
            "&#54;&#50;&#48;&#56;&#48;&#50;********&#49;&#50;&#51;&#49;",
        ),
    ],
)
def test_the_mask_hides_the_day_of_birth_and_leaves_what_parts_the_digits(text: str, expected: str) -> None:
    assert masked(text) == expected
    assert found(expected) == []


def test_a_county_code_that_no_table_knows_is_found() -> None:
    body = "99999919750312" + "001"
    assert found(f"号码{body}{resident_check(body)}")[0].severity is Severity.BLOCK


@pytest.mark.parametrize("year", ["1899", "1931", "1999", "2000", "2025"])
def test_every_living_generation_is_found(year: str) -> None:
    body = f"532723{year}0229001" if year in ("2000",) else f"532723{year}0228001"
    assert found(body + resident_check(body))


@pytest.mark.parametrize("day", ["19900230", "19901301", "17900101", "20990101", "19900100"])
def test_a_number_without_a_possible_day_of_birth_is_none(day: str) -> None:
    body = f"620802{day}123"
    assert found(body + resident_check(body)) == []


def test_one_wrong_digit_does_not_block_but_is_pointed_out_where_it_is_called_an_id() -> None:
    wrong = ID[:9] + "1" + ID[10:]
    assert not is_resident_id(wrong)
    assert found(f"项目编号：{wrong}") == []
    (hit,) = found(f"身份证号：{wrong}")
    assert (hit.severity, hit.mask) == (Severity.WARN, "620802********1231")


def test_an_old_number_blocks_where_it_is_named_or_headed_and_warns_elsewhere() -> None:
    old = "620802700115123"
    assert found(f"身份证号码{old}")[0].severity is Severity.BLOCK
    assert found(f"姓名\t身份证号\t金额\n张某某\t{old}\t500\n")[0].severity is Severity.BLOCK
    assert found(f"流水{old}")[0].severity is Severity.WARN
    assert found(f"共{old[:-1]}个") == []
    assert found("620802701315123") == []


@pytest.mark.parametrize(
    "safe",
    [
        "620802********1231",
        "6208**********1231",
        "6***************31",
        "620802**************",
        "6208021990****1231",
    ],
)
def test_a_number_masked_well_is_no_finding(safe: str) -> None:
    assert found(f"身份证号：{safe}") == []


@pytest.mark.parametrize(
    ("half", "severity"),
    [
        ("62080219900101***1", Severity.WARN),
        ("62080219900101****", Severity.WARN),
        ("62080219900101123*", Severity.BLOCK),
        ("6208021990010112**", Severity.BLOCK),
        ("62080219900101xxxx", Severity.WARN),
    ],
)
def test_a_mask_that_shows_the_day_of_birth_or_leaves_the_rest_to_be_computed_is_pointed_out(
    half: str, severity: Severity
) -> None:
    (hit,) = found(f"张某某（{half}）")
    assert hit.severity is severity
    assert hit.mask is not None
    assert hit.mask[6:14] == "********"


def test_letters_in_place_of_digits_are_seen_through_where_the_number_is_named() -> None:
    assert found(f"身份证号：{ID.replace('0', 'O')}")[0].severity is Severity.BLOCK
    assert found(f"证件号码 {ID.replace('1', 'l')}")[0].severity is Severity.BLOCK
    assert found(f"型号：{ID.replace('0', 'O')}") == []


def test_an_id_in_a_longer_number_blocks_and_a_dated_serial_number_only_warns() -> None:
    assert found(f"{ID}13812345678")[0].severity is Severity.BLOCK
    dated = "620802" + "20200112" + "001"
    assert found(f"{dated}{resident_check(dated)}0099")[0].severity is Severity.WARN
    assert found(f"甘建施字第{dated}{resident_check(dated)}号")[0].severity is Severity.WARN
    assert found(f"身份证号{dated}{resident_check(dated)}")[0].severity is Severity.BLOCK


CHILD = "62080220120912001" + resident_check("62080220120912001")


@pytest.mark.parametrize(
    "text",
    [
        f"学号：{CHILD}",
        f"学籍号：G{CHILD}",
        f"户号\t{CHILD}",
        f"编号：{CHILD}",
        f"代码：{CHILD}",
        f"证书编号：{CHILD}",
        f"第{CHILD}号",
        f"学号\t姓名\n{CHILD}\t张三\n",
        f"{CHILD}1.jpg",
        f"1{CHILD}",
        f"残疾证 {CHILD}43",
        f"低保证号：{CHILD}",
        f"{CHILD}2024年",
        f"20240501{CHILD}",
        f"{CHILD}13812345678",
        f"{ID}{CHILD}",
    ],
)
def test_a_child_s_number_blocks_whatever_it_serves_as(text: str) -> None:
    assert {hit.severity for hit in found(text)} == {Severity.BLOCK}


@pytest.mark.parametrize(
    "text",
    [
        f"投资项目代码{CHILD}",
        f"施工许可证号：{CHILD}",
        f"采矿许可证号：C{CHILD}56",
        f"合同编号 {CHILD}",
        f"项目名称\t施工许可证号\n道路工程\t{CHILD}\n",
    ],
)
def test_a_permit_or_contract_of_a_recent_day_only_warns(text: str) -> None:
    assert {hit.severity for hit in found(text)} == {Severity.WARN}
    assert {hit.severity for hit in found(text.replace(CHILD, ID))} == {Severity.BLOCK}


@pytest.mark.parametrize("parting", ["…", "&", "\\\n", "\n> ", '" + "', "=\n", "*", "**"])
def test_an_id_in_halves_is_found_whatever_stands_between(parting: str) -> None:
    assert [hit.severity for hit in found(f"{ID[:10]}{parting}{ID[10:]}")] == [Severity.BLOCK]
    assert found(f"{ID[:10]}***{ID[10:]}") == []


@pytest.mark.parametrize(
    "text",
    [
        "1299.66 1131.32 1937.02 1838.59 1506.82 1709.43",
        "统一社会信用代码：5163010248422103XX",
        "123205********59X3",
        "1232058385740759X3",
    ],
)
def test_decimals_and_credit_codes_are_no_ids(text: str) -> None:
    assert found(text) == []


def test_a_permit_number_is_not_called_an_id() -> None:
    old = "620802700115123"
    for paper in ("许可证号", "执法证号", "采矿许可证号", "房权证号", "教师资格证号"):
        assert found(f"{paper}：{old}")[0].severity is Severity.WARN
    assert found(f"证号：{old}")[0].severity is Severity.BLOCK


def test_amounts_in_cells_that_join_to_an_id_are_none() -> None:
    assert found("87.48\t391.92\t6,040,442.44") == []


def test_an_id_is_no_bank_card_and_no_phone_as_well() -> None:
    chance = random.Random(7)
    for _ in range(300):
        number = resident_id(chance)
        assert {hit.kind for hit in hits(f"卡号：{number}") if hit.severity is Severity.BLOCK} == {
            Kind.RESIDENT_ID
        }


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False), st.text(max_size=30), st.text(max_size=30), st.data())
def test_an_id_is_found_in_any_text_however_it_is_parted(
    chance: random.Random, before: str, after: str, data: st.DataObject
) -> None:
    number = resident_id(chance)
    parts = data.draw(st.lists(st.sampled_from(BLANKS), min_size=17, max_size=17))
    written = "".join(digit + part for digit, part in zip(number, [*parts, ""], strict=True))
    # Letters around: digits, stars and the beginning of a tag would make it another number.
    text = "".join(filter(str.isalpha, before)) + "：" + written + "，" + "".join(filter(str.isalpha, after))
    blocking = [hit for hit in found(text) if hit.severity is Severity.BLOCK]
    assert blocking, text


@settings(max_examples=50, deadline=None)
@given(st.integers(10**17, 10**18 - 1))
def test_a_number_that_does_not_check_never_blocks_as_an_id(number: int) -> None:
    text = str(number)
    blocks = any(hit.severity is Severity.BLOCK for hit in found(f"共{text}个"))
    assert blocks == is_resident_id(text)


def test_only_one_in_twenty_thousand_random_numbers_is_taken_for_an_id() -> None:
    chance = random.Random(11)
    numbers = [str(chance.randint(10**17, 10**18 - 1)) for _ in range(20_000)]
    assert sum(bool(found(f"共{number}个")) for number in numbers) <= 5
