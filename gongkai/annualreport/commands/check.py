"""`gongkai report check`: what is wrong or doubtful in each file, on the screen, as JSON, Excel or marked copies."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.annualreport.checked import Checked
from gongkai.annualreport.commands.batch import done
from gongkai.annualreport.commands.lastyear import LastYear, shelved
from gongkai.annualreport.commands.likeness import wanted, with_likeness
from gongkai.annualreport.commands.outputs import (
    CannotWrite,
    Names,
    make_folder,
    refuse_existing,
    write_file,
)
from gongkai.annualreport.commands.screen import (
    STYLES,
    complain,
    say,
    show_finding,
    write_json,
    write_json_list,
)
from gongkai.annualreport.commands.verdicts import Verdict, marked_copy, verdict_on
from gongkai.annualreport.pool import Lost
from gongkai.annualreport.sources import Source, is_one_file, sources


def run(given: argparse.Namespace) -> int:
    """0 no error-level finding, 1 such findings, 2 a file could not be read or written."""
    try:
        refuse_existing([given.excel] if given.excel else [], force=given.force)
        files = sources(given.files)
        with TemporaryDirectory(prefix="gongkai-") as name:
            last_year, problems = _last_year(given, files, Path(name))
            if problems and last_year is None:
                return 2
            found = _verdicts(files, last_year, given)
        _print(given, files, found)
        unwritten = _write(given, files, [verdict.checked for verdict in found])
    except CannotWrite as reason:
        complain(str(reason))
        return 2
    codes = [verdict.checked.exit_code for verdict in found]
    return 2 if problems or unwritten else max(codes, default=0)


def _last_year(
    given: argparse.Namespace, files: Sequence[Source], folder: Path
) -> tuple[LastYear | None, list[str]]:
    """The shelf and what is not on it; no shelf when the one file of last year cannot be read."""
    if given.previous is None:
        return None, []
    before = sources([given.previous])
    only = len(files) == 1 and is_one_file([given.previous], before)
    shelf, problems = shelved(before, folder, given.jobs, only=only)
    for problem in problems:
        complain(problem)
    return (None if len(problems) == len(before) else shelf), problems


def _verdicts(
    files: Sequence[Source], last_year: LastYear | None, given: argparse.Namespace
) -> list[Verdict]:
    together = wanted(given.siblings, len(files))
    task = partial(verdict_on, last_year=last_year, words=together)
    found = [
        Verdict.lost(source, one) if isinstance(one, Lost) else one
        for source, one in done(task, files, given.jobs, "检查报告")
    ]
    if not together and given.siblings is None and len(files) > 1:
        complain(f"有{len(files)}份报告，没有互相核对内容雷同。要核对请加 --siblings（需要较多内存）。")
    return with_likeness(found) if together else found


def _print(given: argparse.Namespace, files: Sequence[Source], found: Sequence[Verdict]) -> None:
    if given.json and is_one_file(given.files, files):
        write_json(found[0].as_json())
    elif given.json:
        write_json_list(verdict.as_json() for verdict in found)
    else:
        for verdict in found:
            _show(verdict)
        if len(found) > 1:
            _sum_up([verdict.checked for verdict in found])


def _show(verdict: Verdict) -> None:
    one = verdict.checked
    if not one.readable:
        say(f"{one.file}：读不出。{'；'.join(one.unread)}", style=STYLES["读不出"])
        return
    say(f"{one.file}：{one.organ or '（未写机关）'} {one.year or '（未写）'}年度", style="bold")
    for place in one.unread:
        say(f"  未读出：{place}")
    for found in one.findings:
        show_finding(found, "  ")
    say(f"  {one.verdict}。数据校验码：{verdict.digest}")


def _sum_up(checked: Sequence[Checked]) -> None:
    unreadable = sum(not one.readable for one in checked)
    wrong = sum(one.exit_code == 1 for one in checked)
    say(
        f"共{len(checked)}份：没有错误的{len(checked) - wrong - unreadable}份，"
        f"有错误的{wrong}份，读不出的{unreadable}份。",
        style="bold",
    )


def _write(given: argparse.Namespace, files: Sequence[Source], checked: Sequence[Checked]) -> bool:
    """The Excel file and the marked copies, as asked for; whether one of them failed. Raises CannotWrite."""
    if given.excel:
        from gongkai.annualreport.write.findings_xlsx import findings_workbook

        write_file(given.excel, findings_workbook(checked), force=given.force)
    return _write_marked(given, files, checked) if given.marked else False


def _write_marked(given: argparse.Namespace, files: Sequence[Source], checked: Sequence[Checked]) -> bool:
    make_folder(given.marked)
    marking = [(s, one.findings) for s, one in zip(files, checked, strict=True) if one.readable]
    names, failed = Names(), False
    for (source, _), page in done(marked_copy, marking, given.jobs, "写标记稿"):
        target = names.fresh(given.marked, source.file_name, ".html")
        try:
            if isinstance(page, Lost):
                raise CannotWrite(f"{source.name}：{page}")
            write_file(target, page.encode("utf-8", "replace"), force=given.force)
        except CannotWrite as reason:
            complain(str(reason))
            failed = True
    return failed
