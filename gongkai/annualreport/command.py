"""The commands `gongkai report check` and `gongkai report read`: files in, findings or cells out.

Exit code: 0 no error-level finding, 1 error-level findings, 2 a file could not be read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from gongkai.annualreport.check import check
from gongkai.annualreport.read import CannotRead, read_report
from gongkai.annualreport.report import (
    Cell,
    Report,
    cells_json,
    digest,
    digest_of_cells,
    report_from_json,
    report_json,
)

SEVERITIES = {"error": "错误", "warning": "提醒", "info": "说明"}


def check_file(path: Path | str, previous: Report | None = None) -> dict[str, Any]:
    """Read and check one file; a file that cannot be read gives null cells and its reason in `unread`."""
    try:
        report = read_report(path)
    except CannotRead as reason:
        nothing = dict.fromkeys(("organ", "year", "format", "cells"))
        return {"file": str(path), **nothing, "findings": [], "unread": [str(reason)]}
    return {
        "file": str(path),
        "organ": report.organ,
        "year": report.year,
        "format": report.format.name,
        "cells": cells_json(report),
        "findings": [found.as_json() for found in check(report, previous=previous)],
        "unread": list(report.unread),
    }


def check_files(paths: Sequence[Path | str], previous: Path | str | None = None) -> list[dict[str, Any]]:
    """check_file for each path, against last year's report if given; CannotRead if that one is unreadable."""
    last_year = read_report(previous) if previous is not None else None
    return [check_file(path, last_year) for path in paths]


def exit_code(results: Sequence[dict[str, Any]]) -> int:
    """2 when any file could not be read, else 1 when any has an error-level finding, else 0."""
    if any(result["cells"] is None for result in results):
        return 2
    errors = (found["severity"] == "error" for result in results for found in result["findings"])
    return 1 if any(errors) else 0


def main_check(args: Sequence[str], console: Console | None = None) -> int:
    """`gongkai report check FILE… [--previous FILE] [--json]`; gives back the exit code."""
    parser = argparse.ArgumentParser(
        prog="gongkai report check", description="校验年度报告的勾稽关系和内容。"
    )
    parser.add_argument("files", nargs="+", metavar="文件")
    parser.add_argument("--previous", metavar="文件", help="同一机关上一年度的报告，用于核对跨年度关系")
    parser.add_argument("--json", action="store_true", help="输出JSON")
    options = parser.parse_args(args)
    console = console or Console()
    try:
        results = check_files(options.files, options.previous)
    except CannotRead as reason:
        _say(Console(stderr=True), f"上年报告读不出：{reason}")
        return 2
    if options.json:
        _write_json(console, results[0] if len(results) == 1 else results)
    else:
        for result in results:
            _show(console, result)
    return exit_code(results)


def read_file(path: Path | str) -> dict[str, Any]:
    """The whole report in one file as plain JSON; null cells and the reason in `unread` if unreadable."""
    try:
        report = read_report(path)
    except CannotRead as reason:
        return {"file": str(path), "cells": None, "unread": [str(reason)]}
    return {"file": str(path), **report_json(report), "digest": digest(report)}


def main_read(args: Sequence[str], console: Console | None = None) -> int:
    """`gongkai report read FILE… [--json]`; gives back 0, or 2 when a file could not be read."""
    parser = argparse.ArgumentParser(prog="gongkai report read", description="读出年度报告中的数字和文字。")
    parser.add_argument("files", nargs="+", metavar="文件")
    parser.add_argument("--json", action="store_true", help="输出JSON")
    options = parser.parse_args(args)
    console = console or Console()
    results = [read_file(path) for path in options.files]
    if options.json:
        _write_json(console, results[0] if len(results) == 1 else results)
    else:
        for result in results:
            if result["cells"] is None:
                _say(console, f"{result['file']}：读不出。{result['unread'][0]}")
            else:
                print_report(report_from_json(result), console)
    return 2 if any(result["cells"] is None for result in results) else 0


def print_report(report: Report, console: Console | None = None) -> None:
    """The three tables for people, what was not read, and the digest of the cells."""
    console = console or Console()
    form = report.format
    _say(console, f"{report.organ} {report.year}年度（{form.document}）", style="bold")
    two = Table("表二", "项目", "数量")
    for _, row, column in form.table2_cells():
        two.add_row(row, column, _cell_text(report.table2.get(row, {}).get(column)))
    three = Table(*map(_column, ("表三", *form.table3_columns)))
    for line in form.table3_rows:
        three.add_row(line.label, *map(_cell_text, report.table3.get(line.key, ())))
    four = Table("表四", "结果", "件数")
    for (group, column), value in zip(form.table4_cells(), report.table4, strict=False):
        four.add_row(group.name, column, _cell_text(value))
    for table in (two, three, four):
        console.print(table)
    for place in report.unread:
        _say(console, f"未读出：{place}")
    _say(console, f"数据校验码：{digest(report)}")


def _cell_text(value: Cell) -> str:
    return "" if value is None else str(value)


def _column(heading: str) -> Column:
    return Column(heading, overflow="fold")  # Chinese has no blanks to break at: fold, or rich cuts it off


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True)


def _write_json(console: Console, data: Any) -> None:
    # Past rich's own printing: no wrapping, no colours, nothing but the JSON.
    console.file.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def _show(console: Console, result: dict[str, Any]) -> None:
    title = f"{result['organ'] or '（未写机关）'} {result['year']}年度" if result["cells"] else "读不出"
    _say(console, f"{result['file']}：{title}", style="bold")
    for place in result["unread"]:
        _say(console, f"  未读出：{place}")
    if result["cells"] is None:
        return
    errors = sum(found["severity"] == "error" for found in result["findings"])
    if result["findings"]:
        table = Table("级别", "规则", _column("说明"))
        for found in result["findings"]:
            table.add_row(SEVERITIES[found["severity"]], found["rule"], Text(found["message"]))
        console.print(table)
    others = len(result["findings"]) - errors
    verdict = f"有{errors}处错误" if errors else "没有错误"
    _say(console, f"  {verdict}，{others}处提醒。")
    _say(console, f"  数据校验码：{digest_of_cells(result['cells'])}")
