"""Several processes publishing at once, on a real database file and on a real PostgreSQL."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.serving import environment

NAMES, COUNT = ("a", "bb"), 8  # processes; items of each in each of two towns
Rows = list[tuple[Any, ...]]


@pytest.fixture
def own_env(database_env: dict[str, str], migrated: Any, tmp_path: Path) -> dict[str, str]:
    """Environment of processes that are to meet a database of their own."""
    migrated.lay(tmp_path)
    settings = {"DJANGO_SETTINGS_MODULE": "gongkai.settings.base", "GONGKAI_DATA": str(tmp_path)}
    return environment(**settings, **database_env)


@pytest.fixture
def ask(own_env: dict[str, str], tmp_path: Path) -> Callable[[str], Rows]:
    """Runs a query on the database of the processes."""
    address = own_env.get("GONGKAI_DATABASE")

    def run(query: str) -> Rows:
        if address:
            with psycopg.connect(address) as reader:
                return reader.execute(query).fetchall()
        with sqlite3.connect(tmp_path / "gongkai.sqlite3") as file:
            return file.execute(query).fetchall()

    return run


def process(env: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "gongkai.disclosure.tests.publishing_process", *words]
    return subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)


def finished(one: "subprocess.Popen[str]") -> None:
    _, said = one.communicate(timeout=120)
    assert one.returncode == 0, said


@pytest.mark.process
def test_processes_that_publish_and_move_at_once_share_no_number_and_lose_no_place(
    own_env: dict[str, str], ask: Callable[[str], Rows], tmp_path: Path
) -> None:
    finished(process(own_env, "prepare", str(tmp_path)))
    publishers = [process(own_env, "publish", str(tmp_path), name, str(COUNT)) for name in NAMES]
    deadline = time.monotonic() + 60
    while not all((tmp_path / f"ready-{name}").exists() for name in NAMES) and time.monotonic() < deadline:
        time.sleep(0.05)
    (tmp_path / "go").touch()
    for publisher in publishers:
        finished(publisher)

    everyone = list(range(1, len(NAMES) * COUNT + 1))
    towns = ask("SELECT id, slug FROM organs_organ WHERE level = 'town'")
    assert len(towns) == 2
    for town, slug in towns:
        items = ask(f"SELECT index_number, address_serial FROM disclosure_item WHERE organ_id = {town}")
        assert sorted(number for number, _ in items) == [f"{slug}/2021-{n:05d}" for n in everyone]
        assert sorted(serial for _, serial in items) == everyone
        root = f"SELECT id FROM disclosure_cataloguenode WHERE organ_id = {town} AND code = 'all'"
        places = ask(f"SELECT position FROM disclosure_placement WHERE node_id IN ({root})")
        assert sorted(position for (position,) in places) == everyone
    check_columns(ask)


def check_columns(ask: Callable[[str], Rows]) -> None:
    """Every item stands in its column, places are held once, and each column knows its last."""
    lost = ask(
        "SELECT i.id FROM disclosure_item i LEFT JOIN disclosure_placement p"
        " ON p.item_id = i.id AND p.node_id = i.node_id WHERE p.id IS NULL"
    )
    assert lost == []
    for node, last in ask("SELECT id, last_position FROM disclosure_cataloguenode"):
        held = [p for (p,) in ask(f"SELECT position FROM disclosure_placement WHERE node_id = {node}")]
        assert len(set(held)) == len(held)
        assert max(held, default=0) <= last
    acts = ask("SELECT verb, count(*) FROM trail_act WHERE verb IN ('发布', '更新发布') GROUP BY verb")
    assert dict(acts) == {"发布": 2 * len(NAMES) * COUNT, "更新发布": 2 * len(NAMES) * COUNT}
