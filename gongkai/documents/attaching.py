"""Matching the attachments (附件) a row names with the files that came along."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from gongkai.documents.members import Member
from gongkai.screening.filekinds import BY_EXTENSION
from gongkai.screening.filenames import extension_of, name_problems
from gongkai.screening.files import SIZE_LIMIT
from gongkai.spreadsheets.text import brief, folded

_APART = re.compile(r"[；;\n]")
_TRICK = re.compile(r"(?:^|/)\.\.?(?:/|$)|^/|^~|^[A-Za-z]:|//")
_MOST_GUESSES = 100  # likening a name to thousands takes time


class Unmatched(Exception):
    """A name that stands for no file to attach; the message is the rest of a Chinese sentence."""


class Files:
    """The files that came along, found by path or by name, without regard to case, width and blanks."""

    def __init__(self, members: Mapping[str, Member]) -> None:
        self._by_name: dict[str, list[Member]] = {}
        self._by_stem: dict[str, Member] = {}
        for member in members.values():
            name = folded(member.name)
            self._by_name.setdefault(name, []).append(member)
            self._by_stem.setdefault(name.rpartition(".")[0], member)
        self._guesses = 0

    def member(self, name: str) -> Member:
        """The file a row means. Raises Unmatched for tricks, none, several, and files that may not be attached."""
        path = name.replace("\\", "/").strip()
        leaf = path.rpartition("/")[2]
        for rule, rest in name_problems(leaf):
            raise Unmatched(
                f"写的附件“{brief(name)}”{rest}"
                if rule != "name-empty"
                else "有空的附件名。请删去多余的分号。"
            )
        if _TRICK.search(path):
            raise Unmatched(f"写的附件“{brief(name)}”带有指到别处的路径。请只写文件名。")
        found = [one for one in self._by_name.get(folded(leaf), []) if _ends(one.path, path)]
        found = (
            [one for one in found if one.path == path]
            or [one for one in found if folded(one.path) == folded(path)]
            or found
        )  # the very path goes before the shortened one
        if not found:
            raise Unmatched(
                f"写的附件“{brief(name)}”在压缩包或文件夹里没有找到{self._guess(leaf)}。请核对文件名（带扩展名）。"
            )
        if len(found) > 1:
            places = "、".join(f"“{one.path}”" for one in found[:3])
            raise Unmatched(f"写的附件“{brief(name)}”有 {len(found)} 个同名文件（{places}）。请写上文件夹。")
        _refuse_unfit(name, found[0])
        return found[0]

    def _guess(self, leaf: str) -> str:
        """A file that may be meant, in brackets, "" for none."""
        if stem := self._by_stem.get(folded(leaf)):
            return f"（是不是“{stem.name}”？）"
        self._guesses += 1
        if self._guesses > _MOST_GUESSES or len(self._by_name) > 5_000:
            return ""
        close = get_close_matches(folded(leaf), list(self._by_name), 1, 0.75)
        return f"（是不是“{self._by_name[close[0]][0].name}”？）" if close else ""


def names_in(cell: str) -> Iterator[str]:
    """The names in a cell, parted by ； or line ends."""
    for name in _APART.split(cell):
        if name.strip():
            yield name.strip()


def _ends(path: str, wanted: str) -> bool:
    """Whether the file lies where a shortened path says: 附件/a.pdf also names 2020/附件/a.pdf."""
    return f"/{folded(path)}".endswith(f"/{folded(wanted)}")


def _refuse_unfit(name: str, member: Member) -> None:
    """Raise Unmatched for a file that could not be attached: its kind, or its size."""
    extension = extension_of(member.name)
    if extension not in BY_EXTENSION:
        kind = f".{extension} 文件" if extension else "没有扩展名的文件"
        raise Unmatched(f"写的附件“{brief(name)}”是{kind}，不能作为附件。请另存为 PDF、docx 或 xlsx 等格式。")
    if member.size == 0:
        raise Unmatched(f"写的附件“{brief(name)}”是空文件（0 字节）。请核对后重新压缩。")
    if member.size > SIZE_LIMIT:
        raise Unmatched(f"写的附件“{brief(name)}”超过 {SIZE_LIMIT // 1024**2} MB。请压缩或者拆分。")
