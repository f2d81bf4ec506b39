"""`gongkai report …`: read, check, merge, compare and convert reports as files; compile one from the records.

Only `compile` needs the database: the others load neither Django nor, until they run, any reader or writer.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from gongkai.console.naming import find_organ
from gongkai.console.state import add_data, begin, fail

KINDS = ("html", "docx", "xlsx", "pdf", "json")
MANY = "年度报告文件；也可以是文件夹、zip 压缩包，可以写多个"


def add(commands: Any) -> None:
    """All commands about reports."""
    about = "年度报告：读取、检查、汇总、对照、转换、编制。"
    report = commands.add_parser("report", help=about.rstrip("。"), description=about)
    kinds = report.add_subparsers(title="命令", metavar="命令", dest="kind", required=True)
    for add_one in (_add_check, _add_read, _add_merge, _add_compare, _add_convert, _add_compile):
        add_one(kinds)


def _add_check(kinds: Any) -> None:
    check = _batch(kinds, "check", "检查已有的年度报告", "读取年度报告，检查勾稽关系和内容。")
    check.add_argument(
        "--previous",
        type=Path,
        metavar="文件",
        help="上一年度的报告，用来核对结转数；可以是文件夹或压缩包，按机关和年度对应",
    )
    check.add_argument(
        "--siblings",
        action=argparse.BooleanOptionalAction,
        help="互相核对同一年度的报告有没有内容雷同（默认：不超过1000份时核对）",
    )
    check.add_argument("--json", action="store_true", help="输出 JSON：一个文件是一个对象，多个是列表")
    check.add_argument("--excel", type=Path, metavar="文件", help="把问题清单写成 Excel 文件（.xlsx）")
    check.add_argument("--marked", type=Path, metavar="文件夹", help="把标出问题的报告（网页）写到这个文件夹")
    _add_force(check)


def _add_read(kinds: Any) -> None:
    read = _batch(kinds, "read", "读出年度报告的数据", "读出年度报告各表的数据和各部分的文字。")
    read.add_argument("--json", action="store_true", help="输出 JSON：一个文件是一个对象，多个是列表")


def _add_merge(kinds: Any) -> None:
    merge = _batch(
        kinds, "merge", "汇总各机关的年度报告", "把各机关同一年度的报告逐格相加，成为上级机关的报告。"
    )
    merge.add_argument(
        "--organ", required=True, metavar="机关", help="汇总的上级机关名称，例如某某县人民政府"
    )
    merge.add_argument(
        "--expected", type=Path, metavar="名单", help="应报机关名单（文本文件，一行一个），用来查缺"
    )
    merge.add_argument("--despite-errors", action="store_true", help="有错误的报告也计入（默认不计入）")
    merge.add_argument("--json", action="store_true", help="输出 JSON")
    merge.add_argument(
        "-o",
        "--output",
        type=Path,
        action="append",
        metavar="文件",
        help=f"汇总报告写到这个文件，后缀决定种类（{'、'.join(KINDS)}）；可以写多次",
    )
    _add_force(merge)


def _add_compare(kinds: Any) -> None:
    about = "把两份报告逐格对照，列出增减、结转是否一致、哪些文字改了。"
    compare = kinds.add_parser("compare", help="对照两份年度报告", description=about)
    compare.add_argument("old", type=Path, metavar="前一份")
    compare.add_argument("new", type=Path, metavar="后一份")
    compare.add_argument("--json", action="store_true", help="输出 JSON")
    compare.add_argument("--excel", type=Path, metavar="文件", help="把对照写成 Excel 文件（.xlsx）")
    _add_force(compare)
    compare.set_defaults(run=_runner("compare"))


def _add_convert(kinds: Any) -> None:
    convert = _batch(
        kinds, "convert", "转换年度报告的文件种类或表式", "把报告写成另一种文件；要求时换成另一种表式。"
    )
    convert.add_argument("--to", required=True, choices=KINDS, metavar="种类", help="、".join(KINDS))
    convert.add_argument(
        "--format",
        choices=("2019", "2021"),
        metavar="表式",
        help="换成 2019 或者 2021 年表式，带不过去的逐项列出（默认不换）",
    )
    where = convert.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", type=Path, metavar="文件", help="写成这个文件（只转换一个文件时）")
    where.add_argument("--into", type=Path, metavar="文件夹", help="写到这个文件夹（默认：写在原文件旁边）")
    _add_force(convert)


def _add_compile(kinds: Any) -> None:
    compile_ = kinds.add_parser(
        "compile", help="从记录编制年度报告", description="从本库的记录编制一个机关一年的报告。"
    )
    compile_.add_argument("--organ", required=True, metavar="机关", help="机关的全称、简称或者网址代号")
    compile_.add_argument("--year", required=True, type=int, metavar="年度")
    compile_.add_argument("--json", action="store_true", help="输出 JSON")
    add_data(compile_)
    compile_.set_defaults(run=run_compile)


def _batch(kinds: Any, name: str, about: str, description: str) -> argparse.ArgumentParser:
    """A command for many files at once, on all cores."""
    command: argparse.ArgumentParser = kinds.add_parser(name, help=about, description=description)
    command.add_argument("files", nargs="+", type=Path, metavar="文件", help=MANY)
    command.add_argument("--jobs", type=jobs, metavar="个数", help="同时处理几个文件（默认：处理器核数）")
    command.set_defaults(run=_runner(name))
    return command


def _add_force(command: argparse.ArgumentParser) -> None:
    command.add_argument("--force", action="store_true", help="覆盖已经存在的文件（默认不覆盖）")


def jobs(text: str) -> int:
    """How many files at once, as typed. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 1000):
        raise argparse.ArgumentTypeError("应当是1到999的整数")
    return int(text)


def _runner(name: str) -> Callable[[argparse.Namespace], int]:
    def run(given: argparse.Namespace) -> int:
        command: Callable[[argparse.Namespace], int] = import_module(
            f"gongkai.annualreport.commands.{name}"
        ).run
        return command(given)

    return run


def run_compile(given: argparse.Namespace) -> int:
    """`gongkai report compile`: the report of one organ and year as the records stand."""
    folder = begin(given)
    from django.db import DatabaseError

    from gongkai.annualreport.formats import UnknownYear
    from gongkai.annualreport.report import cells_json
    from gongkai.reporting.compile import compile_report
    from gongkai.trail.acts import Refused

    try:
        organ = find_organ(given.organ)
    except DatabaseError:
        return fail(f"{folder} 里没有可用的数据库。请用 --data 指明数据文件夹，或者先运行 gongkai serve。")
    except Refused as refusal:
        return fail(str(refusal))
    try:
        report = compile_report(organ, given.year)
    except UnknownYear as fault:
        return fail(str(fault))
    if given.json:
        facts = {
            "organ": report.organ,
            "year": report.year,
            "format": report.format.name,
            "cells": cells_json(report),
        }
        print(json.dumps(facts, ensure_ascii=False, indent=1))  # noqa: T201
    else:
        from gongkai.annualreport.commands.screen import print_report

        print_report(report)
    return 0
