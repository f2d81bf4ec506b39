"""压缩包: a zip file of reports, its members one by one; a Word or Excel file is a zip inside, but one file."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from gongkai.annualreport.read.kinds import LARGEST
from gongkai.screening.packages import Damaged, damage_named, entry_name, is_link, is_locked

MOST_MEMBERS = 5_000
MOST_UNPACKED = 2 * 1024**3  # bytes, as the archive's directory announces them
LARGEST_DIRECTORY = 8 * 1024**2  # bytes; that of 5,000 files with long names has 2 MB
_ZIP, _EMPTY_ZIP, _END = b"PK\x03\x04", b"PK\x05\x06", b"PK\x05\x06"
_LONGEST_END = 22 + 65_535  # the end record with the longest comment
_PACKAGES = {"[content_types].xml", "ofd.xml", "mimetype"}  # of Office, OFD and OpenDocument


class Unfit(Exception):
    """The archive, or one of its members, cannot be unpacked; the message says why, in Chinese."""


@dataclass(frozen=True)
class Member:
    """One file in an archive: its name as its maker saw it, and its position, since names may come twice."""

    name: str
    position: int


def members(path: Path) -> list[Member] | None:
    """The files in an archive; None when the file is none, or is damaged: then it is read as it stands.

    Raises Unfit for an archive with more in it than anybody's reports, OSError when it may not be opened.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for somebody to write into it
        return None
    with path.open("rb") as file:
        if file.read(4) not in (_ZIP, _EMPTY_ZIP):
            return None
    try:
        infos = _directory(path, _version(path))[1]
    except Damaged:
        return None
    if _PACKAGES & {info.filename.lower() for info in infos}:
        return None
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise _too_much(path)
    return [Member(_name(info), position) for position, info in enumerate(infos) if not info.is_dir()]


def member_bytes(path: Path, member: Member) -> bytes:
    """The bytes of one member, never more than the directory announces. Raises Unfit."""
    name = Path(member.name).name
    try:
        archive, infos = _directory(path, _version(path))
        info = infos[member.position]
        if is_link(info):
            raise Unfit(f"压缩包里的“{name}”不是文件，是指向别处的链接。请换成文件本身，重新压缩。")
        if is_locked(info):
            raise Unfit(f"压缩包里的“{name}”加了密码，或者用了少见的压缩方法。请用密码解压以后再给出文件夹。")
        if info.file_size > LARGEST:
            raise Unfit(f"压缩包里的“{name}”超过{LARGEST // 1024**2}MB，不像年度报告。")
        with damage_named():
            content = archive.read(info)
    except (Damaged, IndexError, OSError) as damage:
        raise Unfit(f"压缩包里的“{name}”已损坏，解压不出来。请重新压缩。") from damage
    if not content.strip():
        raise Unfit(f"压缩包里的“{name}”是空文件。")
    return content


def _too_much(path: Path) -> Unfit:
    return Unfit(f"压缩包“{path.name}”里的文件太多或者太大，请解压后再给出文件夹。")


def _version(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_mtime_ns, facts.st_size


@lru_cache(maxsize=1)  # members of one archive are read one after another
def _directory(path: Path, _: tuple[int, int]) -> tuple[ZipFile, list[ZipInfo]]:
    if _directory_size(path) > LARGEST_DIRECTORY:
        raise _too_much(path)
    with damage_named():
        archive = ZipFile(path)
    return archive, archive.infolist()


def _directory_size(path: Path) -> int:
    """What the end record says, before a directory of millions of entries is taken into memory."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LONGEST_END))
        tail = file.read()
    at = tail.rfind(_END)
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0


def _name(info: ZipInfo) -> str:
    return entry_name(info).replace("\\", "/")
