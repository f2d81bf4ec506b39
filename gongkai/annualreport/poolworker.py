"""One worker process of the pool: who asks it (Worker), and what runs in it (main).

First comes the task, then questions (items) and answers in turn, each a frame: eight bytes of length, then a
pickle. What a library prints is no answer, and what it reads from its standard input is no question.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, BinaryIO, TypeVar

MEMORY = 2 * 1024**3  # bytes of address space for one worker
ORPHANED = 60  # seconds over its time after which a worker whose asker is gone ends itself
READY = b"ready"
_LENGTH = 8

Item = TypeVar("Item")
Result = TypeVar("Result")


class Lost(Exception):
    """No result for this file; the message says why, in Chinese."""


def _late(patience: float) -> Lost:
    return Lost(f"超过{patience:g}秒还没有处理完，已放弃。请另存为别的格式再试。")


class Worker:
    """A process for one task, started when first asked and again after it was lost; asked by one thread."""

    def __init__(self, task: Callable[[Any], Any], patience: float) -> None:
        self.task, self.patience = pickle.dumps(task), patience
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None  # of the question it is at
        self._late = self._dismissed = False
        self._lock = (
            Lock()
        )  # between the thread that asks, the one that watches, and the one that ends it all

    def ask(self, item: Any) -> Any:
        """What the task makes of the item; Lost, with the reason, when it raised or the process was lost."""
        question = pickle.dumps(item)
        process = self._ready()
        if process is None:
            return Lost("处理程序启动不了，或者已经停止。请重新运行；仍不行的，请重新安装本系统。")
        assert process.stdin and process.stdout
        with self._lock:
            self._deadline, self._late = time.monotonic() + self.patience, False
        answer = None
        with suppress(OSError, ValueError):  # ended meanwhile, or closed
            _send(process.stdin, question)
            answer = _receive(process.stdout)
        with self._lock:
            self._deadline, late = None, self._late
        if answer is not None and not late:
            return pickle.loads(answer)  # noqa: S301 (what our own process wrote)
        self._clear_away()
        if late:
            return _late(self.patience)
        return Lost("处理时程序意外终止，像是损坏的文件。请另存为别的格式再试。")

    def give_up_when_late(self) -> None:
        """End the process if it is over its time."""
        with self._lock:
            if self._process and self._deadline and time.monotonic() > self._deadline:
                self._late, self._deadline = True, None
                self._process.kill()

    def dismiss(self) -> None:
        """End the process for good, whatever it is at."""
        with self._lock:
            self._dismissed = True
        self._clear_away()

    def _ready(self) -> subprocess.Popen[bytes] | None:
        if self._process and self._process.poll() is not None:
            self._clear_away()  # it ended between two questions
        with self._lock:
            if self._process or self._dismissed:
                return None if self._dismissed else self._process
            process = self._process = _started(self.patience)
        with suppress(OSError, ValueError):  # ended meanwhile, or closed
            _send(process.stdin, self.task)
            if _receive(process.stdout) == READY:
                return process
        self._clear_away()
        return None

    def _clear_away(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]


def _started(patience: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-c", f"from {__name__} import main; main({patience!r})"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _send(pipe: Any, frame: bytes) -> None:
    pipe.write(len(frame).to_bytes(_LENGTH, "big") + frame)
    pipe.flush()


def _receive(pipe: Any) -> bytes | None:
    """The next frame; None when there is no more, or it is cut off."""
    try:
        length = pipe.read(_LENGTH)
        frame: bytes = pipe.read(int.from_bytes(length, "big"))
    except (OSError, ValueError):  # closed meanwhile
        return None
    return frame if len(length) == _LENGTH and len(frame) == int.from_bytes(length, "big") else None


def main(patience: float) -> None:
    """The process: questions come in, answers go out, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks ends us
    _bound_memory()
    questions, answers = _channels()
    task = pickle.loads(_receive(questions) or b"")  # noqa: S301 (what our own process wrote)
    _send(answers, READY)
    while (question := _receive(questions)) is not None:
        _be_mortal(patience + ORPHANED)
        answer = alone(task, pickle.loads(question))  # noqa: S301 (what our own process wrote)
        try:
            frame = pickle.dumps(answer)
        except Exception as fault:  # a task that gives what cannot be sent
            frame = pickle.dumps(Lost(f"处理的结果传不回来（{type(fault).__name__}）。请报告给开发者。"))
        _send(answers, frame)


def alone(task: Callable[[Item], Result], item: Item) -> Result | Lost:
    """task(item) in this process, with what it raises as a Lost."""
    try:
        return task(item)
    except Lost as reason:
        return reason
    except MemoryError:
        return Lost("文件展开后太大，内存不够。请核对文件内容。")
    except RecursionError:
        return Lost("文件的结构嵌套太深，像是损坏的文件。请另存后再试。")
    except Exception as fault:  # whatever a library makes of a broken file
        return Lost(f"处理时出错（{type(fault).__name__}），像是损坏的文件。请另存后再试。")


class _Late(BaseException):
    """The time is over. No library takes it for a fault of the file."""


def at_hand(task: Callable[[Item], Result], item: Item, patience: float) -> Result | Lost:
    """task(item) in this process as `alone`, given up after `patience` seconds; for the main thread of a command."""

    def give_up(*_: object) -> None:
        raise _Late

    try:
        before = signal.signal(signal.SIGALRM, give_up)
    except (AttributeError, ValueError):  # Windows, or not the main thread: there is no such alarm
        return alone(task, item)
    signal.setitimer(signal.ITIMER_REAL, patience)
    try:
        return alone(task, item)
    except _Late:
        return _late(patience)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _channels() -> tuple[BinaryIO, BinaryIO]:
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return questions, answers


def _be_mortal(seconds: float) -> None:
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # there is no such bound on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
