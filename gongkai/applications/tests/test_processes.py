"""Two offices acting at once, and one killed in the middle: on a real database file and on a real PostgreSQL."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gongkai.applications.tests.acting_process import CASES
from tests.serving import environment

pytestmark = pytest.mark.process
NAMES = ("jingban", "shenhe")


@pytest.fixture
def own_env(database_env: dict[str, str], migrated: Any, tmp_path: Path) -> dict[str, str]:
    """Environment of processes that are to meet a database of their own, with cases on the bench."""
    migrated.lay(tmp_path / "data")
    settings = {"DJANGO_SETTINGS_MODULE": "gongkai.settings.base", "GONGKAI_DATA": str(tmp_path / "data")}
    env = environment(**settings, **database_env)
    said_by(process(env, "prepare", str(tmp_path)))
    return env


def process(env: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "gongkai.applications.tests.acting_process", *words]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said_by(one: "subprocess.Popen[str]") -> str:
    said, fault = one.communicate(timeout=180)
    assert one.returncode == 0, fault
    return said


def test_an_act_killed_at_any_statement_leaves_all_or_nothing(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    deaths = json.loads(said_by(process(own_env, "die", str(tmp_path))))
    assert set(deaths) == {"register", "request_supplement", "receive_supplement", "answer", "archive"}
    assert all(count >= 5 for count in deaths.values()), deaths  # each act has many points to die at


def test_of_two_who_answer_the_same_case_one_wins_and_the_other_is_told(
    own_env: dict[str, str], tmp_path: Path
) -> None:
    running = [process(own_env, "race", str(tmp_path), name) for name in NAMES]
    deadline = time.monotonic() + 60
    while not all((tmp_path / f"ready-{name}").exists() for name in NAMES) and time.monotonic() < deadline:
        time.sleep(0.05)
    (tmp_path / "go").touch()
    found = [json.loads(said_by(one)) for one in running]
    assert sum(one["won"] for one in found) == CASES
    told = [sentence for one in found for sentence in one["told"]]
    assert len(told) == CASES
    assert all("已经答复" in sentence or "刚刚有别人登记过" in sentence for sentence in told), told
    seen = json.loads(said_by(process(own_env, "look", str(tmp_path))))
    assert [(state, outcome, rows) for _, state, outcome, rows in seen] == [
        ("answered", "granted", 2)
    ] * CASES
