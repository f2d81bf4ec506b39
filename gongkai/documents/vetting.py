"""Examining the files of an import (附件检查) before any row goes in: a refused file keeps its row out."""

from collections.abc import Callable
from dataclasses import replace

from gongkai.documents.members import CannotList, Member, shown
from gongkai.documents.plan import Plan, PlannedRow
from gongkai.documents.records import OLD_RECORDS, OldRecords
from gongkai.screening.files import FileRefused, examine
from gongkai.spreadsheets.results import Fault
from gongkai.spreadsheets.text import brief

_LABEL = next(column.label for column in OLD_RECORDS.columns if column.key == "attachments")
Keep = Callable[[Member, bytes], None]


def vetted(
    planned: Plan,
    records: OldRecords,
    *,
    limit: int,
    keep: Keep,
    progress: Callable[[int], None] = lambda done: None,
) -> Plan:
    """The plan without the rows whose files may not be attached, each such file named with its reason.

    Every file is read once, `limit` in bytes, and one that may be attached is handed to `keep`. `progress` is
    told how many rows are done.
    """
    refused: dict[str, str] = {}
    seen: set[str] = set()
    ready: list[PlannedRow] = []
    faults: list[Fault] = []
    for done, row in enumerate(planned.rows, start=1):
        for member in row.attachments:
            if member.path not in seen:
                seen.add(member.path)
                if reason := _refusal(member, limit, keep):
                    refused[member.path] = reason
        bad = [member for member in row.attachments if member.path in refused]
        faults += [_fault(records, row.number, member, refused[member.path]) for member in bad]
        if not bad:
            ready.append(row)
        progress(done)
    together = sorted([*planned.faults, *faults], key=lambda fault: fault.row)
    return replace(planned, rows=tuple(ready), faults=tuple(together))


def _refusal(member: Member, limit: int, keep: Keep) -> str:
    """Why the file may not be attached, "" if it may."""
    try:
        data = member.read()
        examine(member.name, data, limit=limit)
    except CannotList as refusal:
        return refusal.message
    except FileRefused as refusal:
        return "；".join(finding.message for finding in refusal.findings)
    keep(member, data)
    return ""


def _fault(records: OldRecords, number: int, member: Member, reason: str) -> Fault:
    """The row's fault about one file."""
    where = records.cell(number, "attachments")
    name = brief(shown(member.path))
    return Fault(where, number, _LABEL, name, f"{where}“{_LABEL}”写的附件“{name}”不能用：{reason}")
