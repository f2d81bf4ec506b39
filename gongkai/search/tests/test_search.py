"""Answers: filters, sorts, notices, pages, and that no query is an error."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.search.document import Document
from gongkai.search.folding import JOINT, fold
from gongkai.search.index import Index
from gongkai.search.query import Hit, Match, Query
from gongkai.search.tests.test_snippets import read
from gongkai.search.tests.texts import demonstration
from gongkai.search.words import LONGEST, MOST_WORDS, asked

DOCUMENTS = {document.key: document for document in demonstration()}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made = Index(tmp_path_factory.mktemp("search"))
    made.rebuild(demonstration())
    yield made


def everything(index: Index, query: Query) -> list[Hit]:
    """Every hit of a query, page after page."""
    first = index.search(query)
    rest = (index.search(Query(**(vars(query) | {"page": page}))) for page in range(2, first.pages + 1))
    return [hit for hits in (first, *rest) for hit in hits.hits]


def searched(key: str) -> str:
    """All of a document that can be found, folded, without marks."""
    one = DOCUMENTS[key]
    parts = (
        one.title,
        one.document_number,
        one.index_number,
        one.issuing_organ,
        one.body,
        one.attachments,
    )
    return " ".join(fold(part).replace(JOINT, "") for part in parts)


def test_a_hit_shows_the_facts_of_its_document(index: Index) -> None:
    (hit,) = index.search(Query("崆峒区临时救助实施办法 崆政发")).hits[:1]
    document = DOCUMENTS[hit.key]
    for name in ("title", "address", "organ", "organ_name", "kind", "validity", "year", "document_number"):
        assert getattr(hit, name) == getattr(document, name)
    assert (hit.index_number, hit.issuing_organ) == (document.index_number, document.issuing_organ)
    assert hit.published == document.published.replace(microsecond=0)
    assert hit.number_html == "<mark>崆政发</mark>〔2020〕5号"
    assert hit.title_html == "<mark>崆峒区临时救助实施办法</mark>"


@pytest.mark.parametrize(
    "name, value",
    [
        ("organ", "liuhu-zhen"),
        ("kind", "通告"),
        ("year", 2022),
        ("validity", "repealed"),
        ("column", "20-15"),
    ],
)
def test_a_filter_keeps_exactly_what_it_names(index: Index, name: str, value: Any) -> None:
    def kept(document: Any) -> bool:
        return value in document.columns if name == "column" else getattr(document, name) == value

    expected = {key for key, document in DOCUMENTS.items() if kept(document)}
    assert {hit.key for hit in everything(index, Query(size=100, **{name: value}))} == expected
    both = {key for key in expected if "农村" in searched(key)}
    found = index.search(Query("农村", size=100, **{name: value}))
    assert found.match is Match.ALL or not both
    assert found.total == len(both) or not both


def test_a_filter_by_a_parent_column_finds_what_is_below_it(index: Index) -> None:
    expected = sum("21" in document.columns for document in DOCUMENTS.values())
    assert index.search(Query(column="21")).total == expected > 0


@pytest.mark.parametrize(
    "filters",
    [
        {"organ": "没有这个机关"},
        {"organ": "\ud800"},
        {"year": 10**30},
        {"year": -5},
        {"kind": "x" * 100_000},
        {"column": "a AND b"},
    ],
)
def test_a_filter_that_nothing_passes_finds_nothing(index: Index, filters: dict[str, Any]) -> None:
    assert index.search(Query(**filters)).total == 0
    assert index.search(Query("农村", **filters)).total == 0


def test_without_words_everything_comes_newest_first(index: Index) -> None:
    found = index.search(Query(size=100))
    assert (found.total, found.pages, found.match) == (len(DOCUMENTS), 11, Match.ALL)
    days = [hit.published for hit in found.hits]
    assert days == sorted(days, reverse=True)


def test_by_date_means_newest_first_and_the_same_hits(index: Index) -> None:
    by_date = everything(index, Query("最低生活保障", sort="date", size=100))
    days = [hit.published for hit in by_date]
    assert days == sorted(days, reverse=True)
    by_relevance = everything(index, Query("最低生活保障", size=100))
    assert {hit.key for hit in by_date} == {hit.key for hit in by_relevance}
    assert by_date != by_relevance


def test_among_equals_the_newer_comes_first(index: Index) -> None:
    hits = index.search(Query("防汛抗旱应急预案 四十里铺镇人民政府", size=5)).hits
    assert [hit.year for hit in hits] == sorted((hit.year for hit in hits), reverse=True)


def test_pages_divide_the_hits_without_gap_or_overlap(index: Index) -> None:
    pages = [index.search(Query("公示", page=page, size=30)) for page in range(1, 40)]
    keys = [hit.key for found in pages[: pages[0].pages] for hit in found.hits]
    assert len(keys) == len(set(keys)) == pages[0].total
    assert not pages[pages[0].pages].hits


@pytest.mark.parametrize("page, size", [(0, 10), (-3, 10), (1, 0), (1, -1), (10**9, 10), (2, 10**9)])
def test_strange_pages_and_sizes_are_put_right(index: Index, page: int, size: int) -> None:
    found = index.search(Query("公示", page=page, size=size))
    assert found.page >= 1
    assert 1 <= found.size <= 100
    assert found.total > 300


def test_facets_count_the_hits(index: Index) -> None:
    found = index.search(Query("农村", facets=True))
    for name in ("organ", "kind", "year", "validity"):
        one, count = next(iter(found.facets[name].items()))
        value: Any = int(one) if name == "year" else one
        assert index.search(Query("农村", **{name: value})).total == count
    assert sum(found.facets["year"].values()) == found.total
    assert index.search(Query("农村")).facets == {}


def test_an_attachment_is_searched_and_the_hit_says_so(tmp_path: Path) -> None:
    one = replace(
        demonstration()[0], body="正文没有这个词。", attachments="任务（亩、头、吨） 四十里铺镇 400"
    )
    made = Index(tmp_path)
    made.rebuild([one])
    (hit,) = made.search(Query("任务（亩、头、吨）")).hits
    assert (hit.in_attachment, hit.snippet_html[:6]) == (True, "<mark>")
    (hit,) = made.search(Query("正文")).hits
    assert (hit.in_attachment, hit.snippet_html) == (False, "<mark>正文</mark>没有这个词。")


def test_a_single_character_beside_longer_words_only_weighs(index: Index) -> None:
    found = index.search(Query("公示 犬"))
    assert found.notices == ("“犬”只有一个字，只影响排列先后。",)
    assert found.total == index.search(Query("公示")).total


# —— how far it goes to find something ——


def test_words_in_any_order_are_all_there(index: Index) -> None:
    one = {hit.key for hit in everything(index, Query("水费 农村供水", size=100))}
    other = {hit.key for hit in everything(index, Query("农村供水　水费", size=100))}
    assert (
        one == other == {key for key in DOCUMENTS if "水费" in searched(key) and "农村供水" in searched(key)}
    )


def test_nothing_as_written_is_said_and_something_near_is_shown(index: Index) -> None:
    found = index.search(Query("预案防汛"))
    assert found.match is Match.LOOSE
    assert found.notices == ("没有与检索词完全一致的信息，以下信息包含检索词的主要内容。",)


def test_a_corrected_search_names_both_words(index: Index) -> None:
    found = index.search(Query("公开招骋"))
    assert found.match is Match.CORRECTED
    assert found.notices == ("没有找到“公开招骋”，以下是“公开招聘”的检索结果。",)


def test_a_slip_of_two_characters_is_suggested_but_not_followed(index: Index) -> None:
    found = index.search(Query("抗早"))
    assert found.suggestion is not None
    assert (found.suggestion.words, found.suggestion.certain) == ("抗旱", False)
    assert found.match is not Match.CORRECTED


def test_numbers_and_latin_words_are_never_corrected(index: Index) -> None:
    assert index.search(Query("2099年")).suggestion is None
    assert index.search(Query("zzz")).suggestion is None


def test_a_word_of_one_character_is_looked_for_in_titles(index: Index) -> None:
    found = index.search(Query("犬"))
    titled = {key for key, document in DOCUMENTS.items() if "犬" in document.title}
    assert titled <= {hit.key for hit in everything(index, Query("犬", size=100))}
    assert found.notices == ("“犬”只有一个字，主要在标题中查找。",)


@pytest.mark.parametrize("words", ["。", "()", "——", "《》", "?!", "\ud800", "\u200b"])
def test_a_query_of_marks_only_is_answered_with_advice(index: Index, words: str) -> None:
    found = index.search(Query(words))
    assert (found.total, found.notices) == (
        0,
        ("没有可以检索的文字，请输入要找的词、标题或者文号。",),
    )


def test_nothing_at_all_is_said_with_a_remedy(index: Index) -> None:
    found = index.search(Query("zzzz"))
    assert (found.total, found.hits) == (0, ())
    assert found.notices == ("没有找到相关信息，请换一个说法，或者减少检索词、取消筛选条件。",)


def test_an_endless_query_is_cut_and_says_so(index: Index) -> None:
    found = index.search(Query("防汛" * 50_000))
    assert found.notices[0] == f"检索词过长，只按前 {LONGEST} 个字检索。"
    many = asked(" ".join(map(str, range(30))))
    assert len(many.words) == MOST_WORDS
    assert many.notices == (f"检索词过多，只按前 {MOST_WORDS} 个词检索。",)


@pytest.mark.parametrize(
    "words",
    [
        "title:防汛",
        "防汛 AND 预案",
        "+防汛 -预案",
        '"防汛"~5',
        "防汛*",
        "[a TO b]",
        "防汛^9",
        "/防.*/",
        "(防汛",
        "\\",
    ],
)
def test_query_syntax_is_only_text(index: Index, words: str) -> None:
    found = index.search(Query(words))
    if found.match is Match.ALL:
        for hit in found.hits:
            assert all(
                word.text.replace(JOINT, "") in searched(hit.key)
                for word in asked(words).words
                if not word.single
            )


WORDS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.text("防汛预案低保公示崆峒镇医政府2020 0〔〕（）“”《》、,-*+\"'\\:^~[]{}/&|!水年", max_size=40),
    st.sampled_from(demonstration()).flatmap(
        lambda document: st.integers(0, 30).map(lambda at: document.body[at : at + 12])
    ),
)


@settings(max_examples=300)
@given(
    words=WORDS, page=st.integers(-2, 5), sort=st.sampled_from(["relevance", "date"]), facets=st.booleans()
)
def test_any_query_is_answered_well(index: Index, words: str, page: int, sort: Any, facets: bool) -> None:
    found = index.search(Query(words, sort=sort, page=page, facets=facets))
    assert (found.total == 0) <= (not found.hits)
    for hit in found.hits:
        assert read(hit.title_html) == hit.title
        assert read(hit.number_html) == hit.document_number
        read(hit.snippet_html)
        if found.match is Match.ALL:
            text = searched(hit.key)
            for word in (word for word in asked(words).words if not word.single):
                ways = [way.replace(JOINT, "") for way in (word.text, *word.others)]
                # Blanks and marks between a number and its neighbours part nothing.
                squeezed = text.replace(" ", "")
                assert any(way in text or way in squeezed for way in ways), (word, hit.title)


# —— what comes first ——


def first_of(folder: Path, words: str, *documents: Document) -> str:
    """The key of the first hit among a few documents."""
    made = Index(folder)
    made.rebuild(documents)
    return made.search(Query(words)).hits[0].key


def test_a_title_counts_more_than_a_body_full_of_the_word(tmp_path: Path) -> None:
    one = demonstration()[0]
    titled = replace(one, key="titled", title="防汛工作安排", body="各村照此执行。" * 20)
    full = replace(one, key="full", title="工作安排", body="做好防汛，防汛不松懈。" * 10)
    assert first_of(tmp_path, "防汛", titled, full) == "titled"


def test_a_document_number_counts_more_than_its_mentions(tmp_path: Path) -> None:
    one = demonstration()[0]
    itself = replace(one, key="itself", title="办法", document_number="崆政发〔2020〕12号", body="略。" * 200)
    quoting = replace(
        one, key="quoting", document_number="", title="解读", body="依据崆政发〔2020〕12号。" * 5
    )
    assert first_of(tmp_path, "崆政发[2020]12号", quoting, itself) == "itself"


def test_the_whole_title_beats_titles_that_only_contain_it(tmp_path: Path) -> None:
    one = demonstration()[0]
    exact = replace(one, key="exact", title="《救助办法》（试行）", body="略。" * 300)
    longer = replace(one, key="longer", title="救助办法试行解读", body="救助办法试行。" * 10)
    assert first_of(tmp_path, "救助办法试行", longer, exact) == "exact"
