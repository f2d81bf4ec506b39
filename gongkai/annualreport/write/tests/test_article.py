"""The parts of a report in the order they are printed."""

from dataclasses import replace

import pytest

from gongkai.annualreport.report import Report
from gongkai.annualreport.write.article import Line, article, properties
from gongkai.annualreport.write.tests.samples import YEARS, sample


def lines(report: Report, role: str) -> list[Line]:
    return [part for part in article(report) if isinstance(part, Line) and part.role == role]


@pytest.mark.parametrize("year", YEARS)
def test_a_report_without_words_still_has_its_title_and_six_headings(year: int):
    parts = list(article(Report.empty("某镇人民政府", year)))
    assert parts[0] == Line("title", f"某镇人民政府{year}年政府信息公开工作年度报告".replace("府2", "府\n2"))
    assert len([p for p in parts if isinstance(p, Line) and p.role == "heading"]) == 6
    assert [type(p).__name__ for p in parts] == ["Line"] * 3 + ["Grid", "Line"] * 3 + ["Line"]


def test_a_short_title_stays_on_one_line():
    (title,) = lines(replace(sample(2023), title="二〇二三年度报告"), "title")
    assert title.text == "二〇二三年度报告"


def test_a_section_that_the_form_does_not_know_is_printed_after_the_others():
    report = replace(sample(2023), sections={"七、附则": "附上一段。"})
    assert lines(report, "heading")[-1].text == "七、附则"
    assert lines(report, "paragraph")[-1].text == "附上一段。"


def test_a_long_second_level_paragraph_without_full_stops_is_no_heading():
    text = "（一）" + "主动公开政府信息，" * 6
    report = replace(sample(2023), intro="", sections={"一、总体情况": text})
    assert lines(report, "subheading") == []
    assert [line.text for line in lines(report, "paragraph")] == [text]


def test_an_unsigned_report_has_no_signature_and_is_dated_by_its_last_day():
    report = replace(sample(2023), issuer=" ", dated=None)
    assert lines(report, "issuer") == lines(report, "dated") == []
    assert properties(report).day.isoformat() == "2023-12-31"
    assert properties(report).author == report.organ
