"""Reading what was handed in (报送文件): files and archives, each in a process apart, none able to hold up the rest.

Knows no Django: the reading processes import this module.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.annualreport.pool import Lost, in_order
from gongkai.annualreport.read import CannotRead
from gongkai.annualreport.report import Report
from gongkai.annualreport.sources import Source, sources

PATIENCE = 15.0  # seconds for one file; a report takes milliseconds
JOBS = 2


@dataclass(frozen=True)
class Given:
    """One file as it was given: what its giver calls it, and where it lies meanwhile."""

    name: str
    source: Source

    def content(self) -> bytes:
        """Its bytes. Raises CannotRead, naming the file as its giver does."""
        try:
            return self.source.content()
        except CannotRead as reason:
            raise CannotRead(self.in_the_giver_s_words(str(reason))) from reason

    def in_the_giver_s_words(self, said: str) -> str:
        """A sentence with the file's own name in place of that under which it lies for the moment."""
        path = self.source.path
        return said.replace(str(path), self.name).replace(path.name, self.name)


def given(path: Path, name: str) -> list[Given]:
    """The file that lies at `path` and is called `name`; of an archive (压缩包), every file in it."""
    return [Given(one.file_name if one.member else name, one) for one in sources([path])]


def read_all(files: Sequence[Given]) -> Iterator[Report | str]:
    """For each file its report, or the sentence that says why it cannot be read and what to do."""
    for file, found in zip(files, in_order(read_given, files, jobs=min(JOBS, len(files)) or 1, patience=PATIENCE),
                           strict=True):  # fmt: skip
        yield f"“{file.name}”：{found}" if isinstance(found, Lost) else found


def read_given(file: Given) -> Report | str:
    """Its report, or the sentence that says why it cannot be read, in the giver's words."""
    try:
        return file.source.read()
    except CannotRead as reason:
        return file.in_the_giver_s_words(str(reason))
