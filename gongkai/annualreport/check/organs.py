"""What kind of organ (机关) reports: a government, with more to report and a later day, or a department of one."""

from __future__ import annotations

import re

from gongkai.annualreport.check.levels import Level, level_in_words, level_of
from gongkai.annualreport.report import Report

_GOVERNMENT = re.compile(r"(?:政府|[镇乡县区旗市州省]|自治区|街道)$")

_DEPARTMENT = re.compile(r"(?:局|委员会|中心|站|所|队|院|学校)$")


def is_government(report: Report) -> bool:
    """Whether the report is a government's own (本级政府), as far as the organ's name tells."""
    name = report.issuer or report.organ
    return bool(_GOVERNMENT.search(name)) and (name.endswith("政府") or level_of(name) is not None)


def is_department(report: Report) -> bool:
    """Whether the organ is a department. An office (办公室) is not told: it signs for its government too."""
    return bool(_DEPARTMENT.search(report.organ)) and not report.organ.endswith("管理委员会")


def level_in(report: Report) -> Level | None:
    """The organ's level as its name shows it, or where the report names no organ, its words."""
    return level_of(report.organ) if report.organ else level_in_words("".join(report.sections.values()))
