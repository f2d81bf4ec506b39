"""Every finding of every rule says the place and what to do about it, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from gongkai.annualreport.check import check
from gongkai.annualreport.findings import Finding
from gongkai.annualreport.report import UNREAD, Report
from gongkai.annualreport.rules import RULES
from gongkai.annualreport.tests.telling import telling_report
from gongkai.annualreport.tests.test_before2019 import APPLICATIONS, old
from gongkai.annualreport.tests.test_money import bought, with_fees
from gongkai.annualreport.tests.test_similarity import OWN, town

WORDS = (
    "（一）公开情况。坚持以公开为原则、不公开为例外。2022年，我县主动公开信息300条。2月30日开会。",
    "收到申请76件，自然人60件。收到政府信息公开申请78件。全年无申请结转下年度。",
    "发生行政复议2件、行政诉讼4件，均已审结。发生行政复议3件，维持3件。行政事业性收费9万元。",
    "予以公开40件，占53.3%；部分公开8件，占10.7%；不予公开5件，占16.7%；无法提供19件，占25.3%。",
    "公布信息60条，其中甲类20条、乙类30条、其他20条。" + "继续加强公开。" * 150,
)


def spoilt(report: Report) -> Report:
    """Cells blank, marked, not read, negative, doubled and missing."""
    table3 = dict(report.table3)
    table3["new"] = (-1, 0, None, 0, 0, 0, 9)
    table3["granted"] = (90, 0, 0, 0, 0, 0, None)
    table4 = (1, 0, 0, 0, None, None, None, None, None, 3, 9, 0, 0, 0, 1)
    marks = {"表3/carried_in/其他": "/", "表3/deny1/自然人": UNREAD, "表2/行政强制/本年处理决定数量": UNREAD}
    unread = ("表二“行政强制”行：没有找到这一行。", "表三多出一行“其他情形”，不属于规定的表式，没有计入。")
    return replace(report, table3=table3, table4=table4, marks=marks, unread=unread)


def faulty() -> Iterator[Finding]:
    """Findings of every rule, each from a report made faulty for it."""
    told = telling_report()
    heading = told.format.sections
    told = replace(told, sections={heading[0]: "\n".join(WORDS), heading[4]: "无", heading[5]: ""})
    dated = replace(told, intro="统计期限自至。", dated=date(2024, 5, 1))
    made = {**told.table2, "规章": {"本年制发件数": 3, "本年废止件数": 0, "现行有效件数": 3}}
    previous = replace(town("红旗镇", OWN, year=2022), table3={**told.table3, "carried_out": (9,) * 7})
    yield from check(dated, previous=previous, parts=[telling_report(), telling_report()])
    yield from check(spoilt(told), parts=[spoilt(told)])
    yield from check(replace(told, table2=made, dated=date(2023, 1, 1)), level="county")
    yield from check(replace(told, table2=made, organ="某某集团", sections={}))
    yield from check(replace(told, marks={place: UNREAD for place, _ in told.cells()}))
    yield from check(Report.empty("清河镇", 2023), parts=[Report.empty("云岭乡", 2020)])
    yield from check(replace(Report.empty("清河镇", 2020), year=2023), previous=Report.empty("清河镇", 2020))
    yield from check(Report.empty("清河镇", 2021), previous=Report.empty("清河镇", 2020))
    yield from check(replace(Report.empty("清河镇", 2021), year=0))
    mine, last = town("清河镇", OWN), town("清河镇", OWN, year=2022)
    yield from check(mine, previous=last, siblings=[town("云岭乡", OWN)])
    for report in (bought(9, 17, None), bought(0, 17, "元"), bought(9, 17, "元"), bought(9, 999_999, "万元")):
        yield from check(report)
    yield from check(with_fees(999_999))
    yield from check(with_fees(9), previous=with_fees(9_999, year=2021))
    yield from check(*_two_years_of_documents())
    early = Report.empty("清河镇", 2020)
    items = {"上一年项目数量": 5, "本年增/减": 0, "处理决定数量": 0}
    opened = {"本年新制作数量": 0, "本年新公开数量": 5, "对外公开总数量": 1}
    early = replace(early, table2={**early.table2, "行政许可": items, "规范性文件": opened})
    yield from check(early, previous=Report.empty("清河镇", 2019))
    wrong = (("收到申请总数", (8, 28)), *APPLICATIONS[1:])
    yield from check(old(wrong, "收到申请7件，网上申请9件。"), previous=old(APPLICATIONS, year=2012))
    yield from check(old(()))


def _two_years_of_documents() -> tuple[Report]:
    report = telling_report()
    places = tuple(f"表2/行政规范性文件/{column}" for column in report.table2["行政规范性文件"])
    marks = dict.fromkeys(places, UNREAD)
    words = {report.format.sections[0]: "现行有效行政规范性文件393件。"}
    return (replace(report, marks=marks, candidates={places[0]: ((1, 2, 3), (12, 3, 4))}, sections=words),)


FOUND = tuple(faulty())


def test_every_rule_is_walked() -> None:
    assert {found.rule for found in FOUND} == RULES.keys()


def test_every_message_names_a_remedy() -> None:
    assert [
        found.message for found in FOUND if "请" not in found.message and "应填" not in found.message
    ] == []


def test_no_message_holds_english_or_half_width_punctuation() -> None:
    odd = re.compile(r"[A-Za-z]|[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]|None|Decimal")
    assert [found.message for found in FOUND if odd.search(found.message)] == []


def test_every_message_is_whole_sentences_and_has_a_place() -> None:
    assert all(found.where and found.message.endswith("。") for found in FOUND)
    assert [found.message for found in FOUND if "。。" in found.message or "：。" in found.message] == []


def test_the_cells_named_are_cells_of_the_form() -> None:
    places = {place for year in (2020, 2023) for place, _ in Report.empty("清河镇", year).cells()}
    assert all(set(found.places) <= places for found in FOUND)
    tabled = ("T3-1", "T3-2", "T3-3", "T3-4", "T3-5", "T4-1", "T2-1", "T2-2", "T2-4", "X-2", "BLANK", "READ")
    assert [
        f.message
        for f in FOUND
        if f.rule in tabled and f.assessable and not (f.places or "不能汇总" in f.message)
    ] == []


def test_what_speaks_of_words_quotes_them() -> None:
    quoting = ("X-1", "X-3", "X-4", "D-DATE", "D-YEAR", "D-PERIOD", "S-WORDING", "SIM-1", "SIM-2", "ST-2")
    assert [
        found.message for found in FOUND if found.rule in quoting and found.assessable and not found.quote
    ] == []


def test_what_was_not_assessed_is_a_note_and_no_more() -> None:
    notes = [found for found in FOUND if not found.assessable]
    assert {found.severity for found in notes} == {"info"}
    assert {found.as_json()["verdict"] for found in notes} == {"NOT_ASSESSABLE"}
