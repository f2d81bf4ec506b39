"""Pages and texts in whatever encoding they came, whatever they say of themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annualreport.read.encoding import decoded, is_text
from gongkai.annualreport.read.kinds import PAGE, TEXT, CannotRead, decode, kind_of

TEXT_SAMPLE = (
    "某某县清河镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n我镇主动公开政府信息12条。\n" * 3
)
TRADITIONAL = "某某縣清河鎮人民政府2023年政府信息公開工作年度報告\n一、總體情況\n" * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_text_is_the_same_in_every_encoding(encoding: str) -> None:
    content = TEXT_SAMPLE.encode(encoding)
    assert decode(content).removeprefix("\ufeff") == TEXT_SAMPLE
    assert kind_of(content) == TEXT


def test_traditional_characters_in_big5_are_read() -> None:
    assert decode(TRADITIONAL.encode("big5hkscs")) == TRADITIONAL


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_what_a_page_declares_of_itself_is_not_believed(declared: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{TEXT_SAMPLE}</p></body></html>'
    content = page.encode(encoding)
    assert kind_of(content) == PAGE
    assert TEXT_SAMPLE in decode(content)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_broken_byte_costs_one_character_and_not_the_text(encoding: str) -> None:
    content = TEXT_SAMPLE.encode(encoding) + "号".encode(encoding)[:-1]
    assert decode(content).startswith(TEXT_SAMPLE)


def test_bytes_that_are_no_text_are_refused_in_words() -> None:
    noise = bytes(range(128, 256)) * 40
    with pytest.raises(CannotRead, match="另存为UTF-8"):
        decode(noise)
    assert not is_text(b"\0\0\0\1\0\0\0\2" * 50 + b"PLTE\0\0" * 9)


@given(st.binary(max_size=400))
def test_any_bytes_decode_or_do_not_but_never_fail(content: bytes) -> None:
    text = decoded(content)
    assert text is None or isinstance(text, str)
