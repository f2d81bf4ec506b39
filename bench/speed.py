"""The built-in server against nginx on the same file: in turn, so that both meet the same machine."""

import os
import re
import shutil
import socket
import statistics
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from demo import NotMeasured, free_port, running, serve

SECONDS, ROUNDS, CONNECTIONS = 3, 3, 16
PAGE_END = b"</html>"
NGINX = """daemon off; master_process on; worker_processes {workers}; pid {folder}/pid; error_log {folder}/error.log;
{user}
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; etag on; keepalive_requests 1000000;
  types {{ text/html html; }}
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; location /zfxxgk/ {{ alias {site}/; }} }}
}}
"""


def find(program: str) -> str | None:
    """Where `program` is installed; Debian keeps servers out of everybody's path."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")


def compare(data: Path, port: int, folder: Path) -> dict[str, Any]:
    """Requests per second of both and their ratio; `nginx` and `wrk` say whether each is installed."""
    nginx, wrk = find("nginx"), find("wrk")
    page = _a_page(data / "site")
    rates: dict[str, list[float]] = {"own": [], "nginx": []}
    with ExitStack() as both:
        both.enter_context(running(serve(data, port), folder / "serve.log", port))
        doors = {"own": port}
        if nginx:
            doors["nginx"] = free_port()
            command = _nginx(nginx, folder, data / "site", doors["nginx"])
            both.enter_context(running(command, folder / "nginx.log", doors["nginx"]))
        for _ in range(ROUNDS):
            for name, door in doors.items():
                rates[name].append(_with_wrk(wrk, door, page) if wrk else _by_hand(door, page))
    found = {name: statistics.median(rate) for name, rate in rates.items() if rate}
    ratios = [own / other for own, other in zip(rates["own"], rates["nginx"], strict=False)]
    size = (data / "site" / page).stat().st_size
    return found | {
        "has_nginx": bool(nginx),
        "has_wrk": bool(wrk),
        "bytes": size,
        "ratio": statistics.median(ratios) if ratios else None,
    }


def _a_page(site: Path) -> str:
    """An item's page of the middle size."""
    pages = sorted(site.glob("kongtong-zhen/2020/*.html"), key=lambda file: (file.stat().st_size, file.name))
    return pages[len(pages) // 2].relative_to(site).as_posix()


def _nginx(program: str, folder: Path, site: Path, port: int) -> list[str]:
    user = "user root;" if os.geteuid() == 0 else ""  # workers must read a temporary folder of ours
    config = folder / "nginx.conf"
    config.write_text(
        NGINX.format(folder=folder, site=site, port=port, user=user, workers=min(2, os.cpu_count() or 1))
    )
    return [program, "-c", str(config), "-e", str(folder / "error.log")]


def _with_wrk(wrk: str, port: int, page: str) -> float:
    address = f"http://127.0.0.1:{port}/zfxxgk/{page}"
    said = subprocess.run(
        [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", address], capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in said:
        raise NotMeasured(f"压测时有页面没有答对：\n{said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None:
        raise NotMeasured(f"看不懂 wrk 的结果：\n{said}")
    return float(found[1])


def _by_hand(port: int, page: str) -> float:
    """Without wrk: one connection from Python, many requests under way on it, so that the server is what is slow."""
    request = f"GET /zfxxgk/{page} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as door:
        _answers(door, request, 1)
        done, begun = 0, time.monotonic()
        while time.monotonic() - begun < SECONDS:
            _answers(door, request * CONNECTIONS, CONNECTIONS)
            done += CONNECTIONS
        return done / (time.monotonic() - begun)


def _answers(door: socket.socket, requests: bytes, number: int) -> None:
    """Send and wait for as many pages; each ends where its HTML ends, however the server frames it."""
    door.sendall(requests)
    tail = b""
    while number > 0:
        try:
            got = door.recv(65536)
        except TimeoutError:
            got = b""
        if not got:
            raise NotMeasured(f"压测时没有等到网页，最后收到的是：{tail!r}")
        tail = tail[-len(PAGE_END) + 1 :] + got
        number -= tail.count(PAGE_END)
