"""What a PDF was before it was changed (以前的版本): editors hang their changes onto its end and leave all else there."""

import re

OLDER = 3  # versions before the last that are read
_END = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF[\r\n]*")
_BEGINS = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)\b")


def older_versions(data: bytes) -> list[bytes]:
    """The file as it was before each time something was hung onto it, the newest first."""
    if b"/Prev" not in data:
        return []
    ends = [
        found.end()
        for found in _END.finditer(data)
        if int(found[1]) and _BEGINS.match(data, min(int(found[1]), len(data)))
    ]
    if len(ends) > 1 and b"/Linearized" in data[:2_048]:
        ends = ends[1:]  # made to be shown while it loads: its first end is not one
    return [data[:end] for end in ends[-OLDER - 1 : -1][::-1]]
