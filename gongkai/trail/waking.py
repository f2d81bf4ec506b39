"""Waking (唤醒) whoever follows the records in this process: what is committed is followed at once, and nobody looks
ten times a second whether something was.
"""

import threading

from gongkai.trail.aftercommit import once_after_commit

_bells: list[threading.Event] = []


def bell() -> threading.Event:
    """An event that is set after every commit of an act in this process; whoever waits for it clears it.

    Acts of other processes do not ring: who follows those too looks for them now and then.
    """
    fresh = threading.Event()
    _bells.append(fresh)
    return fresh


def ring_after_commit() -> None:
    """Set every bell when the transaction under way is committed."""
    once_after_commit(_ring)


def _ring() -> None:
    for one in _bells:
        one.set()
