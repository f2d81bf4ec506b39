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
from gongkai.search.tests.test_recall import holds, phrases
from gongkai.search.tests.texts import generated
from gongkai.search.text import triples_of, units

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
    asked = [word for word in phrases(list(texts.values()), 120) if len(word) > 2]
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


def test_every_piece_of_a_text_has_only_the_text_s_threes() -> None:
    text = fold("崆政发〔2020〕12号，关于（春季）植树的通知 ab12号文")
    threes = set(triples_of(units(text)))
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            assert set(triples_of(units(text[start:end]))) <= threes


def test_too_many_hits_are_not_counted_by_kind(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    query = Query("崆峒", facets=True)
    assert index.search(query).facets["year"]
    monkeypatch.setattr(searching, "DEEPEST", 10)
    assert index.search(query).facets == {}
    assert sum(index.facets()["year"].values()) == COUNT == index.count
