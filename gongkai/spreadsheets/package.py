"""The zip file an .xlsx is: opened within limits, its XML parts read as a stream, no entity ever expanded.

The reader works on the XML itself: one pass gives cached values, formulas, error values, date formats and
merged ranges; it trusts no declared dimension, and no style or print setting that it never needs can stop it.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Protocol
from xml.parsers import expat

from gongkai.spreadsheets.results import CannotRead
from gongkai.spreadsheets.sniff import refuse_other_package, refuse_unless_zip, subject

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2_000
_CHUNK = 1 << 16
_PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

Attributes = dict[str, str]


# What the libraries say of one; RuntimeError of a password, and of a way of packing that is not known.
_OF_A_BROKEN_FILE = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError, LookupError, RuntimeError,
    OverflowError,
)  # fmt: skip


class Handler(Protocol):
    """What listens to one part while it is parsed; names come without prefix."""

    def start(self, name: str, attributes: Attributes) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class Package:
    """An opened workbook file. Raises CannotRead on opening if it is no .xlsx or breaks a limit."""

    def __init__(self, data: bytes, name: str = "") -> None:
        self.name = name
        self.refuse_size(data)
        refuse_unless_zip(data, name)
        with self.damage_refused():
            self._zip = zipfile.ZipFile(BytesIO(data))
        self._parts = {info.filename.replace("\\", "/").lower(): info for info in self._zip.infolist()}
        refuse_other_package(set(self._parts), name)
        self.refuse_bomb()

    def refuse_size(self, data: bytes) -> None:
        """Raise CannotRead for an empty file and for one over 10 MB."""
        if not data:
            raise CannotRead(f"{subject(self.name)}是空的（0 字节）。请重新选择文件。")
        if len(data) > MOST_BYTES:
            size = len(data) / 1024 / 1024
            raise CannotRead(
                f"{subject(self.name)}有 {size:.1f} MB，一次最多导入 10 MB。"
                "请删去表中的图片和多余的工作表，或者分成几个文件导入。"
            )

    def refuse_bomb(self) -> None:
        """Raise CannotRead, before unpacking, if the zip directory announces more than a register needs."""
        infos = self._zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        if unpacked > MOST_UNPACKED or len(infos) > MOST_PARTS:
            raise CannotRead(
                f"{subject(self.name)}解压后有 {unpacked / 1024 / 1024:.0f} MB、{len(infos)} 个部件，"
                "超出上限（100 MB、2000 个），没有读取。"
                "请新建一个工作簿，只把需要导入的内容“选择性粘贴—数值”过去，另存为 .xlsx 后再导入。"
            )
        if any(info.flag_bits & 1 or info.compress_type not in _PACKED_AS for info in infos):
            raise CannotRead(
                f"{subject(self.name)}被压缩软件加过密或特殊压缩。请用 WPS 或 Excel 重新另存为 .xlsx。"
            )

    def has(self, part: str) -> bool:
        """Whether the part is there; names are compared without case."""
        return part.lower() in self._parts

    def parse(self, part: str, handler: Handler) -> Iterator[None]:
        """Parse one part, pausing after each chunk for the caller to take what the handler has gathered."""
        with self.damage_refused():
            if not self.has(part):
                raise ValueError(part)
            parser = _parser(handler)
            with self._zip.open(self._parts[part.lower()]) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)
                    yield
                parser.Parse(b"", True)
            yield

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part ("" for the package): id → (kind, target part)."""
        folder, _, leaf = part.rpartition("/")
        relations = f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels"
        if not self.has(relations):
            return {}
        elements = Elements()
        for _ in self.parse(relations, elements):
            pass
        found = {}
        for name, attributes in elements.seen:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = normpath(join("/" + dirname(part), attributes.get("Target", ""))).lstrip("/")
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)
        return found

    @contextmanager
    def damage_refused(self) -> Iterator[None]:
        """Turn whatever a broken file makes zip, XML or number parsing say into one refusal."""
        try:
            yield
        except _OF_A_BROKEN_FILE as error:
            raise CannotRead(self.damaged) from error

    @property
    def damaged(self) -> str:
        """The refusal of a file that begins as a workbook and cannot be followed."""
        remedy = "请用 WPS 或 Excel 打开核对内容，另存为新的 .xlsx 文件后再导入。"
        return f"{subject(self.name)}已损坏，读不完整。{remedy}"


class Elements:
    """A handler for small parts: every element's name and attributes, in order."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, Attributes]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Keep the element."""
        self.seen.append((name, {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    def end(self, name: str) -> None:
        """Nothing to do."""

    def text(self, text: str) -> None:
        """Nothing to do."""


def _parser(handler: Handler) -> expat.XMLParserType:
    """An XML parser for the handler that refuses any document type: no entities, inner or outer."""

    def refuse_doctype(*_: object) -> None:
        raise ValueError("document type declaration")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = lambda name, attributes: handler.start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: handler.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = handler.text
    return parser
