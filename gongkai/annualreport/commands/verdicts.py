"""What a worker makes of one file: its verdict (校验结果), small enough that ten thousand lie in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from gongkai.annualreport.check import check
from gongkai.annualreport.checked import Checked
from gongkai.annualreport.commands.batch import report_with_origins
from gongkai.annualreport.commands.lastyear import LastYear
from gongkai.annualreport.findings import Finding, not_assessable
from gongkai.annualreport.formats import BEFORE_2019
from gongkai.annualreport.pool import Lost
from gongkai.annualreport.report import Report, canonical_digest, cells_json
from gongkai.annualreport.sources import Source


@dataclass(frozen=True)
class Verdict:
    """A file's verdict, its cells as JSON text, and its words if asked for; both empty when it was not read."""

    checked: Checked
    cells: str = ""
    words: Report | None = None  # without its tables

    @classmethod
    def lost(cls, source: Source, reason: Lost) -> Verdict:
        """The verdict on a file that could not be read."""
        return cls(Checked(source.name, unread=(str(reason),)))

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain JSON; organ, year, format and cells are null for a file that was not read."""
        one = self.checked
        facts = (one.organ, one.year, one.format) if one.readable else (None, None, None)
        return {
            "file": one.file,
            **dict(zip(("organ", "year", "format"), facts, strict=True)),
            "cells": json.loads(self.cells) if self.cells else None,
            "findings": [found.as_json() for found in one.findings],
            "unread": list(one.unread),
        }

    @property
    def digest(self) -> str:
        """数据校验码 of the cells."""
        return canonical_digest(json.loads(self.cells))


def verdict_on(source: Source, last_year: LastYear | None = None, *, words: bool = False) -> Verdict:
    """Read and check one file; `words` asks for its words too. Raises Lost."""
    report = report_with_origins(source)
    findings = findings_of(report, last_year)
    cells = json.dumps(cells_json(report), ensure_ascii=False, separators=(",", ":"))
    return Verdict(Checked.of(source.name, report, findings), cells, _words_of(report) if words else None)


def _words_of(report: Report) -> Report:
    empty = Report(report.organ, report.year, report.format, {}, {}, ())
    return replace(empty, sections=dict(report.sections), issuer=report.issuer)


def findings_of(report: Report, last_year: LastYear | None) -> tuple[Finding, ...]:
    """What is wrong in a report, its predecessor beside it where the shelf has it."""
    previous = last_year.of(report) if last_year else None
    findings = check(report, previous=previous)
    if last_year is None or previous is not None:
        return findings
    whose = report.organ or "（未写机关）"
    why = f"给出的上年报告里没有“{whose}”{report.year - 1}年度的。" if report.year else "报告没有写明年度。"
    others = (one for one in findings if one.assessable or one.rule != "T3-4")  # more exact than “not given”
    return (*others, not_assessable("T3-4", "上年报告", why))  # what was not assessed comes last


def marked_copy(marking: tuple[Source, tuple[Finding, ...]]) -> str:
    """The report in a file as a page with its findings marked in it. Raises Lost."""
    from gongkai.annualreport.write.marked import marked_html

    source, findings = marking
    report = report_with_origins(source)
    if report.format.name == BEFORE_2019:
        raise Lost("2019年度以前的报告没有全国统一的格式，没有写标记稿。问题请看清单。")
    return marked_html(report, findings)
