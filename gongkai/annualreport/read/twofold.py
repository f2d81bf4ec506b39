"""Two reports in one file: said, and never mixed."""

from __future__ import annotations

import re

from gongkai.annualreport.read.kinds import CannotRead
from gongkai.annualreport.read.labels import bare, fold, label_pattern
from gongkai.annualreport.read.titles import titles_in

_FIRST = label_pattern("本年新收政府信息公开申请")
_MIDDLE = label_pattern("属于国家秘密")
_LAST = label_pattern("结转下年度继续办理")
_NUMBERS = re.compile(r"[\s|]*(?:[\d,/-]+[\s|]*){1,7}")
_DIGITS = re.compile(r"\d+")


def refuse_two_reports(text: str) -> None:
    """Raises CannotRead when table 3 stands in the text twice, with other numbers or under the title of another report."""
    if "".join(text.split()).count("结转下年") < 2:  # of a report in words or a table
        return
    folded = fold(text)
    tables = _tables(folded)
    if len(tables) < 2:
        return
    numbers = {tuple(_DIGITS.findall(bare(folded[start:end]))) for start, end in tables}
    reports = {
        (title.organ, title.year): title.words
        for title in titles_in(text[: tables[-1][0]])
        if not title.words.endswith("年报")
    }
    apart = [before for _, before in tables[:-1]]
    between = any(title.organ for title in titles_in(text[apart[0] : tables[-1][0]]))
    if len(numbers) == 1 and not (between and len(reports) > 1):
        return
    named = (
        f"（{'、'.join(f'“{words}”' for words in list(reports.values())[:2])}）" if len(reports) > 1 else ""
    )
    raise CannotRead(
        f"文件里有{len(tables)}张表三，像是把几份年度报告放在了一起{named}。请把每份报告另存为一个文件，再分别读取。"
    )


def _tables(folded: str) -> list[tuple[int, int]]:
    """Where each table 3 begins and ends, from the last words of its first row's label to its last row's numbers."""
    found: list[tuple[int, int]] = []
    for last in _LAST.finditer(folded):
        since = found[-1][1] if found else 0
        firsts = list(_FIRST.finditer(folded, since, last.start()))
        if firsts and _MIDDLE.search(folded, firsts[-1].end(), last.start()):
            numbers = _NUMBERS.match(folded, last.end())
            found.append((firsts[-1].end(), numbers.end() if numbers else last.end()))
    return found
