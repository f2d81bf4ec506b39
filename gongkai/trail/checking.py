"""What a check of the records (核对) is given, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

Progress = Callable[
    [str, int, int], None
]  # what is being checked, how many are done, of how many (0: unknown)
RESTORE = "请查明是谁、何时改的，并用备份核对、恢复。"


@dataclass(frozen=True)
class Fault:
    """Something altered or lost: `where` it is, `what` is wrong with it, and what to do."""

    check: str
    where: str
    what: str
    remedy: str = RESTORE

    @property
    def sentence(self) -> str:
        return f"{self.where}：{self.what}。{self.remedy}"


class Anchor(NamedTuple):
    """The value of the chain at a number as somebody has it elsewhere: on the site, on paper."""

    number: int
    chain: str
    source: str


@dataclass
class Scope:
    """What to check: all, or from the first act of the day `since`; `now` tells what should be linked by now.

    A check counts in `counts` what it looked at, and says in `remarks` what it could not look at and why.
    """

    now: datetime
    since: date | None = None
    anchors: list[Anchor] = field(default_factory=list)
    progress: Progress = lambda what, done, total: None
    counts: dict[str, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    end: Anchor | None = None  # where the chain ends now

    def count(self, what: str, number: int = 1) -> None:
        """Say that so many more were looked at."""
        self.counts[what] = self.counts.get(what, 0) + number


class Check(NamedTuple):
    """One thing that a room can have checked."""

    title: str
    run: Callable[[Scope], Iterator[Fault]]
