"""`gongkai screen FILE…`: what in files must not go public, before anybody publishes them.

Needs neither the database nor Django. Each file is read in a process of its own, so that none can stop the others.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.console import rescan
from gongkai.console.report import jobs
from gongkai.console.state import add_data, fail

if TYPE_CHECKING:
    from gongkai.screening.content.screen import Examined

PATIENCE = 120.0  # seconds for one file; an archive of 200 MB takes half of it
STYLES = {"block": "bold red", "warn": "yellow", "info": ""}
WORDS = {"block": "必须处理", "warn": "请核对", "info": "供参考"}


def add(commands: Any) -> None:
    """The command."""
    command = commands.add_parser(
        "screen",
        help="公开前筛查文件：个人信息、涉密标志、错误表述",
        description="读出文件里的全部内容（包括隐藏的），找出不应公开的：身份证号、银行卡号、手机号、涉密标志等。",
    )
    command.add_argument(
        "files", nargs="*", type=Path, metavar="文件", help="要筛查的文件；也可以是文件夹，可以写多个"
    )
    command.add_argument(
        "--published",
        action="store_true",
        help="不看文件，用现在的规则看一遍全部已公开的信息，逐处派给审核人处理",
    )
    add_data(command)
    command.add_argument("--json", action="store_true", help="输出 JSON：一个列表，一个文件一项")
    command.add_argument("--jobs", type=jobs, metavar="个数", help="同时处理几个文件（默认：处理器核数）")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 nothing that blocks publication, 1 such findings, 2 a file could not be read at all."""
    from gongkai.annualreport.commands.screen import write_json_list

    if given.published == bool(given.files):
        return fail("请写要筛查的文件，或者写 --published（筛查已公开的信息），两样写一样。")
    if given.published:
        return rescan.run(given)
    files = list(_files(given.files))
    verdict = _Verdict()
    results = (verdict.count(path, one) for path, one in _examined(files, given.jobs))
    if given.json:
        write_json_list(_facts(path, one) for path, one in results)
    else:
        for path, one in results:
            _show(path, one)
        _sum_up(verdict)
    return verdict.exit_code


class _Verdict:
    """How many files there were, and of what kind."""

    def __init__(self) -> None:
        self.files = self.blocked = self.lost = self.unread = 0

    def count(self, path: Path, one: Examined) -> tuple[Path, Examined]:
        """Take a file in, and hand it on."""
        self.files += 1
        self.lost += not one.opened
        self.blocked += _blocks(one)
        self.unread += bool(one.screened.unread)
        return path, one

    @property
    def exit_code(self) -> int:
        """What the command ends with."""
        return 2 if self.lost else 1 if self.blocked else 0


def examined(path: Path) -> Examined:
    """What one file holds; what cannot be read is said in it."""
    from gongkai.screening.content.finding import Screened
    from gongkai.screening.content.screen import Examined, examine

    try:
        if path.is_dir():
            return Examined(Screened(unread=("文件夹里没有文件。请核对路径。",)), False)
        if not path.is_file():
            return Examined(Screened(unread=("找不到这个文件，或者它不是文件。请核对路径。",)), False)
        data = path.read_bytes()
    except OSError as error:
        return Examined(Screened(unread=(f"打不开（{error.strerror}）。请核对文件和权限。",)), False)
    return examine(path.name, data)


def _examined(files: Sequence[Path], count: int | None) -> Iterator[tuple[Path, Examined]]:
    """Each file with what it holds, in their order, with a bar on the terminal meanwhile."""
    from gongkai.annualreport.commands.screen import stderr
    from gongkai.annualreport.pool import Lost, in_order
    from gongkai.screening.content.finding import Screened
    from gongkai.screening.content.screen import Examined

    visible = len(files) > 1 and stderr().is_terminal
    with closing(in_order(examined, files, jobs=count, patience=PATIENCE)) as results:
        for path in _with_bar(files) if visible else files:
            one = next(results)
            yield path, Examined(Screened(unread=(str(one),)), False) if isinstance(one, Lost) else one


def _with_bar(files: Sequence[Path]) -> Iterator[Path]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from gongkai.annualreport.commands.screen import stderr

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=stderr(), transient=True, redirect_stdout=False) as bar:
        yield from bar.track(files, description="筛查文件")


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and all in the folders named, hidden ones too; links in folders are not followed."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = False
        for folder, inner, names in os.walk(path):
            inner.sort()
            for file in (Path(folder) / name for name in sorted(names)):
                if not file.is_symlink():
                    found = True
                    yield file
        if not found:
            yield path


def _blocks(one: Examined) -> bool:
    return any(finding.severity == "block" for finding in one.screened.findings)


def _facts(path: Path, one: Examined) -> dict[str, Any]:
    """A file as JSON."""
    from gongkai.annualreport.sources import shown

    return {
        "file": shown(str(path)),
        "findings": [
            {
                "kind": found.kind,
                "severity": found.severity,
                "where": found.where,
                "excerpt": found.excerpt,
                "mask": found.mask,
            }
            for found in one.screened.findings
        ],
        "unread": list(one.screened.unread),
    }


def _show(path: Path, one: Examined) -> None:
    """A file for people, the gravest first."""
    from gongkai.annualreport.commands.screen import say
    from gongkai.annualreport.sources import shown

    found = one.screened.findings
    say(f"{shown(str(path))}：" + (f"发现{len(found)}处。" if found else "没有发现。"), style="bold")
    for severity, word in WORDS.items():
        for finding in found:
            if finding.severity == severity:
                line = f"  {word}　{finding.where}：{finding.kind.label}　{' '.join(finding.excerpt.split())}"
                say(line, style=STYLES[severity])
    for sentence in one.screened.unread:
        say(f"  没有检查　{sentence}", style="yellow")


def _sum_up(verdict: _Verdict) -> None:
    from gongkai.annualreport.commands.screen import say

    say(
        f"共{verdict.files}个文件：有必须处理的{verdict.blocked}个，打不开的{verdict.lost}个，"
        f"有内容没有检查到的{verdict.unread}个。",
        style="bold",
    )
