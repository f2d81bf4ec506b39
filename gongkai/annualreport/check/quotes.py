"""X-1: numbers quoted in 一、总体情况 against the tables: only clauses that name one total outright."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annualreport.findings import Amount, Finding, finding
from gongkai.annualreport.report import UNREAD, Report

_APPLICATIONS = r"(?:政府信息|信息)?(?:依申请)?(?:政府信息)?(?:公开)?(?:的)?申请(?:公开)?"
_COUNT = r"(?<!\d)(?P<n>\d{1,9})(?:件|条|宗|份)"
_N = rf"(?:共计?|总计|合计|为)?{_COUNT}"
_DOCUMENTS = r"(?:行政)?规范性文件"


@dataclass(frozen=True)
class Quote:
    """A phrase of the narrative and the cells whose sum it quotes."""

    what: str
    phrase: re.Pattern[str]
    places: tuple[str, ...]


def _quote(what: str, phrase: str, *places: str) -> Quote:
    return Quote(what, re.compile(phrase), places)


def _total(*keys: str) -> tuple[str, ...]:
    return tuple(f"表3/{key}/总计" for key in keys)


_REVIEWS, _SUIT, _SUIT_AFTER = (
    "表4/行政复议/总计",
    "表4/行政诉讼/未经复议直接起诉/总计",
    "表4/行政诉讼/复议后起诉/总计",
)
_DENIED = _total(*(f"deny{n}" for n in range(1, 9)))
_UNABLE = _total(*(f"unable{n}" for n in range(1, 4)))
_REFUSED = _total(*(f"refuse{n}" for n in range(1, 6)))

QUOTES = (
    _quote("新收申请", rf"(?:收到|新收|受理|接收)(?:到)?(?:各类)?{_APPLICATIONS}{_N}", *_total("new")),
    _quote(
        "新收申请",
        rf"(?:收到|新收|受理|接收)(?:到)?{_COUNT}(?:政府信息|依申请)?(?:公开)?申请",
        *_total("new"),
    ),
    _quote("收到依申请公开", rf"收到依申请公开{_N}", *_total("new")),
    _quote("上年结转", rf"上(?:一)?年(?:度)?结转(?:{_APPLICATIONS})?{_N}", *_total("carried_in")),
    _quote(
        "办理结果总计", rf"(?:^|[依法规])(?:办结|办理完毕)(?:{_APPLICATIONS})?{_N}", *_total("result_total")
    ),
    _quote(
        "结转下年度",
        rf"结转(?:至|到)?(?:下|次)(?:一)?年(?:度)?(?:继续)?(?:办理)?(?:的)?(?:{_APPLICATIONS})?{_N}",
        *_total("carried_out"),
    ),
    _quote("结转下年度", rf"{_COUNT}(?:申请)?结转(?:至|到)?(?:下|次)(?:一)?年", *_total("carried_out")),
    _quote("予以公开", rf"^予以公开(?:的)?{_N}", *_total("granted")),
    _quote(
        "予以公开及部分公开", rf"予以公开(?:及|和|或|、)部分公开(?:的)?{_N}", *_total("granted", "partial")
    ),
    _quote("部分公开", rf"^部分公开(?:的)?{_N}", *_total("partial")),
    _quote("不予公开", rf"^不予公开(?:的)?{_N}", *_DENIED),
    _quote("无法提供", rf"^无法提供(?:的)?{_N}", *_UNABLE),
    _quote("不予处理", rf"^不予处理(?:的)?{_N}", *_REFUSED),
    _quote("行政复议", rf"行政复议(?:案件|申请)?{_N}", _REVIEWS),
    _quote("行政诉讼", rf"行政诉讼(?:案件)?{_N}", _SUIT, _SUIT_AFTER),
    _quote("制发规范性文件", rf"制发(?:的)?{_DOCUMENTS}{_N}", "表2/行政规范性文件/本年制发件数"),
    _quote("废止规范性文件", rf"废止(?:的)?{_DOCUMENTS}{_N}", "表2/行政规范性文件/本年废止件数"),
    _quote("现行有效规范性文件", rf"现行有效(?:的)?{_DOCUMENTS}{_N}", "表2/行政规范性文件/现行有效件数"),
)
_CLAUSE_END = re.compile(r"[，。；！？,;!?\n：:（）()]")
_OTHER_SCOPE = re.compile(
    r"去年|同比|上年(?!度?结转)|上一年(?!度?结转)|累计|历年|网上|线上|网站|信函|邮寄|当面|传真|窗口|自然人|企业"
)
_YEAR = re.compile(r"(\d{4})年")


def check_quotes(report: Report, overview: str) -> Iterator[Finding]:
    """One finding per quoted total that the table does not show; other years and channels are left out."""
    cells = dict(report.cells())
    said: set[tuple[str, int]] = set()
    for clause in _CLAUSE_END.split(overview.replace(" ", "").replace("\u3000", "")):
        if _OTHER_SCOPE.search(clause) or any(int(y) != report.year for y in _YEAR.findall(clause)):
            continue
        for quote in QUOTES:
            match = quote.phrase.search(clause)
            if match and all(place in cells and report.marks.get(place) != UNREAD for place in quote.places):
                total = sum((cells[place] or 0 for place in quote.places), start=0)
                quoted = int(match["n"])
                if total != quoted and (quote.what, quoted) not in said:
                    said.add((quote.what, quoted))
                    yield _differs(quote, quoted, total)


def _differs(quote: Quote, quoted: int, total: Amount) -> Finding:
    message = f"“一、总体情况”写{quote.what}{quoted}件，表格中为{total}件，请核对口径或改正。"
    return finding("X-1", f"一、总体情况·{quote.what}", message, expected=total, found=quoted)
