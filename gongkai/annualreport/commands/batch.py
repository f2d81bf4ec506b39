"""Many files at once: each in a worker process, in their order, with a bar on the terminal meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TypeVar

from gongkai.annualreport.commands.screen import stderr
from gongkai.annualreport.pool import PATIENCE, Lost, at_hand, in_order
from gongkai.annualreport.read import CannotRead
from gongkai.annualreport.read.kinds import PAGE, TEXT, kind_of
from gongkai.annualreport.report import Report
from gongkai.annualreport.sources import Source

LIGHT = 256 * 1024  # bytes; most published reports have less

Item = TypeVar("Item")
Result = TypeVar("Result")


def done(
    task: Callable[[Item], Result], items: Sequence[Item], jobs: int | None, what: str, *, bar: bool = True
) -> Iterator[tuple[Item, Result | Lost]]:
    """Each item with what `task` made of it, or why it was lost; `what` is being done stands beside the bar."""
    if len(items) == 1 and is_light(items[0]):
        yield items[0], at_hand(task, items[0], PATIENCE)
        return
    visible = bar and len(items) > 1 and stderr().is_terminal
    with closing(in_order(task, items, jobs=jobs)) as results:
        for item in _with_bar(items, what) if visible else items:
            yield item, next(results)


def _with_bar(items: Sequence[Item], what: str) -> Iterator[Item]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=stderr(), transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        yield from bar.track(items, description=what)


def is_light(item: object) -> bool:
    """Whether an item is a small page or text: to read it here is safe, and twice as fast as in a new process."""
    if not isinstance(item, Source) or item.member or item.problem:
        return False
    try:
        small = item.path.is_file() and item.path.stat().st_size <= LIGHT
        return small and kind_of(item.path.read_bytes()) in (PAGE, TEXT)
    except OSError:
        return False


def report_in(source: Source) -> Report:
    """The report in a source, without where each cell stood: a third of the size. Raises Lost."""
    return replace(report_with_origins(source), origins={}, candidates={})


def report_with_origins(source: Source) -> Report:
    """The report in a source. Raises Lost, with the reason why it cannot be read."""
    try:
        return source.read()
    except CannotRead as reason:
        raise Lost(str(reason)) from reason
