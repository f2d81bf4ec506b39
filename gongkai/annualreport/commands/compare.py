"""`gongkai report compare`: two reports side by side (两年对照), what has changed on the screen, all in Excel."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.table import Table

from gongkai.annualreport.commands.batch import done, report_in
from gongkai.annualreport.commands.outputs import CannotWrite, refuse_existing, write_file
from gongkai.annualreport.commands.screen import cell_text, column, complain, say, show, write_json
from gongkai.annualreport.compare import Change, Comparison, compare
from gongkai.annualreport.findings import signed
from gongkai.annualreport.pool import Lost
from gongkai.annualreport.report import Report
from gongkai.annualreport.sources import Source, shown, sources


def run(given: argparse.Namespace) -> int:
    """0 both were read; 1 the carried-over numbers differ; 2 one could not be read, or Excel not be written."""
    try:
        refuse_existing([given.excel] if given.excel else [], force=given.force)
        reports = list(_both(_single(given.old), _single(given.new)))
        if len(reports) < 2:
            return 2
        comparison = compare(*reports)
        if given.json:
            write_json(comparison.as_json())
        else:
            _print(comparison)
        if given.excel:
            from gongkai.annualreport.write.comparison_xlsx import comparison_workbook

            write_file(given.excel, comparison_workbook(comparison), force=given.force)
    except CannotWrite as reason:
        complain(str(reason))
        return 2
    return 1 if any(change.difference for change in comparison.carried) else 0


def _single(path: Path) -> Source:
    found = sources([path])
    if len(found) == 1:
        return found[0]
    why = f"“{shown(str(path))}”里有{len(found)}个文件，对照只能一份对一份。请给出其中的一份。"
    return Source(path, problem=why)


def _both(*files: Source) -> Iterator[Report]:
    for source, found in done(report_in, files, None, "读报告"):
        if isinstance(found, Lost):
            complain(f"{source.name}：读不出。{found}")
        else:
            yield found


def _print(comparison: Comparison) -> None:
    say(f"{comparison.old} 与 {comparison.new} 对照", style="bold")
    for note in comparison.notes:
        say(f"请注意：{note}", style="yellow")
    changed = [one for one in comparison.changes if one.is_changed]
    same = len(comparison.changes) - len(changed)
    if changed:
        show(_table("数字", changed))
    say(f"{len(changed)}格有变化，{same}格没有变化。")
    _print_apart("只有前一份有的栏目", comparison.only_old)
    _print_apart("只有后一份有的栏目", comparison.only_new)
    if comparison.carried:
        _print_carried(comparison.carried)
    for text in comparison.texts:
        say(f"文字“{text.heading}”：{text.state}" + (f"，不同的占{text.share:.0%}" if text.share else ""))


def _print_apart(title: str, changes: Iterable[Change]) -> None:
    if filled := [one for one in changes if one.is_filled]:
        table = Table(column(title), column("数量", number=True))
        for one in filled:
            table.add_row(one.where, cell_text(one.new, one.new_mark) or cell_text(one.old, one.old_mark))
        show(table)


def _print_carried(carried: tuple[Change, ...]) -> None:
    broken = [one for one in carried if one.difference]
    if broken:
        say("上一年结转下年度的数，与下一年的上年结转数不一致：", style="bold red")
        show(_table("结转", broken))
    else:
        say("结转数前后一致。")


def _table(title: str, changes: Iterable[Change]) -> Table:
    table = Table(column(title), *(column(name, number=True) for name in ("前", "后", "增减", "增减%")))
    for one in changes:
        table.add_row(
            one.where,
            cell_text(one.old, one.old_mark),
            cell_text(one.new, one.new_mark),
            "" if one.difference is None else signed(one.difference),
            "" if one.percent is None else signed(one.percent),
        )
    return table
