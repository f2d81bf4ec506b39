"""The parts of a .docx file as trees, within limits, and its pictures."""

from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any
from zipfile import ZipFile

from lxml import etree

from gongkai.screening.compound import MAGIC
from gongkai.screening.filekinds import FileKind
from gongkai.screening.packages import Damaged, is_bomb, is_locked, opened, unpacked
from gongkai.screening.signatures import kind_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (  # what “Strict Open XML” writes, and what everything else does
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _RELATION[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
MOST_BYTES = 30 * 1024 * 1024
MOST_TREE = 20 * 1024 * 1024
_KINDS = {FileKind.PNG: "png", FileKind.JPG: "jpg", FileKind.GIF: "gif"}

Element = Any  # lxml ships no types
_RESAVE = "请用 WPS 或 Word 打开核对，另存为 docx 后再导入。"


class CannotConvert(Exception):
    """The file cannot be imported; `message` is a Chinese sentence with the remedy."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Picture:
    """A picture (图片) of the document: a name with extension, its bytes, and the text standing in its place.

    `alt` is what the document itself says of it (替代文字), "" if nobody wrote anything.
    """

    name: str
    data: bytes
    placeholder: str
    alt: str = ""


class Source:
    """An opened .docx file. Raises CannotConvert if it is none, is damaged or breaks a limit."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(MAGIC):
            raise CannotConvert(
                "这个文件是旧版 Word 文档（.doc）或者设有密码。请用 WPS 或 Word 另存为不带密码的 docx 后再导入。"
            )
        if len(data) > MOST_BYTES:
            raise CannotConvert(
                f"这个文件超过 {MOST_BYTES // 1024 // 1024} MB。请压缩或者删去文档里的图片后再导入。"
            )
        try:
            self._zip: ZipFile = opened(data)
        except Damaged as error:
            raise CannotConvert(f"这个文件不是 Word 文档（docx），或者已经损坏。{_RESAVE}") from error
        infos = self._zip.infolist()
        if is_bomb(self._zip, len(data)) or any(is_locked(info) for info in infos):
            raise CannotConvert(f"这个文件解压后过大，或者设有密码，没有导入。{_RESAVE}")
        self._parts = {info.filename.lower(): info for info in infos}
        self.main = next(
            (target for kind, target, _ in self.relations("").values() if kind == "officeDocument"),
            "word/document.xml",
        )
        self.links = self.relations(self.main)

    def tree(self, part: str) -> Element | None:
        """The root element of a part, None if there is no such part."""
        info = self._parts.get(part.lower())
        if info is None:
            return None
        if info.file_size > MOST_TREE:
            raise CannotConvert("这个文档的内容过多，没有导入。请拆分成几个文档，或者作为附件上传。")
        try:
            raw = unpacked(self._zip, info)
            for strict, usual in _STRICT:
                raw = raw.replace(strict, usual)
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            root = etree.fromstring(raw, parser)
        except (Damaged, etree.XMLSyntaxError, ValueError) as error:
            raise CannotConvert(f"这个文档已损坏，读不完整。{_RESAVE}") from error
        if root.getroottree().docinfo.doctype:
            raise CannotConvert(f"这个文档的格式不正常，没有导入。{_RESAVE}")
        return root

    def related(self, kind: str) -> Element | None:
        """The part that the main document relates to as `kind` (styles, numbering, footnotes …)."""
        target = next((target for found, target, _ in self.links.values() if found == kind), None)
        return None if target is None else self.tree(target)

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """The relations of a part ("" for the package): id → kind, target, whether it lies outside."""
        folder, _, leaf = part.rpartition("/")
        root = self.tree(f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels")
        found = {}
        for relation in () if root is None else root:
            outside = relation.get("TargetMode") == "External"
            target = relation.get("Target") or ""
            if not outside:
                target = normpath(join("/" + dirname(part), target)).lstrip("/")
            found[relation.get("Id") or ""] = (
                (relation.get("Type") or "").rpartition("/")[2],
                target,
                outside,
            )
        return found

    def picture(self, identifier: str | None) -> tuple[str, str, bytes] | None:
        """Part, extension and bytes of a related picture that a browser shows; None for any other."""
        _, target, outside = self.links.get(identifier or "", ("", "", True))
        info = None if outside else self._parts.get(target.lower())
        if info is None:
            return None
        try:
            data = unpacked(self._zip, info)
            kind = kind_of(data)
        except Damaged:
            return None
        return (target, _KINDS[kind], data) if isinstance(kind, FileKind) and kind in _KINDS else None


def value(element: Element | None, child: str, attribute: str = "val") -> str | None:
    """An attribute of a child (<w:child w:attribute>), None without one."""
    found = None if element is None else element.find(W + child)
    return None if found is None else found.get(W + attribute)


def relation(element: Element, attribute: str) -> str | None:
    """The relation that an element names."""
    found: str | None = element.get(_RELATION + attribute)
    return found


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
