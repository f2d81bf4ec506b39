"""The marked copy: every finding in the list, at its cells and in its sentence, and nothing taken as markup."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from gongkai.annualreport import Report, check
from gongkai.annualreport.findings import Finding, finding, not_assessable
from gongkai.annualreport.formats import BEFORE_2019, format_named
from gongkai.annualreport.report import UNREAD, Statistic
from gongkai.annualreport.write.marked import marked_html
from gongkai.annualreport.write.tests.reading import all_texts
from gongkai.annualreport.write.tests.samples import HOSTILE, hostile, reports, sample, texts_by_place
from gongkai.annualreport.write.tests.test_html import rectangle

REPORT = sample(2023)


def page(findings: list[Finding], report: Report = REPORT) -> Any:
    return html.document_fromstring(marked_html(report, findings))


def marked_cells(document: Any, number: int) -> set[str]:
    """The places of the cells that link to the finding of this number."""
    links = document.xpath(f'//td[@data-place]//a[@href="#wenti-{number}"]')
    return {next(cell.get("data-place") for cell in link.iterancestors("td")) for link in links}


def said(document: Any, number: int) -> str:
    return document.get_element_by_id(f"wenti-{number}").text_content()


def links_hold(document: Any) -> None:
    ids = Counter(document.xpath("//@id"))
    assert max(ids.values()) == 1
    assert {href.removeprefix("#") for href in document.xpath("//a/@href")} <= set(ids)
    assert not document.xpath("//script | //@src | //link | //@onclick")


def test_both_sides_of_a_column_s_sum_are_marked_and_the_sum_is_told_with_its_numbers():
    wrong = finding("T3-1", "表三·自然人", "左203 ≠ 右900，请改正。", expected=203, found=900)
    document = page([wrong])
    keys = ("new", "carried_in", "result_total", "carried_out")
    assert marked_cells(document, 1) == {f"表3/{key}/自然人" for key in keys}
    number = {key: REPORT.table3[key][0] for key in keys}
    assert f"“一、本年新收政府信息公开申请数量”{number['new']}＋" in said(document, 1)
    assert f"“二、上年结转政府信息公开申请数量”{number['carried_in']}＝203；" in said(document, 1)


def test_a_row_s_sum_names_its_columns_and_a_long_sum_leaves_out_zeros():
    row = finding("T3-3", "表三·（一）予以公开", "不等，请改正。", expected=1, found=2)
    zeros = replace(REPORT, table3=dict.fromkeys(REPORT.table3, (0,) * 7) | {"deny1": (4,) * 7})
    column = finding("T3-2", "表三·总计", "不等，请改正。", expected=4, found=0)
    document = page([row, column], zeros)
    assert marked_cells(document, 1) == {f"表3/granted/{c}" for c in REPORT.format.table3_columns}
    assert "“自然人”0＋“商业企业”0＋" in said(document, 1)
    assert "算式：“1.属于国家秘密”4；“（七）总计”0。" in said(document, 2)
    assert len(marked_cells(document, 2)) == len(REPORT.format.leaf_rows) + 1


def test_what_stood_in_last_year_s_report_is_told_but_only_this_year_s_cell_is_marked():
    carried = finding("T3-4", "表三·自然人", "不等，请改正。", expected=5, found=3)
    document = page([carried])
    assert marked_cells(document, 1) == {"表3/carried_in/自然人"}
    assert "上年报告的数5；" in said(document, 1)


@pytest.mark.parametrize(
    ("where", "places"),
    [
        ("表二·规章·本年制发件数", {"表2/规章/本年制发件数"}),
        ("表二·规章", {f"表2/规章/{c}" for c in ("本年制发件数", "本年废止件数", "现行有效件数")}),
        ("表四·行政复议·总计", {"表4/行政复议/总计"}),
        ("表三·没有的列", set()),
    ],
)
def test_a_place_named_as_people_say_it_is_found(where: str, places: set[str]):
    assert marked_cells(page([finding("MARK", where, "请核对。")]), 1) == places


def test_cells_that_a_finding_names_itself_are_the_ones_marked():
    named = ("表3/new/总计", "表4/行政复议/总计")
    document = page([finding("X-1", "一、总体情况·新收", "请核对。", places=(*named, "表9/没有/这格"))])
    assert marked_cells(document, 1) == set(named)


def test_blank_and_unread_cells_are_marked_in_the_table_that_lacks_them():
    rest = REPORT.table3["new"][1:]
    report = replace(
        REPORT,
        table3={
            **REPORT.table3,
            "new": (None, *rest),
            "carried_in": (None, *REPORT.table3["carried_in"][1:]),
        },
        marks={"表3/carried_in/自然人": UNREAD},
    )
    document = page([finding("BLANK", "表三", "空白。"), finding("READ", "表三", "没有读出。")], report)
    assert marked_cells(document, 1) == {"表3/new/自然人"}
    assert marked_cells(document, 2) == {"表3/carried_in/自然人"}


@pytest.mark.parametrize(
    "quote", ["收到申请3件。", "公开信息220条。\n（二）依申请公开情况。", "收到 申请3件。均已答复。"]
)
def test_a_sentence_is_marked_over_line_breaks_and_blanks(quote: str):
    document = page([finding("X-1", "一、总体情况", "请核对。", quote=quote)])
    marked = "".join("".join(document.xpath("//article//mark//text()")).split())
    assert marked == "".join(quote.split())
    (link,) = document.xpath('//article//a[@href="#wenti-1"]')
    assert link.text == "提1" and document.xpath('//li[@id="wenti-1"]//a/@href') == [f"#{link.get('id')}"]


def test_sentences_that_overlap_keep_every_letter_and_both_numbers():
    document = page(
        [
            finding("X-1", "一、总体情况", "请核对。", quote="收到申请3件。均已"),
            finding("X-3", "一、总体情况", "请核对。", quote="3件。均已答复"),
        ]
    )
    (paragraph,) = document.xpath('//article//p[contains(., "收到申请")]')
    assert paragraph.text_content() == "（二）依申请公开情况。收到申请3件。均已提1答复提2。"


def test_a_sentence_is_sought_in_its_own_section_first():
    heading = REPORT.format.sections
    report = replace(REPORT, sections={heading[0]: "收到3件。", heading[4]: "收到3件。"})
    document = page([finding("X-1", heading[4], "请核对。", quote="收到3件")], report)
    (mark,) = document.iter("mark")
    assert mark.getparent().getprevious().text_content() == heading[4]


def test_what_belongs_to_no_cell_and_no_sentence_comes_first_and_its_section_is_marked():
    document = page(
        [
            finding("T4-1", "表四·行政复议", "不等，请改正。", expected=1, found=2),
            finding("S6", "六、其他需要报告的事项", "没有内容，请写“无”。", quote="报告里没有这一句"),
            finding("FORMAT", "报告年度", "表式不对，请重填。"),
        ]
    )
    order = [item.xpath("string(.//strong)") for item in document.xpath("//ol/li")]
    assert order == ["提醒", "错误", "错误"] and "请写“无”" in said(document, 1)
    assert document.xpath('//h2//a[@href="#wenti-1"]')[0].text == "提1"
    assert "表式不对" in said(document, 2) and not document.xpath('//article//a[@href="#wenti-2"]')
    assert len(marked_cells(document, 3)) == 5


def test_a_rule_that_could_not_be_applied_is_listed_as_not_checked_and_marks_no_cell():
    document = page([not_assessable("T3-1", "表三·自然人", "有一格没有读出。")])
    assert "未核对" in said(document, 1) and not document.xpath("//td//a")
    assert document.xpath('//h2//a[@href="#wenti-1"]')[0].text == "未1"


def test_the_level_is_told_in_words_the_basis_and_what_was_not_read_too():
    report = replace(REPORT, unread=("表二<第3行>",))
    document = page([finding("T2-UNIT", "表二", "没有单位，请注明。")], report)
    assert "提醒" in said(document, 1) and "依据：填报惯例" in said(document, 1)
    assert "没有错误，1处提醒。" in document.xpath("string(//header)")
    assert "表二<第3行>" in document.xpath("string(//nav)")


def test_a_report_of_a_year_before_2019_shows_its_statistics_and_their_cells_are_marked():
    old = Report(
        "某某县", 2013, format_named(BEFORE_2019), {}, {}, (), sections={"一、概述": "主动公开30条。"}, issuer="某某县",
        statistics=(Statistic("主动公开数：", "条", (30, 70)), Statistic("1．网站", "条", (20, None))),
    )  # fmt: skip
    wrong = finding("ST-1", "统计表·主动公开数·历年累计", "请核对。", expected=20, found=70)
    said_of_all = finding("D-LATE", "落款", "请按期公布。", quote="主动公开30条")
    unjudged = not_assessable("T3-1", "表三", "没有表三。")
    document = page([wrong, said_of_all, unjudged], old)
    links_hold(document)
    assert [cell.text_content() for cell in document.iter("td")] == ["条", "30", "70提2", "条", "20", ""]
    assert document.xpath("string(//mark)") == "主动公开30条"
    assert document.xpath("//article/*")[-1].text == "某某县"


def test_a_report_without_findings_says_so():
    assert "没有发现问题。" in page([]).xpath("string(//nav)")


def test_nothing_of_a_hostile_report_or_finding_is_taken_as_markup():
    report = replace(hostile(2023), unread=(HOSTILE,))
    evil = finding("X-1", HOSTILE, HOSTILE, quote=HOSTILE, places=(HOSTILE, "表3/new/自然人"))
    clean = {element.tag for element in page([finding("X-1", "一", "无", quote="粗")], sample(2023)).iter()}
    document = page([evil, replace(evil, rule=HOSTILE)], report)
    tags = {element.tag for element in document.iter()}
    assert tags - clean <= {"ul", "h3", "mark"}
    assert HOSTILE in said(document, 1) and "".join(document.xpath("//mark//text()")).count("<b>") == 1
    assert marked_cells(document, 1) == marked_cells(document, 2) == {"表3/new/自然人"}


@given(reports(), st.booleans())
@settings(max_examples=20, deadline=None)
def test_of_any_report_every_finding_is_listed_every_link_arrives_and_every_number_stays(
    report: Report, before: bool
):
    previous = replace(report, year=report.year - 1) if before else None
    findings = list(check(report, previous=previous))
    document = page(findings, report)
    links_hold(document)
    assert len(document.xpath("//ol/li")) == len(findings)
    for refs in document.xpath('//*[@class="refs"]'):
        refs.drop_tree()
    grids = [rectangle(table) for table in document.iter("table")]
    assert all_texts(report, grids) == texts_by_place(report)
