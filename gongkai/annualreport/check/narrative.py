"""Checks of the words of a report: what Art. 50 asks for, how long, the numbers quoted against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annualreport.check.itemised import check_itemised
from gongkai.annualreport.check.levels import level_of
from gongkai.annualreport.check.quotes import check_quotes
from gongkai.annualreport.findings import Finding, finding
from gongkai.annualreport.report import Report

LONGEST_OVERVIEW = 1000  # characters without sub-headings, 武政办发〔2025〕54号
RESULTS = (
    ("工作考核", re.compile("考核")),
    ("社会评议", re.compile("评议|满意度")),
    ("责任追究", re.compile("责任追究|追究责任|追责|问责")),
)
_SUPERVISION_PART = re.compile(r"^[（(]?[一二三四五六七八九][）)、.]?.{0,6}监督保障.*$", re.MULTILINE)
_SUBHEADING = re.compile(r"^[（(][一二三四五六七八九十]+[）)][^。；]{0,30}$", re.MULTILINE)
_GOVERNMENT = re.compile(r"(?:政府|[镇乡县区旗市州省]|自治区|街道)$")


def check_narrative(report: Report) -> Iterator[Finding]:
    """Every check of sections 一, 五 and 六; a section's text is looked up under its official heading."""
    overview, problems, others = (report.sections.get(report.format.sections[i], "") for i in (0, 4, 5))
    for heading, text in ((report.format.sections[0], overview), (report.format.sections[4], problems)):
        if not text.strip():
            yield finding("S-EMPTY", heading, f"“{heading}”没有内容，请补写。")
    if overview.strip():
        yield from _check_length(report.format.sections[0], overview)
        yield from _check_supervision(report, overview)
        yield from check_quotes(report, overview)
        yield from check_itemised(overview)
    if not others.strip():
        heading = report.format.sections[5]
        yield finding("S6", heading, f"“{heading}”没有内容：没有其他事项的，请写“无”。")


def _check_length(heading: str, text: str) -> Iterator[Finding]:
    length = len("".join(_SUBHEADING.sub("", text).split()))
    if length > LONGEST_OVERVIEW:
        message = f"“{heading}”共{length}字，超过{LONGEST_OVERVIEW}字，请精简。"
        yield finding("S1-LEN", heading, message, expected=LONGEST_OVERVIEW, found=length)


def _check_supervision(report: Report, overview: str) -> Iterator[Finding]:
    """S1-SUPERVISION: governments also report assessment, public appraisal and accountability."""
    if not _is_government(report):
        return
    part = _SUPERVISION_PART.search(overview)
    text = overview[part.start() :] if part else overview
    missing = [name for name, words in RESULTS if not words.search(text)]
    if missing:
        message = (
            f"监督保障部分没有写{'、'.join(missing)}的结果。各级人民政府的年度报告应当包括"
            "工作考核、社会评议和责任追究结果情况；没有的也请写明。"
        )
        yield finding("S1-SUPERVISION", report.format.sections[0], message)


def _is_government(report: Report) -> bool:
    name = report.issuer or report.organ
    return bool(_GOVERNMENT.search(name)) and (name.endswith("政府") or level_of(name) is not None)
