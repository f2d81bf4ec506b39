"""Old Office files (.doc .xls .ppt .wps .et) are compound files, small file systems: a directory says which.

Only the directory is read, following the published layout: header, sector table, chain of directory sectors.
"""

import struct

from gongkai.screening.filekinds import FileKind, Foreign

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this and above are marks, not sector numbers
_ENTRY = 128
_MOST_SECTORS = 4_096


def compound_kind(data: bytes) -> FileKind | Foreign:
    """Which kind of document the compound file is."""
    names = entry_names(data)
    if "EncryptedPackage" in names:
        return Foreign.ENCRYPTED
    if "WordDocument" in names:
        return FileKind.DOC
    if names & {"Workbook", "Book"}:
        return FileKind.XLS
    if "PowerPoint Document" in names:
        return FileKind.PPT
    # Installers name their streams in a packed alphabet that lies in this range.
    if any("\u3800" <= letter <= "\u4840" for name in names for letter in name):
        return Foreign.INSTALLER
    return Foreign.OTHER_OFFICE


def has_macros(data: bytes) -> bool:
    """Whether the directory lists a macro project (宏)."""
    return bool(entry_names(data) & {"_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros"})


def entry_names(data: bytes) -> frozenset[str]:
    """The names of all storages and streams; as many as can be followed if the file is damaged."""
    if len(data) < 512 or not data.startswith(MAGIC):
        return frozenset()
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        return frozenset()
    size = 1 << shift
    table = _sector_table(data, size)
    names, sector, seen = set(), first, 0
    while sector < _END and seen < _MOST_SECTORS:
        block = data[(sector + 1) * size : (sector + 2) * size]
        for start in range(0, len(block) - _ENTRY + 1, _ENTRY):
            names.add(_name(block[start : start + _ENTRY]))
        sector = _next(data, table, sector, size)
        seen += 1
    return frozenset(names - {""})


def _sector_table(data: bytes, size: int) -> list[int]:
    """The sectors that hold the sector table: 109 named in the header, the rest in a chain of lists."""
    most = len(data) // size + 1  # a file has no more sectors than fit into it
    listed = list(struct.unpack_from("<109I", data, 76))
    more = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while more < _END and more not in seen and len(listed) < most:
        seen.add(more)
        block = data[(more + 1) * size : (more + 2) * size]
        if len(block) < size:
            break
        *further, more = struct.unpack(f"<{size // 4}I", block)
        listed += further
    return [sector for sector in listed if sector < _END][:most]


def _next(data: bytes, table: list[int], sector: int, size: int) -> int:
    """The sector that follows in the chain; the end mark if the file stops short."""
    which, offset = divmod(sector, size // 4)
    if which >= len(table):
        return _END
    at = (table[which] + 1) * size + offset * 4
    return int(struct.unpack_from("<I", data, at)[0]) if at + 4 <= len(data) else _END


def _name(entry: bytes) -> str:
    """The name in a directory entry, "" for an unused one."""
    length = int(struct.unpack_from("<H", entry, 64)[0])
    if not 2 <= length <= 64 or entry[66] == 0:
        return ""
    return entry[: length - 2].decode("utf-16-le", "replace")
