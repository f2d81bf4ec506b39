"""Several real processes of one room at once, on a database of their own: started, let go together, heard out."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.serving import environment

READY = 60  # seconds until every process has to have started
DONE = 180  # seconds a process may take


@pytest.fixture
def own_env(database_env: dict[str, str], migrated: Any, tmp_path: Path) -> dict[str, str]:
    """Environment of processes that are to meet a database of their own; their data lie in `tmp_path / "data"`."""
    migrated.lay(tmp_path / "data")
    settings = {"DJANGO_SETTINGS_MODULE": "gongkai.settings.base", "GONGKAI_DATA": str(tmp_path / "data")}
    return environment(**settings, **database_env)


def begun(env: dict[str, str], module: str, *words: str | Path) -> "subprocess.Popen[str]":
    """`python -m module words…`, begun."""
    command = [sys.executable, "-m", module, *map(str, words)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said_by(one: "subprocess.Popen[str]") -> str:
    """What a process says until its end, on both its voices, which must be a good end."""
    said, fault = one.communicate(timeout=DONE)
    assert one.returncode == 0, fault
    return said + fault


def done(env: dict[str, str], module: str, *words: str | Path) -> str:
    """`python -m module words…` to its end; what it said."""
    return said_by(begun(env, module, *words))


def together(
    env: dict[str, str], module: str, what: Sequence[str], folder: Path, names: Sequence[str]
) -> list[str]:
    """One process for each name, let go at the same instant; what each said.

    Each is called `module what… folder name`, makes `folder/ready-name` when it is ready and waits for `folder/go`.
    """
    running = [begun(env, module, *what, folder, name) for name in names]
    deadline = time.monotonic() + READY
    while not all((folder / f"ready-{name}").exists() for name in names) and time.monotonic() < deadline:
        time.sleep(0.05)
    (folder / "go").touch()
    return [said_by(one) for one in running]
