"""Small real files of each kind, made here or by the programs' own libraries."""

import struct
import zipfile
from io import BytesIO

import docx
import openpyxl
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00" + b"\x00" * 100
END = 0xFFFFFFFE
FREE = 0xFFFFFFFF


def picture(kind: str) -> bytes:
    """A picture of one dot."""
    stream = BytesIO()
    Image.new("RGB", (1, 1)).save(stream, kind)
    return stream.getvalue()


def word() -> bytes:
    """A Word document."""
    stream = BytesIO()
    document = docx.Document()
    document.add_paragraph("崆峒镇人民政府关于印发办法的通知")
    document.save(stream)
    return stream.getvalue()


def excel() -> bytes:
    """An Excel workbook."""
    stream = BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def zipped(entries: dict[str, bytes], onto: bytes = b"") -> bytes:
    """A zip file with these entries, or with what is in `onto` besides."""
    stream = BytesIO(onto)
    with zipfile.ZipFile(stream, "a" if onto else "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def slides() -> bytes:
    """What makes a package a presentation."""
    return zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})


def ofd() -> bytes:
    """What makes a package an OFD file."""
    return zipped({"OFD.xml": b"<OFD/>", "Doc_0/Document.xml": b"<Document/>"})


def compound(*names: str) -> bytes:
    """An old Office file: header, one sector of sector table, directory sectors with these entries."""
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in names)]
    entries += [bytes(128)] * (-len(entries) % 4)
    sectors = [b"".join(entries[at : at + 4]) for at in range(0, len(entries), 4)]
    chain = [*range(2, len(sectors) + 1), END]
    table = [0xFFFFFFFD, *chain, *[FREE] * (127 - len(chain))]
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)
    struct.pack_into("<II", header, 68, END, 0)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    return bytes(header) + struct.pack("<128I", *table) + b"".join(sectors)


def _entry(name: str, sort: int) -> bytes:
    """One directory entry."""
    letters = name.encode("utf-16-le") + b"\x00\x00"
    return letters.ljust(64, b"\x00") + struct.pack("<HB", len(letters), sort) + bytes(61)
