"""Runs cases/search.yaml: what readers type over the demonstration, and what they meant to find."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.search.index import Index
from gongkai.search.query import Hit, Query
from gongkai.search.tests.texts import demonstration

CASES: list[Mapping[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[3] / "cases" / "search.yaml").read_text(encoding="utf-8")
)
SHARE = 0.95
FILTERS = {"organ", "year", "kind"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made = Index(tmp_path_factory.mktemp("search"))
    made.rebuild(demonstration())
    yield made


def meant(case: Mapping[str, Any], hit: Hit) -> bool:
    return all(piece in hit.title or piece in hit.document_number for piece in case["finds"])


def query_of(case: Mapping[str, Any]) -> Query:
    return Query(case["words"], size=3, **{name: case[name] for name in FILTERS & case.keys()})


def test_the_cases_are_many_and_each_could_be_found() -> None:
    assert len(CASES) >= 60
    for case in CASES:
        assert case.keys() <= {"name", "words", "finds", "suggests"} | FILTERS, case["name"]
        titles = (document.title for document in demonstration())
        assert any(all(piece in title for piece in case["finds"]) for title in titles), case["name"]


def test_what_readers_mean_is_among_the_first_three(index: Index) -> None:
    answers = {case["name"]: index.search(query_of(case)).hits for case in CASES}
    missed = {
        case["name"]: [hit.title for hit in answers[case["name"]]]
        for case in CASES
        if not any(meant(case, hit) for hit in answers[case["name"]])
    }
    assert len(missed) <= (1 - SHARE) * len(CASES), missed


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["name"]) for case in CASES if "suggests" in case]
)
def test_a_typing_error_gets_its_suggestion(index: Index, case: Mapping[str, Any]) -> None:
    suggestion = index.search(query_of(case)).suggestion
    assert suggestion is not None
    assert suggestion.words == case["suggests"]
