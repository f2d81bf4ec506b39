"""`gongkai publish`: bring the public folder up to the records."""

from __future__ import annotations

import argparse
from typing import Any

from gongkai.console.state import add_data, begin, bring_up_to_date, screen


def add(commands: Any) -> None:
    command = commands.add_parser(
        "publish", help="把已公开的信息写成网页", description="把记录的变化写进公开网页文件夹 site/。"
    )
    command.add_argument("--all", action="store_true", dest="everything", help="全部重写，并清除不该有的文件")
    add_data(command)
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    folder = begin(given)
    bring_up_to_date()
    from gongkai.portal import publisher

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("写网页", total=None)
        work = publisher.publish_all if given.everything else publisher.drain
        done = work(lambda number: bar.update(task, completed=number))
    screen.print(
        f"公开网页在 {folder / 'site'}：新写 {len(done.written)} 个文件，未变 {done.unchanged} 个，清除 {len(done.removed)} 个。",
        highlight=False,
    )
    return 0
