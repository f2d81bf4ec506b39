"""`gongkai serve`: back office, public folder and worker in one command."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gongkai.console.state import add_data, choose, fail, screen


def add(commands: Any) -> None:
    command = commands.add_parser(
        "serve", help="启动后台和公开网页", description="在一台机器上启动后台、公开网页和写网页的进程。"
    )
    add_data(command)
    add_address(command)
    command.set_defaults(run=run)


def add_address(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听地址（默认 127.0.0.1）")
    command.add_argument("--port", type=int, default=8000, metavar="端口", help="监听端口（默认 8000）")


def run(given: argparse.Namespace) -> int:
    folder = choose(given)
    # A process of its own, so that the supervisor below stays small: it never loads the application.
    ready = subprocess.run([sys.executable, "-m", "gongkai.console.prepare"], check=False)
    if ready.returncode:
        return fail("数据库没有准备好，见上面的说明。")
    return listen(folder, given.host, given.port)


def listen(folder: Path, host: str, port: int) -> int:
    """Serve until told to stop: the back office's own style files by the server, all else by `gongkai.serving`."""
    if not _free(host, port):
        return fail(
            f"不能在 {host} 的 {port} 端口启动：端口已被占用，或者没有权限。请换一个，例如 --port 8001。"
        )
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    public = urlsplit(os.environ["GONGKAI_BASE_URL"]).path.rstrip("/")
    (folder / "site").mkdir(parents=True, exist_ok=True)
    screen.print(
        f"公开网页：http://{host}:{port}{public}/　后台：http://{host}:{port}/admin/", highlight=False
    )
    Granian(
        "gongkai.serving:application",
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=1,
        blocking_threads=32,  # started when needed; some are left when every large file under way has one
        runtime_threads=1,
        static_path_route=["/static"],
        static_path_mount=[folder / "static"],
        static_path_expires=60,
        log_access=False,
        log_level=LogLevels.error,  # its greetings are English, and its warnings are about threads that we want
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()
    return 0


def _free(host: str, port: int) -> bool:
    """Whether a server may listen there; the server itself only breaks off with a trace of its inside."""
    if not 0 < port < 65536:
        return False
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError:
        return False
    return True
