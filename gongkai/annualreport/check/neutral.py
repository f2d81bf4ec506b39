"""A report's narrative made comparable: without its organ's names, its numbers, and what every report must say."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gongkai.annualreport.report import Report

LONGEST = 20_000  # characters that are compared; no report is as long
SHINGLE = 8  # characters; eight in a row alike are rarely chance in official prose
_SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]?")
_HEADING = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]+[）)、.．][^。；，,]{0,24}(?:情况|方面|保障|公开|管理|建设|问题|措施)[。：:]?\s*$"
)
# What the form and the law make every report say: the basis, the parts, the period, where to ask, and nothing.
_PRESCRIBED = re.compile(
    r"根据《.{0,12}政府信息公开条例|年度报告格式|统计[^。]{0,6}(?:期限|时限|时间)|本(?:年度)?报告(?:由|电子版|中|所列)|六[个大]?(?:个)?部[分份]|"
    r"信息处理费|其[他它]需要报告|如[有对].{0,20}(?:疑问|联系)|联系(?:电话|方式)|收集者略|表格形式|表格如下|勾稽关系"
)
_NONE = re.compile(r"^\s*(?:暂?无|没有)")
_LEVEL = r"(?:人民政府|办事处|街道|镇|乡|苏木|县|区|市|州|旗|省|局|委员会|委|办公室|办|中心|院|站|所)"
_OUR = rf"(?:我|本|全|该)(?:{_LEVEL})"
_NUMBER = r"[0-9０-９]+(?:[.,，．％%][0-9０-９]+)*[%％]?|[〇零一二两三四五六七八九十百千]{1,9}+(?=[件条份个次篇期场人年月日])"
_NOISE = r"[^\w]+|_"


@dataclass(frozen=True)
class Neutral:
    """Text with its names and numbers taken out, and where each of its characters stands in the original."""

    original: str
    text: str
    at: tuple[int, ...]

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Checksums of every run of eight characters."""
        return _shingles(self.text)


def neutral(report: Report) -> Neutral:
    """The narrative (sections 一, 五, 六 and the sentences beside the tables) of a report, made comparable."""
    return _neutral("\n".join(report.sections.values())[:LONGEST], report.organ, report.issuer)


@lru_cache(maxsize=1024)
def _neutral(words: str, organ: str, issuer: str) -> Neutral:
    pattern = _replaced(organ, issuer)
    pieces: list[str] = []
    at: list[int] = []
    for found in _SENTENCE.finditer(words):
        if _PRESCRIBED.search(found[0]) or _NONE.match(found[0]) or _HEADING.match(found[0]):
            continue
        position = found.start()
        for gone in pattern.finditer(words, found.start(), found.end()):
            pieces.append(words[position : gone.start()])
            at += range(position, gone.start())
            if mark := _mark(gone):
                pieces.append(mark)
                at.append(gone.start())
            position = gone.end()
        pieces.append(words[position : found.end()])
        at += range(position, found.end())
    return Neutral(words, "".join(pieces), tuple(at))


def _mark(gone: re.Match[str]) -> str:
    """What stands for a name or a number; nothing for punctuation and blanks."""
    return "某" if gone["name"] else "0" if gone["number"] else ""


@lru_cache(maxsize=1024)
def _replaced(organ: str, issuer: str) -> re.Pattern[str]:
    names = sorted(_names(organ) | _names(issuer), key=len, reverse=True)
    named = "|".join([*map(re.escape, names), _OUR])
    return re.compile(rf"(?P<name>(?:{named})(?:{_LEVEL})*)|(?P<number>{_NUMBER})|(?:{_NOISE})")


def _names(organ: str) -> set[str]:
    """A name and its endings that stand for it: 平凉市崆峒区崆峒镇人民政府, 崆峒区崆峒镇, 崆峒镇, 崆峒."""
    short = organ.removesuffix("人民政府").removesuffix("办事处")
    units = re.findall(r".+?(?:省|自治区|自治州|市|县|区|州|旗|镇|乡|街道|$)", short)
    names = {organ, short, *("".join(units[index:]) for index in range(len(units))), *units}
    names |= {unit[:-1] for unit in units if len(unit) > 2 and unit[-1] in "市县区镇乡"}
    return {name for name in names if len(name) > 1}


@lru_cache(maxsize=1024)
def _shingles(text: str) -> frozenset[int]:
    wide = text.encode("utf-16-le", "replace")
    checksum = zlib.crc32
    return frozenset(
        checksum(wide[start : start + 2 * SHINGLE]) for start in range(0, len(wide) - 2 * SHINGLE + 2, 2)
    )
