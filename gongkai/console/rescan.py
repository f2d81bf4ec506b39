"""`gongkai screen --published`: look through everything that is public with today's rules, and open a task for each finding."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from gongkai.console.state import begin, bring_up_to_date, screen


def run(given: argparse.Namespace) -> int:
    """0 nothing open that blocks publication, 1 such tasks are open. Cut off anywhere, the next run goes on from there."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    begin(given)
    bring_up_to_date()
    from gongkai.disclosure.models import Item, PublishedFinding

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("筛查已公开的信息", total=Item.objects.public().count())
        items, found = look_through(lambda done: bar.update(task, completed=done))
    blocking = PublishedFinding.objects.filter(settled_at=None, severity="block").count()
    screen.print(
        f"看了 {items} 条已公开的信息，新发现 {found} 处；必须处理的还有 {blocking} 处，见后台“已公开信息的筛查发现”。",
        highlight=False,
    )
    return 1 if blocking else 0


def look_through(progress: Callable[[int], None]) -> tuple[int, int]:
    """The whole look, from where an earlier one was cut off; gives how many items it has seen and what was found."""
    from gongkai.disclosure import acts
    from gongkai.disclosure.reviewing.known import Known
    from gongkai.office.clock import now

    rescan, known = acts.begin_rescan(at=now()), Known()
    progress(rescan.items)
    while acts.rescan_lot(rescan=rescan, at=now(), known=known):
        rescan.refresh_from_db()
        progress(rescan.items)
    rescan.refresh_from_db()
    return rescan.items, rescan.found
