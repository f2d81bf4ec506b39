"""What stands in the public log for one first publication: enough to check it, nothing that a take-down must remove.

No title and no text: the index number, the address, the moment, and the fingerprint of the content.
"""

import json
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from gongkai.trail.merkle import leaf_hash

CHINA = ZoneInfo("Asia/Shanghai")


class Entry(Protocol):
    """The facts of an entry."""

    number: int
    index_number: str
    address: str
    first_published_at: datetime
    fingerprint: str


def leaf_text(entry: Entry) -> str:
    """The facts of an entry in the one way in which they are hashed (存证内容)."""
    return json.dumps(
        {
            "序号": entry.number,
            "索引号": entry.index_number,
            "网址": entry.address,
            "首次公开时间": entry.first_published_at.astimezone(CHINA).isoformat(timespec="seconds"),
            "内容指纹": entry.fingerprint,
        },
        ensure_ascii=False,
    )


def leaf_hash_of(entry: Entry) -> str:
    """The hash of an entry's facts as a leaf of the tree, in hexadecimal digits."""
    return leaf_hash(leaf_text(entry).encode()).hex()
