"""What the commands print: sentences and tables for people, JSON for machines, complaints apart from both."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from gongkai.annualreport.findings import Finding
from gongkai.annualreport.organnames import NAMELESS
from gongkai.annualreport.report import Cell, Report, digest
from gongkai.annualreport.write.wording import level_word

STYLES = {"错误": "bold red", "提醒": "yellow", "读不出": "bold red"}


def stderr() -> Console:
    """Where bars and complaints go, so that the output can be piped."""
    return Console(stderr=True)


def say(line: str, style: str = "") -> None:
    """A line for people. In colour on a terminal; never wrapped, so that it can be searched and piped."""
    console = _stdout()
    if console.is_terminal:
        console.print(Text(line, style=style), soft_wrap=True)
    else:
        console.file.write(line + "\n")


def complain(line: str) -> None:
    """A line about what could not be done."""
    stderr().print(Text(line, style="bold red"), soft_wrap=True)


def show(table: Table) -> None:
    """A table for people."""
    _stdout().print(table)


def column(heading: str, *, number: bool = False) -> Column:
    """A column of a table. Chinese has no blanks to break at: fold, or the table would cut it off."""
    return Column(heading, overflow="fold", justify="right" if number else "left")


def write_json(data: Any) -> None:
    """One JSON value on the output, and nothing else."""
    _stdout().file.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def write_json_list(items: Iterable[Any]) -> None:
    """A JSON list with an item a line, one after the other: ten thousand reports need not lie in memory."""
    out, between = _stdout().file, "["
    for item in items:
        out.write(f"{between}\n{json.dumps(item, ensure_ascii=False)}")
        between = ","
    out.write("[]\n" if between == "[" else "\n]\n")


def show_finding(found: Finding, indent: str = "") -> None:
    """A finding on a line: its level, its rule, and what it says."""
    level = level_word(found)
    say(f"{indent}{level} {found.rule}：{found.message}", style=STYLES.get(level, ""))


def print_report(report: Report) -> None:
    """The three tables for people, what was not read, and the digest of the cells."""
    form = report.format
    basis = f"（{form.document}）" if form.document else "（2019年度以前，没有全国统一的表格）"
    say(f"{report.organ or NAMELESS} {report.year or '（未写）'}年度{basis}", style="bold")
    for table in _tables(report) if form.document else [_statistics(report)]:
        show(table)
    for place in report.unread:
        say(f"未读出：{place}")
    say(f"数据校验码：{digest(report)}")


def _tables(report: Report) -> Iterator[Table]:
    form, values = report.format, dict(report.cells())

    def text(place: str) -> str:
        return cell_text(values[place], report.marks.get(place, ""))

    two = Table(*map(column, ("表二", "项目")), column("数量", number=True))
    for _, row, name in form.table2_cells():
        two.add_row(row, name, text(f"表2/{row}/{name}"))
    three = Table(column("表三"), *(column(name, number=True) for name in form.table3_columns))
    for line in form.table3_rows:
        three.add_row(line.label, *(text(f"表3/{line.key}/{name}") for name in form.table3_columns))
    four = Table(*map(column, ("表四", "结果")), column("件数", number=True))
    for group, name in form.table4_cells():
        four.add_row(group.name, name, text(f"表4/{group.name}/{name}"))
    yield from (two, three, four)


def _statistics(report: Report) -> Table:
    table = Table(column("统计表"), column("单位"), column("数量", number=True))
    for row in report.statistics:
        table.add_row(row.label, row.unit, " ".join(map(cell_text, row.values)))
    return table


def cell_text(value: Cell, mark: str = "") -> str:
    """A cell as it stands in a table: its number, or the mark in place of one."""
    return mark if value is None else str(value)


def _stdout() -> Console:
    return _console_on(sys.stdout)


@cache
def _console_on(stream: Any) -> Console:
    with suppress(AttributeError, ValueError):  # a name that the output's encoding lacks ends no run
        stream.reconfigure(errors="backslashreplace")
    return Console(file=stream)
