"""A throw-away PostgreSQL for the length of one command: `python -m tests.cluster COMMAND…`.

The command finds its address in TEST_DATABASE. Durability is switched off: the data does not outlive it.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

HASTE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100"]
PATIENCE = 60  # seconds for the server to answer
MISSING = (
    "没有找到 PostgreSQL，第二轮测试不能进行。请安装：apt-get install postgresql；"
    "确实不测的，设置 GONGKAI_WITHOUT_POSTGRES=1。"
)


def main(command: list[str]) -> int:
    """Run `command` beside a fresh cluster; its exit code, or 1 when there is no PostgreSQL to run."""
    if os.environ.get("GONGKAI_WITHOUT_POSTGRES") == "1":
        print("按 GONGKAI_WITHOUT_POSTGRES=1 的要求，没有在 PostgreSQL 上测试。")
        return 0
    binaries = find_binaries()
    if binaries is None:
        print(MISSING, file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster(binaries) as address:
        return subprocess.run(command, env={**os.environ, "TEST_DATABASE": address}).returncode


def find_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: Debian keeps it out of PATH, one folder for each version."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Start a server on a free port of 127.0.0.1; yields its address; nothing of it remains."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-postgres-"))
    who = _unprivileged()
    if who:
        shutil.chown(folder, who["user"])
    password = secrets.token_hex(16)
    try:
        _make(binaries, folder, password, who)
        port = _free_port()
        options = [word for option in HASTE for word in ("-c", option)]
        server = subprocess.Popen(
            [
                binaries / "postgres",
                "-D",
                folder / "data",
                "-h",
                "127.0.0.1",
                "-p",
                str(port),
                "-k",
                folder,
                *options,
            ],
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("wb"),
            cwd=folder,
            start_new_session=True,
            **who,
        )
        try:
            address = f"postgresql://gongkai:{password}@127.0.0.1:{port}/gongkai"
            _await(address, server, folder / "log")
            yield address
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> dict[str, Any]:
    """Who runs the server: PostgreSQL refuses root, so root lends it to another account."""
    if os.geteuid() != 0:
        return {}
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    account = accounts.get("postgres") or accounts["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _make(binaries: Path, folder: Path, password: str, who: dict[str, Any]) -> None:
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    if who:
        shutil.chown(secret, who["user"])
    command = [f"{binaries}/initdb", f"--pgdata={folder}/data", "--username=gongkai", f"--pwfile={secret}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(command, capture_output=True, text=True, cwd=folder, **who)
    if made.returncode:
        raise SystemExit(f"PostgreSQL 建库失败：{made.stderr.strip()}")


def _await(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(address.rpartition("/")[0] + "/postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise SystemExit(f"PostgreSQL 没有启动：{log.read_text(errors='replace').strip()}")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGINT)  # fast shutdown: open connections are closed, the server goes
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
