"""`make bench`: how fast and how small, in one run and as ratios; needs a few minutes.

Each figure is measured beside what it is compared with, in turn on the same machine: nginx for the built-in
server, a fixed piece of Python (标尺) for processor time, an archive of 100 items for one of 100,000.
Exit code 0 when every target is met, 1 when one is not or a part could not be measured.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import loading
import memory
import speed
from demo import ROOT, NotMeasured, build, environment, free_port
from rich.console import Console
from rich.table import Column, Table

MOST_SQL, MOST_MS = 10, 15.0  # of one freshly rendered page
MOST_MB = 250.0  # of everything `gongkai serve` runs
MOST_LOADING = 1000.0  # milliseconds until a page is loaded on a poor line
MOST_FILES = 28  # changed by publishing one item, the turn of a list page among them
LEAST_PAGES, LEAST_TEXTS = 200.0, 300.0  # published reports read a second, on two cores
MOST_CHECKING, MOST_CHECKING_MB = 60.0, 500.0  # seconds and MB for 10,000 pages read and checked
LEAST_HISTORIES = 10_000.0  # of applications counted a second, on one core
MOST_COMPILING, MOST_RECOUNTING = 1.0, 30.0  # seconds: table 3 over 100,000 cases; as many terms counted anew
MOST_VERIFYING = 60.0  # seconds for 1,000,000 acts checked
LEAST_SCREENED = 50.0  # MB of text a second, on one core
MOST_BOOK = 5.0  # seconds to screen a workbook of 20,000 rows
MOST_GROWTH = 1.5  # CPU of publishing with 100,000 items there, by that with 100
FROIDE_MS = (
    42.6  # one page of froide, another platform of this kind, on the machine of an earlier measurement
)


@dataclass(frozen=True)
class Line:
    """One line of the result: what, the ratio, the figures behind it, the target, whether it is met."""

    what: str
    ratio: str
    figures: str
    target: str = ""
    met: bool | None = None


def child(script: str, data: Path) -> dict[str, Any]:
    """The measurements of a script of this folder, run in a process of its own."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name(script), str(data)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise NotMeasured(f"{script}：{done.stderr.strip()[-1500:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def pages(data: Path) -> Iterator[Line]:
    """Rendering and compiling, by the yardstick."""
    found = child("pages.py", data)
    page, report = found["page"], found["compile"]
    yield Line(
        "新写一个信息网页\nfresh item page",
        f"{page['ratio']:.2f} × 标尺",
        f"CPU {page['ms']:.1f} 毫秒，SQL {page['sql']} 条（{page['pages']} 页的中位数；froide {FROIDE_MS} 毫秒）",
        f"SQL ≤ {MOST_SQL}，CPU ≤ {MOST_MS:.0f} 毫秒",
        page["sql"] <= MOST_SQL and page["ms"] <= MOST_MS,
    )
    yield Line(
        "编制崆峒镇2020年度报告\ncompile a year's report",
        f"{report['ratio']:.2f} × 标尺",
        f"CPU {report['ms']:.1f} 毫秒，SQL {report['sql']} 条，198 格（标尺 {report['yardstick_ms']:.1f} 毫秒）",
    )


def served(data: Path, port: int, folder: Path) -> Iterator[Line]:
    """The built-in server against nginx."""
    found = speed.compare(data, port, folder)
    how = "" if found["has_wrk"] else "；没有装 wrk，改用 Python 压测，两者都测低了"
    own = f"内置 {found['own']:,.0f} 次/秒"
    other = f"nginx {found['nginx']:,.0f} 次/秒" if found["has_nginx"] else "没有装 nginx，没有比较"
    yield Line(
        "静态网页：内置服务器比 nginx\nstatic page, built-in by nginx",
        f"{found['ratio']:.2f}" if found["ratio"] else "—",
        f"{own}，{other}（{found['bytes']:,} 字节，{speed.ROUNDS} 轮交替{how}）",
    )


def loaded(data: Path, port: int, folder: Path) -> Iterator[Line]:
    """Loading on a poor line, beside one small picture on the same line."""
    found = loading.measure(data, port, folder)
    empty, slowest = found["空白"], max(found.values())
    kinds = "，".join(f"{name} {taken:.0f}" for name, taken in found.items())
    yield Line(
        "慢网慢机打开网页：比一张小图\nloading on a poor line",
        f"{slowest / empty:.2f}",
        f"毫秒：{kinds}（1.6 Mbps、往返 150 毫秒、处理器慢 {loading.SLOWER} 倍，{loading.ROUNDS} 轮中位数）",
        f"≤ {MOST_LOADING:.0f} 毫秒",
        slowest <= MOST_LOADING,
    )


def held(data: Path, port: int, folder: Path) -> Iterator[Line]:
    """Memory of everything that `gongkai serve` runs."""
    found = memory.measure(data, port, folder)
    stages = "，".join(f"{stage} {peak:.0f}" for stage, peak in found["stages"].items())
    yield Line(
        "内存：峰值比上限\nmemory, peak by limit",
        f"{found['peak'] / MOST_MB:.2f}",
        f"峰值 {found['peak']:.0f} MB，之后 {found['steady']:.0f} MB（各阶段最高：{stages}）",
        f"≤ {MOST_MB:.0f} MB",
        found["peak"] <= MOST_MB,
    )


def grown(folder: Path) -> Iterator[Line]:
    """Publishing one more item, by the size of the archive."""
    found = child("archive.py", folder)
    few, many = found["few"], found["many"]
    growth = many["ms"] / few["ms"]
    yield Line(
        "再公开一条：10万条比100条\none more item, archive of 100,000 by 100",
        f"{growth:.2f}",
        f"CPU {many['ms']:.0f} 比 {few['ms']:.0f} 毫秒；改动文件最多 {many['files']} 个，一般 {many['files_median']:.0f} 个",
        f"文件 ≤ {MOST_FILES}，CPU ≤ {MOST_GROWTH} 倍",
        many["files"] <= MOST_FILES and growth <= MOST_GROWTH,
    )
    look = found["rescan"]
    yield Line(
        "筛查10万条已公开信息：中断后接着做比一次做完\n100,000 items screened anew, cut off by in one go",
        f"{look['cut'] / look['whole']:.2f}",
        f"在第 {look['cut_at']:,} 条强行终止，接着做完共 {look['cut']:.0f} 秒；一次做完 {look['whole']:.0f} 秒"
        f"（{look['items']:,} 条，埋有 {look['planted']} 处，找到 {look['found']} 处）",
        "条数齐全，不漏不误",
        look["complete"] and look["found"] == look["planted"],
    )


def reported(folder: Path) -> Iterator[Line]:
    """Published reports in bulk: read, and read and checked."""
    found = child("reports.py", folder)
    for kind, name, least in (("pages", "网页", LEAST_PAGES), ("texts", "文本", LEAST_TEXTS)):
        rate = found[kind]["rate"]
        yield Line(
            f"读年报（{name}）：比下限\nreports read, {kind}",
            f"{rate / least:.2f}",
            f"两个核每秒 {rate:.0f} 份，每份 CPU {found[kind]['ms']:.1f} 毫秒，读不出 {found[kind]['lost']} 份"
            f"（夹有 {found['real']} 份真实年报）",
            f"≥ {least:.0f} 份/秒",
            rate >= least,
        )
    check = found["check"]
    yield Line(
        "读并检查1万份网页年报：比上限\n10,000 reports read and checked",
        f"{max(check['seconds'] / MOST_CHECKING, check['mb'] / MOST_CHECKING_MB):.2f}",
        f"{check['seconds']:.0f} 秒（CPU {check['cpu']:.0f} 秒），全部进程内存最高 {check['mb']:.0f} MB，"
        f"读不出 {check['lost']} 份",
        f"≤ {MOST_CHECKING:.0f} 秒，≤ {MOST_CHECKING_MB:.0f} MB",
        check["seconds"] <= MOST_CHECKING and check["mb"] <= MOST_CHECKING_MB,
    )


def counted(folder: Path) -> Iterator[Line]:
    """The clock, table 3 from the register, and all open terms after a holiday notice."""
    found = child("cases.py", folder)
    clock, table3, recount = found["clock"], found["table3"], found["recount"]
    yield Line(
        "期限计算：比下限\nthe clock, histories",
        f"{clock['rate'] / LEAST_HISTORIES:.2f}",
        f"一个核每秒 {clock['rate']:,.0f} 件（随机办理经过 {clock['histories']:,} 件）",
        f"≥ {LEAST_HISTORIES:,.0f} 件/秒",
        clock["rate"] >= LEAST_HISTORIES,
    )
    yield Line(
        "10万件申请编制表三：比逐件数\ntable 3 over 100,000 cases",
        f"{table3['seconds'] / table3['slow_seconds']:.3f}",
        f"{table3['seconds']:.2f} 秒，逐件数 {table3['slow_seconds']:.1f} 秒，两者{'相同' if table3['equal'] else '不同'}"
        f"（当年计入 {table3['counted']:,} 件）",
        f"≤ {MOST_COMPILING:.0f} 秒，结果相同",
        table3["equal"] and table3["seconds"] <= MOST_COMPILING,
    )
    yield Line(
        "新放假通知后重算10万件：比上限\n100,000 terms counted anew",
        f"{recount['seconds'] / MOST_RECOUNTING:.2f}",
        f"{recount['seconds']:.1f} 秒，期限有变 {recount['moved']:,} 件，逐件记录 {recount['logged']:,} 件",
        f"≤ {MOST_RECOUNTING:.0f} 秒",
        recount["seconds"] <= MOST_RECOUNTING and recount["moved"] == recount["logged"],
    )


def verified(folder: Path) -> Iterator[Line]:
    """Checking the chain of a million acts."""
    found = child("trail.py", folder)
    yield Line(
        "核对100万条办理记录：比只算SHA-256\nchecking 1,000,000 acts, by SHA-256 alone",
        f"{found['cpu'] / found['sha256']:.1f}",
        f"{found['seconds']:.0f} 秒（CPU {found['cpu']:.0f} 秒），只算 SHA-256 为 {found['sha256']:.1f} 秒；"
        f"封存 {found['linked'] / found['linking']:,.0f} 条/秒",
        f"≤ {MOST_VERIFYING:.0f} 秒，没有误报",
        found["seconds"] <= MOST_VERIFYING and not found["faults"],
    )


def screened_texts(folder: Path) -> Iterator[Line]:
    """Screening texts that hold nothing to hide."""
    found = child("screening.py", folder)
    yield Line(
        "筛查文本：比只找18位数字\nscreening texts, by a search for 18 digits",
        f"{found['ratio']:.1f}",
        f"一个核每秒 {found['rate']:.0f} MB，逐条 {found['single']:.0f} MB，只找18位数字 {found['plain']:.0f} MB"
        f"（{found['mb']:.1f} MB，误拦 {found['blocked']}）",
        f"≥ {LEAST_SCREENED:.0f} MB/秒，不误拦",
        found["rate"] >= LEAST_SCREENED and not found["blocked"],
    )


def screened_books(folder: Path) -> Iterator[Line]:
    """Screening workbooks before they go public."""
    found = child("workbooks.py", folder)
    plain, people, masked = found["plain"], found["people"], found["masked"]
    slowest = max(plain["seconds"], people["seconds"])
    yield Line(
        "筛查2万行的 Excel：比标尺\nscreening a workbook of 20,000 rows",
        f"{people['ratio']:.0f} × 标尺",
        f"CPU：花名册 {people['seconds']:.1f} 秒（找到 {found['found']:,}，埋有 {found['planted']:,}），"
        f"无个人信息的 {plain['seconds']:.1f} 秒（误报 {found['false']}），遮盖副本 {masked['seconds']:.1f} 秒",
        f"≤ {MOST_BOOK:.0f} 秒，不漏不误",
        slowest <= MOST_BOOK and found["found"] == found["planted"] and not found["false"],
    )


def main() -> int:
    """Measure every part and print the table."""
    screen, begun, port = Console(), time.monotonic(), free_port()
    if not screen.is_terminal:
        screen.width = 120  # in a file or a log nobody tells how wide a line may be
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name, screen.status("") as status:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's workers may be another account
        data = folder / "data"
        parts: tuple[tuple[str, Callable[[], Iterator[Line]]], ...] = (
            ("网页和年报", lambda: pages(data)),
            ("内置服务器和 nginx", lambda: served(data, port, folder)),
            ("慢网慢机", lambda: loaded(data, port, folder)),
            ("内存", lambda: held(data, port, folder)),
            ("10万条的档案", lambda: grown(folder / "archive")),
            ("申请的期限和统计", lambda: counted(folder / "cases")),
            ("办理记录的核对", lambda: verified(folder / "trail")),
            ("文本的筛查", lambda: screened_texts(folder / "texts")),
            ("Excel 的筛查", lambda: screened_books(folder / "workbooks")),
            ("成批的年报", lambda: reported(folder / "reports")),
        )
        status.update("正在建演示数据……")
        build(data, port)
        for what, part in parts:
            status.update(f"正在测量：{what}……")
            try:
                lines += part()
            except NotMeasured as reason:
                lines.append(Line(what, "—", f"没有测成：{reason}", met=False))
    _show(screen, lines, time.monotonic() - begun)
    return 0 if all(line.met is not False for line in lines) else 1


def _show(screen: Console, lines: list[Line], seconds: float) -> None:
    table = Table(
        Column("项目", overflow="fold"),
        Column("比值", justify="right", no_wrap=True),
        Column("数据", overflow="fold"),
        Column("目标", overflow="fold"),
        "",
        title="测量结果（bench）",
        show_lines=True,
    )
    marks = {True: "[green]达到[/]", False: "[bold red]没有达到[/]", None: ""}
    for line in lines:
        table.add_row(line.what, line.ratio, line.figures, line.target, marks[line.met])
    screen.print(table)
    screen.print(f"共用 {seconds:.0f} 秒。绝对数字因机器而异，比值可以互相比较。", highlight=False)


if __name__ == "__main__":
    sys.exit(main())
