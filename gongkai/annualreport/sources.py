"""Which files to read (文件、文件夹、压缩包): folders with all that is in them, archives member by member."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.annualreport.archives import Member, Unfit, member_bytes, members
from gongkai.annualreport.read import CannotRead, read_bytes
from gongkai.annualreport.read.kinds import content_of, kind_of
from gongkai.annualreport.report import Report

# Hidden files, the lock files of Word and WPS, and what systems leave behind.
_LITTER = re.compile(r"^(?:\.(?!\.?$).*|~\$.*|\.~.*|__MACOSX|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
_BESIDE_A_PAGE = re.compile(r"(?:_files|\.files|_文件)$")  # what a browser saves beside a page
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A name (between / or quotation marks) with bytes that are no UTF-8, as Python takes it from the system.
_NOT_UTF8 = re.compile(r"[^/“”]*[\udc80-\udcff][^/“”]*")
# Packed in another way than zip.
_PACKED = {b"Rar!\x1a\x07": "RAR压缩包", b"7z\xbc\xaf\x27\x1c": "7z压缩包", b"\x1f\x8b": "gz压缩包"}


@dataclass(frozen=True)
class Source:
    """One file to read: at `path`, or the member of the archive there. `problem`: why it cannot be read."""

    path: Path
    member: str = ""
    problem: str = ""
    position: int = 0  # of the member in the archive, whose names may come twice

    @property
    def name(self) -> str:
        """How messages and results name it: printable, whatever a sender put into the name."""
        return shown(f"{self.path}/{self.member}" if self.member else str(self.path))

    @property
    def file_name(self) -> str:
        """The last part of its name."""
        return shown(Path(self.member or self.path).name)

    def content(self) -> bytes:
        """Its bytes. Raises CannotRead, with the reason in Chinese."""
        if self.problem:
            raise CannotRead(self.problem)
        try:
            inside = Member(self.member, self.position) if self.member else None
            content = member_bytes(self.path, inside) if inside else content_of(self.path)
        except (CannotRead, Unfit) as reason:
            raise CannotRead(shown(str(reason))) from reason
        for mark, kind in _PACKED.items():
            if content.startswith(mark):
                raise CannotRead(f"“{self.file_name}”是{kind}，不能直接读。请解压以后给出文件夹。")
        return content

    def read(self) -> Report:
        """The report in it. Raises CannotRead."""
        content = self.content()
        if self.member and kind_of(content) == "压缩包":
            name = self.file_name
            raise CannotRead(f"压缩包里的“{name}”又是一个压缩包，没有打开。请先解压，再给出里面的文件。")
        return read_bytes(content, self.file_name)


def sources(paths: Iterable[Path | str]) -> list[Source]:
    """Every file named, every file in the folders named (in the order of names), every file in an archive.

    Nothing is left out by its ending: what is no report says so when it is read. Left out are hidden files,
    lock files (~$…) and what a browser saves beside a page. A folder that may not be opened, or with nothing
    in it, is a source with a problem.
    """
    return [source for path in paths for source in _of(Path(path))]


def is_one_file(paths: Sequence[Path | str], found: Sequence[Source]) -> bool:
    """Whether what was named is a single file and neither folder nor archive, so that there is one result."""
    return len(paths) == len(found) == 1 and not found[0].member and not Path(paths[0]).is_dir()


def is_litter(path: str) -> bool:
    """Whether a file by its path (parts between /) is one that systems and editors leave behind."""
    return any(map(_LITTER.match, path.split("/")))


def is_part_of_a_page(path: str) -> bool:
    """Whether a file by its path lies in a folder such as a browser saves beside a page."""
    return any(map(_BESIDE_A_PAGE.search, path.split("/")[:-1]))


def shown(words: str) -> str:
    """File names as they can be printed: GBK ones as Chinese, without characters that steer a terminal."""
    return _UNPRINTABLE.sub("\ufffd", _NOT_UTF8.sub(_as_chinese, words))


def _as_chinese(name: re.Match[str]) -> str:
    return name[0].encode("utf-8", "surrogateescape").decode("gb18030", "replace")


def _of(path: Path) -> Iterator[Source]:
    if not path.is_dir():
        yield from _file(path)
        return
    problems: list[Source] = []

    def closed(error: OSError) -> None:
        folder = Path(error.filename or path)
        reason = f"打不开文件夹“{shown(str(folder))}”（{error.strerror}），里面的文件没有读。请检查权限。"
        problems.append(Source(folder, problem=reason))

    found = False
    for folder, inner, files in os.walk(path, onerror=closed):
        pages = {Path(name).stem for name in files}
        inner[:] = sorted(name for name in inner if not _LITTER.match(name) and not _beside(name, pages))
        for name in sorted(files):
            if not _LITTER.match(name):
                found = True
                yield from _file(Path(folder) / name)
    yield from problems
    if not found and not problems:
        yield Source(path, problem=f"文件夹“{shown(str(path))}”里没有文件。")


def _beside(folder: str, pages: set[str]) -> bool:
    return bool(_BESIDE_A_PAGE.search(folder)) and _BESIDE_A_PAGE.sub("", folder) in pages


def _file(path: Path) -> Iterator[Source]:
    try:
        found = members(path)
    except Unfit as reason:
        yield Source(path, problem=shown(str(reason)))
        return
    except OSError:
        found = None  # reading it will say what is the matter
    if found is None:
        yield Source(path)
        return
    wanted = [one for one in found if not is_litter(one.name)]
    yield from (Source(path, one.name, position=one.position) for one in wanted)
    if not wanted:
        yield Source(path, problem=f"压缩包“{shown(path.name)}”里没有文件。")
