"""X-1 by applicant: 收到申请75件，涉及自然人72件、商业企业3件 against the columns of table 3."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.annualreport.check.facts import Facts
from gongkai.annualreport.check.quotes import Hit
from gongkai.annualreport.check.text import NUMBER, UNIT, number_of
from gongkai.annualreport.check.topics import CARRIED_IN, NEW, RESULT
from gongkai.annualreport.findings import Finding, finding, place_name, signed

_COLUMNS = (
    ("自然人", r"(?:自然人|公民|个人)"),
    ("商业企业", r"商业企业"),
    ("科研机构", r"科研机构"),
    ("社会公益组织", r"社会公益组织"),
    ("法律服务机构", r"(?:法律服务机构|律师事务所)"),
)
_FILL = r"(?:申请人?|提出|提交|申请|的|共计|共|为|有|申请数)*+"
_APPLICANTS = tuple((column, re.compile(rf"{words}{_FILL}{NUMBER}{UNIT}")) for column, words in _COLUMNS)
_MAY_NAME = re.compile(r"自然人|公民|个人|企业|科研|公益|法律服务|律师")
_CHANNEL_OR_RESULT = re.compile(r"予以公开|部分公开|不予|无法提供|网上|网络|信函|当面|邮寄")
ROWS = {"新收申请": (NEW, CARRIED_IN), "办理结果总计": (RESULT, CARRIED_IN)}


def check_applicants(facts: Facts, found: Iterable[Hit]) -> Iterator[Finding]:
    """The counts by applicant that follow a quoted total in its own sentence."""
    for hit in found:
        if hit.topic.what not in ROWS or hit.number == 0:
            continue
        after = hit.sentence.text[hit.clause.start :]
        if not _MAY_NAME.search(after) or _CHANNEL_OR_RESULT.search(after.split("；")[0].split("。")[0]):
            continue
        rows = [place[0].split("/")[1] for place in (NEW, RESULT)]
        for column, phrase in _APPLICANTS:
            match = phrase.search(after)
            number = number_of(match) if match else None
            if number is not None:
                yield from _check(facts, hit, column, number, rows)


def _check(facts: Facts, hit: Hit, column: str, number: int, rows: list[str]) -> Iterator[Finding]:
    """Doubted only when the column fits neither the new applications, nor with those carried in, nor the results."""
    new, result, carried = (facts.total(f"表3/{row}/{column}") for row in (*rows, "carried_in"))
    if new is None or result is None or carried is None or number in (new, result, new + carried):
        return
    expected = result if hit.topic.what == "办理结果总计" else new
    place = f"表3/{rows[hit.topic.what == '办理结果总计']}/{column}"
    message = (
        f"“{hit.sentence.heading}”写{hit.topic.what}中{column}{number}件，{place_name(facts.form, place)}为{expected}件，"
        f"差{signed(expected - number)}。请核对口径，改正正文或表格。"
    )
    where = f"{hit.sentence.heading}·{hit.topic.what}·{column}"
    yield finding("X-1", where, message, expected=expected, found=number, places=(place,), quote=hit.quote)
