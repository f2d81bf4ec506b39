"""上年报告: last year's reports, each laid on a shelf under its organ and year, to be taken down by its successor.

The shelf is a folder of this run, since the reports of ten thousand organs are too many to hand to every worker.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gongkai.annualreport.commands.batch import done, report_in
from gongkai.annualreport.organnames import same_organ
from gongkai.annualreport.pool import Lost
from gongkai.annualreport.report import Report, report_from_json, report_json
from gongkai.annualreport.sources import Source

_ONLY = "only"


@dataclass(frozen=True)
class LastYear:
    """The shelf; `only` when there is one report for one report, to be compared whatever it is."""

    folder: Path
    only: bool = False

    def of(self, report: Report) -> Report | None:
        """The report of the same organ for the year before; None when it is not there."""
        key = _ONLY if self.only else _key(report.organ, report.year - 1)
        try:
            return report_from_json(json.loads((self.folder / key).read_text("utf-8", "surrogatepass")))
        except FileNotFoundError:
            return None


def shelved(
    files: Sequence[Source], folder: Path, jobs: int | None, *, only: bool
) -> tuple[LastYear, list[str]]:
    """Last year's reports on the shelf, and a sentence for each that is not there."""
    problems: list[str] = []
    holders: dict[str, str] = {}
    for (number, source), laid in done(
        partial(_lay, folder=folder), list(enumerate(files)), jobs, "读上年报告"
    ):
        if isinstance(laid, Lost):
            problems.append(f"上年报告读不出：{source.name}：{laid}")
            continue
        key = _ONLY if only else laid
        draft = folder / f"{number}.draft"
        if not key:
            problems.append(f"上年报告没有写明机关或者年度，没有用来核对：{source.name}。")
        elif key in holders:
            problems.append(f"上年报告里同一机关有两份，用了“{holders[key]}”，没有用“{source.name}”。")
        else:
            holders[key] = source.name
            draft.rename(folder / key)
            continue
        draft.unlink()
    return LastYear(folder, only), problems


def _lay(numbered: tuple[int, Source], folder: Path) -> str:
    """Read one and lay it down under its number; gives the name it belongs under. Raises Lost."""
    number, source = numbered
    report = report_in(source)
    text = json.dumps(report_json(report), ensure_ascii=False)
    (folder / f"{number}.draft").write_text(text, "utf-8", "surrogatepass")
    return _key(report.organ, report.year) if report.organ and report.year else ""


def _key(organ: str, year: int) -> str:
    name = f"{same_organ(organ)} {year}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(name).hexdigest()
