"""The report as HTML: semantic tables, links on numbers, nothing of the text taken as markup."""

import pytest
from hypothesis import given, settings
from lxml import html

from gongkai.annualreport.report import Report, digest
from gongkai.annualreport.write.as_html import report_html, tables_html
from gongkai.annualreport.write.tests.reading import all_texts
from gongkai.annualreport.write.tests.samples import (
    HOSTILE,
    YEARS,
    hostile,
    reports,
    sample,
    texts_by_place,
)


def rectangle(table) -> list[list[str]]:
    """The table as a browser lays it out, merged cells repeated."""
    cells: dict[tuple[int, int], str] = {}
    for y, row in enumerate(table.iter("tr")):
        x = 0
        for cell in row:
            while (y, x) in cells:
                x += 1
            for j in range(int(cell.get("rowspan", 1))):
                for i in range(int(cell.get("colspan", 1))):
                    cells[y + j, x + i] = cell.text_content()
    height, width = (max(place[axis] for place in cells) + 1 for axis in (0, 1))
    return [[cells[y, x] for x in range(width)] for y in range(height)]


def tables(fragment: str) -> list[list[list[str]]]:
    return [rectangle(table) for table in html.fromstring(fragment).iter("table")]


@given(reports())
@settings(max_examples=20, deadline=None)
def test_any_report_read_back_from_html_holds_its_numbers(report: Report):
    assert all_texts(report, tables(report_html(report))) == texts_by_place(report)


@pytest.mark.parametrize("year", YEARS)
def test_headings_text_and_tables_stand_in_the_official_order(year: int):
    report = sample(year)
    article = html.fromstring(report_html(report))
    order = [e.text_content() if e.tag != "div" else e.get("aria-label") for e in article]
    assert article.get("data-digest") == digest(report)
    assert order[0] == report.title
    heads = [e.text_content() for e in article if e.tag == "h2"]
    assert tuple(heads) == report.format.sections
    for section, caption in zip(
        report.format.sections[1:4],
        ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"),
        strict=True,
    ):
        assert order[order.index(section) + 1] == caption
    assert order[-2:] == [report.issuer, f"{year + 1}年1月14日"]


def test_second_level_headings_are_headings_or_the_beginning_of_their_paragraph():
    article = html.fromstring(report_html(sample(2023)))
    assert [e.text for e in article.iter("h3")] == ["（一）主动公开情况"]
    (lead,) = article.iter("strong")
    assert (lead.text, lead.tail) == ("（二）依申请公开情况。", "收到申请3件。均已答复。")


def test_headers_say_what_they_head():
    table = html.fromstring(tables_html(sample(2023))["table3"]).find(".//table")
    scopes = {cell.text_content(): cell.get("scope") for cell in table.iter("th")}
    assert scopes["自然人"] == "col"
    assert scopes["法人或其他组织"] == "colgroup"
    assert scopes["三、本年度办理结果"] == "rowgroup"
    assert scopes["（三）不予公开"] == scopes["1.属于国家秘密"] == "row"
    assert [len(body.findall("tr")) for body in table.iter("tbody")] == [2, 22, 1]
    assert len(table.find("thead").findall("tr")) == 3


def test_numbers_link_to_the_cases_behind_them_where_there_is_an_address():
    def link(place: str) -> str | None:
        return f"/cases/?a=1&place={place}" if place.startswith("表3/granted") else None

    report = sample(2023)
    table = html.fromstring(tables_html(report, link)["table3"])
    links = table.findall(".//a")
    assert links[0].get("href") == "/cases/?a=1&place=表3/granted/自然人"
    assert [a.text for a in links] == [str(value) for value in report.table3["granted"]]
    assert links[0].getparent().get("data-place") == "表3/granted/自然人"


def test_a_blank_cell_has_no_link():
    report = Report("某镇", 2023, sample(2023).format, {}, {}, ())
    assert "<a " not in tables_html(report, lambda place: "/x/")["table3"]


@pytest.mark.parametrize("year", YEARS)
def test_markup_in_a_report_stays_text(year: int):
    written = report_html(hostile(year))
    article = html.fromstring(written)
    assert not list(article.iter("b", "i"))
    assert article.find("h1").text_content() == HOSTILE
    assert "=<i>/</i>" in [td.text_content() for td in article.iter("td")]
