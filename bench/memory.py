"""Memory of `gongkai serve` while an office works: all its processes together, shared pages counted once (PSS)."""

import http.client
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from demo import NotMeasured, running, serve
from visitor import Visitor

EVERY, PATIENCE = 0.05, 60  # seconds
REQUESTS = 2000
YEAR = 2019  # a year whose report the demonstration has not
TOWN = "kongtong-zhen"
OFFICE_PAGES = (
    "/admin/",
    "/admin/snippets/disclosure/item/",
    "/admin/snippets/disclosure/item/add/",
    "/admin/disclosure_catalogue/",
    "/admin/register_procurement/",
    "/admin/register_normativedocument/",
    "/admin/register_matter/",
    "/admin/applications_application/",
    "/admin/applications_remedy/",
    "/admin/reports-of-the-year/",
)


def tree(root: int) -> list[int]:
    """A process and all its descendants."""
    found = [root]
    for pid in found:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in children.read_text().split()]
    return found


def pss(root: int) -> float:
    """MB of a process tree, each shared page divided among those who share it."""
    total = 0
    for pid in tree(root):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:  # it ended meanwhile
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


class Sampler:
    """Looks every 50 ms; remembers the highest of each stage."""

    def __init__(self, pid: int) -> None:
        self.pid, self.stage, self.peaks = pid, "", dict[str, float]()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._stop.is_set():
            stage, now = self.stage, pss(self.pid)
            self.peaks[stage] = max(self.peaks.get(stage, 0.0), now)
            self._stop.wait(EVERY)

    @contextmanager
    def watching(self) -> Iterator["Sampler"]:
        """Sampling until the block ends."""
        self._thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            self._thread.join()


def measure(data: Path, port: int, folder: Path) -> dict[str, Any]:
    """The peak of each stage and what is held at the end, in MB."""
    people = json.loads((data / "keys" / "demo-logins.json").read_text())
    with (
        running(serve(data, port), folder / "memory.log", port) as process,
        Sampler(process.pid).watching() as sampler,
    ):
        for stage, work in _stages(data, port, people):
            sampler.stage = stage
            work()
            time.sleep(0.3)  # what follows an answer belongs to it
        sampler.stage = "稳定"
        time.sleep(2)
        steady = pss(process.pid)
    peaks = {stage: peak for stage, peak in sampler.peaks.items() if stage}
    return {"peak": max(peaks.values()), "steady": steady, "stages": peaks}


def _stages(data: Path, port: int, people: dict[str, Any]) -> Any:
    office = _Office(data, port, people)
    return (
        ("启动", lambda: _drained(data)),
        (f"{REQUESTS}次网页", lambda: _read(data, port)),
        ("登录", office.log_in),
        (f"{len(OFFICE_PAGES)}个后台页面", office.look_round),
        ("发布信息", office.publish_item),
        ("公开年报", office.publish_report),
    )


def _read(data: Path, port: int) -> None:
    site = data / "site"
    pages = [file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html"))]
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as door:
        for number in range(REQUESTS):
            door.request("GET", f"/zfxxgk/{pages[number % len(pages)]}")
            answer = door.getresponse()
            answer.read()
            if answer.status != 200:
                raise NotMeasured(f"{pages[number % len(pages)]} 答的是 {answer.status}。")


def _until(done: Any, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > deadline:
            raise NotMeasured(f"{PATIENCE}秒以后仍没有：{what}")
        time.sleep(0.05)


def _drained(data: Path) -> None:
    """Wait until no change is left to be written to the public folder."""
    with closing(sqlite3.connect(data / "gongkai.sqlite3")) as records:
        _until(lambda: not records.execute("SELECT 1 FROM trail_outbox").fetchone(), "网页写完")


class _Office:
    """Three people of one town at work."""

    def __init__(self, data: Path, port: int, people: dict[str, Any]) -> None:
        self.data, self.address = data, f"http://127.0.0.1:{port}"
        self.people = {role: self._who(people, role) for role in ("信息员", "审核人", "公开办")}
        self.visitors: dict[str, Visitor] = {}

    def _who(self, people: dict[str, Any], role: str) -> tuple[str, str]:
        for username, facts in people.items():
            if facts["organ"] == "崆峒镇" and role in facts["roles"]:
                return username, facts["password"]
        raise NotMeasured(f"演示账号里没有崆峒镇的{role}。")

    def log_in(self) -> None:
        for role, (username, password) in self.people.items():
            self.visitors[role] = Visitor(self.address)
            self.visitors[role].log_in(username, password)

    def look_round(self) -> None:
        for page in OFFICE_PAGES:
            self.visitors["信息员" if "reports" not in page else "公开办"].open(page)

    def publish_item(self) -> None:
        facts = {"title": "关于春季植树的通知", "body": "<p>请完成。</p>", "formed_on": "2026-03-02"}
        facts |= dict.fromkeys(("validity", "explains", "explanation_form"), "")  # an ordinary notice
        here = self.visitors["信息员"].send(
            "/admin/snippets/disclosure/item/add/", "/add/", **facts, **{"action-submit": "action-submit"}
        )
        self.visitors["审核人"].send(here, "/publish/")
        _drained(self.data)

    def publish_report(self) -> None:
        officer, approver = self.visitors["公开办"], self.visitors["审核人"]
        write = officer.send("/admin/reports-of-the-year/new/", "/new/", year=YEAR)
        report = officer.send(
            write, "/edit/", situation="本年公开{{主动公开条数}}条。", problems="不够及时。"
        )
        approver.send(report, "/sign/")
        officer.send(report, "/publish/")
        _until((self.data / "site" / TOWN / "nianbao" / str(YEAR) / "report.pdf").exists, "年报的PDF")
        _drained(self.data)
