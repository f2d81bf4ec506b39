"""Among whose documents is looked, in which columns, and what a document may be called besides."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search import schema
from gongkai.search.folding import clean
from gongkai.search.index import Index
from gongkai.search.plain import plain
from gongkai.search.query import Query
from gongkai.search.tests.test_index import document


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index(tmp_path)
    facts = [("jia", ("a",)), ("yi", ("b", "a")), ("bing", ("c",))]
    made.replace(
        replace(document(number), organ=organ, columns=columns)
        for number, (organ, columns) in enumerate(facts, start=1)
    )
    made.commit(1)
    return made


@pytest.mark.parametrize(
    ("among", "expected"),
    [
        (None, {"item:1", "item:2", "item:3"}),
        (frozenset({"jia", "yi"}), {"item:1", "item:2"}),
        (frozenset({"bing", "没有"}), {"item:3"}),
        (frozenset(), set()),
    ],
)
def test_only_those_organs_are_looked_at(
    index: Index, among: frozenset[str] | None, expected: set[str]
) -> None:
    for words in ("植树", "植数", "", "通知 植树", "植树造林通知公告"):
        query = Query(words, among=among, facets=True)
        found = index.search(query)
        assert {hit.key for hit in found.hits} <= expected
        assert set(index.keys(query, 10)) <= expected
        assert found.total <= len(expected)
        assert sum(found.facets.get("organ", {}).values()) in (0, found.total)
    assert set(index.keys(Query("植树", among=among), 10)) == expected


def test_a_filter_by_organ_does_not_widen_whose_documents_are_looked_at(index: Index) -> None:
    assert index.search(Query("植树", organ="jia", among=frozenset({"yi"}))).total == 0


def test_several_columns_are_one_filter(index: Index) -> None:
    assert set(index.keys(Query(column=("a", "c")), 10)) == {"item:1", "item:2", "item:3"}
    assert set(index.keys(Query(column=("b",)), 10)) == {"item:2"}
    assert index.keys(Query(column=()), 10) == []


def test_keys_come_in_the_order_of_the_hits_and_no_more_than_asked(index: Index) -> None:
    for query in (Query("植树"), Query("植树", sort="date"), Query()):
        assert index.keys(query, 10) == [hit.key for hit in index.search(query).hits]
        assert index.keys(query, 2) == index.keys(query, 10)[:2]


def test_a_former_number_finds_as_the_present_one_does(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.replace([document(1, other_numbers=("0900-2009-0077",), index_number="x/2021-00001"), document(2)])
    index.commit()
    for number in ("0900-2009-0077", "X/2021-00001", "0900 2009 0077"):
        assert index.keys(Query(number), 10) == ["item:1"]


@given(
    st.lists(st.sampled_from(["植树", "2021", " ", "ab", "。", "第3 期", "〔2020〕12号"]), max_size=60),
    st.integers(1, 9),
)
def test_a_long_text_gives_the_same_terms_in_pieces(parts: list[str], piece: int) -> None:
    text, usual = clean("".join(parts)), schema._PIECE
    schema._PIECE = piece
    try:
        pieces = list(schema._pieces(text))
    finally:
        schema._PIECE = usual
    assert "".join(pieces) == text
    assert all(len(one) <= 2 * piece for one in pieces[:-1])


def test_a_word_far_down_a_very_long_text_is_found(tmp_path: Path) -> None:
    text = "".join(f"第{number}户 " for number in range(40_000)) + "新集村王家湾社"
    index = Index(tmp_path)
    index.replace([document(1, attachments=text)])
    index.commit()
    for words in ("王家湾社", "第39999户", "第12500户", "第1户"):
        assert index.keys(Query(words), 10) == ["item:1"], words


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>防<strong>汛</strong>抗旱</p><p>预案</p>", "防汛抗旱 预案"),
        ("<tr><td>张庄</td><td>李庄</td></tr>", "张庄 李庄"),
        ('<a href="x">见</a>附件<br>第二行&amp;&lt;', "见附件 第二行&<"),
        ('<img src="0.png" alt="流程图 &quot;一&quot;">', '流程图 "一"'),
        ("<h2>一、总则</h2><ul><li>甲</li><li>乙</li></ul>", "一、总则 甲 乙"),
        ("", ""),
    ],
)
def test_html_is_searched_as_it_is_read(html: str, text: str) -> None:
    assert plain(html) == text
