"""`gongkai report …`: read and check published reports, compile one from the records."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from gongkai.console.naming import find_organ
from gongkai.console.state import add_data, begin, fail


def add(commands: Any) -> None:
    report = commands.add_parser(
        "report", help="年度报告：读取、检查、编制", description="年度报告：读取、检查、编制。"
    )
    kinds = report.add_subparsers(title="命令", metavar="命令", dest="kind", required=True)

    check = kinds.add_parser("check", help="检查已有的年度报告", description="读取年度报告并检查勾稽关系。")
    check.add_argument("files", nargs="+", type=Path, metavar="文件")
    check.add_argument("--previous", type=Path, metavar="文件", help="上一年度的报告，用来核对结转数")
    check.add_argument("--json", action="store_true", help="输出 JSON")
    check.set_defaults(run=run_check)

    read = kinds.add_parser("read", help="读出年度报告的数据", description="读出年度报告各表的数据。")
    read.add_argument("files", nargs="+", type=Path, metavar="文件")
    read.add_argument("--json", action="store_true", help="输出 JSON")
    read.set_defaults(run=run_read)

    compile_ = kinds.add_parser(
        "compile", help="从记录编制年度报告", description="从本库的记录编制一个机关一年的报告。"
    )
    compile_.add_argument("--organ", required=True, metavar="机关", help="机关的全称、简称或者网址代号")
    compile_.add_argument("--year", required=True, type=int, metavar="年度")
    compile_.add_argument("--json", action="store_true", help="输出 JSON")
    add_data(compile_)
    compile_.set_defaults(run=run_compile)


def run_check(given: argparse.Namespace) -> int:
    from gongkai.annualreport.command import main_check

    previous = ["--previous", str(given.previous)] if given.previous else []
    return main_check([*map(str, given.files), *previous, *_json(given)])


def _json(given: argparse.Namespace) -> list[str]:
    return ["--json"] if given.json else []


def run_read(given: argparse.Namespace) -> int:
    from gongkai.annualreport.command import main_read

    return main_read([*map(str, given.files), *_json(given)])


def run_compile(given: argparse.Namespace) -> int:
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
        from gongkai.annualreport.command import print_report

        print_report(report)
    return 0
