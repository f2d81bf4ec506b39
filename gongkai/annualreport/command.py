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
from rich.table import Table

from gongkai.annualreport.check import check
from gongkai.annualreport.read import CannotRead, read_report
from gongkai.annualreport.report import Report, cells_json, digest, report_json

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
    """check_file for each path, against last year's report where given; CannotRead when that one is unreadable."""
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
        Console(stderr=True).print(f"上年报告读不出：{reason}", markup=False)
        return 2
    if options.json:
        _write_json(console, results[0] if len(results) == 1 else results)
    else:
        for result in results:
            _show(console, result)
    return exit_code(results)


def main_read(args: Sequence[str], console: Console | None = None) -> int:
    """`gongkai report read FILE --json`; gives back the exit code."""
    parser = argparse.ArgumentParser(prog="gongkai report read", description="读出年度报告中的数字和文字。")
    parser.add_argument("file", metavar="文件")
    parser.add_argument("--json", action="store_true", help="输出JSON")
    options = parser.parse_args(args)
    console = console or Console()
    try:
        report = read_report(options.file)
    except CannotRead as reason:
        Console(stderr=True).print(str(reason), markup=False)
        return 2
    if options.json:
        _write_json(console, {"file": options.file, **report_json(report), "digest": digest(report)})
    else:
        _show_report(console, report)
    return 0


def _write_json(console: Console, data: Any) -> None:
    # Past rich's own printing: no wrapping, no colours, nothing but the JSON.
    console.file.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def _show(console: Console, result: dict[str, Any]) -> None:
    title = f"{result['organ'] or '（未写机关）'} {result['year']}年度" if result["cells"] else "读不出"
    console.print(f"{result['file']}：{title}", style="bold", markup=False, highlight=False)
    for place in result["unread"]:
        console.print(f"  未读出：{place}", markup=False, highlight=False)
    if result["cells"] is None:
        return
    errors = sum(found["severity"] == "error" for found in result["findings"])
    if result["findings"]:
        table = Table("级别", "规则", "说明")
        for found in result["findings"]:
            table.add_row(SEVERITIES[found["severity"]], found["rule"], found["message"])
        console.print(table, markup=False)
    others = len(result["findings"]) - errors
    verdict = f"有{errors}处错误" if errors else "没有错误"
    console.print(f"  {verdict}，{others}处提醒。", markup=False, highlight=False)


def _show_report(console: Console, report: Report) -> None:
    console.print(
        f"{report.organ} {report.year}年度（{report.format.document}）", markup=False, highlight=False
    )
    table = Table("行", *report.format.table3_columns)
    for row in report.format.table3_rows:
        table.add_row(row.label, *("" if cell is None else str(cell) for cell in report.table3[row.key]))
    console.print(table, markup=False)
    for place in report.unread:
        console.print(f"未读出：{place}", markup=False, highlight=False)
    console.print(f"数据校验码：{digest(report)}", markup=False, highlight=False)
