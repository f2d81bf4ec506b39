"""汇总: the superior's report (上级机关的年度报告) as the sum of its organs' reports, cell by cell.

Basis: 国办公开办函〔2021〕30号; law of the sums: rule X-2. The words of the organs are not merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from gongkai.annualreport.cells import with_cells
from gongkai.annualreport.check import check
from gongkai.annualreport.findings import Amount, Finding, place_name
from gongkai.annualreport.formats import BEFORE_2019
from gongkai.annualreport.organnames import NAMELESS, same_organ, within
from gongkai.annualreport.report import UNREAD, Report, report_json

UNITS = {"元": 1, "万元": 10_000}  # of 采购总金额, in 元
_AMOUNT = "/采购总金额"


class MergeRefused(ValueError):
    """These reports cannot be added up; the message, in Chinese, names the reports and the remedy."""


@dataclass(frozen=True)
class RefusedPart:
    """One organ's report that was left out of the sum, and why (sentences)."""

    organ: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """The superior's report and what must be known about it before it is signed."""

    report: Report
    organs: tuple[str, ...]  # whose reports were added up
    missing: tuple[str, ...]  # expected, but not given
    refused: tuple[RefusedPart, ...]
    warnings: tuple[str, ...]  # sentences
    findings: tuple[Finding, ...]  # all rules over the sum, X-2 among them

    def as_json(self) -> dict[str, Any]:
        """Everything as plain JSON; `report` as report_json gives it."""
        return {
            "report": report_json(self.report),
            "organs": list(self.organs),
            "missing": list(self.missing),
            "refused": [{"organ": part.organ, "reasons": list(part.reasons)} for part in self.refused],
            "warnings": list(self.warnings),
            "findings": [found.as_json() for found in self.findings],
        }


def merge(
    reports: Sequence[Report],
    *,
    organ: str,
    expected: Sequence[str] = (),
    despite_errors: bool = False,
) -> Merged:
    """The report of `organ`, the sum of `reports`: blank and “/” count 0, its sections are left empty.

    Left out and named are a report with an error (错误), unless `despite_errors`, and always one without an
    organ or a year, with a number that could not be read, or of `organ` itself, which may be an earlier sum.
    `expected` are the organs that should have reported. Raises MergeRefused when years or formats differ, an
    organ comes twice, or nothing is left to add up.

    >>> from gongkai.annualreport import Report
    >>> towns = [Report.empty(f"某某县{name}镇人民政府", 2024) for name in ("清河", "云岭")]
    >>> merged = merge(towns, organ="某某县人民政府", expected=["某某县清河镇", "某某县红旗乡"])
    >>> merged.report.title
    '某某县人民政府2024年政府信息公开工作年度报告'
    >>> merged.missing
    ('某某县红旗乡',)
    """
    if not reports:
        raise MergeRefused("没有可以汇总的报告，请先选择各机关的年度报告。")
    kept, refused = _sorted_out(reports, organ, despite_errors)
    parts, warnings = _in_one_unit(kept)
    total = _total(parts, organ)
    return Merged(
        report=total,
        organs=tuple(part.organ for part in parts),
        missing=_missing(reports, expected, organ),
        refused=refused,
        warnings=(*warnings, *_unexpected(reports, expected, organ)),
        findings=check(total, parts=parts),
    )


def _sorted_out(
    reports: Sequence[Report], organ: str, despite_errors: bool
) -> tuple[list[Report], tuple[RefusedPart, ...]]:
    """What is added up, and what is left out. Raises MergeRefused."""
    verdicts = [(report, _against(report, organ)) for report in reports]
    _refuse_other_forms([report for report, reasons in verdicts if not reasons])
    _refuse_an_organ_twice(reports, organ)
    if not despite_errors:
        verdicts = [(report, reasons or _errors(report)) for report, reasons in verdicts]
    kept = [report for report, reasons in verdicts if not reasons]
    refused = tuple(RefusedPart(report.organ or NAMELESS, reasons) for report, reasons in verdicts if reasons)
    if not kept:
        named = "；".join(f"“{part.organ}”：{part.reasons[0].rstrip('。')}" for part in refused)
        raise MergeRefused(f"没有一份报告可以汇总：{named}。")
    return kept, refused


def _refuse_other_forms(reports: Sequence[Report]) -> None:
    others = [report for report in reports if _form(report) != _form(reports[0])]
    if others:
        named = "；".join(_described(report) for report in (reports[0], *others[:5]))
        more = f"等{len(others) + 1}份" if len(others) > 5 else ""
        raise MergeRefused(
            f"年度和表式都相同的报告才能汇总，这些报告并不相同：{named}{more}。"
            "请去掉其他年度的报告；表式不同的，先转换成同一表式再汇总。"
        )


def _form(report: Report) -> tuple[int, str, str]:
    return report.year, report.format.name, report.format.table2_name


def _described(report: Report) -> str:
    names = dict.fromkeys((report.format.table2_name, report.format.name))
    return f"“{report.organ or NAMELESS}”是{report.year}年度、{'和'.join(names)}年表式"


def _refuse_an_organ_twice(reports: Sequence[Report], organ: str) -> None:
    seen: dict[str, str] = {}
    for report in reports:
        name = within(report.organ, organ)
        if name and name in seen:
            raise MergeRefused(
                f"“{report.organ}”有两份报告（另一份写作“{seen[name]}”），汇总会重复计数。请只保留一份。"
            )
        seen[name] = report.organ


def _against(report: Report, organ: str) -> tuple[str, ...]:
    """The sentences for which this report may not be added up at all."""
    if not same_organ(report.organ):
        return ("没有写明机关名称，无法确认是谁的报告。",)
    if not report.year:
        return ("没有写明报告年度，无法确认是不是同一年度的报告。",)
    if report.format.name == BEFORE_2019:
        return (f"是{report.year}年度的报告，2019年度以前没有全国统一的表格，不能逐格相加。",)
    if not within(report.organ, organ):
        return (
            "是汇总机关自己的报告，可能是以前汇总出来的，计入会重复。"
            f"如果是本级单独的报告，请把机关名称写成“{report.organ}（本级）”。",
        )
    unread = [place for place, mark in report.marks.items() if mark == UNREAD]
    if unread:
        named = "、".join(place_name(report.format, place) for place in unread[:5])
        return (f"有{len(unread)}个数没有读出（{named}{'等' if len(unread) > 5 else ''}），请填明后再汇总。",)
    if _amount(report) and report.amount_unit and report.amount_unit not in UNITS:
        return (f"采购总金额的单位“{report.amount_unit}”不是元或万元，请改正后再汇总。",)
    return ()


def _errors(report: Report) -> tuple[str, ...]:
    return tuple(found.message for found in check(report) if found.severity == "error")


def _in_one_unit(reports: Sequence[Report]) -> tuple[list[Report], list[str]]:
    """The reports with 采购总金额 in one unit (元 where they differ), and a warning for each that names none."""
    warnings = [
        f"“{report.organ}”的采购总金额{amount}没有写明单位，已按元相加，请核实。"
        for report in reports
        if (amount := _amount(report)) and not report.amount_unit
    ]
    units = {report.amount_unit or "元" for report in reports if _amount(report)}
    if len(units) < 2:
        return list(reports), warnings
    return [_in_yuan(report) for report in reports], warnings


def _amount(report: Report) -> Amount:
    return sum((value or 0 for place, value in report.cells() if place.endswith(_AMOUNT)), start=0)


def _in_yuan(report: Report) -> Report:
    factor = UNITS.get(report.amount_unit or "元", 1)
    values = {
        place: value * factor if value is not None and place.endswith(_AMOUNT) else value
        for place, value in report.cells()
    }
    return replace(with_cells(report, report.format, values), amount_unit="元")


def _total(parts: Sequence[Report], organ: str) -> Report:
    totals: dict[str, int | Decimal] = {}
    for part in parts:
        for place, value in part.cells():
            totals[place] = totals.get(place, 0) + (value or 0)
    first = parts[0]
    empty = Report(organ, first.year, first.format, {}, {}, ())
    return replace(
        with_cells(empty, first.format, totals),
        title=f"{organ}{first.year}年政府信息公开工作年度报告",
        sections=dict.fromkeys(first.format.sections, ""),
        issuer=organ,
        amount_unit=next((part.amount_unit for part in parts if _amount(part) and part.amount_unit), None),
    )


def _missing(reports: Sequence[Report], expected: Sequence[str], organ: str) -> tuple[str, ...]:
    given = {within(report.organ, organ) for report in reports}
    names = dict.fromkeys(name.strip() for name in expected if name.strip())
    return tuple(name for name in names if within(name, organ) not in given)


def _unexpected(reports: Sequence[Report], expected: Sequence[str], organ: str) -> list[str]:
    due = {within(name, organ) for name in expected if name.strip()}
    extra = [
        report.organ
        for report in reports
        if same_organ(report.organ) and within(report.organ, organ) not in due
    ]
    return [f"“{name}”不在应报机关名单里，请核对。" for name in extra] if due else []
