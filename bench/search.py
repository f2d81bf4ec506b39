"""Measures 信息检索: python bench/search.py [--documents 100000] [--million] [--queries 200].

The same words are asked of our search (ranking, exact count, facts, highlighted excerpts), of bare tantivy (the
same terms in one field, ranking, count, stored text), of SQLite FTS5 over the same terms, and of the whole search
page (request in, HTML out). CPU time of the asking thread in milliseconds, each query once after a warm-up on
other queries, our search and bare tantivy in turn for each; recall against plain substring search over the texts. With --million
the building of 1,000,000 documents is measured as well.
"""

import argparse
import gc
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import searchdoor
import tantivy
import yaml

from gongkai.search.document import Document
from gongkai.search.folding import fold
from gongkai.search.index import Index
from gongkai.search.query import Query
from gongkai.search.tests.test_recall import holds, phrases
from gongkai.search.tests.texts import generated
from gongkai.search.text import covering, terms, words

WARM_UP = 20
OURS, DOOR = "本检索（含摘要、标题加权）", "整个检索网页（含分类计数）"
EVERY_PAIR, NEEDED_PAIRS, FTS = "tantivy 本身，查全部词对", "tantivy 本身，只查必需词对", "SQLite FTS5"

Ask = Callable[[str], object]


def say(line: str) -> None:
    """One line of the report, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def all_text(document: Document) -> str:
    """What is searched of a document, one part a line."""
    return "\n".join(
        (document.title, document.document_number, document.index_number, document.body, document.attachments)
    )


def build(folder: Path, count: int) -> dict[str, float]:
    """Build our index in this process; seconds, peak memory and size on disk in MB."""
    began = time.perf_counter()

    def progress(done: int) -> None:
        if done % 100_000 == 0 or done == count:
            peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
            sys.stderr.write(
                f"  {done:>9,} 篇 {time.perf_counter() - began:6.0f} 秒，内存最高 {peak:.0f} MB\n"
            )

    Index(folder).rebuild(generated(count), position=1, progress=progress)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "seconds": time.perf_counter() - began,
        "peak_mb": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
        "disk_mb": size / 1e6,
    }


def built(folder: Path, count: int) -> dict[str, float]:
    """Build in a process of its own, so that its memory can be told."""
    command = [sys.executable, __file__, "--build", str(folder), "--documents", str(count)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    facts: dict[str, float] = json.loads(answer)
    return facts


def bare(folder: Path, texts: Sequence[str]) -> tuple[Callable[[str], int], Callable[[str], int]]:
    """Bare tantivy over the same terms: top ten ranked, exact count, stored text read.

    Two ways to ask: phrases of every pair, and phrases of only the pairs that our search needs.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace")
    builder.add_bytes_field("stored", stored=True)
    schema = builder.build()
    folder.mkdir()
    index = tantivy.Index(schema, str(folder))
    writer = index.writer(100_000_000, 1)
    for text in texts:
        entry = tantivy.Document()
        for part in text.split("\n"):
            entry.add_text("text", " ".join(terms(fold(part))))
        entry.add_bytes("stored", text.encode())
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()

    def ask(words_asked: str, pieces_of: Callable[[list[str]], list[tuple[int, str]]]) -> int:
        musts = []
        for word in words(words_asked):
            pieces = pieces_of(terms(word))
            if len(pieces) == 1:
                query = tantivy.Query.term_query(schema, "text", pieces[0][1])
            else:
                query = tantivy.Query.phrase_query(schema, "text", list(pieces))
            musts.append((tantivy.Occur.Must, query))
        searcher = index.searcher()
        found = searcher.search(tantivy.Query.boolean_query(musts), limit=10)
        for _, address in found.hits:
            (searcher.doc(address).get_first("stored") or b"").decode()
        return int(found.count)  # type: ignore[attr-defined]

    return (
        lambda words_asked: ask(words_asked, lambda found: list(enumerate(found))),
        lambda words_asked: ask(words_asked, covering),
    )


def fts5(file: Path, texts: Sequence[str]) -> Callable[[str], int]:
    """SQLite FTS5 over the same terms: top ten by bm25, exact count, stored text read."""
    database = sqlite3.connect(file)
    database.execute("CREATE VIRTUAL TABLE entry USING fts5(terms, content='', tokenize='unicode61')")
    database.execute("CREATE TABLE stored (id INTEGER PRIMARY KEY, text TEXT)")
    database.executemany(
        "INSERT INTO entry(rowid, terms) VALUES (?, ?)",
        ((at, " ".join(terms(fold(text)))) for at, text in enumerate(texts)),
    )
    database.executemany("INSERT INTO stored VALUES (?, ?)", enumerate(texts))
    database.commit()

    def ask(words_asked: str) -> int:
        match = " ".join('"' + " ".join(terms(word)) + '"' for word in words(words_asked))
        ranked = database.execute(
            "SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT 10", (match,)
        ).fetchall()
        for (row,) in ranked:
            database.execute("SELECT text FROM stored WHERE id = ?", (row,)).fetchone()
        (count,) = database.execute("SELECT count(*) FROM entry WHERE entry MATCH ?", (match,)).fetchone()
        return int(count)

    return ask


def measured(engines: Mapping[str, Ask], warm: Sequence[str], asked: Sequence[str]) -> dict[str, list[float]]:
    """CPU milliseconds of each query by each engine: all in turn for one query, then the next, in changing order."""
    names = list(engines)
    for query in warm:
        for name in names:
            engines[name](query)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for at, query in enumerate(asked):
        for name in names[at % len(names) :] + names[: at % len(names)]:
            began = time.thread_time_ns()
            engines[name](query)
            taken[name].append((time.thread_time_ns() - began) / 1e6)
    return taken


def row(name: str, taken: Sequence[float]) -> float:
    """Say the times of one engine; its 95th percentile."""
    percentiles = statistics.quantiles(taken, n=100)
    say(
        f"  {name:<28}p50 {percentiles[49]:7.2f}   p95 {percentiles[94]:7.2f}   p99 {percentiles[98]:7.2f} 毫秒"
    )
    return percentiles[94]


def report(what: str, taken: Mapping[str, Sequence[float]]) -> None:
    """Say the times of all engines over one set of questions, and how ours compares."""
    say(f"{what}（{len(taken[OURS])} 个）：")
    p95 = {name: row(name, times) for name, times in taken.items()}
    for other in (EVERY_PAIR, NEEDED_PAIRS, FTS):
        paired = statistics.median(
            ours / beside for ours, beside in zip(taken[OURS], taken[other], strict=True)
        )
        say(f"  检索 ÷ {other}：p95 之比 {p95[OURS] / p95[other]:.2f}，逐词之比的中位数 {paired:.2f}")


def recall(index: Index, texts: Sequence[str], asked: Sequence[str]) -> float:
    """The share of true hits that are found, all queries together."""
    true = found = 0
    for phrase in asked:
        truth = sum(holds(text, phrase) for text in texts)
        true += truth
        found += min(truth, index.search(Query(phrase, size=1)).total)
    return found / true


def compare(count: int, queries: int) -> None:
    """Build all three over the same documents and ask them the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        facts = built(folder / "index" / "public", count)
        say(
            f"{count:,} 篇建库：{facts['seconds']:.0f} 秒，内存最高 {facts['peak_mb']:.0f} MB，"
            f"占盘 {facts['disk_mb']:.0f} MB"
        )
        texts = [all_text(document) for document in generated(count)]
        every = phrases(texts[:2000], queries + WARM_UP)
        warm, asked = every[:WARM_UP], every[WARM_UP:]
        index = Index(folder / "index" / "public")
        every_pair, needed_pairs = bare(folder / "bare", texts)
        engines: dict[str, Ask] = {
            OURS: lambda one: index.search(Query(one)),
            EVERY_PAIR: every_pair,
            NEEDED_PAIRS: needed_pairs,
        }
        alone: dict[str, Ask] = {FTS: fts5(folder / "fts.db", texts), DOOR: searchdoor.door(folder)}
        gc.collect()
        gc.freeze()  # the texts kept here for comparing are no part of a serving process
        for what, words_asked in (
            ("文中任意取的词句", asked),
            ("读者会输入的检索词（cases/search.yaml）", readers()),
        ):
            taken = measured(engines, warm, words_asked)
            for name, ask in alone.items():
                taken |= measured({name: ask}, warm, words_asked)
            report(what, taken)
        say(f"{len(asked)} 个词句的查全率 {recall(index, texts, asked):.4%}")


def readers() -> list[str]:
    """What readers type over the demonstration."""
    cases = yaml.safe_load((Path(__file__).parents[1] / "cases" / "search.yaml").read_text(encoding="utf-8"))
    return [case["words"] for case in cases]


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--million", action="store_true", help="measure building 1,000,000 documents as well")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure what was asked for."""
    wanted = arguments()
    if wanted.build is not None:
        say(json.dumps(build(wanted.build, wanted.documents)))
        return
    compare(wanted.documents, wanted.queries)
    if wanted.million:
        with tempfile.TemporaryDirectory() as name:
            facts = built(Path(name), 1_000_000)
        say(f"1,000,000 篇建库：{facts['seconds']:.0f} 秒，内存最高 {facts['peak_mb']:.0f} MB")


if __name__ == "__main__":
    main()
