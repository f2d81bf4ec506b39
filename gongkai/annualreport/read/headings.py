"""The six headings of a report as published: numbered in several ways, worded a little otherwise, or unnumbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# As the form words them, or nearly: these are known wherever they stand.
_STRICT = (
    "总体情况",
    "(?:行政机关)?主动公开政府信息的?情况",
    "(?:行政机关)?收到和处理政府信息公开申请的?情况",
    r"(?:因)?政府信息公开[^。\n]{0,10}行政法?复议[^。\n]{0,8}诉讼的?情况",
    r"[^。\n]{0,14}存在的?(?:主要)?问题[及和与、]*(?:[改整]改?进?)?(?:情况|措施)",
    "其他(?:需要|需)?报告的?(?:事项|情况)",
)
# In other words: these are known only alone on a line. Blanks are taken out before.
_LOOSE = (
    "(?:年度)?(?:总体|基本|工作|整体)+(?:工作)?(?:情况|概况|概述)|概述|概况|总体概述",
    "(?:行政机关)?主动公开(?:政府)?(?:信息)?(?:工作)?的?情况(?:统计)?表?",
    "[^。]{0,12}(?:收到[和及与、]?处理[^。]{0,16}申请[^。]{0,6}情况|依申请公开[^。]{0,12}情况)(?:统计)?表?",
    "[^。]{0,24}(?:复议[^。]{0,14}诉讼|诉讼[^。]{0,10}复议)[^。]{0,14}",
    "[^。]{0,20}(?:问题|不足|困难|短板)[^。]{0,24}|[^。]{0,10}改进(?:情况|措施)",
    "[^。]{0,8}(?:需要?|应当?)(?:报告|说明)[^。]{0,8}|其他(?:有关|重要)?(?:事项|情况)",
)
_NUMBERS = "一二三四五六"
_BEFORE = r"(?P<number>第?[（(]?[一二三四五六1-6][）)]?(?:部分|章)?(?=[、.,．:：\s）)]|[^\d、.,．:：\s）)])[、.,．:：\s）)]*)?"
_INLINE = tuple(
    re.compile(rf"(?:{number}[、.,\s]*){words}[ 　:]*")
    for number, words in zip(_NUMBERS, _STRICT, strict=True)
)
_ALONE = tuple(
    (re.compile(f"{_BEFORE}(?:{strict})[:。]?"), re.compile(f"{_BEFORE}(?:{loose})[:。]?"))
    for strict, loose in zip(_STRICT, _LOOSE, strict=True)
)
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"[\s|#*]")
_HINTS = re.compile("情况|概|问题|不足|困难|短板|措施|事项|报告|说明|复议|诉讼")
LONGEST = 60  # characters of a line that is a heading
FEW = 20  # characters of blanks and bars that may stand before a heading
AT_LINE, ALONE_NUMBERED, LOOSE_NUMBERED, ALONE, INLINE = 5, 4, 3, 2, 1  # how sure a heading is


class Heading(NamedTuple):
    """One heading: which of the six, where it stands, how sure it is one."""

    number: int
    start: int
    end: int
    sure: int


def heading_spans(folded: str) -> list[tuple[int, int, int]]:
    """(number, start, end) of each section heading, in order: the surest run of them, and of equal ones the last.

    So a list of the six parts in the opening, or a table of contents, is not taken for them.
    """
    found = sorted((*_inline(folded), *_alone(folded)), key=lambda one: one.start)
    best: dict[int, tuple[int, tuple[Heading, ...]]] = {0: (0, ())}  # by the number the run ends with
    for one in found:
        runs = [run for last, run in best.items() if last < one.number]
        score, before = max(
            (run for run in runs if not run[1] or run[1][-1].end <= one.start), default=(0, ())
        )
        if score + one.sure >= best.get(one.number, (0, ()))[0]:
            best[one.number] = (score + one.sure, (*before, one))
    chosen = max(best.values(), key=lambda run: run[0])[1]
    return [(one.number, one.start, one.end) for one in chosen]


def _inline(folded: str) -> Iterator[Heading]:
    for number, pattern in enumerate(_INLINE, 1):
        for match in pattern.finditer(folded):
            sure = AT_LINE if _opens_line(folded, match.start()) else INLINE
            yield Heading(number, match.start(), match.end(), sure)


def _opens_line(folded: str, position: int) -> bool:
    line = folded.rfind("\n", 0, position) + 1
    return position - line < FEW and not folded[line:position].strip(" |#*")


def _alone(folded: str) -> Iterator[Heading]:
    """Lines that are a heading as a whole, with its own number or none."""
    for line in _LINE.finditer(folded):
        if line.end() - line.start() > LONGEST:
            continue
        plain = _BLANK.sub("", line[0])
        if not _HINTS.search(plain):
            continue
        for number, (strict, loose) in enumerate(_ALONE, 1):
            match = strict.fullmatch(plain)
            exact = match is not None
            match = match or loose.fullmatch(plain)
            if match is None:
                continue
            written = match["number"]
            if written is None and exact:
                yield Heading(number, line.start(), line.end(), ALONE)
            elif written and (_NUMBERS[number - 1] in written or str(number) in written):
                yield Heading(number, line.start(), line.end(), ALONE_NUMBERED if exact else LOOSE_NUMBERED)
