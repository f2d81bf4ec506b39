"""`gongkai report convert`: reports as files of another kind and, only when asked, in the other official format."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from gongkai.annualreport.commands.batch import done, report_in
from gongkai.annualreport.commands.outputs import (
    CannotWrite,
    Names,
    make_folder,
    refuse_existing,
    report_file,
    write_file,
)
from gongkai.annualreport.commands.screen import complain, say
from gongkai.annualreport.convert import CannotConvert, convert
from gongkai.annualreport.pool import Lost
from gongkai.annualreport.sources import Source, sources

Written = tuple[bytes, tuple[str, ...]]  # the file, and what could not go along


def run(given: argparse.Namespace) -> int:
    """0 all written; 1 all written, but something could not go along; 2 a file not read or not written."""
    files = sources(given.files)
    try:
        targets = _targets(files, given)
    except CannotWrite as reason:
        complain(str(reason))
        return 2
    failed = reduced = False
    task = partial(converted, kind=given.to, form=given.format)
    for (source, target), found in zip(
        zip(files, targets, strict=True), done(task, files, given.jobs, "转换报告"), strict=True
    ):
        lost = _write(source, target, found[1], force=given.force)
        failed, reduced = failed or lost is None, reduced or bool(lost)
    return 2 if failed else 1 if reduced else 0


def converted(source: Source, kind: str, form: str | None) -> Written:
    """The report in a source as a file of this kind, in this format (as it is if None). Raises Lost."""
    try:
        found = convert(report_in(source), form)
        return report_file(found.report, kind), found.lost
    except (CannotConvert, CannotWrite) as reason:
        raise Lost(str(reason)) from reason


def _targets(files: Sequence[Source], given: argparse.Namespace) -> list[Path]:
    """Where each file goes: the one named, the folder named, or beside the file it comes from."""
    if given.output:
        if len(files) != 1:
            raise CannotWrite(f"有{len(files)}个文件，不能都写成“{given.output}”。请用 --into 给出文件夹。")
        refuse_existing([given.output], force=given.force)
        return [given.output]
    if given.into is None and any(source.member for source in files):
        raise CannotWrite("压缩包里的文件没有自己的文件夹。请用 --into 给出写到哪个文件夹。")
    if given.into:
        make_folder(given.into)
    names = Names()
    return [names.fresh(given.into or one.path.parent, one.file_name, f".{given.to}") for one in files]


def _write(source: Source, target: Path, found: Written | Lost, *, force: bool) -> tuple[str, ...] | None:
    """Write it and say so; gives what could not go along, None when nothing was written."""
    if isinstance(found, Lost):
        complain(f"{source.name}：没有转换。{found}")
        return None
    content, lost = found
    try:
        write_file(target, content, force=force)
    except CannotWrite as reason:
        complain(str(reason))
        return None
    say(f"{source.name} → {target}")
    for sentence in lost:
        say(f"  没能带过去：{sentence}", style="yellow")
    return lost
