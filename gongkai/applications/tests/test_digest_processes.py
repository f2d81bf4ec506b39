"""Workers of several processes at once send each person one letter: on a real database file and a real PostgreSQL."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gongkai.portal.tests import mailserver
from tests.serving import environment

pytestmark = pytest.mark.process
NAMES = ("a", "b")


def process(env: dict[str, str], module: str, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", f"gongkai.applications.tests.{module}", *words]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said_by(one: "subprocess.Popen[str]") -> str:
    said, fault = one.communicate(timeout=120)
    assert one.returncode == 0, fault
    return said + fault


def test_each_person_gets_one_letter_from_all_workers_together(
    database_env: dict[str, str], migrated: Any, tmp_path: Path
) -> None:
    migrated.lay(tmp_path / "data")
    with mailserver.running() as server:
        env = environment(
            DJANGO_SETTINGS_MODULE="gongkai.settings.base",
            GONGKAI_DATA=str(tmp_path / "data"),
            GONGKAI_MAIL=f"smtp://127.0.0.1:{server.port}?from=gongkai@example.gov.cn",
            **database_env,
        )
        said_by(process(env, "acting_process", "prepare", str(tmp_path)))
        said_by(process(env, "digest_process", str(tmp_path), "want"))
        running = [process(env, "digest_process", str(tmp_path), name) for name in NAMES]
        deadline = time.monotonic() + 60
        while not all((tmp_path / f"ready-{name}").exists() for name in NAMES):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        (tmp_path / "go").touch()
        said = "".join(said_by(one) for one in running)
        taken = sorted(recipients[0] for recipients, _ in server.taken)
    assert taken == ["jingban@example.com", "shenhe@example.com"]
    assert "@example.com" not in said
