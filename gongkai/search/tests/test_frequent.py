"""Words in very many documents: their parts stand in for their order, and hardly anything else is found for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.search import matching, searching
from gongkai.search.document import Document
from gongkai.search.folding import fold
from gongkai.search.index import Index
from gongkai.search.query import Query
from gongkai.search.tests.test_index import document
from gongkai.search.tests.test_recall import cuts, holds, phrases
from gongkai.search.tests.texts import generated
from gongkai.search.text import grams_of, units

COUNT = 1500


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(generated(COUNT))


@pytest.fixture(scope="module")
def index(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made = Index(tmp_path_factory.mktemp("search"))
    made.rebuild(documents)
    yield made


def keys(index: Index, words: str) -> set[str]:
    return set(index.keys(Query(words), COUNT))


def test_nothing_that_holds_the_words_is_missed_and_next_to_nothing_else_is_found(
    index: Index, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        one.key: "\n".join((one.title, one.document_number, one.index_number, one.body, one.attachments))
        for one in documents
    }
    asked = phrases(list(texts.values()), 150)
    exact = {words: keys(index, words) for words in asked}
    monkeypatch.setattr(matching, "_MANY", 0)
    found = {words: keys(index, words) for words in asked}
    assert all(exact[words] <= found[words] for words in asked)
    truth = {words: {key for key, text in texts.items() if holds(text, words)} for words in asked}
    assert all(truth[words] <= found[words] for words in asked)
    beside = sum(len(found[words] - exact[words]) for words in asked)
    assert beside <= 0.001 * sum(map(len, found.values()))


def test_three_characters_are_exact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_MANY", 0)
    index = Index(tmp_path)
    index.replace(
        [document(1, body="崆峒镇"), document(2, body="崆峒区，峒镇"), document(3, body="崆峒（镇）")]
    )
    index.commit()
    assert keys(index, "崆峒镇") == {"item:1", "item:3"}


def test_every_piece_of_a_text_has_only_what_the_text_has() -> None:
    text = fold("崆政发〔2020〕12号，关于（春季）植树的通知 ab12号文 2021年3月5日")
    grams = set(grams_of(units(text)))
    assert {"崆政发", "发|2020", "2020|12", "12|号", "春季植", "年|3", "ab|12"} <= grams
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            if not cuts(text, start) and not cuts(text, end):
                assert set(grams_of(units(text[start:end]))) <= grams


@pytest.mark.parametrize("many", [0, 2000])
def test_numbers_and_what_stands_beside_them_are_exact(
    many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "_MANY", many)
    index = Index(tmp_path)
    bodies = ("2020年12月，1月", "2021年2月，1月2日", "12月2020年", "第2期月报")
    index.replace(document(number, body=body) for number, body in enumerate(bodies, start=1))
    index.commit()
    assert keys(index, "2月") == {"item:2"}
    assert keys(index, "2020年12月") == {"item:1"}
    assert keys(index, "1月2日") == {"item:2"}
    assert keys(index, "12月") == {"item:1", "item:3"}


def test_too_many_hits_are_not_counted_by_kind(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    query = Query("崆峒", facets=True)
    assert index.search(query).facets["year"]
    monkeypatch.setattr(searching, "DEEPEST", 10)
    assert index.search(query).facets == {}
    assert sum(index.facets()["year"].values()) == COUNT == index.count
