"""Several web processes of several threads at once, on a real database file and on a real PostgreSQL."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest

from gongkai.portal.tests.readers_process import ADDRESS, THREADS, TURNS
from tests.processes import done, own_env, together

__all__ = ["own_env"]

MODULE, NAMES = "gongkai.portal.tests.readers_process", ("a", "b")


def rows(env: dict[str, str], folder: Path, query: str) -> list[tuple[Any, ...]]:
    if address := env.get("GONGKAI_DATABASE"):
        with psycopg.connect(address) as reader:
            return reader.execute(query).fetchall()
    with sqlite3.connect(folder / "gongkai.sqlite3") as file:
        return file.execute(query).fetchall()


@pytest.mark.process
def test_readers_of_several_processes_are_all_counted_and_one_confirmation_is_the_first(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    said = done(own_env, MODULE, "prepare", tmp_path)
    said += "".join(together(own_env, MODULE, ["serve"], tmp_path, NAMES))

    data, readings = tmp_path / "data", len(NAMES) * THREADS * TURNS
    # What no thread had written yet, the end of the process wrote.
    counts = rows(own_env, data, "SELECT count FROM portal_viewcount")
    assert [count for (count,) in counts] == [readings // 2] * 2
    held = rows(own_env, data, "SELECT confirmed_at, sealed_address FROM portal_subscription")
    assert [confirmed is not None for confirmed, _ in held] == [True]
    first = [json.loads((tmp_path / f"done-{name}").read_text())["first"] for name in NAMES]
    assert sum(first) == 1

    # The address lies nowhere: in no file of the data folder and in no log.
    kept = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file()) + said.encode()
    if "GONGKAI_DATABASE" not in own_env:
        assert bytes(held[0][1]) in kept, "没有查到数据库文件里"
    for trace in ("Wenguizhen1957", "wenguizhen1957", ADDRESS.rpartition("@")[2]):
        assert trace.encode() not in kept
