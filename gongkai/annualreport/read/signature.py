"""Who signed the report and when (落款): at the end of its last section, in the forms in use."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from gongkai.annualreport.read.labels import fold
from gongkai.annualreport.read.titles import is_organ, year_of

_SMALL = r"[\d一二三四五六七八九十]{1,3}"
_DAY = (
    rf"(?P<y>20\d\d|二[〇○零0OoОо][〇○零0OoОо一二三四五六七八九]{{2}})\s*年\s*"
    rf"(?P<m>{_SMALL})\s*月\s*(?P<d>{_SMALL})\s*日"
)
_DATE = re.compile(_DAY)
_NUMERIC = re.compile(r"(?P<y>20\d\d)\s*[-./]\s*(?P<m>\d{1,2})\s*[-./]\s*(?P<d>\d{1,2})")
_WITH_ORGAN = re.compile(rf"(?P<organ>[^\s\d。，,；;：:|]{{3,30}})[\s|]*[（(]?{_DAY}[）)]?")
_AT_END = re.compile(rf"[\s。|](?P<organ>[^\s\d。，,；;：:|]{{3,30}}?)[\s|]+{_DAY}[\s。]*$")
_FURNITURE = re.compile(
    r"^(?:扫一扫|附件下载|打印|关闭|【?(?:打印|关闭|下载|字体)|分享|相关(?:链接|阅读|文章|新闻|稿件|附件)|上一[篇条]|下一[篇条]|返回"
    r"|主办单位|主办[：:]|承办|版权所有|网站(?:标识码|地图|声明)|联系我们|[\u4e00-\u9fff]?ICP备|责任编辑|公安网?备)"
)
_ASIDE = re.compile(r"^[（(]?(?:盖章|公章|此件公开发布|本页无正文)[）)]?$")
LONGEST_NAME = 40


class Signature(NamedTuple):
    """Issuer and date, as far as there are any, and the section's own text before them."""

    issuer: str
    dated: date | None
    before: str


def signature_of(lines: list[str]) -> Signature:
    """The signature in the lines of the last section; what stands after it is the page's furniture."""
    end = next((i for i, line in enumerate(lines) if _FURNITURE.match(line)), len(lines))
    for index in range(len(lines) - 1, -1, -1):
        folded = fold(lines[index])
        whole = _DATE.fullmatch(folded.strip("()。 ")) or (
            _NUMERIC.fullmatch(folded) if index and is_organ(_last(lines[:index])) else None
        )
        if whole and (day := _day(whole)):
            return _signed(lines, index, day)
        both = _WITH_ORGAN.fullmatch(folded)
        if both and (day := _day(both)) and is_organ(both["organ"]):
            return Signature(
                lines[index][both.start("organ") : both.end("organ")], day, "\n".join(lines[:index])
            )
    lines = lines[:end]
    text = "\n".join(lines)
    ending = _AT_END.search(fold(text))
    if ending and (day := _day(ending)):
        return Signature(
            text[ending.start("organ") : ending.end("organ")], day, text[: ending.start()].strip()
        )
    if len(lines) > 1 and is_organ(lines[-1]):
        return Signature(lines[-1], None, "\n".join(lines[:-1]))
    before, blank, name = text.rpartition(" ")
    if blank and is_organ(name):
        return Signature(name, None, before.strip())
    return Signature("", None, text)


def _signed(lines: list[str], index: int, day: date) -> Signature:
    before = [line for line in lines[:index] if not _ASIDE.match(line)]
    issuer = ""
    if before and len(before[-1]) <= LONGEST_NAME and "。" not in before[-1] and before[-1].strip("无。 "):
        issuer = before.pop()
    elif index + 1 < len(lines) and is_organ(lines[index + 1]):
        issuer = lines[index + 1]
    return Signature(issuer, day, "\n".join(before))


def _last(lines: list[str]) -> str:
    return lines[-1] if lines else ""


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(year_of(match["y"]), _small(match["m"]), _small(match["d"]))
    except ValueError:
        return None


def _small(written: str) -> int:
    """A month or day: 1, 14, 一, 十, 十四, 二十, 三十一."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (year_of(tens) if tens else 1) * 10 * bool(ten) + (year_of(ones) if ones else 0)
