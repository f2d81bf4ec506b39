"""The task of the pool's tests. It imports nothing, so that a worker is soon there."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from gongkai.annualreport.poolworker import MEMORY, Lost


def obey(order: str) -> Any:
    """What an order says is done to the process it is done in."""
    word, _, rest = order.partition(" ")
    if word in _FATES:
        return _FATES[word](rest)
    return f"{rest}好"


def _crash(_: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _print(rest: str) -> str:
    sys.stdout.write("这不是回答\n" * 10_000)
    sys.stdout.flush()
    os.write(1, b"\x80\x05" * 1_000)
    return f"{rest}好"


def _fail(rest: str) -> None:
    raise ValueError(rest)


def _lose(rest: str) -> None:
    raise Lost(rest)


def _nest(rest: str) -> None:
    _nest(rest)


_FATES = {
    "hang": lambda _: signal.pause(),
    "crash": _crash,
    "leave": lambda _: os._exit(0),
    "eat": lambda _: len(bytearray(MEMORY)),
    "nest": _nest,
    "print": _print,
    "ask": lambda _: (sys.stdin.read(), os.read(0, 100)),
    "fail": _fail,
    "lose": _lose,
    "unsendable": lambda _: lambda: None,
    "pid": lambda _: os.getpid(),
}
