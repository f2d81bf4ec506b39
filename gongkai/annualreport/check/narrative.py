"""Checks of what a report must say (Art. 50) and how long it may be, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.organs import is_government
from gongkai.annualreport.findings import Finding, finding, not_assessable

LONGEST_OVERVIEW = 1000  # characters without sub-headings, 武政办发〔2025〕54号
RESULTS = (
    ("工作考核", re.compile("考核")),
    ("社会评议", re.compile("评议|满意度")),
    ("责任追究", re.compile("责任追究|追究责任|追责|问责")),
)
_SUPERVISION_PART = re.compile(r"^[（(]?[一二三四五六七八九][）)、.]?.{0,6}监督保障.*$", re.MULTILINE)
_SUBHEADING = re.compile(r"^[（(][一二三四五六七八九十]+[）)][^。；]{0,30}$", re.MULTILINE)
_NONE = re.compile(r"^[\s　]*(?:暂?无|没有|/|略)[。.]?[\s　]*$")


def check_narrative(facts: Facts) -> Iterator[Finding]:
    """Sections 一, 五 and 六; a section's text is looked up under its official heading."""
    sections = facts.form.sections
    overview, problems, others = (facts.report.sections.get(sections[i], "") for i in (0, 4, 5))
    yield from _check_empty(facts, sections[0], overview)
    yield from _check_empty(facts, sections[4], problems)
    if overview.strip():
        yield from _check_length(sections[0], overview)
        yield from _check_supervision(facts, overview)
    elif _not_found(facts, sections[0]):
        yield not_assessable("X-1", sections[0], "没有找到这一部分，正文中的数字没有核对。请补录后再校验。")
    if not others.strip():
        heading = sections[5]
        said = "没有找到这一部分" if _not_found(facts, heading) else f"“{heading}”没有内容"
        yield finding("S6", heading, f"{said}：没有其他事项的，请写“无”。")


def _not_found(facts: Facts, heading: str) -> bool:
    return any(f"没有找到“{heading}”" in line for line in facts.report.unread)


def _check_empty(facts: Facts, heading: str, text: str) -> Iterator[Finding]:
    """S-EMPTY: Art. 50 asks for the content of 一 and 五; 无 is none."""
    if _not_found(facts, heading) and not text.strip():
        yield finding("S-EMPTY", heading, f"没有找到“{heading}”这一部分。请补写；已写的请核对标题。")
    elif not text.strip():
        yield finding("S-EMPTY", heading, f"“{heading}”没有内容，请补写。")
    elif _NONE.match(text):
        yield finding("S-EMPTY", heading, f"“{heading}”只写了“{text.strip()}”，这一部分应有内容。请补写。")


def _check_length(heading: str, text: str) -> Iterator[Finding]:
    length = len("".join(_SUBHEADING.sub("", text).split()))
    if length > LONGEST_OVERVIEW:
        message = f"“{heading}”共{length}字，超过{LONGEST_OVERVIEW}字，请精简。"
        yield finding("S1-LEN", heading, message, expected=LONGEST_OVERVIEW, found=length)


def _check_supervision(facts: Facts, overview: str) -> Iterator[Finding]:
    """S1-SUPERVISION: governments also report assessment, public appraisal and accountability."""
    if not is_government(facts.report):
        return
    part = _SUPERVISION_PART.search(overview)
    text = overview[part.start() :] if part else overview
    missing = [name for name, words in RESULTS if not words.search(text)]
    if missing:
        message = (
            f"监督保障部分没有写{'、'.join(missing)}的结果。各级人民政府的年度报告应当包括"
            "工作考核、社会评议和责任追究结果情况；没有的也请写明。"
        )
        yield finding("S1-SUPERVISION", facts.form.sections[0], message)
