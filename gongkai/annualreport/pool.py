"""一批文件: the same task for many files on all cores, where no file can hang, crash or starve the rest.

Each worker is a process of its own (poolworker). A file that takes too long costs its worker, which is
replaced, and nothing else; so does one that makes a library crash. Results come in the order of the files.
"""

from __future__ import annotations

import os
import queue
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Thread
from typing import Generic, TypeVar

from gongkai.annualreport.poolworker import Lost, Worker, alone, at_hand

PATIENCE = 30.0  # seconds for one file; a report takes milliseconds, a bad scan a few seconds
AHEAD = 64  # files per worker that may be done before the oldest one is: results wait in memory

__all__ = ["AHEAD", "PATIENCE", "Lost", "alone", "at_hand", "cores", "in_order"]

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    task: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    jobs: int | None = None,
    patience: float = PATIENCE,
) -> Generator[Result | Lost, None, None]:
    """task(item) for each item, in the order given, on `jobs` processes (all cores if None).

    `task` is a function of a module and, like its items and results, must be picklable. An item that raises,
    takes more than `patience` seconds or ends its process gives a Lost instead of a result. Closing the
    iterator, or an interruption (Ctrl-C), ends the processes at once.
    """
    crew = _Crew(task, jobs or cores(), patience)
    waiting: deque[Future[Result | Lost]] = deque()
    try:
        for item in items:
            waiting.append(crew.begin(item))
            while waiting and (waiting[0].done() or len(waiting) > AHEAD * crew.jobs):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        crew.end()


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Crew(Generic[Item, Result]):
    """A thread for each worker process, which hands over a file and waits; one more that looks at the clock."""

    def __init__(self, task: Callable[[Item], Result], jobs: int, patience: float) -> None:
        self.jobs = jobs
        self.threads = ThreadPoolExecutor(jobs)
        self.workers = [Worker(task, patience) for _ in range(jobs)]
        self.idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for worker in self.workers:
            self.idle.put(worker)
        self.ended = Event()
        self.watch = Thread(target=self._watch, args=(min(patience / 4, 0.5),), daemon=True)
        self.watch.start()

    def begin(self, item: Item) -> Future[Result | Lost]:
        return self.threads.submit(self._do, item)

    def _do(self, item: Item) -> Result | Lost:
        worker = self.idle.get()
        try:
            return worker.ask(item)  # type: ignore[no-any-return]
        finally:
            self.idle.put(worker)

    def _watch(self, pause: float) -> None:
        while not self.ended.wait(pause):
            for worker in self.workers:
                worker.give_up_when_late()

    def end(self) -> None:
        self.ended.set()
        for worker in self.workers:
            worker.dismiss()
        self.threads.shutdown(cancel_futures=True)
        self.watch.join()
