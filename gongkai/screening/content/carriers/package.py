"""Files that are zip files inside (docx, xlsx, pptx, OFD, ODF): their parts, within bounds."""

import re
from posixpath import dirname, join, normpath
from zipfile import ZipInfo

from gongkai.screening.content.carriers.contents import Contents, Unopened
from gongkai.screening.content.carriers.markup import attributes, decoded, tokens, unescaped
from gongkai.screening.packages import Damaged, is_locked, opened, unpacked

DAMAGED = "文件已损坏或者不完整，没有检查。请用原来的软件打开核对，另存后再检查。"
LOCKED = "文件设有密码，打不开，没有检查。请取消密码，另存后再检查。"
MOST_PARTS = 5_000
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Package:
    """An opened package. Raises Unopened for damage, passwords and too many parts."""

    def __init__(self, data: bytes, contents: Contents) -> None:
        try:
            self._archive = opened(data)
        except Damaged as damage:
            raise Unopened(DAMAGED) from damage
        self.contents = contents
        self.infos: dict[str, ZipInfo] = {}
        for info in self._archive.infolist():
            name = info.filename.replace("\\", "/")
            if not name.endswith("/"):
                while name in self.infos:  # some programs show the first of a name, some the last
                    name += "·"
                self.infos[name] = info
        if len(self.infos) > MOST_PARTS:
            raise Unopened(f"文件里有{len(self.infos)}个部件，太多，没有检查。请另存为新文件后再检查。")
        if any(is_locked(info) for info in self.infos.values()):
            raise Unopened(LOCKED)
        self.texts = contents.texts

    def names(self, pattern: str) -> list[str]:
        """The parts whose whole name matches, part 2 before part 10."""
        wanted = re.compile(pattern, re.IGNORECASE)
        found = [name for name in self.infos if wanted.fullmatch(name)]
        return sorted(found, key=lambda name: [int(n) if n.isdecimal() else n for n in _split(name)])

    def data(self, part: str) -> bytes:
        """The bytes of a part, empty and told if it is damaged. Raises Unopened when there is too much."""
        info = self.infos[part]
        self.contents.bounds.take(info.file_size, info.compress_size)
        try:
            return unpacked(self._archive, info)
        except Damaged:
            self.contents.tell(f"里面的部件“{part}”已损坏，没有检查。请用原来的软件打开核对，另存后再检查。")
            return b""

    def text(self, part: str) -> str:
        """A part as text, kept for masking. Raises Unopened when there is too much."""
        if part not in self.infos:
            return ""
        if part not in self.texts:
            text, encoding = decoded(self.data(part))
            if _DECLARES.search(text, 0, 10_000):
                self.contents.tell(
                    f"里面的部件“{part}”自己定义了替换文字，不正常。请核对来源，另存后再检查。"
                )
            self.texts[part] = text, encoding
        return self.texts[part][0]

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id → (kind, target); a target outside the file stands as it is written."""
        folder, _, leaf = part.rpartition("/")
        relations = f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels"
        text, found = self.text(relations), dict[str, tuple[str, str]]()
        for token in tokens(text):
            if token.name == "Relationship":
                facts = {
                    name: unescaped(text[low:high])
                    for name, low, high in attributes(text, token.low, token.high)
                }
                target = facts.get("Target", "")
                if facts.get("TargetMode") != "External":
                    target = normpath(join("/" + dirname(part), target)).lstrip("/")
                found[facts.get("Id", "")] = facts.get("Type", "").rpartition("/")[2], target
        return found


def _split(name: str) -> list[str]:
    """A name as text and numbers in turn, so that names can be sorted."""
    return re.split(r"(\d+)", name)
