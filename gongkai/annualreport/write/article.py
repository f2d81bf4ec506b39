"""The report as a sequence of parts, in the order they are printed: lines of text and the three tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.annualreport.report import Report, digest
from gongkai.annualreport.write.layout import Grid, grids
from gongkai.annualreport.write.text import chinese_date, one_line, paragraphs

Role = Literal["title", "heading", "subheading", "paragraph", "issuer", "dated"]
_SECOND_LEVEL = re.compile("[（(][一二三四五六七八九十]{1,3}[）)]")
_TABLES_IN = (1, 2, 3)  # sections 二, 三 and 四 hold one table each
_TITLE_LENGTH = 20  # characters of 二号 on one line
_HEADING_LENGTH = 40  # a second-level line without a full stop and longer than this is a paragraph


@dataclass(frozen=True)
class Line:
    """One paragraph; only a title may hold a line break.

    `lead` is the beginning of it that is printed as a second-level heading (（一）…, in 楷体).
    """

    role: Role
    text: str
    lead: str = ""


@dataclass(frozen=True)
class Properties:
    """What a file says about itself. `day` is the signature's, else the last day reported on."""

    title: str
    author: str
    keywords: tuple[str, ...]
    description: str
    day: date


def article(report: Report) -> Iterator[Line | Grid]:
    """Every part of the report: title, opening, the sections with their tables, signature.

    One of a year before 2019, whose format has no tables, is its own sections alone.
    """
    tables = dict(zip(_TABLES_IN, grids(report), strict=True)) if report.format.sections else {}
    yield Line("title", _broken(_title(report), report))
    yield from _narrative(report.intro)
    for index, heading in enumerate(report.format.sections):
        yield Line("heading", heading)
        yield from _narrative(report.sections.get(heading, ""))
        if index in tables:
            yield tables[index]
    for heading, text in report.sections.items():
        if heading not in report.format.sections:
            yield Line("heading", one_line(heading))
            yield from _narrative(text)
    if report.issuer.strip():
        yield Line("issuer", one_line(report.issuer))
    if report.dated:
        yield Line("dated", chinese_date(report.dated))


def properties(report: Report) -> Properties:
    """The file properties, with the digest of the numbers, so that any two files can be compared."""
    mark = f"sha256:{digest(report)}"
    author = one_line(report.issuer) or one_line(report.organ)
    return Properties(
        title=_title(report)[:255],  # the longest that Word's properties hold
        author=author[:255],
        keywords=("政府信息公开工作年度报告", f"{report.year}年度", mark),
        description=f"表格数据摘要 {mark}",
        day=report.dated or date(report.year, 12, 31),
    )


def _title(report: Report) -> str:
    return one_line(report.title) or f"{one_line(report.organ)}{report.year}年政府信息公开工作年度报告"


def _broken(title: str, report: Report) -> str:
    """A title too long for one line, broken after the organ's name as official titles are."""
    for name in (one_line(report.issuer), one_line(report.organ)):
        if name and title.startswith(name) and len(title) > max(_TITLE_LENGTH, len(name)):
            return f"{name}\n{title.removeprefix(name).lstrip()}"
    return title


def _narrative(text: str) -> Iterator[Line]:
    for paragraph in paragraphs(text):
        if not _SECOND_LEVEL.match(paragraph):
            yield Line("paragraph", paragraph)
        elif "。" in paragraph.rstrip("。"):
            lead = paragraph[: paragraph.index("。") + 1]
            yield Line("paragraph", paragraph[len(lead) :], lead=lead)
        elif len(paragraph) <= _HEADING_LENGTH:
            yield Line("subheading", paragraph)
        else:
            yield Line("paragraph", paragraph)
