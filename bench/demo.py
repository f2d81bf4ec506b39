"""A demonstration district of the bench's own: built once, then served by the real command."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 90  # seconds


class NotMeasured(Exception):
    """A part of the bench could not be measured; the text says why, in Chinese."""


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment() -> dict[str, str]:
    """The surroundings of a `gongkai` command, without settings left over from elsewhere."""
    mine = ("GONGKAI_", "TEST_", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in os.environ.items() if not name.startswith(mine)}


def build(data: Path, port: int) -> float:
    """Build the demonstration in `data`, to be served on `port`; returns the seconds it took."""
    begun = time.monotonic()
    words = ["demo", "--no-serve", "--data", str(data), "--port", str(port)]
    made = subprocess.run(
        [sys.executable, "-m", "gongkai", *words], cwd=ROOT, env=environment(), capture_output=True, text=True
    )
    if made.returncode:
        raise NotMeasured(f"演示数据没有建成：\n{made.stdout}{made.stderr}")
    return time.monotonic() - begun


@contextmanager
def running(command: list[str], log: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A server in a process group of its own, from its first answer on `port` until the block ends."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdout=out, stderr=out, start_new_session=True
        )
    try:
        _await_answer(process, port, log)
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await_answer(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as door:
                door.request("HEAD", "/zfxxgk/index.html")
                door.getresponse()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
    raise NotMeasured(f"{log.stem} 没有启动：\n{log.read_text(errors='replace')[-3000:]}")


def serve(data: Path, port: int) -> list[str]:
    """The command that serves `data`."""
    return [sys.executable, "-m", "gongkai", "serve", "--data", str(data), "--port", str(port)]
