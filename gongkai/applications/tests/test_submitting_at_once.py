"""Many press the button at the same instant, on a real database file and on a real PostgreSQL: no case twice, no number twice."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gongkai.applications.tests.submitting_process import SHARED, THREADS
from tests.serving import environment

NAMES = ("a", "b")


@pytest.fixture
def own_env(database_env: dict[str, str], migrated: Any, tmp_path: Path) -> dict[str, str]:
    """Environment of processes that are to meet a database of their own."""
    migrated.lay(tmp_path / "data")
    settings = {"DJANGO_SETTINGS_MODULE": "gongkai.settings.base", "GONGKAI_DATA": str(tmp_path / "data")}
    return environment(**settings, **database_env)


def process(env: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "gongkai.applications.tests.submitting_process", *words]
    return subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)


def finished(one: "subprocess.Popen[str]") -> None:
    _, said = one.communicate(timeout=120)
    assert one.returncode == 0, said


@pytest.mark.process
def test_one_form_is_one_case_and_every_case_has_a_number_of_its_own(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    finished(process(own_env, "prepare"))
    running = [process(own_env, "apply", str(tmp_path), name) for name in NAMES]
    deadline = time.monotonic() + 60
    while not all((tmp_path / f"ready-{name}").exists() for name in NAMES) and time.monotonic() < deadline:
        time.sleep(0.05)
    (tmp_path / "go").touch()
    for one in running:
        finished(one)

    rows = [row for name in NAMES for row in json.loads((tmp_path / f"done-{name}").read_text())]
    cases = {(key, number) for _, key, number in rows}
    forms = {mark for mark, _, _ in rows}
    assert len(rows) == 3 * THREADS * len(NAMES)
    assert len(forms) == len(SHARED) + THREADS * len(NAMES) == len(cases)
    assert {mark: key for mark, key, _ in rows} == {mark: key for mark, key, _ in reversed(rows)}
    assert {number for _, number in cases} == {f"白杨镇依申〔2021〕{n}号" for n in range(1, len(cases) + 1)}
