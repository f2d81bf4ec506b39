"""Sheets of old records and their files, built for the tests of the import."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.documents.members import Member
from gongkai.documents.records import OLD_RECORDS
from gongkai.spreadsheets.export import write

COLUMN = "农产品质量安全监督检查情况"


def row(title: str = "关于危房改造的通知", **facts: Any) -> dict[str, Any]:
    """A row of the sheet by column key, good as it is."""
    return {
        "title": title,
        "node": "20-15",
        "body": "各村：\n　　现将有关事项通知如下。",
        "formed_on": date(2019, 3, 5),
        "published_on": date(2019, 3, 8),
    } | facts


def sheet(*rows: Mapping[str, Any]) -> bytes:
    """The sheet with these rows, from row 2 on."""
    return write(OLD_RECORDS, rows)


def files(**contents: bytes) -> dict[str, Member]:
    """Files that came along, a__b standing for a.b."""
    named = {name.replace("__", "."): data for name, data in contents.items()}
    return {name: Member(name, len(data), lambda data=data: data) for name, data in named.items()}
