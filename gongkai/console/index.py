"""`gongkai index`: make the search's indexes anew from the records, while the old ones serve."""

from __future__ import annotations

import argparse
import time
from typing import Any

from gongkai.console.state import add_data, begin, bring_up_to_date, fail, screen


def add(commands: Any) -> None:
    command = commands.add_parser(
        "index",
        help="重建检索库",
        description="从全部记录重建检索库。重建时原来的检索库照常使用，期间的变化不会遗漏。",
    )
    add_data(command)
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    begin(given)
    bring_up_to_date()
    from gongkai.portal.indexing import rebuild
    from gongkai.search.errors import IndexBusy, IndexNotWritten

    began = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("重建检索库", total=None)
        try:
            public, desk = rebuild(
                lambda what, done, total: bar.update(
                    task, description=f"重建{what}", completed=done, total=total
                )
            )
        except (IndexBusy, IndexNotWritten) as refusal:
            return fail(str(refusal))
    screen.print(
        f"检索库已重建：公开 {public} 篇，内部 {desk} 篇，用时 {time.monotonic() - began:.0f} 秒。",
        highlight=False,
    )
    return 0
