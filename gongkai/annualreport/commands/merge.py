"""`gongkai report merge`: the superior's report (汇总) from its organs' files, and what is missing in it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from gongkai.annualreport.commands.batch import done, report_in
from gongkai.annualreport.commands.outputs import (
    CannotWrite,
    kind_of,
    refuse_existing,
    report_file,
    write_file,
)
from gongkai.annualreport.commands.screen import complain, print_report, say, show_finding, write_json
from gongkai.annualreport.merge import Merged, MergeRefused, merge
from gongkai.annualreport.pool import Lost
from gongkai.annualreport.read import CannotRead
from gongkai.annualreport.read.kinds import content_of, decode
from gongkai.annualreport.report import Report
from gongkai.annualreport.sources import Source, shown, sources


def run(given: argparse.Namespace) -> int:
    """0 all in and no error; 1 an error in the sum, or an organ left out or missing; 2 not read or not written."""
    outputs: Sequence[Path] = given.output or ()
    try:
        kinds = [kind_of(path) for path in outputs]
        refuse_existing(outputs, force=given.force)
        expected = expected_organs(given.expected) if given.expected else ()
        reports, unreadable = _read(sources(given.files), given.jobs)
        merged = merge(reports, organ=given.organ, expected=expected, despite_errors=given.despite_errors)
        _print(merged, unreadable, as_json=given.json)
        for path, kind in zip(outputs, kinds, strict=True):
            write_file(path, report_file(merged.report, kind), force=given.force)
    except (MergeRefused, CannotRead, CannotWrite) as reason:
        complain(str(reason))
        return 2
    if unreadable:
        return 2
    wrong = any(found.severity == "error" for found in merged.findings)
    return 1 if wrong or merged.refused or merged.missing else 0


def expected_organs(path: Path) -> tuple[str, ...]:
    """The organs in a list (应报机关名单), one a line; lines that begin with # are notes. Raises CannotRead."""
    try:
        lines = decode(content_of(path)).splitlines()
    except CannotRead as reason:
        raise CannotRead(f"应报机关名单读不出：{shown(str(reason))}") from reason
    names = (line.strip() for line in lines)
    return tuple(dict.fromkeys(name for name in names if name and not name.startswith("#")))


def _read(files: Sequence[Source], jobs: int | None) -> tuple[list[Report], list[tuple[str, str]]]:
    """The reports, and each file that could not be read with the reason. Complains of these at once."""
    reports, unreadable = [], []
    for source, found in done(report_in, files, jobs, "读报告"):
        if isinstance(found, Lost):
            unreadable.append((source.name, str(found)))
            complain(f"{source.name}：读不出，没有计入。{found}")
        else:
            reports.append(found)
    return reports, unreadable


def _print(merged: Merged, unreadable: Sequence[tuple[str, str]], *, as_json: bool) -> None:
    if as_json:
        lost = [{"file": name, "reason": reason} for name, reason in unreadable]
        write_json({**merged.as_json(), "unreadable": lost})
        return
    print_report(merged.report)
    say(f"计入{len(merged.organs)}个机关：{'、'.join(merged.organs)}。", style="bold")
    if merged.missing:
        say(f"还缺{len(merged.missing)}个机关：{'、'.join(merged.missing)}。", style="bold red")
    for part in merged.refused:
        say(
            f"没有计入“{part.organ}”：{'；'.join(reason.rstrip('。') for reason in part.reasons)}。",
            style="red",
        )
    for warning in merged.warnings:
        say(f"请注意：{warning}", style="yellow")
    for found in merged.findings:
        show_finding(found)
    if merged.missing or merged.refused or unreadable:
        say("汇总还不完整，补齐以后请重新汇总。", style="bold red")
