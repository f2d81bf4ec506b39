"""Dates in a report: the day it is signed (D-SIGNED, D-LATE), days that do not exist (D-DATE), years left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from gongkai.annualreport.check.facts import FIRST_YEAR, Facts
from gongkai.annualreport.check.organs import is_department
from gongkai.annualreport.check.text import Sentence
from gongkai.annualreport.findings import Finding, finding
from gongkai.law.cite import Article
from gongkai.law.reportdates import GOVERNMENT_REPORT, ORGAN_REPORT

_DAY = re.compile(r"(?:(?<!\d)(?P<y>20\d\d)年)?(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_DONE = re.compile(r"共|全年|主动公开|收到|受理|发布|公开|制发|办理|开展|收取|发生|坚持|认真|严格|按照")
_COMPARED = re.compile(
    r"相比|同比|较|比|对照|针对|整改|上年|去年|以来至|来，|结转|一直|连续|起|十四五|第一|首"
)
# 2022年，我镇… at the head of a sentence: whose work is told there.
_YEAR_TOLD = re.compile(
    r"^(?:[^，。；：]{0,16}[）：。、])?(?:[一二三四五六七八九十]+是)?(?P<y>20\d\d)年(?:度)?(?:，|全年|我[镇乡县区市州局委办院]|全[镇乡县区市州]|本[镇乡局委])"
)
_REPORTED = re.compile(r"现?将(?P<y>20\d\d)年度?[^。；]{0,30}(?:报告|公布|总结|汇报|公开)如下")


def check_dates(
    facts: Facts, sentences: Iterable[Sentence], opening: Iterable[Sentence]
) -> Iterator[Finding]:
    """The signature first, then the dates in the text, in its order."""
    yield from _check_signature(facts)
    words = list(sentences)
    for sentence in (*opening, *words):
        if "月" in sentence.text:
            yield from _check_days(sentence)
    year = facts.report.year
    if year >= FIRST_YEAR:
        yield from _check_left_over(year, words, opening)


def _check_signature(facts: Facts) -> Iterator[Finding]:
    """D-SIGNED: before the year was over. D-LATE: after the day the regulation sets."""
    dated, year = facts.report.dated, facts.report.year
    if dated is None or year < FIRST_YEAR:
        return
    written = f"{dated.year}年{dated.month}月{dated.day}日"
    if dated <= date(year, 12, 31):
        message = f"落款日期是{written}，{year}年还没有结束，全年的数字还不能确定。请核对落款日期。"
        yield finding("D-SIGNED", "落款日期", message)
        return
    due, who, article = _due(facts, year)
    if dated > due:
        message = (
            f"落款日期是{written}，晚于{who}的公布期限{due.year}年{due.month}月{due.day}日"
            f"（{article}），迟{(dated - due).days}天。请核对落款日期；确属迟报的，下年按期公布。"
        )
        yield finding("D-LATE", "落款日期", message)


def _due(facts: Facts, year: int) -> tuple[date, str, Article]:
    """The last day for this organ; an organ of unknown kind is given the later one."""
    small = facts.level == "township" or (facts.level is not None and is_department(facts.report))
    rule, who = (ORGAN_REPORT, "部门、乡镇（街道）") if small else (GOVERNMENT_REPORT, "县级以上政府")
    version = rule.on(date(year + 1, 1, 1))
    return date(year + 1, *version.value), who, version.article


def _check_days(sentence: Sentence) -> Iterator[Finding]:
    for found in _DAY.finditer(sentence.text):
        year = int(found["y"]) if found["y"] else 2000  # a leap year: 29 February exists in some year
        if not _exists(year, int(found["m"]), int(found["d"])):
            where = f"{sentence.heading}·{found[0]}"
            message = f"“{sentence.heading}”写“{found[0]}”，没有这一天。请核对日期后改正。"
            yield finding("D-DATE", where, message, quote=sentence.quote(found.start(), found.end()))


def _exists(year: int, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or day < 1:
        return False
    after = date(year + month // 12, month % 12 + 1, 1)
    return day <= (after - timedelta(days=1)).day


def _check_left_over(year: int, words: list[Sentence], opening: Iterable[Sentence]) -> Iterator[Finding]:
    """D-YEAR: a sentence that tells the work of an earlier year as if it were this one's."""
    for sentence in opening:
        found = _REPORTED.search(sentence.text)
        if found and int(found["y"]) != year:
            yield _left_over(sentence, int(found["y"]), year)
    for sentence in words:
        if sentence.heading.startswith("五"):
            continue  # there last year's problems and next year's plans have their place
        found = _YEAR_TOLD.match(sentence.text)
        if found is None or int(found["y"]) >= year or f"{year}年" in sentence.text:
            continue
        if _DONE.search(sentence.text) and not _COMPARED.search(sentence.text):
            yield _left_over(sentence, int(found["y"]), year)


def _left_over(sentence: Sentence, named: int, year: int) -> Finding:
    message = (
        f"“{sentence.heading}”写的是{named}年的工作，报告年度是{year}年，可能是沿用上年文字。"
        f"请核对年份和内容，改为{year}年的情况。"
    )
    return finding("D-YEAR", f"{sentence.heading}·{named}年", message, quote=sentence.quote())
