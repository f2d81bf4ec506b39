"""`gongkai clock FILE.yaml`: worked examples of the clock of an application, run and explained."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    clock = commands.add_parser(
        "clock",
        help="期限算例：依申请公开的答复期限",
        description="计算文件中每个算例的答复期限，说明依据和逐日的数法，与算例写明的期望核对。",
    )
    clock.add_argument("file", type=Path, metavar="文件", help="YAML 文件，写法见 cases/clock.yaml")
    clock.add_argument("--json", action="store_true", help="输出 JSON")
    clock.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when every expectation holds, 1 when one does not, 2 when the file cannot be read."""
    from gongkai.law.clock.cases import CasesUnreadable, read_cases, run_case
    from gongkai.law.workdays import Calendar

    calendar = Calendar.official()
    try:
        text = given.file.read_text(encoding="utf-8-sig")
        outcomes = [run_case(case, calendar) for case in read_cases(text)]
    except (OSError, UnicodeDecodeError):
        return _unreadable(f"打不开“{given.file}”，请核对文件名，文件应是UTF-8编码的文本。")
    except CasesUnreadable as fault:
        return _unreadable(f"“{given.file}”读不出：{fault}")
    failed = [outcome for outcome in outcomes if outcome.failures]
    if given.json:
        sys.stdout.write(json.dumps([one.as_json() for one in outcomes], ensure_ascii=False, indent=1) + "\n")
    else:
        for outcome in outcomes:
            _show(outcome)
        _say(f"共{len(outcomes)}个算例，{len(failed)}个与期望不符。")
    for outcome in failed if given.json else ():
        sys.stderr.write(f"不符：{outcome.name}：{''.join(outcome.failures)}\n")
    return 1 if failed else 0


def _show(outcome: Any) -> None:
    from gongkai.law.dated import written_day

    found = outcome.reckoning
    _say(f"{'✗' if outcome.failures else '✓'} {outcome.name}")
    for failure in outcome.failures:
        _say(f"  不符：{failure}")
    if found is None:
        _say(f"  拒绝：{outcome.message}")
        return
    due = written_day(found.due) if found.due else "暂定" if found.provisional else "尚未起算"
    _say(f"  答复期限：{due}")
    for step in found.steps:
        span = step.start.isoformat() + (f" 至 {step.end.isoformat()}" if step.end else "")
        _say(f"  {span}  {step.reason}（{step.article}）")
    for line in found.ledger:
        _say(f"    {line}")
    for violation in found.violations:
        _say(f"  违法情形：{violation.sentence}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _unreadable(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 2
