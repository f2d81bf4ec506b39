"""一批文件: the same task for many files on all cores, where no file can hang, crash or starve the rest.

Each worker is a process of its own. A file that takes too long costs its worker, which is replaced, and
nothing else; so does one that makes a library crash. Results come in the order of the files.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Generic, TypeVar

PATIENCE = 30.0  # seconds for one file; a report takes milliseconds, a bad scan a few seconds
MEMORY = 2 * 1024**3  # bytes of address space for one worker
AHEAD = 64  # files per worker that may be done before the oldest one is: results wait in memory

Item = TypeVar("Item")
Result = TypeVar("Result")


class Lost(Exception):
    """No result for this file; the message says why, in Chinese."""


def in_order(
    task: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    jobs: int | None = None,
    patience: float = PATIENCE,
) -> Iterator[Result | Lost]:
    """task(item) for each item, in the order given, on `jobs` processes (all cores if None).

    `task` is a function of a module and, like its items and results, must be picklable. An item that raises,
    takes more than `patience` seconds or ends its process gives a Lost instead of a result.
    """
    crew = _Crew(task, jobs or os.cpu_count() or 1, patience)
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


def alone(task: Callable[[Item], Result], item: Item) -> Result | Lost:
    """task(item) in this process, with what it raises as a Lost."""
    try:
        return task(item)
    except MemoryError:
        return Lost("文件展开后太大，内存不够。请核对文件内容。")
    except RecursionError:
        return Lost("文件的结构嵌套太深，像是损坏的文件。请另存后再试。")
    except Exception as fault:  # whatever a library makes of a broken file
        return Lost(f"处理时出错（{type(fault).__name__}），像是损坏的文件。请另存后再试。")


class _Crew(Generic[Item, Result]):
    """A thread for each worker process: it hands over a file, and waits for the answer."""

    def __init__(self, task: Callable[[Item], Result], jobs: int, patience: float) -> None:
        self.task, self.jobs = task, jobs
        self.threads = ThreadPoolExecutor(jobs)
        self.workers = [_Worker(patience) for _ in range(jobs)]
        self.idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for worker in self.workers:
            self.idle.put(worker)

    def begin(self, item: Item) -> Future[Result | Lost]:
        return self.threads.submit(self._do, item)

    def _do(self, item: Item) -> Result | Lost:
        worker = self.idle.get()
        try:
            return worker.ask((self.task, item))  # type: ignore[no-any-return]
        finally:
            self.idle.put(worker)

    def end(self) -> None:
        for worker in self.workers:
            worker.dismiss()
        self.threads.shutdown(cancel_futures=True)


class _Worker:
    """One process, started when first asked and again after it was lost."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.process: subprocess.Popen[bytes] | None = None
        self.dismissed = False

    def ask(self, question: Any) -> Any:
        if self.dismissed:
            return Lost("已停止。")
        process = self.process = self.process or _started()
        assert process.stdin and process.stdout
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        watchdog = threading.Timer(self.patience, give_up)
        watchdog.daemon = True
        watchdog.start()
        try:
            pickle.dump(question, process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout)  # noqa: S301 (what our own process wrote)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._clear_away()
            if late.is_set():
                return Lost(f"超过{self.patience:g}秒还没有处理完，已放弃。请另存为别的格式再试。")
            return Lost("处理时程序意外终止，像是损坏的文件。请另存为别的格式再试。")
        finally:
            watchdog.cancel()

    def dismiss(self) -> None:
        self.dismissed = True
        self._clear_away()

    def _clear_away(self) -> None:
        process, self.process = self.process, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", __name__]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def main() -> int:
    """The worker process: questions come in, answers go out, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks ends us
    _bound_memory()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while True:
        try:
            task, item = pickle.load(sys.stdin.buffer)  # noqa: S301 (what our own process wrote)
        except EOFError:
            return 0
        pickle.dump(alone(task, item), answers)
        answers.flush()


def _bound_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # there is no such bound on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
