"""All that was found in a file (内容): its readings, what could be said at once, and what nobody read."""

import re
from collections.abc import Callable
from posixpath import splitext

from gongkai.screening.content.carriers.bounds import Bounds, Unopened
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.node import Reading
from gongkai.screening.content.finding import Finding, Kind, Severity

_MARK = re.compile("密|内部")
Read = Callable[[str, bytes, "Contents"], None]

__all__ = ["Bounds", "Contents", "Read", "Unopened", "shown"]


class Contents:
    """What the reading of a file, and of the files within it, has brought up so far."""

    def __init__(self, read: Read, bounds: Bounds | None = None, prefix: str = "", depth: int = 0) -> None:
        self.prefix = prefix
        self.depth = depth
        self.bounds = bounds or Bounds()
        self.readings: list[Reading] = []
        self.findings: list[Finding] = []
        self.unread: list[str] = []
        self.within: list[Contents] = []
        self.texts: dict[str, tuple[str, str]] = {}  # each part as text, and its encoding
        self.rounded: set[tuple[str, int]] = set()  # cells (column, cell) with a number that was a person's
        self.part = ""  # where this file lies in the one around it
        self._read = read

    def add(self, reading: Reading) -> None:
        """Keep a passage, unless nothing stands in it."""
        if reading.nodes:
            self.readings.append(reading)

    def tell(self, sentence: str) -> None:
        """Say of a part that nobody has read it, and what to do about it."""
        said = f"{self.prefix}{sentence}"
        if said not in self.unread:
            self.unread.append(said)

    def find(self, kind: Kind, severity: Severity, where: str, excerpt: str, mask: str | None = None) -> None:
        """A finding that no text shows, such as where a photograph was taken."""
        self.findings.append(Finding(kind, severity, self.prefix + where, excerpt, mask))

    def name(self, name: str) -> None:
        """The file's own name may say too much; so may each folder's, or the name without its ending."""
        draft, alone = Draft("文件名"), Draft("文件名")
        draft.quote(name, "", 0, 0, False)
        self.add(draft.reading())
        if _MARK.search(name):
            for step in name.replace("\\", "/").split("/"):
                alone.quote(splitext(step)[0], "", 0, 0, False)
                alone.part()
            self.add(alone.reading()._replace(leftover=True))

    def inside(self, name: str, data: bytes, part: str = "") -> None:
        """Read a file within this one; what cannot be opened is told, and nothing raised.

        `part` is where it lies, if it can be put back there. Raises Unopened when there is too much of all.
        """
        inner = Contents(self._read, self.bounds, f"{self.prefix}{shown(name)}：", self.depth + 1)
        inner.part = part
        self.within.append(inner)
        inner.name(name)
        try:
            self.bounds.enter(inner.depth)
            self._read(name, data, inner)
        except Unopened as reason:
            inner.tell(str(reason))

    def everything(self) -> "list[Contents]":
        """This and all within it, however deep."""
        return [self, *(each for inner in self.within for each in inner.everything())]


def shown(name: str) -> str:
    """A name as quoted in a message: nothing invisible, not endless."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in name)
    return plain if len(plain) <= 80 else plain[:50] + "…" + plain[-25:]
