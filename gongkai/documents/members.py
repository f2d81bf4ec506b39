"""Files to attach (附件) that come with old records: from a zip file or a folder, listed before they are read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from gongkai.screening.files import SIZE_LIMIT
from gongkai.screening.packages import Damaged, damage_named, entry_name, is_link, is_locked

MOST_FILES = 20_000
MOST_UNPACKED = 4 * 1024**3
MOST_RATIO = 200
_SMALL = 10 * 1024 * 1024
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)
_OUTSIDE = re.compile(r"(?:^|/)\.\.?(?:/|$)|^/|^[A-Za-z]:|[\x00-\x1f]")


class CannotList(Exception):
    """The files cannot be taken; `message` is a Chinese sentence naming the file and the remedy."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Member:
    """One file: its path inside the zip or folder, its size in bytes, and how to read it.

    `read` raises CannotList if the file has gone, is damaged, or holds more than was announced.
    """

    path: str
    size: int
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]


def attachments_in(archive: bytes | BinaryIO) -> Mapping[str, Member]:
    """The files in a zip by path, folders within it as a/b.pdf, Chinese names in any encoding of the day.

    A stream must stay open as long as members are read. Raises CannotList for a file that is no zip, damage,
    passwords, bombs (压缩炸弹), links, and names that lead outside.
    """
    try:
        with damage_named():
            opened = ZipFile(BytesIO(archive) if isinstance(archive, bytes) else archive)
    except Damaged as error:
        raise CannotList("这个文件不是 zip 压缩包，或者已经损坏。请重新压缩为 zip 后再上传。") from error
    infos = [info for info in opened.infolist() if not info.is_dir()]
    _refuse_bomb(infos)
    found: dict[str, Member] = {}
    for info in infos:
        path = entry_name(info).replace("\\", "/")
        if path.endswith("/") or _LITTER.search(path):
            continue
        _refuse_trick(path, info)
        if path in found:
            raise CannotList(f"压缩包里有两个文件都叫“{shown(path)}”，分不清用哪一个。请改名后重新压缩。")
        found[path] = Member(path, info.file_size, _reading(opened, info, path))
    return found


def attachments_under(folder: Path) -> Mapping[str, Member]:
    """The files in a folder and those within it by path; links are not followed. Raises CannotList."""
    if not folder.is_dir():
        raise CannotList(f"找不到附件文件夹“{folder}”。请核对路径。")
    found: dict[str, Member] = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        linked = any(
            part.is_symlink() for part in (file, *file.parents) if part != folder and folder in part.parents
        )
        if linked or not file.is_file() or _LITTER.search(path):
            continue
        if len(found) >= MOST_FILES:
            raise CannotList(f"附件文件夹里的文件超过 {MOST_FILES} 个。请分批导入。")
        found[path] = Member(path, file.stat().st_size, _reading_file(file, path))
    return found


def _refuse_bomb(infos: list[ZipInfo]) -> None:
    """Raise CannotList if the directory announces more than can sensibly be unpacked."""
    total = sum(info.file_size for info in infos)
    if len(infos) > MOST_FILES or total > MOST_UNPACKED:
        size = MOST_UNPACKED // 1024**3
        raise CannotList(
            f"压缩包里有 {len(infos)} 个文件、解压后 {total / 1024**2:.0f} MB，一次最多 {MOST_FILES} 个、{size} GB。请分批导入。"
        )
    for info in infos:
        if info.file_size > max(_SMALL, info.compress_size * MOST_RATIO):
            path = shown(entry_name(info))
            raise CannotList(f"压缩包里的“{path}”解压后会异常膨胀（压缩炸弹），没有读取。请核对文件来源。")


def _refuse_trick(path: str, info: ZipInfo) -> None:
    """Raise CannotList for a path that leads outside, a link, or a locked entry."""
    quoted = shown(path)
    if _OUTSIDE.search(path):
        raise CannotList(f"压缩包里的“{quoted}”路径不正常，会指到压缩包之外，没有读取。请重新压缩后再上传。")
    if is_link(info):
        raise CannotList(f"压缩包里的“{quoted}”是链接，不是文件。请换成真正的文件，重新压缩。")
    if is_locked(info):
        raise CannotList(f"压缩包里的“{quoted}”加了密码或用了特殊的压缩方法，打不开。请去掉密码，重新压缩。")


def _reading(archive: ZipFile, info: ZipInfo, path: str) -> Callable[[], bytes]:
    """How to read one entry, never more than it announced."""

    def read() -> bytes:
        if info.file_size > SIZE_LIMIT:
            raise CannotList(f"“{shown(path)}”超过 {SIZE_LIMIT // 1024**2} MB。请压缩或者拆分后再上传。")
        try:
            with damage_named(), archive.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except Damaged as error:
            raise CannotList(f"压缩包里的“{shown(path)}”已损坏，解压不出来。请重新压缩。") from error
        if len(data) != info.file_size:
            raise CannotList(f"压缩包里的“{shown(path)}”与目录所说的大小不符，可能已被篡改。请重新压缩。")
        return data

    return read


def _reading_file(file: Path, path: str) -> Callable[[], bytes]:
    """How to read one file of a folder."""

    def read() -> bytes:
        try:
            if file.stat().st_size > SIZE_LIMIT:
                raise CannotList(f"“{shown(path)}”超过 {SIZE_LIMIT // 1024**2} MB。请压缩或者拆分后再上传。")
            return file.read_bytes()
        except OSError as error:
            raise CannotList(
                f"读不到文件“{shown(path)}”（{error.strerror}）。请核对文件还在不在。"
            ) from error

    return read


def shown(path: str) -> str:
    """A path as quoted in a message: nothing invisible, not endless."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in path)
    return plain if len(plain) <= 60 else "…" + plain[-55:]
