"""A duty of the worker that waits for another machine: in a thread of its own, and patient when nobody answers there."""

import logging
import threading
import time
from abc import ABC, abstractmethod

from django.db import connections

LONGEST = 3600.0  # seconds between two tries, while nobody answers

logger = logging.getLogger(__name__)


class Aside(ABC):
    """Work done beside the worker's rounds: a withdrawal must not wait behind a slow mail server.

    `work` is what is done; it returns the seconds to rest, as a rule `every`. When it fails, each try waits four times
    as long as the one before. `unreachable` begins the sentence in the log, which names the kind of failure only:
    the other side's words may repeat an address.
    """

    name = ""
    every = 5.0
    unreachable = ""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._pause = self.every
        self._next = 0.0

    @abstractmethod
    def work(self) -> float:
        """Do what is due. Raises whatever the other side makes it raise."""

    def __call__(self) -> None:
        if (self._thread and self._thread.is_alive()) or time.monotonic() < self._next:
            return
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._pause = self.work()
        except Exception as problem:
            self._pause = min(LONGEST, self._pause * 4)
            logger.warning("%s（%s），%d秒后再试。", self.unreachable, type(problem).__name__, self._pause)
        finally:
            self._next = time.monotonic() + self._pause
            connections.close_all()
