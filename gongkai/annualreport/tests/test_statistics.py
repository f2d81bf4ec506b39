"""Reports for years before 2019: their own sections, and the rows of their 统计表 as far as they are sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.annualreport.formats import BEFORE_2019, UnknownYear, format_for
from gongkai.annualreport.read import read_bytes, read_report
from gongkai.annualreport.report import Report, Statistic, report_from_json, report_json

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "reports"
TITLE = "某某县清河镇人民政府2016年政府信息公开工作年度报告"
TEXT = f"""{TITLE}
本报告根据《中华人民共和国政府信息公开条例》编制，统计期限自2016年1月1日起至2016年12月31日止。
一、概述
我镇认真落实。
二、主动公开政府信息的情况
全年公开23条。
三、存在问题和改进措施
加强学习。
某某县清河镇人民政府
2017年1月9日
附件：某某县清河镇2016年政府信息公开情况统计表
"""
ROWS = (
    ("（一）主动公开政府信息数", "条", "23"),
    ("1.当面申请数", "件", "0"),
    ("七、收取的费用", "万元", "1.5"),
)


def page(rows: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    return f"<html><body>{paragraphs}<table>{rows}</table></body></html>".encode()


def test_sections_signature_and_words_are_as_they_are() -> None:
    report = read_bytes(TEXT.encode())
    assert (report.organ, report.year, report.format.name) == ("某某县清河镇人民政府", 2016, BEFORE_2019)
    assert list(report.sections) == ["一、概述", "二、主动公开政府信息的情况", "三、存在问题和改进措施"]
    assert report.sections["三、存在问题和改进措施"] == "加强学习。"
    assert (report.issuer, str(report.dated)) == ("某某县清河镇人民政府", "2017-01-09")
    assert report.intro.startswith("本报告根据")
    assert list(report.cells()) == []


def test_a_missing_statistics_table_is_said() -> None:
    (said,) = read_bytes(TEXT.encode()).unread
    assert "统计表" in said


@pytest.mark.parametrize("between", ["\n", "|", "\t"])
def test_rows_are_read_from_text(between: str) -> None:
    rows = "\n".join(between.join(row) for row in (("统计指标", "单位", "统计数"), *ROWS))
    report = read_bytes((TEXT + rows).encode())
    assert [(s.label, s.unit, *map(str, s.values)) for s in report.statistics] == list(ROWS)
    assert report.unread == ()


def test_rows_are_read_from_a_table_with_both_years() -> None:
    head = "<tr><td>指标名称</td><td>计量单位</td><td>2016年度</td><td>历年累计</td></tr>"
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td><td>9,999</td></tr>" for a, b, c in ROWS)
    report = read_bytes(page(head + "<tr><td>一、主动公开情况</td><td>——</td><td>——</td></tr>" + rows))
    assert [s.values[1] for s in report.statistics] == [9999] * 3
    assert report.statistics[0].values[0] == 23


def test_a_value_that_is_no_number_is_named() -> None:
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in (*ROWS, ("行政复议数", "件", "1\n2"))
    )
    report = read_bytes(page(rows))
    assert report.statistics[-1] == Statistic("行政复议数", "件", (None,))
    assert any("行政复议数" in said for said in report.unread)


def test_digits_of_both_years_run_together_are_cut_only_where_one_way_holds() -> None:
    rows = "指标名称计量单位2016年度历年累计公开数条728网上申请数条36复议数件00公开总数条18535395"
    report = read_bytes((TEXT + rows).encode())
    assert [s.values for s in report.statistics] == [(7, 28), (3, 6), (0, 0), (None, None)]
    assert any("种读法" in said and "公开总数" in said for said in report.unread)


def test_the_json_of_such_a_report_gives_it_back() -> None:
    rows = "\n".join("|".join(row) for row in (("统计指标", "单位", "统计数"), *ROWS))
    report = read_bytes((TEXT + rows).encode())
    assert report_from_json(report_json(report)) == report


def test_there_is_still_no_form_to_fill_in_for_such_a_year() -> None:
    with pytest.raises(UnknownYear):
        format_for(2018)
    with pytest.raises(UnknownYear):
        Report.empty("某某县清河镇人民政府", 2018)


@pytest.mark.corpus
def test_published_reports_before_2019_are_read() -> None:
    first = read_report(CORPUS / "2013_FUJIAN-PINGTAN-XIAN.txt")
    rows = {s.label: s.values for s in first.statistics}
    assert len(rows) == 17
    assert (rows["受理依申请公开信息总数"], rows["1.当面申请数"]) == ((7, 28), (0, 18))
    assert rows["主动公开信息数"] == (None, None)
    assert first.issuer == "平潭县人民政府"
    second = read_report(CORPUS / "2016_FUJIAN-PINGTAN-ZONGHE-SHIYANQU.txt")
    assert list(second.sections)[-1] == "七、平潭综合实验区政府信息公开情况统计表"
    assert len(second.statistics) == 16
    third = read_report(CORPUS / "2018_GUANGDONG-SUIXI-JIANXIN-ZHEN.txt")
    assert [heading[:2] for heading in third.sections] == ["一、", "二、", "三、", "四、"]
