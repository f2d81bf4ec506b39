"""Many issue letters at the same instant, on a real database file and on a real PostgreSQL: no number twice, none lost."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gongkai.applications.tests.issuing_process import LETTERS, THREADS
from tests.serving import environment

NAMES = ("a", "b")


@pytest.fixture
def own_env(database_env: dict[str, str], migrated: Any, tmp_path: Path) -> dict[str, str]:
    """Environment of processes that are to meet a database of their own."""
    migrated.lay(tmp_path / "data")
    settings = {"DJANGO_SETTINGS_MODULE": "gongkai.settings.base", "GONGKAI_DATA": str(tmp_path / "data")}
    return environment(**settings, **database_env)


def process(env: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "gongkai.applications.tests.issuing_process", *words]
    return subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)


def finished(one: "subprocess.Popen[str]") -> None:
    _, said = one.communicate(timeout=120)
    assert one.returncode == 0, said


@pytest.mark.process
def test_each_letter_is_issued_once_and_the_numbers_have_no_gap(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    finished(process(own_env, "prepare"))
    running = [process(own_env, "issue", str(tmp_path), name) for name in NAMES]
    deadline = time.monotonic() + 60
    while not all((tmp_path / f"ready-{name}").exists() for name in NAMES) and time.monotonic() < deadline:
        time.sleep(0.05)
    (tmp_path / "go").touch()
    for one in running:
        finished(one)

    rows = [row for name in NAMES for row in json.loads((tmp_path / f"done-{name}").read_text())]
    issued = [(pk, serial) for pk, serial, _ in rows if serial]
    assert len(rows) == LETTERS * THREADS * len(NAMES)
    assert sorted(serial for _, serial in issued) == list(range(1, LETTERS + 1))
    assert len({pk for pk, _ in issued}) == LETTERS
    assert {said for _, serial, said in rows if not serial} == {"这份文书已印发，不能再印发。"}
