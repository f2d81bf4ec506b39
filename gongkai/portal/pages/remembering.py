"""While the publisher writes, what is the same in the several files of one column is read once.

A page, its data, its feed and its frames follow each other. What was read for a column is forgotten when the
next column comes, when a newer change is followed, and when the writing ends; a door never remembers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Found = TypeVar("Found")
_held: ContextVar[dict[Any, Any] | None] = ContextVar("held", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember inside this block; whatever was remembered outside is forgotten when it ends."""
    outer = _held.get()
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)
        if outer is not None:
            outer.clear()


def once(column: int, what: Any, read: Callable[[], Found]) -> Found:
    """`read()`, or what it gave for this column just before."""
    held = _held.get()
    if held is None:
        return read()
    if held.get("column") != column:
        held.clear()
        held["column"] = column
    if what not in held:
        held[what] = read()
    found: Found = held[what]
    return found
