"""Folding and terms: what readers take for the same becomes the same, and any piece of a text is a phrase of it."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.search.folding import JOINT, clean, fold, fold_traceably, traditional
from gongkai.search.text import covering, glyphs, squeezed, terms, words

MIXED = st.text(st.sampled_from("崆政发号文〔〕[]（）《》2019ab，。 -Ⅳ㎡裏"), max_size=30)


def contains(whole: list[str], piece: list[str]) -> bool:
    return any(whole[at : at + len(piece)] == piece for at in range(len(whole) - len(piece) + 1))


@pytest.mark.parametrize(
    "one, other",
    [
        ("２０２０", "2020"),
        ("ＡＢＣ", "abc"),
        ("Covid-19", "COVID－19"),
        ("部門預算公開", "部门预算公开"),
        ("國務院辦公廳關於印發", "国务院办公厅关于印发"),
        ("《办法》（试行）", "〈办法〉(试行)"),
        ("政\u200b府", "政\ufeff府"),
    ],
)
def test_what_looks_the_same_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "brackets", ["〔〕", "[]", "【】", "()", "（）", "﹝﹞", "〖〗", "{}", "［］", "「」"]
)
def test_a_document_number_is_the_same_in_any_bracket(brackets: str) -> None:
    opening, closing = brackets
    number = f"崆政发{opening}2020{closing}12号"
    assert terms(fold(number)) == ["崆政", "政发", "发", "2020", "12", "号"]
    assert squeezed(number) == "崆政发202012号"
    assert words(number) == [f"崆政发{JOINT}2020{JOINT}12号"]


def test_the_table_of_traditional_characters_is_one_to_one_and_does_not_touch_common_simplified_ones() -> (
    None
):
    table = traditional()
    assert len(table) > 3000
    assert all(len(one) == len(other) == 1 and one != other for one, other in table.items())
    common = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    assert not table.keys() & set(common)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("公开", ["公开"]),
        ("政府信息", ["政府", "府信", "信息"]),
        ("水", ["水"]),
        ("水、电、气", ["水", "电", "气"]),
        ("12号文件", ["12", "号", "号文", "文件"]),
        ("2020 年度", ["2020", "年", "年度"]),
        ("PM2.5监测", ["pm", "2", "5", "监", "监测"]),
        ("“双随机”公开", ["双随", "随机", "机公", "公开"]),
        ("通知。各村", ["通知", "各村"]),
        ("", []),
        ("，。！", []),
    ],
)
def test_terms_are_pairs_with_words_and_numbers_whole(text: str, expected: list[str]) -> None:
    assert terms(fold(text)) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("防汛 预案", ["防汛", "预案"]),
        ("防汛　预案，2020", ["防汛", "预案", "2020"]),
        ("2020 年", [f"2020{JOINT}年"]),
        ("第 3 期", [f"第{JOINT}3{JOINT}期"]),
        ("“低保”", ["低保"]),
        ("( ) *", []),
    ],
)
def test_a_query_is_parted_at_blanks_and_parting_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_glyphs_are_single_characters_and_whole_words() -> None:
    assert glyphs(fold("第12号《令》A4")) == ["第", "12", "号", "令", "a", "4"]


@pytest.mark.parametrize(
    "text, needed",
    [
        ("公开", ["公开"]),
        ("公开栏", ["公开", "开栏"]),
        ("信息公开", ["信息", "公开"]),
        ("信息公开栏", ["信息", "公开", "开栏"]),
        ("崆政发〔2020〕12号文件", ["崆政", "政发", "发", "2020", "12", "号", "号文", "文件"]),
        ("水2电", ["水", "2", "电"]),
    ],
)
def test_a_phrase_asks_for_no_more_terms_than_it_needs(text: str, needed: list[str]) -> None:
    assert [term for _, term in covering(terms(fold(text)))] == needed


@given(MIXED)
@example("发发。号发发")
def test_the_needed_terms_hold_every_character(text: str) -> None:
    found = terms(fold(text))
    needed = covering(found)
    assert all(found[place] == term for place, term in needed)
    dropped = [place for place in range(len(found)) if place not in {place for place, _ in needed}]
    for place in dropped:
        assert found[place - 1][-1] + found[place + 1][0] == found[place]


def test_a_very_long_word_is_cut_alike_everywhere() -> None:
    assert terms(fold("a" * 100_000)) == ["a" * 64]


@given(MIXED, st.data())
def test_any_word_of_a_text_is_a_phrase_of_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))
    for edge in (start, end):
        if 0 < edge < len(folded) and re.fullmatch(r"\d\d|[a-z][a-z]", folded[edge - 1 : edge + 1]):
            return  # a cut through a number or a Latin word
    whole = terms(folded)
    for word in words(folded[start:end]):
        pieces = terms(word)
        if len(word) > 1:
            assert contains(whole, pieces)


@given(st.text())
def test_every_folded_character_can_be_traced_back(text: str) -> None:
    folded, places = fold_traceably(text)
    assert folded == fold(text)
    if places is None:
        assert len(folded) == len(text)
    else:
        assert len(places) == len(folded) + 1
        assert places == sorted(places)
        assert all(fold(text[place])[0] for place in places[:-1])


@given(st.text(st.characters()))
def test_clean_text_can_be_stored_and_is_one_line(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\n" not in cleaned
    assert "\x00" not in cleaned
    assert cleaned == clean(cleaned)
