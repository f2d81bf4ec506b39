"""信息检索 over the demonstration district as it is published: what readers mean comes first, and nothing is missed.

Seen from outside: the questions go to the door of a running site; what is true is read from its public files.
"""

import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml

from gongkai.documents.text import text_of
from gongkai.search.index import Index
from gongkai.search.plain import plain
from gongkai.search.query import Match, Query
from gongkai.search.tests.test_recall import holds, phrases
from tests.serving import Served

pytestmark = pytest.mark.process
CASES: list[Mapping[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "search.yaml").read_text(encoding="utf-8")
)
SHARE = 0.95
FILTERS = {"organ", "year", "kind"}
PHRASES = 200
PATIENCE = 120  # seconds


@pytest.fixture(scope="module")
def site(served_demo: Served) -> Served:
    """The running demonstration, once its worker has built the index."""
    until = time.monotonic() + PATIENCE
    while "检索库正在建立" in " ".join(asked(served_demo, q="低保")["提示"]):
        assert time.monotonic() < until, "检索库一直没有建好"
        time.sleep(0.5)
    return served_demo


def asked(site: Served, **facts: Any) -> dict[str, Any]:
    """The answer of the door; a refusal for asking too often is waited out, as it says."""
    address = site.url(f"/zfxxgk/fuwu/sousuo.json?{urlencode(facts)}")
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as refusal:
            if refusal.code != 429:
                raise
            time.sleep(int(refusal.headers["Retry-After"]))


def test_what_readers_mean_is_among_the_first_three(site: Served) -> None:
    assert len(CASES) >= 60
    index, missed = Index(site.data / "index" / "public"), {}
    for case in CASES:
        query = Query(case["words"], size=3, **{name: case[name] for name in FILTERS & case.keys()})
        hits = index.search(query).hits
        if not any(
            all(piece in f"{hit.title} {hit.document_number}" for piece in case["finds"]) for hit in hits
        ):
            missed[case["name"]] = [hit.title for hit in hits]
    sys.stdout.write(f"{len(CASES)} 个检索词，前三条中有所要信息的 {1 - len(missed) / len(CASES):.1%}\n")
    assert len(missed) <= (1 - SHARE) * len(CASES), missed


def published(site: Served) -> Iterator[tuple[str, str]]:
    """The address of every public item and all its text: the page's facts and its attachments."""
    root = site.data / "site"
    for twin in sorted(root.glob("*/20[0-9][0-9]/*.json")):
        if twin.name.endswith(".proof.json"):
            continue
        facts = json.loads(twin.read_bytes())
        parts = [facts[name] for name in ("标题", "文号", "索引号", "发文机关", "内容概述")]
        parts += [plain(facts["正文"]), *(one["名称"] for one in facts["附件"])]
        for one in facts["附件"]:
            file = twin.parent / one["网址"]
            parts.append(" ".join(text_of(file.suffix, file.read_bytes()).text.split()))
        yield twin.relative_to(root).with_suffix(".html").as_posix(), "\n".join(parts)


def test_every_item_that_holds_a_phrase_is_found(site: Served) -> None:
    texts = dict(published(site))
    assert len(texts) > 900
    index = Index(site.data / "index" / "public")
    for phrase in phrases(list(texts.values()), PHRASES):
        truth = {address for address, text in texts.items() if holds(text, phrase)}
        found = index.search(Query(phrase, size=100))
        assert truth and found.match is Match.ALL
        addresses = {hit.address for hit in found.hits}
        for page in range(2, found.pages + 1):
            addresses |= {hit.address for hit in index.search(Query(phrase, size=100, page=page)).hits}
        assert truth <= addresses, phrase


def test_every_hit_of_the_door_leads_to_a_file(site: Served) -> None:
    for words in ("低保", "年度报告 2020", "公示", "崆政发"):
        for hit in asked(site, q=words)["结果"]:
            path = hit["网址"].partition("/zfxxgk/")[2]
            assert (site.data / "site" / (f"{path}index.html" if path.endswith("/") else path)).is_file(), (
                path
            )
