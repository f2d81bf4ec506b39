"""Old presentations (.ppt, and .dps of WPS 演示): the text of every record that holds some."""

import struct
from collections.abc import Iterator

from gongkai.oldoffice.compound import Compound
from gongkai.oldoffice.fault import Broken, Locked

_WIDE_TEXT, _NARROW_TEXT = 0x0FA0, 0x0FA8
_ENCRYPTED = 0x2F14
_CONTAINER = 0xF


def ppt(data: bytes) -> Iterator[str]:
    """The text of an old presentation. Raises Fault."""
    try:
        stream = Compound(data).stream("PowerPoint Document")
    except (ValueError, KeyError, struct.error) as error:
        raise Broken from error
    at = 0
    while at + 8 <= len(stream):
        version, kind, size = struct.unpack_from("<HHI", stream, at)
        at += 8
        if kind == _ENCRYPTED:
            raise Locked
        if version & 0xF == _CONTAINER:
            continue  # its records follow
        if kind == _WIDE_TEXT:
            yield stream[at : at + size].decode("utf-16-le", "replace") + "\n"
        elif kind == _NARROW_TEXT:
            yield stream[at : at + size].decode("latin-1") + "\n"
        at += size
