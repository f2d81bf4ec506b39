"""A real process is killed while it indexes, again and again: nothing is lost, and what is public is found."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gongkai.search.index import Index
from gongkai.search.query import Query
from tests.serving import environment

COUNT = 12  # items in each of two towns
KILLS = 5


@pytest.fixture
def env(migrated: Any, tmp_path: Path) -> dict[str, str]:
    migrated.lay(tmp_path)
    return environment(DJANGO_SETTINGS_MODULE="gongkai.settings.base", GONGKAI_DATA=str(tmp_path))


def run(env: dict[str, str], module: str, *words: str) -> None:
    subprocess.run([sys.executable, "-m", module, *words], env=env, check=True, timeout=120)


def killed(env: dict[str, str], folder: Path, deed: str, after: float) -> None:
    """Start indexing and kill it, so many seconds after it began."""
    began = folder / "began"
    began.unlink(missing_ok=True)
    command = [sys.executable, "-m", "gongkai.portal.tests.indexing_process", deed, str(folder)]
    process = subprocess.Popen(command, env=env, start_new_session=True)
    until = time.monotonic() + 60
    while not began.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def titles(folder: Path, name: str) -> list[str]:
    """The titles in one of the indexes, each as often as it is there."""
    return sorted(hit.title for hit in Index(folder / "index" / name).search(Query(size=100)).hits)


def rows(folder: Path) -> int:
    with sqlite3.connect(folder / "gongkai.sqlite3") as file:
        return int(file.execute("SELECT count(*) FROM trail_reindexing").fetchone()[0])


@pytest.mark.process
def test_a_process_killed_while_it_indexes_loses_nothing(env: dict[str, str], tmp_path: Path) -> None:
    publishing = "gongkai.disclosure.tests.publishing_process"
    run(env, publishing, "prepare", str(tmp_path))
    (tmp_path / "go").touch()
    run(env, publishing, "publish", str(tmp_path), "先", "1")
    run(env, "gongkai", "index", "--data", str(tmp_path))
    assert rows(tmp_path) == 0 and titles(tmp_path, "public") == ["先0", "先0"]

    run(env, publishing, "publish", str(tmp_path), "后", str(COUNT))
    waiting, draw = rows(tmp_path), random.Random(5)
    assert waiting > 4 * COUNT
    left = []
    for _ in range(KILLS):
        killed(env, tmp_path, "follow", draw.uniform(0.02, 0.4))
        left.append(rows(tmp_path))
        killed(env, tmp_path, "rebuild", draw.uniform(0.02, 0.3))
    assert any(0 < count < waiting for count in left), f"没有一次是在半途：{left}"
    run(env, "gongkai.portal.tests.indexing_process", "follow", str(tmp_path))
    everything = sorted(["先0", *(f"后{number}" for number in range(COUNT))] * 2)
    assert rows(tmp_path) == 0
    assert titles(tmp_path, "public") == titles(tmp_path, "desk") == everything
