"""`gongkai demo`: a running demonstration district; what is there already is kept."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from gongkai.console.serve import add_address, listen
from gongkai.console.state import add_data, begin, bring_up_to_date, choose, fail, screen

LOGINS = Path("keys") / "demo-logins.json"


def add(commands: Any) -> None:
    command = commands.add_parser(
        "demo",
        help="启动一个演示区县",
        description="第一次运行时写入演示区县的数据，然后启动；以后保留已有数据。",
    )
    add_data(command)
    add_address(command)
    command.add_argument("--no-serve", action="store_true", help="只准备数据，不启动")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    if given.no_serve:
        return build(given)
    # A process of its own builds, so that the supervisor of the server stays small.
    folder = choose(given)
    ready = subprocess.run(
        [sys.executable, "-m", "gongkai", "demo", "--no-serve", "--data", str(folder)], check=False
    )
    if ready.returncode:
        return fail("演示数据没有准备好，见上面的说明。")
    show_logins(folder)
    return listen(folder, given.host, given.port)


def build(given: argparse.Namespace) -> int:
    """Fill an empty data folder with the demonstration and do what a worker would: proofs, pages, search."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    folder = begin(given)
    bring_up_to_date()
    from gongkai.demonstration.district import district
    from gongkai.demonstration.load import Loader
    from gongkai.organs.models import Organ
    from gongkai.portal.evidence import Evidence
    from gongkai.portal.indexing import follow
    from gongkai.portal.publisher import drain

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("演示数据", total=None)
        if not Organ.objects.exists():
            loader = Loader(
                district(),
                lambda what, done, total: bar.update(
                    task, description=f"演示数据：{what}", completed=done, total=total
                ),
            )
            _keep_logins(folder, loader.load())
        bar.update(task, description="写网页", completed=0, total=None)
        Evidence()()  # before the pages, which name the proofs
        done = drain(lambda number: bar.update(task, completed=number))
        bar.update(task, description="建检索库", completed=None)
        follow()
    screen.print(f"数据在 {folder}，新写网页 {len(done.written)} 个文件。", highlight=False)
    return 0


def _keep_logins(folder: Path, logins: dict[str, Any]) -> None:
    place = folder / LOGINS
    place.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(logins, file, ensure_ascii=False, indent=1)


def show_logins(folder: Path) -> None:
    """Print who can log in; the passwords were generated for this folder and lie in its keys."""
    from rich.table import Table

    place = folder / LOGINS
    if not place.exists():
        return
    table = Table("登录名", "密码", "姓名", "机关", "职责", title="演示账号（密码为本机生成）")
    for username, facts in json.loads(place.read_text()).items():
        table.add_row(username, facts["password"], facts["name"], facts["organ"], "、".join(facts["roles"]))
    screen.print(table)
