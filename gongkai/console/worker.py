"""`gongkai worker`: keep the public folder up to the records, for ever (several web processes share one worker)."""

from __future__ import annotations

import argparse
import threading
from typing import Any

from gongkai.console.state import add_data, begin, bring_up_to_date, screen


def add(commands: Any) -> None:
    command = commands.add_parser(
        "worker",
        help="不断把变化写成网页",
        description="看守待更新网页，随时写进 site/。gongkai serve 已经带有一个。",
    )
    add_data(command)
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    begin(given)
    bring_up_to_date()
    from gongkai.portal.worker import work

    screen.print("正在看守待更新网页，按 Ctrl+C 停止。")
    work(threading.Event())
    return 0
