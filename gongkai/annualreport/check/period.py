"""D-PERIOD: the statistical period (统计期限) a report states: 1 January to 31 December of its year, and readable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.text import fold
from gongkai.annualreport.findings import Finding, finding

_STATED = re.compile(
    r"(?:统计|所列数据|报告数据)[^。；，\n]{0,8}?(?:期限|时限|时段|时间|周期|起止日期|期间)[^。；\n]{0,60}"
)
_DAY = re.compile(r"(?:(?P<y>20\d\d)[年.\-/])?(?P<m>\d{1,2})[月.\-/](?P<d>\d{1,2})日?")
_MONTHS = re.compile(r"20\d\d年1月?(?:份)?[至到—\-~－]+(?:20\d\d年)?12月(?!\d)")
_CHINESE = re.compile(r"[〇○零一二三四五六七八九十]{1,4}[年月日]")
_WHOLE_YEAR = re.compile(r"全年|[本上整]年|自然年|20\d\d年度?(?:$|[，。）])")


def check_period(facts: Facts) -> Iterator[Finding]:
    """A warning when the period is not the report's year, or its dates are lost."""
    report = facts.report
    for place, text in (("开头", report.intro), *report.sections.items()):
        if "统计" not in text and "数据" not in text:
            continue
        stated = _STATED.search(fold(text))
        if stated is None:
            continue
        if message := _wrong(stated[0], report.year):
            where = f"{place}·统计期限"
            yield finding("D-PERIOD", where, f"{where}：{message}", quote=_as_published(text, stated[0]))
        return


def _wrong(stated: str, year: int) -> str:
    mend = f"请写明{year}年1月1日至{year}年12月31日。" if year else "请写明报告年度1月1日至12月31日。"
    days = [(day["y"], int(day["m"]), int(day["d"])) for day in _DAY.finditer(stated)]
    if len(days) < 2:
        if _CHINESE.search(stated) or _MONTHS.search(stated) or _WHOLE_YEAR.search(stated):
            return ""
        return f"起止日期缺失或读不出（原文“{stated[:40]}”）。{mend}"
    (first_year, *first), (last_year, *last) = days[0], days[1]
    if first_year is None:
        return "" if first == [1, 1] and last == [12, 31] else f"写的是“{stated[:40]}”，不是整个年度。{mend}"
    years = {int(first_year), int(last_year or first_year)}
    if first != [1, 1] or last != [12, 31] or len(years) > 1:
        return f"写的是“{stated[:40]}”，不是一个完整年度。{mend}"
    if year and years != {year}:
        return f"写的是{years.pop()}年，报告年度是{year}年。{mend}"
    return ""


def _as_published(text: str, stated: str) -> str:
    """The line of the text that states the period, cut around it."""
    for line in text.splitlines():
        folded = fold(line)
        if stated in folded:
            keep = [index for index, char in enumerate(line) if fold(char)]
            start = folded.index(stated)
            return line[keep[start] : keep[start + len(stated) - 1] + 1]
    return ""
