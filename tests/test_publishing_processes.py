"""The publisher as real processes: killed at any moment, several at once, and the folder without its database."""

import contextlib
import http.client
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gongkai.portal.tests.folders import UNLINKED, changed, crawl, files_holding, folders, snapshot
from tests.databases import Migrated
from tests.serving import GONGKAI, PATIENCE, _free_port, environment, gongkai

pytestmark = pytest.mark.process

ITEMS = 200
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Place:
    """A data folder with its database, and processes on it."""

    data: Path
    database: dict[str, str]

    @property
    def site(self) -> Path:
        return self.data / "site"

    @property
    def env(self) -> dict[str, str]:
        settings = {"GONGKAI_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "gongkai.settings.base"}
        return environment(**settings, **self.database)

    def deed(self, *words: str) -> None:
        """One deed of tests/publishing.py, to its end."""
        command = [sys.executable, "-m", "tests.publishing", *words]
        done = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]

    def gongkai(self, *words: str) -> None:
        """One `gongkai` command, to its end."""
        done = gongkai(*words, "--data", str(self.data), env=environment(**self.database))
        assert done.returncode == 0, done.stderr[-3000:]

    @contextlib.contextmanager
    def running(self, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
        """A `gongkai` command with all its children; whatever is left of it at the end is killed with −9."""
        with (self.data / "process.log").open("ab") as log:
            process = subprocess.Popen(
                [GONGKAI, *words, "--data", str(self.data)],
                env=environment(**self.database),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def anew(self) -> Path:
        """What a full publishing of these records writes into an empty folder."""
        folder = self.data.parent / "anew"
        shutil.rmtree(folder, ignore_errors=True)
        self.deed("write_anew", str(folder))
        return folder

    def killed(self, after: int, *words: str) -> None:
        """Run `gongkai WORDS…` and kill it once it has changed `after` files, or when it has ended."""
        before = _inodes(self.site)
        with self.running(*words) as process:
            _await(lambda: process.poll() is not None or len(before ^ _inodes(self.site)) >= after)


def _inodes(root: Path) -> set[tuple[str, int]]:
    """Every file by path and inode: one that was replaced is another file."""
    found = set()
    for folder, _, names in os.walk(root):
        for name in names:
            with contextlib.suppress(FileNotFoundError):  # it goes while we look
                found.add((f"{folder}/{name}", (Path(folder) / name).stat().st_ino))
    return found


def _await(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "等了太久"
        time.sleep(0.005)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory, migrated: Migrated) -> Path:
    """A data folder on SQLite with a town, its items and its site."""
    place = Place(tmp_path_factory.mktemp("founded") / "data", {})
    migrated.lay(place.data)
    place.deed("found", str(ITEMS))
    return place.data


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path, database_env: dict[str, str]) -> Place:
    """A data folder of the test's own, on the round's kind of database, its site published."""
    own = Place(tmp_path / "data", database_env)
    if database_env:
        own.deed("found", str(ITEMS))
        return own
    shutil.copytree(request.getfixturevalue("founded"), own.data)
    return own


@pytest.fixture
def chance() -> random.Random:
    """Random moments; the seed stands in the report of a failure."""
    seed = int.from_bytes(os.urandom(4), "big")
    print(f"random.Random({seed})")
    return random.Random(seed)


def _same(place: Place) -> None:
    anew = place.anew()
    assert changed(snapshot(place.site), snapshot(anew)) == set()
    assert folders(place.site) == folders(anew)


@pytest.mark.pages
def test_a_full_publishing_killed_at_any_moment_is_taken_up_again(
    place: Place, chance: random.Random
) -> None:
    right = snapshot(place.site)
    shutil.rmtree(place.site)
    for words in (("publish", "--all"), ("worker",)):
        place.killed(chance.randrange(1, 150), *words)
        half = snapshot(place.site)
        assert half.items() <= right.items(), "每个文件要么完整，要么没有"
    (place.site / "baiyang-zhen").mkdir(parents=True, exist_ok=True)  # perhaps killed before it was made
    (place.site / "index.html").write_text("半个文件")
    (place.site / "baiyang-zhen/stray.html").write_text("多出的文件")
    place.gongkai("publish")
    assert changed(snapshot(place.site), right) == set()


def test_a_drain_of_many_changes_killed_at_any_moment_loses_none(place: Place, chance: random.Random) -> None:
    place.deed("change", "40")
    port = str(_free_port())
    for words in (("worker",), ("serve", "--port", port)):
        place.killed(chance.randrange(1, 60), *words)
    place.gongkai("publish")
    _same(place)
    assert files_holding(place.site, f"旧文第{ITEMS - 7}号") == set()
    assert len(list((place.site / "baiyang-zhen").glob("*/*/*.txt"))) == 43


def test_two_publishers_on_one_folder_take_turns_and_a_withdrawal_does_not_wait_for_them(
    place: Place,
) -> None:
    shutil.rmtree(place.site)
    page = place.site / f"baiyang-zhen/2021/{ITEMS}.html"  # among the first to be written
    command = [sys.executable, "-m", "tests.publishing", "withdraw_when_told", "5"]
    with (
        subprocess.Popen(
            command, env=place.env, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as clerk,
        place.running("publish", "--all") as one,
        place.running("publish", "--all") as other,
    ):
        assert clerk.stdout and clerk.stdout.readline() == "ready\n"
        _await(page.exists)
        clerk.communicate("\n")
        _await(lambda: not page.exists())
        assert (one.poll(), other.poll()) == (None, None), "其他网页还没有写完"
        assert (one.wait(PATIENCE), other.wait(PATIENCE)) == (0, 0)
    _same(place)
    log = (place.data / "process.log").read_text(errors="replace")
    assert "Traceback" not in log, log[-3000:]


@contextlib.contextmanager
def _file_server(root: Path) -> Iterator[int]:
    """Python's own plain web server on `root`; gives its port."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "http.server",
        str(port),
        "--bind",
        "127.0.0.1",
        "--directory",
        str(root),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _await(lambda: _answer(port, "/")[0] == 200)
            yield port
        finally:
            server.kill()


def _answer(port: int, path: str) -> tuple[int, bytes]:
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        door.request("GET", path)
        response = door.getresponse()
        return response.status, response.read()
    except ConnectionRefusedError:
        return 0, b""
    finally:
        door.close()


@pytest.mark.pages
def test_without_its_database_the_folder_still_reads_from_any_web_server(
    place: Place, tmp_path: Path
) -> None:
    count = len(snapshot(place.site))
    moved = tmp_path / "elsewhere" / "a" / "b"
    moved.parent.mkdir(parents=True)
    place.site.rename(moved)
    shutil.rmtree(place.data)  # records, uploads, keys: all gone
    with _file_server(tmp_path / "elsewhere") as port:

        def read(path: str) -> bytes | None:
            status, content = _answer(port, f"/a/b/{path}")
            return content if status == 200 else None

        reached, broken = crawl(read)
    assert broken == []
    assert len(reached) == count - len(UNLINKED), "每个文件都从首页走得到"


def test_every_link_of_the_demonstration_leads_somewhere(built_demo: Path) -> None:
    site = built_demo / "site"
    reached, broken = crawl(lambda path: (site / path).read_bytes() if (site / path).is_file() else None)
    assert broken == []
    assert reached == set(snapshot(site)) - UNLINKED
