"""Real `gongkai` processes for the journeys: a demonstration district, built once, then served."""

import fcntl
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 90  # seconds for the site to answer, on a loaded machine
GONGKAI = Path(sys.executable).with_name("gongkai")


@dataclass(frozen=True)
class Served:
    """A running site: its address without the closing slash, its state folder, who may log in."""

    address: str
    data: Path
    logins: dict[str, dict[str, Any]]

    def url(self, path: str) -> str:
        """The full address of `path`, which begins with a slash."""
        return self.address + path

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """`gongkai WORDS… --data` this folder, beside the running site."""
        return gongkai(*words, "--data", str(self.data))


def environment(**more: str) -> dict[str, str]:
    """The environment of a `gongkai` run from outside: nothing of the suite's own settings leaks into it."""
    mine = ("GONGKAI_", "TEST_", "DJANGO_SETTINGS_MODULE")
    return {key: value for key, value in os.environ.items() if not key.startswith(mine)} | more


def gongkai(*words: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run the installed command to its end and hand back its exit code and both outputs."""
    return subprocess.run(
        [GONGKAI, *words], env=env or environment(), capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def _demo_of(shared: Path) -> Path:
    return shared / "demo"


def pytest_collection_finish(session: pytest.Session) -> None:
    """Where many tests are to run on several processes, the demonstration is built beside them from the start."""
    wanted = any("built_demo" in getattr(item, "fixturenames", ()) for item in session.items)
    if not wanted or len(session.items) < 100 or "PYTEST_XDIST_WORKER" not in os.environ:
        return
    shared = session.config._tmp_path_factory.getbasetemp().parent  # type: ignore[attr-defined]
    lock = (shared / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return  # another process has begun
    if _demo_of(shared).exists():
        return
    half = shared / f"demo-{secrets.token_hex(4)}"
    # The lock stays with the running command, whoever opened it: it ends when the command does, however that is.
    script = 'nice "$0" demo --data "$1" --no-serve >"$1.log" 2>&1 && mv "$1" "$2"'
    session.config.stash[_BUILDING] = subprocess.Popen(
        ["/bin/sh", "-c", script, GONGKAI, half, _demo_of(shared)],
        env=environment(),
        stdin=subprocess.DEVNULL,
        pass_fds=[lock.fileno()],
        start_new_session=True,
    )


_BUILDING = pytest.StashKey["subprocess.Popen[bytes]"]()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A build that nobody waited for ends with the suite."""
    building = session.config.stash.get(_BUILDING, None)
    if building is not None and building.poll() is None:
        _stop(building)


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The state folder of a demonstration district: built once, by the first who needs it or before anybody does."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    built, half = _demo_of(shared), shared / f"demo-{secrets.token_hex(4)}"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            made = gongkai("demo", "--data", str(half), "--no-serve")
            if made.returncode:
                pytest.fail(f"演示数据没有建成：\n{made.stdout}{made.stderr}", pytrace=False)
            half.rename(built)
    return built


@pytest.fixture(scope="session")
def served_demo(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running demonstration district to look at. Tests that change anything take `own_demo`."""
    with served(_copy(built_demo, tmp_path_factory.mktemp("served"))) as site:
        yield site


@pytest.fixture
def own_demo(built_demo: Path, tmp_path: Path) -> Iterator[Served]:
    """A running demonstration district of the test's own, free to be changed."""
    with served(_copy(built_demo, tmp_path)) as site:
        yield site


@pytest.fixture(scope="module")
def demo_for_the_file(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running demonstration district that the tests of one file change, each its own records and in any order.

    Such a file says `own_demo = demo_for_the_file`.
    """
    with served(_copy(built_demo, tmp_path_factory.mktemp("file"))) as site:
        yield site


def _copy(built: Path, folder: Path) -> Path:
    return Path(shutil.copytree(built, folder / "data"))


@contextmanager
def served(data: Path, *words: str, env: dict[str, str] | None = None) -> Iterator[Served]:
    """`gongkai serve --data DATA --port N WORDS…` until the block ends; the process group ends with it."""
    port, log = _free_port(), data.parent / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [GONGKAI, "serve", "--data", str(data), "--port", str(port), *words],
            env=env or environment(),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _await(address, process, log)
        logins = data / "keys" / "demo-logins.json"
        yield Served(address, data, json.loads(logins.read_text()) if logins.exists() else {})
    finally:
        _stop(process)


def _await(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            door = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
            door.request("HEAD", "/")
            door.getresponse()  # it answers: which page stands at the root is not our question
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
    pytest.fail(f"站点没有启动：\n{log.read_text(errors='replace')[-4000:]}", pytrace=False)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
