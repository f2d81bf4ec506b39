"""`gongkai verify`: whether anything was altered or dropped — the trail, what is public, its files, the public log."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.console.state import add_data, begin, fail, screen

SHOWN = 200  # findings on the screen; --json has them all


def add(commands: Any) -> None:
    command = commands.add_parser(
        "verify",
        help="核对记录有没有被改动",
        description="逐条核对办理记录、公开的信息、审查记录、附件原件、年度报告、公开存证和网站文件，证明没有被改动或者删去；"
        "有问题的逐条指出位置。只读，不改任何记录。",
        epilog="退出码：0 没有发现问题；1 发现问题；2 不能核对。",
    )
    command.add_argument(
        "--since", type=_day, metavar="日期", help="只核对这一天（如 2026-11-03）以来的，以前的链值相信是对的"
    )
    command.add_argument(
        "--anchor",
        action="append",
        default=[],
        metavar="封存号:链值",
        help="另外保存的链尾（以前核对时显示的），或者以前下载的 roots.json 文件；可以写多次",
    )
    command.add_argument(
        "--pages", action="store_true", help="再把网站的每个文件与记录写出的逐字节比较（慢）"
    )
    command.add_argument("--json", action="store_true", help="输出 JSON")
    add_data(command)
    command.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("应当是日期，例如 2026-11-03") from None


def run(given: argparse.Namespace) -> int:
    folder = begin(given)
    from django.db import DatabaseError

    from gongkai.office.clock import now
    from gongkai.trail.checking import Scope

    scope = Scope(now=now(), since=given.since)
    try:
        early = list(_anchor(given.anchor, scope))
    except (OSError, ValueError) as fault:
        return fail(f"--anchor 写得不对（{fault}）。请写 封存号:链值，或者 roots.json 的文件名。")
    try:
        faults = [*early, *_checked(scope, pages=given.pages)]
    except DatabaseError:
        return fail(
            f"{folder} 里没有可用的数据库，或者版本不对。请用 --data 指明数据文件夹，先运行一次 gongkai serve。"
        )
    (_say_json if given.json else _say)(scope, faults)
    return 1 if faults else 0


def _anchor(words: list[str], scope: Any) -> Any:
    """Take over what the caller has kept; yields what of it the records lack. Raises OSError, ValueError."""
    from django.db import DatabaseError

    from gongkai.portal.checks import anchors_in, roots_against
    from gongkai.trail.checking import Anchor

    for word in words:
        number, colon, chain = word.partition(":")
        if colon and number.isascii() and number.isdecimal():
            scope.anchors.append(Anchor(int(number), chain.strip().lower(), "--anchor 给出的链尾"))
            continue
        anchors, days = anchors_in(Path(word).read_bytes(), word)
        scope.anchors += anchors
        try:
            yield from roots_against(days, word)
        except DatabaseError:
            return  # said by the checks that follow


def _checked(scope: Any, *, pages: bool) -> Any:
    """Every fault that the rooms' checks find, one check after the other, with a bar at a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from gongkai.disclosure.checks import CHECKS as PUBLIC
    from gongkai.portal.checks import CHECKS as SITE
    from gongkai.portal.checks import PAGES, check_pages
    from gongkai.reporting.checks import CHECKS as REPORTS
    from gongkai.trail.checking import Check
    from gongkai.trail.checks import CHECKS as TRAIL

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("核对", total=None)
        scope.progress = lambda what, done, total: bar.update(
            task, description=f"核对{what}", completed=done, total=total or None
        )
        for check in (*TRAIL, *PUBLIC, *REPORTS, *SITE, *([Check(PAGES, check_pages)] if pages else [])):
            bar.update(task, description=f"核对{check.title}", completed=0, total=None)
            yield from check.run(scope)


def _say(scope: Any, faults: list[Any]) -> None:
    for fault in faults[:SHOWN]:
        print(fault.sentence)  # noqa: T201
    if len(faults) > SHOWN:
        print(f"另有{len(faults) - SHOWN}处，用 --json 看全部。")  # noqa: T201
    counted = "，".join(f"{what} {number:,}" for what, number in scope.counts.items() if number)
    _tell(f"核对了：{counted or '没有记录'}。")
    for remark in scope.remarks:
        _tell(remark)
    if scope.end and scope.end.number:
        _tell(f"链尾 {scope.end.number}:{scope.end.chain}")
        _tell("请把链尾抄在别处保存，以后用 --anchor 核对：整条链被改写也瞒不过。")
    _tell(f"发现{len(faults)}处问题。" if faults else "没有发现改动或者缺失。")


def _tell(line: str) -> None:
    screen.print(line, highlight=False, markup=False, soft_wrap=True)


def _say_json(scope: Any, faults: list[Any]) -> None:
    told = {
        "findings": [
            {"check": one.check, "where": one.where, "what": one.what, "remedy": one.remedy} for one in faults
        ],
        "counts": scope.counts,
        "remarks": scope.remarks,
        "since": scope.since.isoformat() if scope.since else None,
        "end": {"number": scope.end.number, "chain": scope.end.chain} if scope.end else None,
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
