"""Worked examples of the clock 期限算例: a YAML list of cases, run and compared with what each expects.

A case says `name`, `events` (each with `kind` and `day`), maybe `notices_through` (the last year whose holiday
notice is to be known), and what it expects: `due`, `provisional`, `refused` (the name of the refusal) and
`violations` (their codes, or how many).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from gongkai.law.clock.events import Event, EventRefused
from gongkai.law.clock.fold import Reckoning, reckon
from gongkai.law.clock.refusals import ClockRefused
from gongkai.law.dated import NotInForce
from gongkai.law.workdays import Calendar, NoticeMissing

EXPECTED = ("due", "provisional", "refused", "violations")
_KNOWN = {"name", "events", "notices_through", "note", *EXPECTED}


class CasesUnreadable(ValueError):
    """The file is no list of cases; the message is in Chinese and names the case."""


@dataclass(frozen=True)
class Outcome:
    """What came of one case: the reckoning, or the refusal; and in sentences where it is not as expected."""

    name: str
    reckoning: Reckoning | None
    refused: str
    message: str
    failures: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The outcome as plain JSON values."""
        found = self.reckoning
        return {
            "name": self.name,
            "due": found.due.isoformat() if found and found.due else None,
            "provisional": found.provisional if found else False,
            "steps": [
                {
                    "article": str(step.article),
                    "reason": step.reason,
                    "from": step.start.isoformat(),
                    "to": step.end.isoformat() if step.end else None,
                }
                for step in (found.steps if found else ())
            ],
            "ledger": [
                {"day": line.day.isoformat(), "counts": line.counted, "why": line.why, "number": line.number}
                for line in (found.ledger if found else ())
            ],
            "violations": [
                {"code": one.code, "sentence": one.sentence, "day": one.day.isoformat()}
                for one in (found.violations if found else ())
            ],
            "refused": self.refused or None,
            "message": self.message or None,
            "failures": list(self.failures),
        }


def read_cases(text: str) -> list[Mapping[str, Any]]:
    """The cases of a file. Raises CasesUnreadable."""
    try:
        cases = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        mark = getattr(fault, "problem_mark", None)
        place = f"第{mark.line + 1}行" if mark else "文件"
        raise CasesUnreadable(f"{place}不是正确的YAML，请核对缩进、冒号和日期。") from fault
    if not isinstance(cases, list) or not cases:
        raise CasesUnreadable("文件里应是算例的列表，每个算例以“- name:”开头。")
    for number, case in enumerate(cases, 1):
        if not isinstance(case, dict):
            raise CasesUnreadable(f"第{number}个算例不是“名称: 内容”的样式。")
        name = case.get("name", f"第{number}个")
        if strange := [str(key) for key in case if key not in _KNOWN]:
            known = "、".join(sorted(_KNOWN))
            raise CasesUnreadable(f"算例“{name}”里不能写“{'、'.join(strange)}”，可以写：{known}。")
        if not isinstance(case.get("events"), list) or not all(isinstance(e, dict) for e in case["events"]):
            raise CasesUnreadable(f"算例“{name}”的 events 应是事件的列表，每个事件写 day 和 kind。")
    return cases


def run_case(case: Mapping[str, Any], calendar: Calendar) -> Outcome:
    """Run one case. Raises CasesUnreadable where it names a year that the calendar does not know."""
    name = str(case.get("name", ""))
    if "notices_through" in case:
        try:
            calendar = calendar.through(case["notices_through"])
        except (NoticeMissing, TypeError) as missing:
            raise CasesUnreadable(f"算例“{name}”：没有“{case['notices_through']}”年的放假安排。") from missing
    found, refused, message = None, "", ""
    try:
        found = reckon([Event.read(row) for row in case["events"]], calendar=calendar)
    except (ClockRefused, EventRefused, NotInForce) as refusal:
        refused, message = type(refusal).__name__, str(refusal)
    return Outcome(name, found, refused, message, tuple(_failures(case, found, refused, message)))


def _failures(case: Mapping[str, Any], found: Reckoning | None, refused: str, message: str) -> list[str]:
    if "refused" in case:
        wanted = case["refused"]
        right = bool(refused) if wanted is True else (wanted or "") == refused
        return [] if right else [f"应拒绝（{wanted}），实为{refused or '没有拒绝'}。"]
    if found is None:
        return [f"没有料到的拒绝（{refused}）：{message}"]
    failures = []
    if "due" in case and case["due"] != found.due:
        failures.append(f"期限应为{_day(case['due'])}，实为{_day(found.due)}。")
    if "provisional" in case and case["provisional"] != found.provisional:
        failures.append(f"暂定应为{case['provisional']}，实为{found.provisional}。")
    if "violations" in case and not _same(case["violations"], found):
        codes = "、".join(one.code for one in found.violations) or "没有"
        failures.append(f"违法情形应为{case['violations']}，实为{codes}。")
    return failures


def _day(day: date | None) -> str:
    return str(day) if day else "未定"


def _same(expected: Any, found: Reckoning) -> bool:
    if isinstance(expected, int) and not isinstance(expected, bool):
        return expected == len(found.violations)
    wanted = [expected] if isinstance(expected, str) else [str(code) for code in expected or ()]
    return sorted(wanted) == sorted(one.code for one in found.violations)
