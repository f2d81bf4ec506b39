"""Reports for years before 2019 (2008–2018): no common form, sections of their own, often a 统计表 at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.annualreport.formats import BEFORE_2019, format_named
from gongkai.annualreport.read.blocks import Grid
from gongkai.annualreport.read.labels import fold
from gongkai.annualreport.read.outline import Outline, paragraphs
from gongkai.annualreport.read.signature import signature_of
from gongkai.annualreport.read.statistics import statistics_of_grids, statistics_of_text
from gongkai.annualreport.report import Report

_NUMBERS = "一二三四五六七八九十"
_HEADING = re.compile(
    rf"(?:(?<=[\s。：〕）)])|^)(?P<number>[{_NUMBERS}]{{1,2}})、\s*"
    r"(?P<words>[^\s。，；、：|\d]{0,30}?(?:、[^\s。，；：|\d]{2,20}?)?"
    r"(?:情况|措施|概述|概况|事项|统计表|问题|说明|安排|打算|附表|附件|建设|机制|工作))(?=[\s（(。：:一二三四五六七八九十\d〔]|[^\S]|$|20)",
    re.MULTILINE,
)
_TABLE = re.compile(r"统\s*计\s*表|指标名称|统\s*计\s*指\s*标")
_ATTACHED = re.compile(r"\s附(?:件|表)\s*\d?[:：][^。]{0,60}$|[^\s。]{0,40}$")  # the heading of the table


def report_before_2019(text: str, parts: Outline, grids: Sequence[Grid]) -> Report:
    """The report as it is; what its 统计表 says of which no row is recognised, and what has several readings, is named."""
    folded = fold(text)
    opens = _headings(folded)
    stops = [*(start for _, start, _ in opens[1:]), len(text)]
    sections = {heading: text[end:stop] for (heading, _, end), stop in zip(opens, stops, strict=False)}
    statistics, unread = statistics_of_grids(grids)
    if not statistics:
        statistics, unread = statistics_of_text(text)
    if opens:
        last = opens[-1][0]
        table = _TABLE.search(fold(sections[last]))
        words = _ATTACHED.sub("", sections[last][: table.start()]) if table else sections[last]
        signed = signature_of(paragraphs(words).splitlines())
        sections[last] = signed.before
        parts.issuer, parts.dated = signed.issuer or parts.issuer, signed.dated or parts.dated
        parts.opening = text[: opens[0][1]]
    missing = [] if parts.organ else ["标题：没有找到机关名称。"]
    if not statistics:
        missing.append("没有找到政府信息公开情况统计表，或者表里没有能读出的行。")
    return Report(
        organ=parts.organ or parts.issuer,
        year=parts.year or 0,
        format=format_named(BEFORE_2019),
        table2={},
        table3={},
        table4=(),
        title=parts.title,
        intro=parts.intro,
        sections={heading: paragraphs(words) for heading, words in sections.items()},
        issuer=parts.issuer,
        dated=parts.dated,
        unread=(*missing, *parts.doubts, *unread),
        statistics=statistics,
    )


def _headings(folded: str) -> list[tuple[str, int, int]]:
    """(heading, start, end) of the sections 一、二、…, each number the one after the last, from the first there is."""
    found: list[tuple[str, int, int]] = []
    number = 0
    for match in _HEADING.finditer(folded):
        written = _value(match["number"])
        if written == number + 1 or (not found and written <= 3):
            found.append((f"{match['number']}、{match['words']}", match.start(), match.end()))
            number = written
    return found


def _value(written: str) -> int:
    tens, ten, ones = written.rpartition("十")
    return (_NUMBERS.index(tens) + 1 if tens else 1) * 10 * bool(ten) + (
        _NUMBERS.index(ones) + 1 if ones else 0
    )
