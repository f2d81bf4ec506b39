"""Which files to read (文件、文件夹、压缩包): folders with all that is in them, archives member by member."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from gongkai.annualreport.read import CannotRead, read_bytes
from gongkai.annualreport.read.kinds import LARGEST, content_of
from gongkai.annualreport.report import Report
from gongkai.screening.packages import Damaged, damage_named, entry_name, is_link, is_locked

MOST_MEMBERS = 5_000
MOST_UNPACKED = 2 * 1024**3  # bytes, as the archive's directory announces them
# Hidden files, the lock files of Word and WPS, and what systems leave behind.
_LITTER = re.compile(r"^(?:\..*|~\$.*|\.~.*|__MACOSX|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
_BESIDE_A_PAGE = re.compile(r"(?:_files|\.files|_文件)$")  # what a browser saves beside a page
_PACKAGES = {"[content_types].xml", "ofd.xml", "mimetype"}  # of Office, OFD and OpenDocument


@dataclass(frozen=True)
class Source:
    """One file to read: at `path`, or the member of the archive there. `problem`: why it cannot be read."""

    path: Path
    member: str = ""
    problem: str = ""

    @property
    def name(self) -> str:
        """How messages and results name it."""
        return f"{self.path}/{self.member}" if self.member else str(self.path)

    def content(self) -> bytes:
        """Its bytes. Raises CannotRead, with the reason in Chinese."""
        if self.problem:
            raise CannotRead(self.problem)
        return _member(self.path, self.member) if self.member else content_of(self.path)

    def read(self) -> Report:
        """The report in it. Raises CannotRead."""
        return read_bytes(self.content(), Path(self.member or self.path).name)


def sources(paths: Iterable[Path | str]) -> list[Source]:
    """Every file named, every file in the folders named (in the order of names), every file in an archive.

    Nothing is left out by its ending: what is no report says so when it is read. Left out are hidden files,
    lock files (~$…) and what a browser saves beside a page.
    """
    return [source for path in paths for source in _of(Path(path))]


def _of(path: Path) -> Iterator[Source]:
    if not path.is_dir():
        yield from _file(path)
        return
    empty = True
    for folder, inner, files in os.walk(path):
        pages = {Path(name).stem for name in files}
        inner[:] = sorted(name for name in inner if not _LITTER.match(name) and not _beside(name, pages))
        for name in sorted(files):
            if not _LITTER.match(name):
                empty = False
                yield from _file(Path(folder) / name)
    if empty:
        yield Source(path, problem=f"文件夹“{path}”里没有文件。")


def _beside(folder: str, pages: set[str]) -> bool:
    return bool(_BESIDE_A_PAGE.search(folder)) and _BESIDE_A_PAGE.sub("", folder) in pages


def _file(path: Path) -> Iterator[Source]:
    try:
        with path.open("rb") as file:
            packed = file.read(4) == b"PK\x03\x04"
        yield from _members(path) if packed else (Source(path),)
    except (OSError, Damaged):
        yield Source(path)  # reading it will say what is the matter


def _members(path: Path) -> Iterator[Source]:
    """The files in an archive; a Word or Excel file is a zip inside, but one file."""
    members = _directory(path)[1]
    if _PACKAGES & {name.lower() for name in members}:
        yield Source(path)
    elif len(members) > MOST_MEMBERS or sum(info.file_size for info in members.values()) > MOST_UNPACKED:
        yield Source(path, problem=f"压缩包“{path.name}”里的文件太多或者太大，请解压后再给出文件夹。")
    else:
        wanted = [name for name in members if not any(map(_LITTER.match, name.split("/")))]
        yield from (Source(path, name) for name in wanted)
        if not wanted:
            yield Source(path, problem=f"压缩包“{path.name}”里没有文件。")


@lru_cache(maxsize=1)  # members of one archive are read one after another
def _directory(path: Path) -> tuple[ZipFile, dict[str, ZipInfo]]:
    with damage_named():
        archive = ZipFile(path)
    files = (info for info in archive.infolist() if not info.is_dir())
    return archive, {entry_name(info).replace("\\", "/"): info for info in files}


def _member(path: Path, name: str) -> bytes:
    try:
        archive, members = _directory(path)
        info = members[name]
        if is_link(info) or is_locked(info):
            raise CannotRead(f"压缩包里的“{name}”加了密码，或者不是普通文件。请解压后再试。")
        if info.file_size > LARGEST:
            raise CannotRead(f"压缩包里的“{name}”超过{LARGEST // 1024 // 1024}MB，不像年度报告。")
        with damage_named():
            return archive.read(info)
    except (Damaged, KeyError) as damage:
        raise CannotRead(f"压缩包里的“{name}”已损坏，解压不出来。请重新压缩。") from damage
