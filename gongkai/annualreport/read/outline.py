"""The outline of a report's text: title, organ, year, opening, the six sections, signature."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from gongkai.annualreport.read.blocks import PICTURE
from gongkai.annualreport.read.headings import heading_spans
from gongkai.annualreport.read.labels import fold
from gongkai.annualreport.read.signature import signature_of
from gongkai.annualreport.read.titles import is_organ, title_of

_PERIOD = re.compile(
    r"(?:期限|时限|时间)[^。\n]{0,6}?(20\d\d)\s*年\s*1\s*月\s*1\s*日"
    r"|(20\d\d)\s*年\s*1\s*月\s*1\s*日[^。\n]{0,4}[至到\-—~][^。\n]{0,8}12\s*月\s*31\s*日"
)
_YEAR_OF_WORK = re.compile(r"(20\d\d)\s*年度?政府信息公开")
_MADE_BY = re.compile(
    r"^[ \t|]*(?:发布机构|发布单位|发文机关|发文单位|公开单位|公开机构|制作单位|责任部门|信息来源|来源|单位)[:： |]*(\S{2,30})",
    re.MULTILINE,
)
_BLANKS = re.compile(r"[ \t\xa0]+")
_FURNITURE = re.compile("点击|浏览|分享到|字体|发布时间|发布日期|打印本页|当前位置|阅读次数")
SHORTEST_OPENING = 15  # characters; a shorter line is no opening paragraph
LONGEST_LAST_SECTION = 400  # lines looked through for the signature


@dataclass
class Outline:
    """The parts of a report's text; sections by number 1 to 6, as published, with the lines they begin in."""

    title: str = ""
    organ: str = ""
    year: int | None = None
    intro: str = ""
    opening: str = ""
    sections: dict[int, str] = field(default_factory=dict)
    whole: dict[int, str] = field(default_factory=dict)  # the sections with what stands below the signature
    lines: dict[int, int] = field(default_factory=dict)
    issuer: str = ""
    dated: date | None = None
    doubts: list[str] = field(default_factory=list)  # sentences for Report.unread


def outline(text: str) -> Outline:
    """Take the text apart. Missing parts stay empty; the caller decides whether that is a report at all."""
    folded = fold(text)
    spans = heading_spans(folded)
    found = Outline()
    starts = [*(start for _, start, _ in spans[1:]), len(text)]
    for (number, _, end), stop in zip(spans, starts, strict=False):
        found.sections[number] = text[end:stop]
        found.whole[number] = found.sections[number]
        found.lines[number] = text.count("\n", 0, end) + 1
    found.opening = text[: spans[0][1]] if spans else text
    if spans:
        number = spans[-1][0]
        lines = paragraphs(found.sections[number]).splitlines()
        found.issuer, found.dated, before = signature_of(lines[:LONGEST_LAST_SECTION])
        if number > 4:  # of the others the tables are read, and they need their lines as they are
            found.sections[number] = before
    _read_title(folded, found)
    _read_opening(found)
    return found


def paragraphs(text: str) -> str:
    """The text's lines without blanks, empty lines and pictures, one paragraph a line."""
    lines = (_BLANKS.sub(" ", line).strip(f" 　|\t\xa0{PICTURE}") for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _read_title(folded: str, found: Outline) -> None:
    """Organ and year. Where title, period and signature name different years, two of three decide, and it is said."""
    period = _period(folded)
    title = title_of(found.opening, period)
    if title is not None:
        found.title, found.organ, found.year = title
    elif period is None:
        period = _year_of_work(folded)
    said = [year for year in (found.year, period, found.dated.year - 1 if found.dated else None) if year]
    if found.year and period and found.year != period:
        found.doubts.append(f"标题写的是{found.year}年，统计期限写的是{period}年，请核对报告年度。")
        (found.year, times), *_ = Counter(said).most_common(1)
        if times == 1:
            found.year = said[0]
    found.year = found.year or period
    made = [name for name in _MADE_BY.findall(found.opening) if is_organ(name)]
    found.organ = found.organ or found.issuer or (made[0] if made else "")


def _read_opening(found: Outline) -> None:
    """The opening paragraphs: lines that are sentences, and not the page's own title, path or counters."""
    kept = []
    for line in paragraphs(found.opening).splitlines():
        start = line.rfind(found.title) if found.title else -1
        words = line[start + len(found.title) :].strip() if start >= 0 else line
        if _FURNITURE.search(words[:80]):
            continue
        if len(words) > SHORTEST_OPENING and (words.endswith(("：", ":")) or "。" in words):
            kept.append(words)
    found.intro = "\n".join(kept)


def _period(folded: str) -> int | None:
    match = _PERIOD.search(folded)
    return int(match[1] or match[2]) if match else None


def _year_of_work(folded: str) -> int | None:
    """The only year whose work the text speaks of."""
    years = set(_YEAR_OF_WORK.findall(folded))
    return int(years.pop()) if len(years) == 1 else None
