"""What the tests of the commands share: files to give them, and what they answer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.as_page import report_page

# A report of before 2019, which has no tables of a national format.
OLD = (
    "某某县清河镇2016年政府信息公开工作年度报告\n一、概述\n本镇主动公开信息。\n二、主动公开情况\n公开12条。\n"
)


class Answer:
    """What a command gave back: its exit code, what it printed, what it complained of."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def written(path: Path, report: Report | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = report if isinstance(report, str) else report_page(report)
    path.write_text(text, encoding="utf-8")
    return path


def signed(report: Report, **facts: Any) -> Report:
    """A report with words and a signature, so that nothing but its numbers is to be doubted."""
    return replace(
        report, issuer=report.organ, title=f"{report.organ}{report.year}年政府信息公开工作年度报告", **facts
    )
