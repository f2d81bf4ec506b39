"""The outline of a report's text: title, organ, year, opening, the six sections, signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from gongkai.annualreport.read.labels import fold

# The six headings as published: wording varies a little from place to place.
_HEADINGS = tuple(
    re.compile(rf"(?:{number}[、.,\s]*){words}[ 　:]*")
    for number, words in (
        ("一", "总体情况"),
        ("二", "(?:行政机关)?主动公开政府信息的?情况"),
        ("三", "(?:行政机关)?收到和处理政府信息公开申请的?情况"),
        ("四", r"(?:因)?政府信息公开[^。\n]{0,10}行政法?复议[^。\n]{0,8}诉讼的?情况"),
        ("五", r"[^。\n]{0,14}存在的?(?:主要)?问题[及和与、]*(?:[改整]改?进?)?(?:情况|措施)"),
        ("六", "其[他它](?:需要|需)?报告的?(?:事项|情况)"),
    )
)
_TITLE = re.compile(
    r"(?P<organ>[^\s\d|:：《》。,，；]{0,40}?)\s*(?P<year>20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})\s*年度?\s*"
    r"(?P<after>[^\s\d|。,，:：]{0,30}?)(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:年度|工作)*报告"
)
FEW = 20  # characters of blanks and bars that may stand before a heading
_PROSE = re.compile(r"根据|按照|编制|现将|要求|通知")
_PERIOD = re.compile(r"(?:期限|时限|时间)[^。\n]{0,6}?(20\d\d)\s*年\s*1\s*月\s*1\s*日")
_YEAR_OF_WORK = re.compile(r"(20\d\d)\s*年度?政府信息公开")
_DATE = re.compile(
    r"(?P<y>\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*(?P<m>[\d一二三四五六七八九十]{1,3})\s*月\s*(?P<d>[\d一二三四五六七八九十]{1,3})\s*日"
)
_ORGAN_LINE = re.compile(
    r"[\u4e00-\u9fff（）]{2,30}(?:政府|局|委员会|办公室|办事处|管委会|中心|院|委|厅|所|站)"
)
_FURNITURE = re.compile(
    r"^(?:扫一扫|附件下载|打印|关闭|【?(?:打印|关闭|下载|字体)|分享|相关链接|上一篇|下一篇|返回)"
)
_DIGITS = {char: index for index, char in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}


@dataclass
class Outline:
    """The parts of a report's text; sections by number 1 to 6, as published."""

    title: str = ""
    organ: str = ""
    year: int | None = None
    intro: str = ""
    sections: dict[int, str] = field(default_factory=dict)
    issuer: str = ""
    dated: date | None = None


def outline(text: str) -> Outline:
    """Take the text apart. Missing parts stay empty; the caller decides whether that is a report at all."""
    spans = _heading_spans(fold(text))
    found = Outline()
    starts = [*(start for _, start, _ in spans[1:]), len(text)]
    for (number, _, end), stop in zip(spans, starts, strict=False):
        found.sections[number] = text[end:stop]
    opening = text[: spans[0][1]] if spans else text
    _read_title(opening, found)
    _read_opening(opening, found)
    if spans:
        number = spans[-1][0]
        found.sections[number] = _read_signature(found.sections[number], found)
    if found.year is None:
        found.year = _year_in_words(fold(text))
    found.organ = found.organ or found.issuer
    return found


def paragraphs(text: str) -> str:
    """The text's lines without blanks and empty lines, one paragraph a line."""
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip(" 　|\t\xa0") for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _heading_spans(folded: str) -> list[tuple[int, int, int]]:
    """(number, start, end) of each section heading, in order; a heading at the start of a line comes first.

    Looked for from the end backwards, so that a list of the six parts in the opening is not taken for them.
    """
    spans: list[tuple[int, int, int]] = []
    stop = len(folded)
    for index in range(len(_HEADINGS) - 1, -1, -1):
        matches = list(_HEADINGS[index].finditer(folded, 0, stop))
        at_line = [found for found in matches if _opens_line(folded, found.start())]
        if matches:
            chosen = (at_line or matches)[-1]
            spans.insert(0, (index + 1, chosen.start(), chosen.end()))
            stop = chosen.start()
    return spans


def _opens_line(folded: str, position: int) -> bool:
    line = folded.rfind("\n", 0, position) + 1
    return position - line < FEW and not folded[line:position].strip(" |#*")


def _read_title(opening: str, found: Outline) -> None:
    lines = [line.strip() for line in opening.splitlines() if line.strip()]
    for index, line in enumerate(lines):
        match = _TITLE.search(fold(line))
        if match is None or _PROSE.search(line[: match.start()]) or _PROSE.search(match["organ"]):
            continue
        found.title = line[match.start() : match.end()].strip()
        found.year = found.year or _year(match["year"])
        near = [
            x
            for x in (*lines[index + 1 : index + 2], *lines[max(index - 1, 0) : index])
            if _ORGAN_LINE.fullmatch(x)
        ]
        found.organ = match["organ"] or match["after"] or (near[0] if near else "")
        if found.organ:
            return


def _read_opening(opening: str, found: Outline) -> None:
    """The opening paragraphs: lines that are sentences, and not the page's own title, path or counters."""
    lines = [line for line in paragraphs(opening).splitlines() if line.endswith(("。", "：", ":"))]
    found.intro = "\n".join(line for line in lines if len(line) > 15)
    if not found.organ and (made := re.search(r"^发布机构[:： |]*(\S{2,30})", opening, re.MULTILINE)):
        found.organ = made[1]


def _read_signature(text: str, found: Outline) -> str:
    """Issuer and date at the end of the last section; gives back the section's own text before them."""
    lines = paragraphs(text).splitlines()
    for index in range(len(lines) - 1, -1, -1):
        match = _DATE.fullmatch(fold(lines[index]))
        if match and (day := _date(match["y"], match["m"], match["d"])):
            found.dated = day
            before = lines[:index]
            if before and len(before[-1]) <= 40 and "。" not in before[-1] and before[-1].strip("无。 "):
                found.issuer = before.pop()
            return "\n".join(before)
    return "\n".join(line for line in lines if not _FURNITURE.match(line))


def _year_in_words(folded: str) -> int | None:
    """The year from the statistical period, else from the only year whose work the text speaks of."""
    if period := _PERIOD.search(folded):
        return int(period[1])
    years = set(_YEAR_OF_WORK.findall(folded))
    return int(years.pop()) if len(years) == 1 else None


def _year(written: str) -> int:
    return int("".join(str(_DIGITS.get(char, char)) for char in written))


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(_year(year), _small(month), _small(day))
    except ValueError:
        return None


def _small(written: str) -> int:
    """A month or day: 1, 14, 一, 十, 十四, 二十, 三十一."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_year(tens) if tens else 1) * 10 * bool(ten) + (_year(ones) if ones else 0)
