"""The index through its life: followed, committed, killed, rebuilt while it serves."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gongkai.search.document import Document
from gongkai.search.errors import IndexBusy, IndexDamaged, IndexNotWritten
from gongkai.search.index import Index
from gongkai.search.query import Query

MOMENT = datetime(2021, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def document(number: int, title: str = "关于春季植树的通知", **facts: object) -> Document:
    made = Document(
        key=f"item:{number}",
        title=title,
        address=f"/{number}.html",
        organ="baiyang-zhen",
        organ_name="白杨镇",
        published=MOMENT,
        year=2021,
        body="请各村于三月底前完成。",
    )
    return replace(made, **facts)  # type: ignore[arg-type]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "index")


def keys(index: Index, words: str) -> set[str]:
    return {hit.key for hit in index.search(Query(words, size=100)).hits}


def test_a_new_index_is_empty_and_says_that_it_followed_nothing(index: Index) -> None:
    assert (index.count, index.position) == (0, None)
    assert index.search(Query("植树")).total == 0
    assert index.search(Query()).total == 0


def test_changes_are_seen_after_the_commit_only(index: Index) -> None:
    index.replace([document(1)])
    assert keys(index, "植树") == set()
    index.commit(position=7)
    assert keys(index, "植树") == {"item:1"}
    assert index.position == 7


def test_a_document_replaces_the_one_with_its_key(index: Index) -> None:
    index.replace([document(1), document(2)])
    index.commit()
    index.replace([document(1, "关于秋季收割的通知")])
    index.commit()
    assert keys(index, "植树") == {"item:2"}
    assert keys(index, "收割") == {"item:1"}
    assert index.count == 2


def test_the_same_key_twice_in_one_batch_counts_once(index: Index) -> None:
    index.replace([document(1), document(1, "关于秋季收割的通知")])
    index.commit()
    assert (index.count, keys(index, "植树"), keys(index, "收割")) == (1, set(), {"item:1"})


def test_a_removed_document_is_gone_and_an_unknown_key_is_no_fault(index: Index) -> None:
    index.replace([document(1), document(2)])
    index.commit()
    index.remove(["item:1", "item:99", "不存在\x00\ud800"])
    index.commit()
    assert (index.count, keys(index, "植树")) == (1, {"item:2"})


def test_the_position_is_kept_until_another_is_given(index: Index) -> None:
    index.commit(position=3)
    index.replace([document(1)])
    index.commit()
    assert index.position == 3
    index.commit(position=4)
    assert (index.position, index.count) == (4, 1)
    index.commit()
    assert index.position == 4


def test_the_position_is_no_document(index: Index) -> None:
    index.replace([document(1)])
    index.commit(position=5)
    assert index.search(Query()).total == 1
    assert index.search(Query("position")).total == 0


def test_discarded_changes_leave_no_trace_and_no_lock(index: Index) -> None:
    index.replace([document(1)])
    index.discard()
    index.replace([document(2)])
    index.commit()
    assert keys(index, "植树") == {"item:2"}


def test_a_failing_source_discards_the_whole_batch(index: Index) -> None:
    def failing() -> Iterator[Document]:
        yield document(2)
        raise LookupError("来源中断")

    index.replace([document(1)])
    with pytest.raises(LookupError):
        index.replace(failing())
    index.replace([document(3)])
    index.commit()
    assert keys(index, "植树") == {"item:3"}


def test_a_second_writer_is_told_to_wait(index: Index, tmp_path: Path) -> None:
    index.replace([document(1)])
    other = Index(tmp_path / "index")
    with pytest.raises(IndexBusy, match="稍后再试"):
        other.replace([document(2)])
    index.commit()
    other.replace([document(2)])
    other.commit()
    assert keys(index, "植树") == {"item:1", "item:2"}


def test_another_reader_sees_a_commit_at_its_next_search(index: Index, tmp_path: Path) -> None:
    other = Index(tmp_path / "index")
    assert keys(other, "植树") == set()
    for number in range(5):
        index.replace([document(number)])
        index.commit()
        assert len(keys(other, "植树")) == number + 1


def test_a_document_without_a_key_or_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="缺少标识"):
        document(1, key="")
    with pytest.raises(ValueError, match="缺少时区"):
        document(1, published=MOMENT.replace(tzinfo=None))


def test_text_that_utf8_cannot_hold_is_stored_all_the_same(index: Index) -> None:
    index.replace([document(1, "植树\ud800\x00通知", body="\udfff三月", key="a\ud800")])
    index.commit()
    assert index.search(Query("植树")).total == 1
    assert index.search(Query("三月")).total == 1


# —— rebuilding ——


def test_a_rebuild_takes_the_place_of_everything_and_reports_its_progress(
    index: Index, tmp_path: Path
) -> None:
    index.replace([document(1), document(2)])
    index.commit(position=1)
    told: list[int] = []
    done = index.rebuild((document(number) for number in range(3, 2503)), position=9, progress=told.append)
    assert (done, told) == (2500, [1000, 2000, 2500])
    assert (index.count, index.position) == (2500, 9)
    assert len(list((tmp_path / "index").glob("v*-*"))) == 1


def test_a_key_that_comes_twice_in_a_rebuild_counts_once(index: Index) -> None:
    index.rebuild([document(1), document(2), document(1, "关于秋季收割的通知")])
    assert (index.count, keys(index, "植树"), keys(index, "收割")) == (2, {"item:2"}, {"item:1"})


def test_the_old_index_serves_while_the_new_one_is_built(index: Index, tmp_path: Path) -> None:
    index.replace([document(number) for number in range(50)])
    index.commit()
    reader = Index(tmp_path / "index")
    seen: list[int] = []

    def slowly() -> Iterator[Document]:
        for number in range(200):
            if number % 20 == 0:
                seen.append(reader.search(Query("植树")).total)
            yield document(number)

    index.rebuild(slowly())
    assert seen == [50] * 10
    assert reader.search(Query("植树")).total == 200


def test_searching_threads_never_fail_across_many_rebuilds(index: Index) -> None:
    index.rebuild([document(1)])
    stop = threading.Event()
    totals: list[int] = []
    failures: list[BaseException] = []

    def read() -> None:
        try:
            while not stop.is_set():
                totals.append(index.search(Query("植树")).total)
        except BaseException as failure:
            failures.append(failure)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for round_ in range(2, 8):
        index.rebuild(document(number) for number in range(round_))
    stop.set()
    for reader in readers:
        reader.join()
    assert not failures
    assert set(totals) <= set(range(1, 8))


def test_changes_go_on_after_a_rebuild(index: Index, tmp_path: Path) -> None:
    other = Index(tmp_path / "index")
    other.replace([document(1)])
    other.commit()
    index.rebuild([document(2)])
    other.replace([document(3)])
    other.commit()
    assert keys(index, "植树") == {"item:2", "item:3"}


def test_a_failing_rebuild_leaves_the_old_index_and_no_rubbish(index: Index, tmp_path: Path) -> None:
    def failing() -> Iterator[Document]:
        yield document(2)
        raise LookupError("来源中断")

    index.replace([document(1)])
    index.commit(position=1)
    with pytest.raises(LookupError):
        index.rebuild(failing(), position=2)
    assert (keys(index, "植树"), index.position) == ({"item:1"}, 1)
    assert len(list((tmp_path / "index").glob("v*-*"))) == 1


def test_a_rebuild_waits_for_no_uncommitted_changes_and_for_no_other_rebuild(
    index: Index, tmp_path: Path
) -> None:
    index.replace([document(1)])
    with pytest.raises(IndexBusy, match="未提交"):
        index.rebuild([])
    index.commit()
    other = Index(tmp_path / "index")

    def meanwhile() -> Iterator[Document]:
        with pytest.raises(IndexBusy, match="正在重建"):
            other.rebuild([])
        yield document(2)

    assert index.rebuild(meanwhile()) == 1


def test_a_damaged_index_says_so_and_a_rebuild_mends_it(index: Index, tmp_path: Path) -> None:
    index.replace([document(1)])
    index.commit()
    (generation,) = (tmp_path / "index").glob("v*-*")
    (generation / "meta.json").write_text("{", encoding="utf-8")
    damaged = Index(tmp_path / "index")
    with pytest.raises(IndexDamaged, match="请重建"):
        damaged.search(Query("植树"))
    with pytest.raises(IndexDamaged, match="请重建"):
        damaged.replace([document(2)])
    damaged.rebuild([document(3)])
    assert keys(damaged, "植树") == {"item:3"}


def test_an_index_of_an_older_make_gives_way_to_an_empty_one(index: Index, tmp_path: Path) -> None:
    index.replace([document(1)])
    index.commit(position=1)
    (generation,) = (tmp_path / "index").glob("v*-*")
    generation.rename(generation.with_name("v0-000001"))
    (tmp_path / "index" / "current").write_text("v0-000001", encoding="ascii")
    newer = Index(tmp_path / "index")
    assert (newer.count, newer.position) == (0, None)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(IndexNotWritten, match="目录权限"):
        Index(tmp_path / "file" / "index")


# —— killed ——

KILLED = """
import sys
from pathlib import Path
from gongkai.search.index import Index
from gongkai.search.tests.test_index import document

index = Index(Path(sys.argv[1]))
for batch in range(1, 100_000):
    index.replace(document(number) for number in range(batch * 40, batch * 40 + 40))
    index.commit(position=batch)
    print(batch, flush=True)
"""

KILLED_REBUILDING = """
import itertools, sys
from pathlib import Path
from gongkai.search.index import Index
from gongkai.search.tests.test_index import document

Index(Path(sys.argv[1])).rebuild(
    map(document, itertools.count()), progress=lambda done: print(done, flush=True)
)
"""


def killed_after(script: str, folder: Path, lines: int, pause: float) -> int:
    """Run a script, kill −9 it some time after so many lines; the last line it had printed."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    return int([line for line in [*said, *rest.splitlines()] if line.strip()][-1])


@pytest.mark.process
@pytest.mark.parametrize("pause", [0.0, 0.003, 0.007, 0.013, 0.031])
def test_a_writer_killed_at_any_moment_loses_nothing_it_committed(tmp_path: Path, pause: float) -> None:
    said = killed_after(KILLED, tmp_path / "index", 3, pause)
    index = Index(tmp_path / "index")
    position = index.position
    assert position is not None
    assert position in (said, said + 1)  # committed, but perhaps killed before saying so
    assert index.count == 40 * position
    index.replace([document(1)])
    index.commit(position=position + 1)
    assert index.count == 40 * position + 1


@pytest.mark.process
def test_a_killed_rebuild_leaves_the_old_index_and_is_swept_by_the_next(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.replace([document(1)])
    index.commit(position=1)
    killed_after(KILLED_REBUILDING, tmp_path / "index", 2, 0.01)
    assert (index.count, index.position) == (1, 1)
    assert len(list((tmp_path / "index").glob("v*-*"))) == 2
    index.rebuild([document(2), document(3)])
    assert index.count == 2
    assert len(list((tmp_path / "index").glob("v*-*"))) == 1


def test_half_a_commit_of_a_killed_process_does_not_stop_the_next(index: Index, tmp_path: Path) -> None:
    """tantivy lists a file before it writes it: what was cut off is left listed, under the next commit's name."""
    index.replace([document(1), document(2)])
    index.commit()
    folder = next(iter(tmp_path.rglob("meta.json"))).parent
    meta = json.loads((folder / "meta.json").read_text())
    segment = meta["segments"][0]["segment_id"].replace("-", "")
    left = [f"{segment}.{stamp}.del" for stamp in range(meta["opstamp"], meta["opstamp"] + 10)]
    for name in left:
        (folder / name).touch()
    listed = folder / ".managed.json"
    listed.write_text(json.dumps(json.loads(listed.read_text()) + left))
    index.replace([document(1, "关于秋季收割的通知")])
    index.commit()
    assert (keys(index, "收割"), keys(index, "植树")) == ({"item:1"}, {"item:2"})
