"""What bytes are, whatever their name says: by their first bytes, and by what is inside a container."""

import re

from gongkai.screening.compound import MAGIC as COMPOUND
from gongkai.screening.compound import compound_kind
from gongkai.screening.filekinds import FileKind, Foreign
from gongkai.screening.packages import opened, package_kind

_STARTS: tuple[tuple[bytes, FileKind | Foreign], ...] = (
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.JPG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"ID3", FileKind.MP3),
    (b"MZ", Foreign.PROGRAM),
    (b"\x7fELF", Foreign.PROGRAM),
    (b"\xca\xfe\xba\xbe", Foreign.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Foreign.PROGRAM),
    (b"\xfe\xed\xfa\xcf", Foreign.PROGRAM),
    (b"\x00asm", Foreign.PROGRAM),
    (b"dex\n", Foreign.PROGRAM),
    (b"#!AMR", Foreign.AUDIO),
    (b"#!", Foreign.SCRIPT),
    (b"<?php", Foreign.SCRIPT),
    (b"<%", Foreign.SCRIPT),
    (b"@echo off", Foreign.SCRIPT),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Foreign.SHORTCUT),
    (b"[InternetShortcut]", Foreign.SHORTCUT),
    (b"MSCF", Foreign.ARCHIVE),
    (b"ITSF", Foreign.PROGRAM),
    (b"FWS", Foreign.PROGRAM),
    (b"CWS", Foreign.PROGRAM),
    (b"{\\rtf", Foreign.RTF),
    (b"Rar!\x1a\x07", Foreign.RAR),
    (b"7z\xbc\xaf\x27\x1c", Foreign.SEVEN_ZIP),
    (b"\x1f\x8b", Foreign.ARCHIVE),
    (b"BZh", Foreign.ARCHIVE),
    (b"\xfd7zXZ\x00", Foreign.ARCHIVE),
    (b"II*\x00", Foreign.TIFF),
    (b"MM\x00*", Foreign.TIFF),
    (b"\x1aE\xdf\xa3", Foreign.VIDEO),
    (b"FLV\x01", Foreign.VIDEO),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Foreign.VIDEO),
    (b"OggS", Foreign.AUDIO),
    (b"fLaC", Foreign.AUDIO),
)
_RIFF = {b"WEBP": Foreign.WEBP, b"AVI ": Foreign.VIDEO, b"WAVE": Foreign.AUDIO}
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_MP4 = (
    b"isom",
    b"iso2",
    b"iso3",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"dash",
    b"M4V ",
    b"MSNV",
)
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|style|title|table|meta|link|img|object|embed|form|a\s)",
    re.I,
)
_BLANKS = b" \t\r\n\x0c\xef\xbb\xbf"
_PDF_WITHIN = 1_024
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")


def kind_of(data: bytes) -> FileKind | Foreign:
    """What the bytes are. Raises Damaged for a zip file that cannot be opened."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(COMPOUND):
        return compound_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with opened(data) as archive:
            return package_kind(archive)
    return _media(data) or _markup(data) or _late_pdf(data) or _plain(data)


def in_container(data: bytes) -> bool:
    """Whether the bytes begin as a container (compound or zip file), which `kind_of` has to look into."""
    return data.startswith((COMPOUND, b"PK\x03\x04", b"PK\x05\x06"))


def text_encoding(data: bytes) -> str | None:
    """The encoding a text file reads in, utf-8 or gb18030; None if it is not text."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROLS.search(text) else encoding
    return None


def _media(data: bytes) -> FileKind | Foreign | None:
    """Pictures, sound and films whose mark does not stand first."""
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        if brand in _HEIC:
            return Foreign.HEIC
        return FileKind.MP4 if brand in _MP4 else Foreign.VIDEO
    if (
        data.startswith(b"BM")
        and data[6:10] == b"\x00\x00\x00\x00"
        and data[14:18] in (b"(\x00\x00\x00", b"|\x00\x00\x00")
    ):
        return Foreign.BMP
    return FileKind.MP3 if _sound_frame(data[:4]) else None


def _sound_frame(head: bytes) -> bool:
    """Whether four bytes begin an MPEG layer III frame with a bit rate and sampling rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def _markup(data: bytes) -> Foreign | None:
    """Web pages, drawings and other markup, which a browser might run."""
    head = data[:4_096].lstrip(_BLANKS)
    if not head.startswith(b"<"):
        return None
    lowered = head.lower()
    if b"<svg" in lowered:
        return Foreign.SVG
    if _TAG.match(head) or (lowered.startswith((b"<?xml", b"<!--")) and _TAG.search(head)):
        return Foreign.WEB_PAGE
    return Foreign.XML if lowered.startswith((b"<?xml", b"<!doctype")) else None


def _late_pdf(data: bytes) -> FileKind | None:
    """A PDF may begin within the first 1,024 bytes; what stands before it is nothing else by now."""
    return FileKind.PDF if b"%PDF-" in data[:_PDF_WITHIN] else None


def _plain(data: bytes) -> FileKind | Foreign:
    """Text, or nothing we know."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Foreign.UTF16_TEXT
    return FileKind.TEXT if text_encoding(data) else Foreign.UNKNOWN
