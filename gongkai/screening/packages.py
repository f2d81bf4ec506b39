"""Files that are zip files inside: docx, xlsx, pptx, OFD — and a zip itself (压缩包)."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO

from gongkai.screening.filekinds import FileKind, Foreign

MOST_ENTRIES = 2_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
_SMALL = 10 * 1024 * 1024
_PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

# The entry that makes a package what it is, in the order asked.
_MAIN: tuple[tuple[str, FileKind | Foreign], ...] = (
    ("xl/workbook.bin", Foreign.XLSB),
    ("word/document.xml", FileKind.DOCX),
    ("xl/workbook.xml", FileKind.XLSX),
    ("ppt/presentation.xml", FileKind.PPTX),
    ("ofd.xml", FileKind.OFD),
    ("androidmanifest.xml", Foreign.INSTALLER),
    ("meta-inf/manifest.mf", Foreign.PROGRAM),
)
_ODF = b"application/vnd.oasis.opendocument"


# What the library says of one; RuntimeError of a password, and of a way of packing that it does not know.
_OF_A_BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, RuntimeError, OverflowError
)  # fmt: skip


class Damaged(Exception):
    """The zip file cannot be opened or an entry cannot be unpacked."""


@contextmanager
def damage_named() -> Iterator[None]:
    """Turn whatever a broken zip file makes the library say into Damaged."""
    try:
        yield
    except _OF_A_BROKEN_ZIP as error:
        raise Damaged from error


def opened(data: bytes) -> zipfile.ZipFile:
    """The zip file. Raises Damaged."""
    with damage_named():
        return zipfile.ZipFile(BytesIO(data))


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry, never more than its directory announces. Raises Damaged."""
    with damage_named():
        return archive.read(info)


def package_kind(archive: zipfile.ZipFile) -> FileKind | Foreign:
    """Which kind of document the zip file is, by its entries; a plain archive if none."""
    names = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}
    if (mime := names.get("mimetype")) and mime.file_size < 200 and _ODF in unpacked(archive, mime):
        return Foreign.ODF
    for entry, kind in _MAIN:
        if entry in names and ("[content_types].xml" in names or not entry.startswith(("word", "xl", "ppt"))):
            return kind
    return FileKind.ZIP


def macros_inside(archive: zipfile.ZipFile) -> bool:
    """Whether an Office package carries macros (宏), as a project or declared by its content types."""
    for info in archive.infolist():
        name = info.filename.replace("\\", "/").lower()
        if name.endswith(("vbaproject.bin", "vbadata.xml")):
            return True
        if (
            name == "[content_types].xml"
            and info.file_size < _SMALL
            and b"macroEnabled" in unpacked(archive, info)
        ):
            return True
    return False


def refuse_damage(archive: zipfile.ZipFile) -> None:
    """Raise Damaged if any entry does not unpack to what its checksum says."""
    with damage_named():
        if archive.testzip() is not None:
            raise Damaged


def is_bomb(archive: zipfile.ZipFile, packed: int) -> bool:
    """Whether the directory announces more than can sensibly be unpacked from `packed` bytes."""
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    return len(infos) > MOST_ENTRIES or total > MOST_UNPACKED or total > max(_SMALL, packed * MOST_RATIO)


def is_locked(info: zipfile.ZipInfo) -> bool:
    """Whether the entry is encrypted, or packed in a way nobody but its maker may be able to open."""
    return bool(info.flag_bits & 1) or info.compress_type not in _PACKED_AS


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether the entry is a symbolic link."""
    return stat.S_ISLNK(info.external_attr >> 16)


def entry_name(info: zipfile.ZipInfo) -> str:
    """The entry's name as its maker saw it: Chinese Windows writes GB18030 without saying so, Apple's UTF-8.

    A short GB18030 name may read as UTF-8 by chance, but not as Chinese.
    """
    raw = info.orig_filename
    if info.flag_bits & 0x800:
        return raw
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeError):
            name = raw.encode("cp437").decode(encoding)
            if encoding == "gb18030" or any(letter >= "\u2e80" for letter in name):
                return name
    return raw


def carries_zip(data: bytes) -> bool:
    """Whether a zip file is appended to something else: its end record closes the bytes exactly."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    return (
        at >= 0
        and len(data) >= at + 22
        and at + 22 + int.from_bytes(data[at + 20 : at + 22], "little") == len(data)
    )
